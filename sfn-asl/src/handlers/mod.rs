//! Retriers and catchers that can never act, as far as that is certain from the document.
//!
//! One whose every name is taken by one before it, or is raised by nothing in the state. A list in which one name can
//! match is fine: lists are shared between states.
//!
//! ```
//! use sfn_asl::handlers::{Dead, Needs, dead_handlers};
//! use sfn_asl::model::{Catcher, Fail, StateMachine, Task};
//!
//! let call = Task::new("arn:aws:states:::sqs:sendMessage").catch(Catcher::on(["Lambda.Unknown"], "Sorry")).end();
//! let machine = StateMachine::new("Tell").state("Tell", call).state("Sorry", Fail::new("NotTold", ""));
//! let dead = dead_handlers(&machine);
//! assert_eq!(dead[0].pointer(), "/States/Tell/Catch/0");
//! assert_eq!(dead[0].why, Dead::NeverRaised(Needs::Lambda));
//! ```

mod names;
mod raises;

pub use names::{FAMILIES, Needs, PREDEFINED, Predefined, WILDCARDS, needs, takes};

use crate::model::{State, StateMachine, Visit};
use raises::{Callee, Raises};
use std::collections::HashMap;
use std::fmt;

/// What handles errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Handler {
    /// A member of `Retry`.
    Retrier,
    /// A member of `Catch`.
    Catcher,
}

impl Handler {
    /// The field of the state that it stands in.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Retrier => "Retry",
            Self::Catcher => "Catch",
        }
    }
}

impl fmt::Display for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Retrier => "retrier",
            Self::Catcher => "catcher",
        })
    }
}

/// Why names never match.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dead {
    /// The retrier or catcher of the same state at this place takes them before.
    Taken(usize),
    /// Nothing handles them: they end the execution.
    Terminal,
    /// Nothing in the state raises them, since it has not what that needs.
    NeverRaised(Needs),
    /// What is called gives its errors other names; how they are spelt, in a sentence.
    Spelt(String),
}

/// Names of a retrier or catcher that never match.
#[derive(Clone, Debug)]
pub struct DeadHandler<'a> {
    /// The state.
    pub visit: Visit<'a>,
    /// Which of its lists.
    pub handler: Handler,
    /// Where in the list, from 0.
    pub at: usize,
    /// The names.
    pub names: Vec<&'a str>,
    /// Why.
    pub why: Dead,
}

impl DeadHandler<'_> {
    /// The place of the retrier or catcher as a JSON pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        format!(
            "{}/{}/{}",
            self.visit.pointer,
            self.handler.field(),
            self.at
        )
    }

    /// The names as a sentence has them: each in backticks, with commas.
    #[must_use]
    pub fn quoted(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    }
}

/// The retriers and catchers of a document that never act, and those that name an error which nothing handles.
#[must_use]
pub fn dead_handlers(machine: &StateMachine) -> Vec<DeadHandler<'_>> {
    let visits: Vec<Visit<'_>> = machine.walk().collect();
    of_visits(&visits)
}

pub(crate) fn of_visits<'a>(visits: &[Visit<'a>]) -> Vec<DeadHandler<'a>> {
    let around = raised_inside(visits);
    let mut out = Vec::new();
    for visit in visits.iter().filter(|visit| handles(visit)) {
        let of_all = around.get(visit.name.as_str()).copied();
        let raises = of_all.unwrap_or_else(|| Raises::by(visit));
        let retriers: Vec<&'a [String]> = visit
            .state
            .retry()
            .iter()
            .map(|r| &*r.error_equals)
            .collect();
        list(visit, raises, Handler::Retrier, &retriers, &mut out);
        let catchers: Vec<&'a [String]> = visit
            .state
            .catch()
            .iter()
            .map(|c| &*c.error_equals)
            .collect();
        list(visit, raises, Handler::Catcher, &catchers, &mut out);
    }
    out
}

fn handles(visit: &Visit<'_>) -> bool {
    !visit.state.retry().is_empty() || !visit.state.catch().is_empty()
}

