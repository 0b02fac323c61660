//! What one state is, before it is written in a dialect.

use std::cell::Cell;
use std::panic::Location;

use super::distributed::Distributed;
use super::{QueryLanguage, Transition};
use crate::expr::closure;
use crate::expr::node::{Declaration, Name, Node, Root, Scope};
use crate::shape::Describe;

/// A state as its builder left it.
#[derive(Clone, Debug)]
pub(crate) struct StateDef {
    pub(crate) body: Body,
    /// What the state hands on.
    pub(crate) output: Node,
    pub(crate) retry: Vec<Retrier>,
    pub(crate) catch: Vec<Catcher>,
    /// `None` ends the flow.
    pub(crate) next: Option<Transition>,
    /// What is assigned when the state has succeeded; in a Choice, when no rule held.
    pub(crate) assign: Vec<Assignment>,
    pub(crate) comment: Option<Name>,
    /// Members of the data that a pattern is about to write over.
    pub(crate) overwritten: Vec<&'static str>,
    /// Where the builder was called.
    pub(crate) location: &'static Location<'static>,
    /// Where the output was said; where the builder was called if nowhere.
    pub(crate) output_location: &'static Location<'static>,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Task(TaskBody),
    Pass,
    Wait(Timer),
    Succeed,
    Fail {
        error: Option<Node>,
        cause: Option<Node>,
    },
    Choice {
        rules: Vec<Rule>,
        default: Option<(Node, Transition)>,
    },
    Parallel {
        argument: Node,
        branches: Vec<Transition>,
    },
    Map(MapBody),
    /// The text of a state.
    Raw(Name),
}

#[derive(Clone, Debug)]
pub(crate) struct TaskBody {
    pub(crate) target: Target,
    pub(crate) pattern: Pattern,
    pub(crate) arguments: Arguments,
    pub(crate) timeout: Option<Node>,
    pub(crate) heartbeat: Option<Node>,
    pub(crate) credentials: Option<Node>,
    /// The integration's recommended retriers, after the author's own.
    pub(crate) default_retry: Option<Retrier>,
    /// A part of the raw result that has a known type: the payload in an envelope.
    pub(crate) part: Option<Part>,
    /// What the author says about its permissions.
    pub(crate) grants: Vec<crate::Grant>,
    /// What cannot be said about the arguments, found while they were built.
    pub(crate) trouble: Vec<(crate::Unsupported, &'static Location<'static>)>,
    /// Placeholders of the call, each with an ARN that says more of the resource.
    pub(crate) known: Vec<(Name, Name)>,
}

/// A part of the result that has a known type: the payload in a Lambda's envelope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) node: Node,
    pub(crate) data_type: Describe,
}

/// What a task calls.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// `arn:aws:states:::service:action`.
    Integration { service: Name, action: Name },
    /// A function or activity by its own ARN.
    Arn(Name),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    RequestResponse,
    /// With the suffix that the integration wants.
    Sync(&'static str),
    WaitForTaskToken,
    Activity,
}

#[derive(Clone, Debug)]
pub(crate) enum Arguments {
    /// Named parameters of an API.
    Named(Vec<(Name, Node)>),
    /// The payload as a whole.
    Whole(Node),
}

#[derive(Clone, Debug)]
pub(crate) struct MapBody {
    pub(crate) items: Node,
    pub(crate) selector: Option<Node>,
    pub(crate) processor: Transition,
    pub(crate) max_concurrency: Option<Node>,
    /// What makes it a Distributed Map.
    pub(crate) distributed: Option<Box<Distributed>>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Timer {
    Seconds(Node),
    Timestamp(Node),
}

/// A rule of a Choice.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) condition: Node,
    /// What the target gets.
    pub(crate) data: Node,
    pub(crate) target: Transition,
    pub(crate) assign: Vec<Assignment>,
    pub(crate) comment: Option<Name>,
}

/// A variable, and what is assigned to it.
#[derive(Clone, Debug)]
pub(crate) struct Assignment {
    pub(crate) variable: Declaration,
    pub(crate) value: Node,
    /// Where it was written.
    pub(crate) location: &'static Location<'static>,
}

#[derive(Clone, Debug)]
pub(crate) struct Retrier {
    pub(crate) errors: Vec<Name>,
    pub(crate) interval: Option<u64>,
    pub(crate) max_attempts: Option<u64>,
    pub(crate) backoff_rate: Option<f64>,
    pub(crate) max_delay: Option<u64>,
    pub(crate) jitter: Option<bool>,
    pub(crate) comment: Option<Name>,
    pub(crate) location: &'static Location<'static>,
}

#[derive(Clone, Debug)]
pub(crate) struct Catcher {
    pub(crate) errors: Vec<Name>,
    /// What the handler gets.
    pub(crate) data: Node,
    pub(crate) target: Transition,
    pub(crate) assign: Vec<Assignment>,
    pub(crate) comment: Option<Name>,
    pub(crate) location: &'static Location<'static>,
}

