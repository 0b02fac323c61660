//! Variables in workflows drawn at random: synthesis finds the reads that going every way by hand finds.

use std::collections::BTreeSet;
use std::rc::Rc;

use proptest::prelude::*;
use sfn_dsl::prelude::*;

/// A state: what it does with variables `v0`, `v1`, `v2`, and where it goes.
#[derive(Clone, Debug)]
struct Drawn {
    kind: Kind,
    /// Read in its output, before anything is assigned.
    reads: Vec<usize>,
    /// What is assigned on each way, and where it leads.
    ways: Vec<(Vec<usize>, usize)>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Pass,
    Wait,
    /// A rule, and the default.
    Choice,
    /// On success, and when it fails.
    Task,
    /// Over one item, with a body that reads what the state reads, assigns a variable of its own and reads it.
    Map,
    /// With two branches like a Map's body.
    Parallel,
    Succeed,
}

fn workflow() -> impl Strategy<Value = Rc<Vec<Drawn>>> {
    let kind = prop_oneof![
        3 => Just(Kind::Pass),
        1 => Just(Kind::Wait),
        3 => Just(Kind::Choice),
        3 => Just(Kind::Task),
        1 => Just(Kind::Map),
        1 => Just(Kind::Parallel),
        1 => Just(Kind::Succeed),
    ];
    let way = (prop::collection::vec(0_usize..3, 0..2), 0_usize..8);
    let state = (
        kind,
        prop::collection::vec(0_usize..3, 0..2),
        prop::collection::vec(way, 2),
    );
    prop::collection::vec(state, 1..8).prop_map(|drawn| {
        let many = drawn.len();
        let states = drawn.into_iter().map(|(kind, reads, ways)| Drawn {
            kind,
            reads,
            ways: ways
                .into_iter()
                .map(|(assigned, to)| (assigned, to % many))
                .take(match kind {
                    Kind::Succeed => 0,
                    Kind::Choice | Kind::Task => 2,
                    _ => 1,
                })
                .collect(),
        });
        Rc::new(states.collect())
    })
}

fn variable(number: usize) -> Variable<String> {
    Variable::from_name(format!("v{number}"))
}

#[lambda("ask", direct)]
fn ask(text: String) -> String;

/// Text with what the state reads in it.
fn reading(drawn: &Drawn, text: Expr<String>) -> Expr<String> {
    drawn.reads.iter().fold(text, |text, read| {
        text!("{}{}", text, variable(*read).get())
    })
}

fn make(drawn: &Rc<Vec<Drawn>>, at: usize) -> StateFn<String, String> {
    let all = Rc::clone(drawn);
    state(format!("S{at}"), move |text| define(&all, at, text))
}

fn define(all: &Rc<Vec<Drawn>>, at: usize, text: Expr<String>) -> Flow<String> {
    let drawn = &all[at];
    let said = reading(drawn, text);
    let next = |way: usize| make(all, drawn.ways[way].1);
    let assigned = |way: usize| drawn.ways[way].0.iter().map(|number| variable(*number));
    let target = |way: usize, data: Expr<String>| {
        assigned(way).fold(to(data, next(way)), |to, variable| {
            to.assign(&variable, "x")
        })
    };
    match drawn.kind {
        Kind::Pass => assigned(0)
            .fold(pass(said), |state, variable| state.assign(&variable, "x"))
            .next(next(0)),
        Kind::Wait => assigned(0)
            .fold(wait(said).seconds(1), |state, variable| {
                state.assign(&variable, "x")
            })
            .next(next(0)),
        Kind::Choice => choice(text)
            .when_to(said.eq("x"), target(0, text))
            .otherwise_to(target(1, text)),
        Kind::Task => assigned(0)
            .fold(ask(said), |state, variable| state.assign(&variable, "x"))
            .catch_to(errors::ALL, |error| target(1, error.cause))
            .next(next(0)),
        Kind::Map => {
            let body = inner(all, at, "Body");
            assigned(0)
                .fold(map([lit("one")], body), |state, variable| {
                    state.assign(&variable, "x")
                })
                .discard_result(text)
                .next(next(0))
        }
        Kind::Parallel => assigned(0)
            .fold(
                parallel(text)
                    .branch(inner(all, at, "Left"))
                    .branch(inner(all, at, "Right")),
                |state, variable| state.assign(&variable, "x"),
            )
            .discard_result(text)
            .next(next(0)),
        Kind::Succeed => succeed(said),
    }
}

