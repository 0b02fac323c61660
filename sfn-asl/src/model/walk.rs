//! Visiting every state of every scope, without recursion.

use super::layout::Layout;
use super::machine::{ProcessorConfig, StateMachine, States};
use super::state::State;
use super::text::StateName;
use super::words::QueryLanguage;
use crate::pointer;
use std::rc::Rc;

/// What a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeKind {
    /// The state machine itself.
    Machine,
    /// A branch of a Parallel state.
    Branch,
    /// The item processor of a Map state.
    ItemProcessor,
    /// The item processor of a Map state under its old name.
    Iterator,
}

/// Something with a `StartAt` and `States`; transitions do not leave it.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    /// Where it stands, as a JSON pointer; empty for the state machine.
    pub pointer: String,
    /// What it is.
    pub kind: ScopeKind,
    /// The name of the first state.
    pub start_at: Option<&'a StateName>,
    /// The states.
    pub states: &'a States,
    /// The configuration, when it is an item processor that has one.
    pub processor_config: Option<&'a ProcessorConfig>,
    /// The order of its members when it was read, and the members no field takes.
    pub layout: &'a Layout,
    /// How many scopes it is in; 0 for the state machine.
    pub depth: usize,
    /// The state it belongs to; none for the state machine.
    pub owner: Option<(&'a StateName, &'a State)>,
    /// The scope that state is in; none for the state machine.
    pub parent: Option<Rc<Scope<'a>>>,
}

impl<'a> Scope<'a> {
    /// Whether this is the processor of a Distributed Map: its states run as executions of their own.
    #[must_use]
    pub fn is_distributed(&self) -> bool {
        matches!(self.owner, Some((_, State::Map(map))) if map.is_distributed())
    }

    /// Where a state of that name stands in the scope, as a JSON pointer, whether there is one or not.
    ///
    /// ```
    /// use sfn_asl::model::{StateMachine, Succeed};
    ///
    /// let machine = StateMachine::new("a/b").state("a/b", Succeed::new());
    /// assert_eq!(machine.scopes()[0].state_pointer("a/b"), "/States/a~1b");
    /// ```
    #[must_use]
    pub fn state_pointer(&self, name: &str) -> String {
        const STATES: &str = "/States/";
        let name = pointer::escape(name);
        let mut pointer = String::with_capacity(self.pointer.len() + STATES.len() + name.len());
        pointer.push_str(&self.pointer);
        pointer.push_str(STATES);
        pointer.push_str(&name);
        pointer
    }

    /// This scope and those it is in, from the inside out.
    pub fn ancestors(&self) -> impl Iterator<Item = &Scope<'a>> {
        std::iter::successors(Some(self), |scope| scope.parent.as_deref())
    }
}

/// A state on a [`Walk`].
#[derive(Clone, Debug)]
pub struct Visit<'a> {
    /// Where it stands, as a JSON pointer such as `/States/Each/ItemProcessor/States/Charge`.
    pub pointer: String,
    /// Its name.
    pub name: &'a StateName,
    /// The state.
    pub state: &'a State,
    /// The scope it is in.
    pub scope: Rc<Scope<'a>>,
    /// The query language it uses: its own, or the machine's.
    pub query_language: QueryLanguage,
}

impl Visit<'_> {
    /// How many scopes the state is in, not counting the state machine.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.scope.depth
    }

    /// Whether the state uses JSONata.
    #[must_use]
    pub fn is_jsonata(&self) -> bool {
        self.query_language == QueryLanguage::Jsonata
    }
}

/// Every state of a document, a state before the states in it; see [`StateMachine::walk`].
#[derive(Debug)]
pub struct Walk<'a> {
    machine_language: QueryLanguage,
    /// Scopes that are being walked, and the place of the next state in each.
    stack: Vec<(Rc<Scope<'a>>, usize)>,
    /// How many scopes the last state put there.
    opened: usize,
}