/// What the states raise that handle errors and have others inside of them, theirs included.
fn raised_inside<'a>(visits: &[Visit<'a>]) -> HashMap<&'a str, Raises> {
    let around = |visit: &&Visit<'a>| {
        handles(visit) && matches!(visit.state, State::Parallel(_) | State::Map(_))
    };
    let mut all: HashMap<&str, Raises> = visits
        .iter()
        .filter(around)
        .map(|visit| (visit.name.as_str(), Raises::by(visit)))
        .collect();
    if all.is_empty() {
        return all;
    }
    for visit in visits.iter().filter(|visit| visit.depth() > 0) {
        let own = Raises::by(visit);
        for (name, _) in visit.scope.ancestors().filter_map(|scope| scope.owner) {
            if let Some(of_all) = all.get_mut(name.as_str()) {
                of_all.add(own);
            }
        }
    }
    all
}

/// The retriers of a state, or its catchers.
fn list<'a>(
    visit: &Visit<'a>,
    raises: Raises,
    handler: Handler,
    handlers: &[&'a [String]],
    out: &mut Vec<DeadHandler<'a>>,
) {
    // Where each name stands first, of the handlers before.
    let mut before: HashMap<&str, usize> = HashMap::new();
    for (at, names) in handlers.iter().enumerate() {
        let found: Vec<(&'a str, Option<Dead>)> = names
            .iter()
            .map(|name| (&**name, dead(visit, raises, &before, name)))
            .collect();
        for name in *names {
            before.entry(name).or_insert(at);
        }
        let all = found.iter().all(|(_, dead)| dead.is_some());
        // Names with the same reason are told together.
        let mut told: Vec<(Dead, Vec<&'a str>)> = Vec::new();
        let mut reasons: HashMap<Dead, usize> = HashMap::new();
        for (name, dead) in found {
            let Some(dead) = dead.filter(|dead| all || *dead == Dead::Terminal) else {
                continue;
            };
            let place = *reasons.entry(dead.clone()).or_insert(told.len());
            match told.get_mut(place) {
                Some((_, names)) => names.push(name),
                None => told.push((dead, vec![name])),
            }
        }
        out.extend(told.into_iter().map(|(why, names)| DeadHandler {
            visit: visit.clone(),
            handler,
            at,
            names,
            why,
        }));
    }
}

fn dead(
    visit: &Visit<'_>,
    raises: Raises,
    before: &HashMap<&str, usize>,
    name: &str,
) -> Option<Dead> {
    if name == "States.ALL" {
        return None;
    }
    let needs = needs(name);
    if needs == Needs::NotTerminal {
        return Some(Dead::Terminal);
    }
    if let Some(spelt) = of_another_integration(visit, name) {
        return Some(Dead::Spelt(spelt));
    }
    if !raises.can(needs) {
        return Some(Dead::NeverRaised(needs));
    }
    // In a Map or Parallel what else a wildcard takes is not certain.
    let wildcards: &[&str] = match visit.state {
        State::Task(_) => WILDCARDS,
        _ => &[],
    };
    let takers = wildcards.iter().copied().filter(|wild| takes(wild, name));
    takers
        .chain([name])
        .filter_map(|taker| before.get(taker).copied())
        .min()
        .map(Dead::Taken)
}

/// What to do when a service gives its errors other names. The same service is spelt in two ways, and the names of an SDK
/// call end in `Exception` even where the API's do not.
fn of_another_integration(visit: &Visit<'_>, name: &str) -> Option<String> {
    let State::Task(task) = visit.state else {
        return None;
    };
    let (prefix, error) = name.split_once('.')?;
    // Most names are the language's own, or Lambda's: who answers need not be looked up for them.
    if matches!(prefix, "States" | "Lambda") {
        return None;
    }
    let Callee::Service { name: service, sdk } = Callee::of(task) else {
        return None;
    };
    match (service, sdk, prefix) {
        ("dynamodb", false, "DynamoDb") => Some(format!(
            "DynamoDB's own integration spells it `DynamoDB.{error}`; `DynamoDb.` is that of an SDK call"
        )),
        ("dynamodb", true, "DynamoDB") => Some(format!(
            "an SDK call spells it `DynamoDb.{error}`; `DynamoDB.` is that of DynamoDB's own integration"
        )),
        (_, true, _) if prefix.eq_ignore_ascii_case(service) && !error.ends_with("Exception") => {
            Some(format!(
                "the errors of an SDK call end in `Exception`: `{prefix}.{error}Exception`"
            ))
        }
        _ => None,
    }
}
