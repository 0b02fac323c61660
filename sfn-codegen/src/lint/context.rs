//! What rules see of a document: its states, the graph of each scope, and what states evaluate.

use super::called::Called;
use super::data::Flows;
use super::texts::{Text, texts};
use crate::components::components;
use sfn_asl::model::{ExecutionType, State, StateMachine, Task, Transition, Visit};
use sfn_asl::{WorkflowKind, model::Scope};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What rules see.
pub(super) struct Context<'d> {
    pub(super) document: &'d StateMachine,
    pub(super) kind: WorkflowKind,
    /// Every state, in the order of the document.
    pub(super) states: Vec<Visit<'d>>,
    /// Every scope, from the outside in.
    pub(super) scopes: Vec<Graph<'d>>,
    /// Of each state, where it stands: the scope, and its place in that.
    pub(super) place: Vec<(usize, usize)>,
    /// The scopes that a state has in it.
    pub(super) inner: HashMap<usize, Vec<usize>>,
    by_pointer: HashMap<String, usize>,
    texts: OnceCell<Vec<Vec<Text<'d>>>>,
    flows: OnceCell<Flows>,
}

/// The states of a scope and how they lead to one another, all by their places in it.
pub(super) struct Graph<'d> {
    pub(super) scope: Rc<Scope<'d>>,
    pub(super) start: Option<usize>,
    /// Its states, by their places in [`Context::states`].
    pub(super) states: Vec<usize>,
    pub(super) ways: Vec<Vec<(Transition, usize)>>,
    /// The states that lead to each, each once.
    pub(super) before: Vec<Vec<usize>>,
    /// Which state leads to which back: the component of each; one is numbered after those that it leads to.
    pub(super) component: Vec<usize>,
    /// Whether a way leads from the state back to itself.
    pub(super) in_loop: Vec<bool>,
    /// Whether an execution of an Express workflow runs it.
    pub(super) express: bool,
}

impl<'d> Context<'d> {
    pub(super) fn of(document: &'d StateMachine, kind: WorkflowKind) -> Self {
        let states: Vec<Visit<'d>> = document.walk().collect();
        let places = states.iter().enumerate();
        let by_pointer: HashMap<String, usize> = places
            .map(|(at, visit)| (visit.pointer.clone(), at))
            .collect();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut place = Vec::with_capacity(states.len());
        for (at, visit) in states.iter().enumerate() {
            let scope = *known.entry(&visit.scope.pointer).or_insert_with(|| {
                members.push(Vec::new());
                members.len() - 1
            });
            place.push((scope, members[scope].len()));
            members[scope].push(at);
        }
        let mut inner: HashMap<usize, Vec<usize>> = HashMap::new();
        let scopes: Vec<Graph<'d>> = members
            .into_iter()
            .map(|members| Graph::of(&states, members, kind))
            .collect();
        for (at, graph) in scopes.iter().enumerate() {
            if let (Some((owner, _)), Some(parent)) = (graph.scope.owner, &graph.scope.parent)
                && let Some(owner) = by_pointer.get(&parent.state_pointer(owner))
            {
                inner.entry(*owner).or_default().push(at);
            }
        }
        Self {
            document,
            kind,
            by_pointer,
            states,
            scopes,
            place,
            inner,
            texts: OnceCell::new(),
            flows: OnceCell::new(),
        }
    }

    /// Every task, with what it calls.
    pub(super) fn tasks(&self) -> impl Iterator<Item = (usize, &Visit<'d>, &'d Task, Called<'d>)> {
        self.states
            .iter()
            .enumerate()
            .filter_map(|(at, visit)| match visit.state {
                State::Task(task) => Some((at, visit, &**task, Called::of(task))),
                _ => None,
            })
    }

    /// What a state evaluates.
    pub(super) fn texts(&self, state: usize) -> &[Text<'d>] {
        let all = self
            .texts
            .get_or_init(|| self.states.iter().map(texts).collect());
        &all[state]
    }

    /// What is known of data.
    pub(super) fn flows(&self) -> &Flows {
        self.flows.get_or_init(|| Flows::of(self))
    }

    /// Whether the state runs in an Express execution.
    pub(super) fn is_express(&self, state: usize) -> bool {
        self.scopes[self.place[state].0].express
    }

    /// The state at a pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<usize> {
        self.by_pointer.get(pointer).copied()
    }

    /// The innermost state that a place is in.
    pub(super) fn owner(&self, place: &str) -> Option<usize> {
        let mut end = place.len();
        // `States` may also be a member of somebody's data: then no state stands there.
        while let Some(at) = place[..end].rfind("/States/") {
            let name = at + "/States/".len();
            let rest = place[name..]
                .find('/')
                .map_or(place.len(), |rest| name + rest);
            if let Some(state) = self.by_pointer.get(&place[..rest]) {
                return Some(*state);
            }
            end = at;
        }
        None
    }
}

impl<'d> Graph<'d> {
    /// INVARIANT: the members are those of one scope, and there is one at least.
    fn of(states: &[Visit<'d>], members: Vec<usize>, kind: WorkflowKind) -> Self {
        let scope = Rc::clone(&states[members[0]].scope);
        let names = members.iter().enumerate();
        let names: HashMap<&str, usize> = names
            .map(|(place, at)| (states[*at].name.as_str(), place))
            .collect();
        let to = |name: &str| names.get(name).copied();
        let ways: Vec<Vec<(Transition, usize)>> = members
            .iter()
            .map(|at| {
                let transitions = states[*at].state.transitions();
                transitions
                    .filter_map(|(way, name)| Some((way, to(name)?)))
                    .collect()
            })
            .collect();
        let plain: Vec<Vec<usize>> = ways
            .iter()
            .map(|ways| ways.iter().map(|(_, to)| *to).collect())
            .collect();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); plain.len()];
        for (at, ways) in plain.iter().enumerate() {
            for to in ways {
                if before[*to].last() != Some(&at) {
                    before[*to].push(at);
                }
            }
        }
        let component = components(&plain);
        let mut sizes = vec![0_usize; component.iter().max().map_or(0, |last| last + 1)];
        for at in &component {
            sizes[*at] += 1;
        }
        let in_loop = plain.iter().enumerate();
        let in_loop = in_loop
            .map(|(at, ways)| sizes[component[at]] > 1 || ways.contains(&at))
            .collect();
        Self {
            start: scope.start_at.and_then(|name| to(name)),
            express: is_express(&scope, kind),
            scope,
            states: members,
            ways,
            before,
            component,
            in_loop,
        }
    }

    /// The states that a state leads to, over any number of others, by their places in the scope; those ways only that are
    /// wanted.
    pub(super) fn reachable(
        &self,
        from: &[usize],
        wanted: impl Fn(&Transition) -> bool,
    ) -> Vec<bool> {
        let mut seen = vec![false; self.states.len()];
        let mut open = from.to_vec();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                let ways = self.ways[at].iter().filter(|(way, _)| wanted(way));
                open.extend(ways.map(|(_, to)| *to));
            }
        }
        seen
    }
}

fn is_express(scope: &Scope<'_>, kind: WorkflowKind) -> bool {
    let child = scope.ancestors().find(|scope| scope.is_distributed());
    match child {
        None => kind == WorkflowKind::Express,
        Some(scope) => scope
            .processor_config
            .is_some_and(|config| config.execution_type == Some(ExecutionType::Express)),
    }
}