impl StateMachine {
    /// Every state of every scope in the order of the document, a state before the states in it.
    ///
    /// ```
    /// use sfn_asl::model::{Branch, Parallel, StateMachine, Succeed};
    ///
    /// let machine = StateMachine::new("Both").state(
    ///     "Both",
    ///     Parallel::new().branch(Branch::new("Left").state("Left", Succeed::new())).end(),
    /// );
    /// let pointers: Vec<_> = machine.walk().map(|visit| visit.pointer).collect();
    /// assert_eq!(pointers, ["/States/Both", "/States/Both/Branches/0/States/Left"]);
    /// ```
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk {
            machine_language: self.default_query_language(),
            stack: vec![(Rc::new(self.scope()), 0)],
            opened: 1,
        }
    }

    /// Every scope of the document, from the outside in.
    #[must_use]
    pub fn scopes(&self) -> Vec<Rc<Scope<'_>>> {
        let mut walk = self.walk();
        let mut scopes: Vec<_> = walk.opened().collect();
        while walk.step(true).is_some() {
            scopes.extend(walk.opened());
        }
        scopes
    }

    /// Every state and every scope, in the order of [`walk`](Self::walk) and of [`scopes`](Self::scopes).
    pub(crate) fn states_and_scopes(&self) -> (Vec<Visit<'_>>, Vec<Rc<Scope<'_>>>) {
        let mut walk = self.walk();
        let (mut states, mut scopes) = (Vec::new(), walk.opened().collect::<Vec<_>>());
        while let Some(visit) = walk.step(false) {
            scopes.extend(walk.opened());
            states.push(visit);
        }
        (states, scopes)
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            pointer: String::new(),
            kind: ScopeKind::Machine,
            start_at: self.start_at.as_ref(),
            states: &self.states,
            processor_config: None,
            layout: &self.layout,
            depth: 0,
            owner: None,
            parent: None,
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Visit<'a>;

    fn next(&mut self) -> Option<Visit<'a>> {
        self.step(false)
    }
}

impl<'a> Walk<'a> {
    /// Goes on to the next state, or to the next one that may have scopes in it.
    fn step(&mut self, owners: bool) -> Option<Visit<'a>> {
        loop {
            let (scope, at) = self.stack.last_mut()?;
            let Some((name, state)) = scope.states.get_index(*at) else {
                self.stack.pop();
                continue;
            };
            *at += 1;
            let owns = matches!(state, State::Parallel(_) | State::Map(_));
            if owners && !owns {
                continue;
            }
            let visit = Visit {
                pointer: scope.state_pointer(name),
                name,
                state,
                scope: Rc::clone(scope),
                query_language: state
                    .query_language()
                    .unwrap_or(&self.machine_language)
                    .clone(),
            };
            let before = self.stack.len();
            if owns {
                let scopes = inner(&visit).map(|scope| (Rc::new(scope), 0));
                self.stack.extend(scopes);
                // The first branch is to come off the stack first.
                self.stack[before..].reverse();
            }
            self.opened = self.stack.len() - before;
            return Some(visit);
        }
    }

    /// The scopes that the last step came upon; the machine before the first one.
    fn opened(&self) -> impl Iterator<Item = Rc<Scope<'a>>> {
        let opened = &self.stack[self.stack.len() - self.opened..];
        opened.iter().rev().map(|(scope, _)| Rc::clone(scope))
    }
}

/// The scopes that a state has in it.
fn inner<'v, 'a>(visit: &'v Visit<'a>) -> impl Iterator<Item = Scope<'a>> + use<'v, 'a> {
    let branches = match visit.state {
        State::Parallel(parallel) => parallel.branches.as_slice(),
        _ => &[],
    };
    let (processor, iterator) = match visit.state {
        State::Map(map) => (map.item_processor.as_ref(), map.iterator.as_ref()),
        _ => (None, None),
    };
    let scope = |step: String, kind, start_at, states, processor_config, layout| Scope {
        pointer: format!("{}/{step}", visit.pointer),
        kind,
        start_at,
        states,
        processor_config,
        layout,
        depth: visit.scope.depth + 1,
        owner: Some((visit.name, visit.state)),
        parent: Some(Rc::clone(&visit.scope)),
    };
    let branches = branches.iter().enumerate().map(move |(at, branch)| {
        scope(
            format!("Branches/{at}"),
            ScopeKind::Branch,
            branch.start_at.as_ref(),
            &branch.states,
            None,
            &branch.layout,
        )
    });
    let processors = [
        processor.map(|processor| ("ItemProcessor", ScopeKind::ItemProcessor, processor)),
        iterator.map(|processor| ("Iterator", ScopeKind::Iterator, processor)),
    ];
    branches.chain(
        processors
            .into_iter()
            .flatten()
            .map(move |(step, kind, processor)| {
                scope(
                    step.to_owned(),
                    kind,
                    processor.start_at.as_ref(),
                    &processor.states,
                    processor.processor_config.as_ref(),
                    &processor.layout,
                )
            }),
    )
}