impl StateDef {
    pub(crate) fn new(body: Body, output: Node, location: &'static Location<'static>) -> Self {
        StateDef {
            body,
            output,
            retry: Vec::new(),
            catch: Vec::new(),
            next: None,
            assign: Vec::new(),
            comment: None,
            overwritten: Vec::new(),
            location,
            output_location: location,
        }
    }
}

impl StateDef {
    /// Every assignment of the state, of its rules and of its catchers.
    pub(crate) fn assignments(&self) -> impl Iterator<Item = &Assignment> {
        let rules = match &self.body {
            Body::Choice { rules, .. } => rules.as_slice(),
            _ => &[],
        };
        let rules = rules.iter().flat_map(|rule| &rule.assign);
        let catchers = self.catch.iter().flat_map(|catcher| &catcher.assign);
        self.assign.iter().chain(rules).chain(catchers)
    }

    /// Tells what was written in this folder at another place: where its functions were called.
    pub(crate) fn tell_at(&mut self, folder: &str, place: &'static Location<'static>) {
        let tell = |location: &mut &'static Location<'static>| {
            if location.file().starts_with(folder) {
                *location = place;
            }
        };
        tell(&mut self.location);
        tell(&mut self.output_location);
        self.retry.iter_mut().for_each(|r| tell(&mut r.location));
        self.assign.iter_mut().for_each(|a| tell(&mut a.location));
        for catcher in &mut self.catch {
            tell(&mut catcher.location);
            tell(&mut catcher.target.from);
            catcher
                .assign
                .iter_mut()
                .for_each(|a| tell(&mut a.location));
        }
        if let Some(next) = &mut self.next {
            tell(&mut next.from);
        }
        match &mut self.body {
            Body::Choice { rules, default } => {
                for rule in rules {
                    tell(&mut rule.target.from);
                    rule.assign.iter_mut().for_each(|a| tell(&mut a.location));
                }
                if let Some((_, target)) = default {
                    tell(&mut target.from);
                }
            }
            Body::Parallel { branches, .. } => branches.iter_mut().for_each(|b| tell(&mut b.from)),
            Body::Map(map) => tell(&mut map.processor.from),
            _ => {}
        }
    }
}

impl StateDef {
    /// Where each variable is assigned, by its place in the state as it is written, with so many catchers in all.
    pub(crate) fn places_of_assignments(
        &self,
        catchers: usize,
    ) -> Vec<(String, &'static Location<'static>)> {
        let mut places = Vec::new();
        let mut add = |all: &[Assignment], part: &dyn Fn() -> String| {
            for assignment in all {
                let place = format!("{}Assign/{}", part(), assignment.variable.name);
                places.push((place, assignment.location));
            }
        };
        add(&self.assign, &String::new);
        if let Body::Choice { rules, .. } = &self.body {
            for (at, rule) in rules.iter().enumerate() {
                add(&rule.assign, &|| format!("Choices/{at}/"));
            }
        }
        // Those of a raw state's text come first.
        let first = catchers.saturating_sub(self.catch.len());
        for (at, catcher) in self.catch.iter().enumerate() {
            add(&catcher.assign, &|| format!("Catch/{}/", first + at));
        }
        places
    }

    /// Where the branches or the Map body inside of this state begin.
    pub(crate) fn inner(&self) -> &[Transition] {
        match &self.body {
            Body::Parallel { branches, .. } => branches,
            Body::Map(map) => std::slice::from_ref(&map.processor),
            _ => &[],
        }
    }

    /// The states that this one leads to, in the order of the document.
    pub(crate) fn into_targets(self) -> Vec<Transition> {
        let mut targets = Vec::new();
        if let Body::Choice { rules, default } = self.body {
            targets.extend(rules.into_iter().map(|rule| rule.target));
            targets.extend(default.map(|(_, target)| target));
        }
        targets.extend(self.next);
        targets.extend(self.catch.into_iter().map(|catcher| catcher.target));
        targets
    }
}

thread_local! {
    static SCOPE: Cell<Scope> = const { Cell::new(Scope(0)) };
    static LANGUAGE: Cell<QueryLanguage> = const { Cell::new(QueryLanguage::Jsonata) };
}

/// The language that the state being defined will be written in: for what has to be spelt differently in each.
pub(crate) fn language() -> QueryLanguage {
    LANGUAGE.get()
}

/// Says in which language the states defined from now on will be written.
pub(crate) fn set_language(language: QueryLanguage) {
    LANGUAGE.set(language);
}

/// Runs `define` as the definition of the state with this number: the roots of data made meanwhile belong to it.
pub(crate) fn within<T>(scope: Scope, define: impl FnOnce() -> T) -> T {
    struct Restore(Scope);
    impl Drop for Restore {
        fn drop(&mut self) {
            SCOPE.set(self.0);
        }
    }
    let _restore = Restore(SCOPE.replace(scope));
    closure::count_anew(define)
}

/// The input of the state being defined.
pub(crate) fn input() -> Node {
    Node::root(Root::Input(SCOPE.get()))
}

/// The raw result of the state being defined.
pub(crate) fn result() -> Node {
    Node::root(Root::Result(SCOPE.get()))
}

/// A root of the state being defined.
pub(crate) fn root(make: fn(Scope) -> Root) -> Node {
    Node::root(make(SCOPE.get()))
}
