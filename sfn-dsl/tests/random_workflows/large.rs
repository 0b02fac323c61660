//! Workflows that are long, wide or deep, on a small stack.

use std::rc::Rc;

use sfn_dsl::prelude::*;
use sfn_dsl::{Synthesis, WorkflowKind};

const MANY: usize = 10_000;
/// A quarter of what a thread gets by default: what grows with the workflow would run out of it.
const STACK: usize = 512 << 10;

fn on_a_small_stack(test: fn()) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(test);
    thread
        .expect("a thread")
        .join()
        .expect("the thread comes to its end");
}

fn synthesize(start: StateFn<String, String>) -> Synthesis {
    let workflow = Workflow::new("large", start);
    let synthesis = workflow.synthesize().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(synthesis.kind, WorkflowKind::Standard);
    let text = synthesis.document.to_string_pretty();
    let parsed = sfn_asl::StateMachine::from_json_str(&text).expect("a document can be read");
    assert_eq!(parsed, synthesis.document);
    synthesis
}

/// Each state makes the one after it.
fn link(n: usize) -> StateFn<String, String> {
    state(format!("S{n}"), move |id| match n {
        MANY => succeed(id),
        _ => pass(id).next(link(n + 1)),
    })
}

#[test]
fn a_long_chain() {
    on_a_small_stack(|| {
        let synthesis = synthesize(link(1));
        let states = &synthesis.document.states;
        assert_eq!(states.len(), MANY);
        let names: Vec<_> = states.keys().map(|name| name.as_str().to_owned()).collect();
        let expected: Vec<_> = (1..=MANY).map(|n| format!("S{n}")).collect();
        assert_eq!(names, expected);
    });
}

/// Each state holds the one after it.
#[test]
fn a_long_chain_made_from_its_end() {
    on_a_small_stack(|| {
        let last = state(format!("S{MANY}"), succeed);
        let start = (1..MANY).rev().fold(last, |next, n| {
            state(format!("S{n}"), move |id| pass(id).next(next.clone()))
        });
        let synthesis = synthesize(start.clone());
        assert_eq!(synthesis.document.states.len(), MANY);
        drop(start);
    });
}

/// A choice between targets that all lead to one state.
#[test]
fn a_wide_choice() {
    on_a_small_stack(|| {
        let join = state("Join", succeed);
        let targets: Rc<[_]> = (0..MANY)
            .map(|n| {
                let join = join.clone();
                state(format!("S{n}"), move |id: Expr<String>| {
                    pass(id).next(join.clone())
                })
            })
            .collect();
        let start = state("Start", move |id: Expr<String>| {
            let mut choice = choice(id);
            for (n, target) in targets.iter().enumerate() {
                choice = choice.when(id.eq(n.to_string()), target.clone());
            }
            choice.or_no_choice_matched()
        });
        let document = synthesize(start).document;
        assert_eq!(document.states.len(), MANY + 2);
        let sfn_asl::model::State::Choice(choice) = &document.states["Start"] else {
            panic!("a Choice")
        };
        let targets = choice.choices.iter().enumerate();
        for (n, rule) in targets {
            let next = rule.next.as_ref().map(|name| name.as_str().to_owned());
            assert_eq!(next, Some(format!("S{n}")));
        }
    });
}

#[test]
fn a_wide_parallel() {
    on_a_small_stack(|| {
        let start = state("Start", |id: Expr<String>| {
            let branches = (0..MANY).map(|n| state(format!("S{n}"), succeed));
            parallel_all::<String, String, _, _>(id, branches)
                .discard_result(id)
                .end()
        });
        let document = synthesize(start).document;
        let sfn_asl::model::State::Parallel(parallel) = &document.states["Start"] else {
            panic!("a Parallel")
        };
        assert_eq!(parallel.branches.len(), MANY);
        for (n, branch) in parallel.branches.iter().enumerate() {
            let start = branch
                .start_at
                .as_ref()
                .map(|name| name.as_str().to_owned());
            assert_eq!(start, Some(format!("S{n}")));
        }
    });
}

#[derive(Shape)]
pub struct Tree {
    children: Vec<Tree>,
}

/// A Map in a Map in a Map.
fn nest(depth: usize) -> StateFn<Tree, Tree> {
    state(
        format!("Depth{depth}"),
        move |tree: Expr<Tree>| match depth {
            0 => succeed(tree),
            _ => map(tree.children, nest(depth - 1))
                .discard_result(tree)
                .end(),
        },
    )
}

#[test]
fn a_deep_nest() {
    on_a_small_stack(|| {
        let synthesis = Workflow::new("deep", nest(30)).synthesize();
        let document = synthesis.unwrap_or_else(|e| panic!("{e}")).document;
        let text = document.to_string_pretty();
        let parsed = sfn_asl::StateMachine::from_json_str(&text).expect("a document can be read");
        assert_eq!(parsed, document);
        let mut states = &document.states;
        for depth in (1..=30).rev() {
            assert_eq!(states.len(), 1);
            let map = states[format!("Depth{depth}").as_str()].as_map();
            states = &map.and_then(|map| map.processor()).expect("a Map").states;
        }
        assert!(states.contains_key("Depth0"));
    });
}

/// Every state assigns a variable of its own, and reads the one of the state before it.
#[test]
fn a_long_chain_of_variables() {
    fn link(n: usize) -> StateFn<String, String> {
        state(format!("S{n}"), move |id| {
            let variable = |n: usize| Variable::<String>::from_name(format!("v{n}"));
            match n {
                MANY => succeed(variable(n - 1).get()),
                1 => pass(id).assign(&variable(1), id).next(link(2)),
                _ => pass(variable(n - 1).get())
                    .assign(&variable(n), variable(n - 1).get())
                    .next(link(n + 1)),
            }
        })
    }
    on_a_small_stack(|| {
        let synthesis = synthesize(link(1));
        assert_eq!(synthesis.document.states.len(), MANY);
    });
}