/// Two states inside of a state: the first reads what the state reads, and what it assigns the second reads.
fn inner(all: &Rc<Vec<Drawn>>, at: usize, name: &str) -> StateFn<String, String> {
    let all = Rc::clone(all);
    let name = format!("{name}{at}");
    state(name.clone(), move |text| {
        // Names are anew in every scope, the same in all of them.
        let own: Variable<String> = Variable::named("own");
        pass(reading(&all[at], text))
            .assign(&own, "x")
            .next(state(format!("{name}Then"), move |_: Expr<String>| {
                succeed(own.get())
            }))
    })
}

/// The reads of a variable that may have no value, by state, from going every way.
fn by_hand(all: &[Drawn]) -> BTreeSet<(String, usize)> {
    let mut found = BTreeSet::new();
    for variable in 0..3 {
        let mut ways = vec![vec![0]];
        while let Some(way) = ways.pop() {
            let at: usize = way[way.len() - 1];
            let state = &all[at];
            if state.reads.contains(&variable) {
                // The states inside read it, and not the state itself, which goes on.
                let readers: &[&str] = match state.kind {
                    Kind::Map => &["Body"],
                    Kind::Parallel => &["Left", "Right"],
                    _ => &["S"],
                };
                found.extend(readers.iter().map(|name| (format!("{name}{at}"), variable)));
                if readers == ["S"] {
                    continue;
                }
            }
            for (assigned, to) in &state.ways {
                if !assigned.contains(&variable) && !way.contains(to) {
                    ways.push([way.as_slice(), &[*to]].concat());
                }
            }
        }
    }
    found
}

fn check(all: &Rc<Vec<Drawn>>) -> Result<(), TestCaseError> {
    let workflow = Workflow::new("random", make(all, 0));
    let errors = match workflow.synthesize() {
        Ok(_) => Vec::new(),
        Err(errors) => errors.into_iter().collect(),
    };
    let mut found = BTreeSet::new();
    for error in errors {
        // A workflow drawn at random may go round for ever.
        if error.code == "no-terminal-state" {
            continue;
        }
        prop_assert_eq!(error.code, "variable-not-assigned", "{}", error);
        let name = error.state.clone().expect("a state");
        let variable = (0..3).find(|number| error.message.contains(&format!("`$v{number}`")));
        found.insert((name, variable.expect("a variable of ours")));
    }
    prop_assert_eq!(found, by_hand(all));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_without_a_value_are_found_and_no_others(all in workflow()) {
        check(&all)?;
    }

    /// Whatever a variable is called: it is one of the language, or told.
    #[test]
    fn any_name_is_one_or_is_told(name in prop_oneof![".{0,90}", "[$a-zé_][a-z0-9_$.%{} ]{0,90}"]) {
        for language in [Jsonata, JsonPath] {
            let drawn: Variable<String> = Variable::from_name(name.clone());
            let start = state("Start", move |text: Expr<String>| -> Flow<String> {
                pass(text).assign(&drawn, text).next(state("Next", move |_: Expr<String>| {
                    pass(drawn.get()).end()
                }))
            });
            let known = !name.contains('$')
                && sfn_asl::model::VariableName::try_from(name.as_str()).is_ok();
            match Workflow::new("random", start).query_language(language).synthesize() {
                Ok(_) => prop_assert!(known, "{name:?}"),
                Err(errors) => {
                    prop_assert!(!known, "{name:?}: {errors}");
                    prop_assert!(errors.iter().any(|error| error.code == "variable-name"), "{errors}");
                }
            }
        }
    }
}
