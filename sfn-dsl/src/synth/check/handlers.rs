//! Retriers and catchers that can never act.
//!
//! One whose every name is taken by one before it, or is raised by nothing in the state. A list in which one name can
//! match is fine: lists are shared between states.

use sfn_asl::model::{State, Visit};

use super::Report;
use super::raises::{Callee, Raises};
use crate::errors::predefined::{Needs, needs, takes};

/// Why a name never matches.
#[derive(PartialEq)]
enum Dead {
    /// The retrier or catcher at this place takes it.
    Taken(usize),
    /// Nothing handles it.
    Terminal,
    /// Nothing in the state raises it.
    NeverRaised { help: String },
}

pub(super) fn check(visit: &Visit<'_>, raises: Raises, out: &mut Report<'_>) {
    let retriers = visit.state.retry();
    let retriers: Vec<&[String]> = retriers.iter().map(|r| &*r.error_equals).collect();
    list(visit, raises, ("Retry", "retrier"), &retriers, out);
    let catchers = visit.state.catch();
    let catchers: Vec<&[String]> = catchers.iter().map(|c| &*c.error_equals).collect();
    list(visit, raises, ("Catch", "catcher"), &catchers, out);
}

/// The retriers of a state, or its catchers.
fn list(
    visit: &Visit<'_>,
    raises: Raises,
    (field, what): (&str, &str),
    handlers: &[&[String]],
    out: &mut Report<'_>,
) {
    for (at, names) in handlers.iter().enumerate() {
        let found: Vec<(&str, Option<Dead>)> = names
            .iter()
            .map(|name| (&**name, dead(visit, raises, &handlers[..at], name)))
            .collect();
        let all = found.iter().all(|(_, dead)| dead.is_some());
        // Names with the same reason are told together.
        let mut told: Vec<(Dead, Vec<&str>)> = Vec::new();
        for (name, dead) in found {
            let Some(dead) = dead.filter(|dead| all || *dead == Dead::Terminal) else {
                continue;
            };
            match told.iter_mut().find(|(reason, _)| *reason == dead) {
                Some((_, names)) => names.push(name),
                None => told.push((dead, vec![name])),
            }
        }
        for (dead, names) in told {
            let pointer = format!("{}/{field}/{at}", visit.pointer);
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            tell(visit, (field, what), &pointer, &names.join(", "), dead, out);
        }
    }
}

fn dead(visit: &Visit<'_>, raises: Raises, before: &[&[String]], name: &str) -> Option<Dead> {
    if name == "States.ALL" {
        return None;
    }
    let needs = needs(name);
    if needs == Needs::NotTerminal {
        return Some(Dead::Terminal);
    }
    if let Some(help) = of_another_integration(visit, name) {
        return Some(Dead::NeverRaised { help });
    }
    if !raises.can(needs) {
        let help = help(needs).to_owned();
        return Some(Dead::NeverRaised { help });
    }
    let task = matches!(visit.state, State::Task(_));
    // In a Map or Parallel what else a wildcard takes is not certain.
    let takes = |earlier: &String| {
        if task {
            takes(earlier, name)
        } else {
            earlier == name
        }
    };
    let taken = before.iter().position(|names| names.iter().any(takes));
    taken.map(Dead::Taken)
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

/// What to do about a name that nothing raises, by what it needs.
fn help(needs: Needs) -> &'static str {
    match needs {
        Needs::Timeout => {
            "an activity or a callback waits for as long as the execution lasts: give it a `.timeout_seconds(..)`"
        }
        Needs::Heartbeat => "give the task a `.heartbeat_seconds(..)`, or remove the name",
        Needs::Choice => {
            "only a Choice without a default raises it, to the Map or Parallel that it is inside of: catch it there, or give the Choice an `.otherwise(..)`"
        }
        Needs::Parallel => "only a Parallel raises it: remove the name",
        Needs::DistributedMap => "only a Distributed Map raises it: remove the name",
        Needs::ItemReader => {
            "only a Distributed Map with an item reader raises it: remove the name"
        }
        Needs::ResultWriter => {
            "only a Distributed Map with a result writer raises it: remove the name"
        }
        Needs::JsonPath => {
            "it is an error of JSONPath; what goes wrong in a JSONata state is `errors::QUERY_EVALUATION_ERROR`"
        }
        Needs::Jsonata => {
            "it is an error of JSONata; in a JSONPath state there are `errors::INTRINSIC_FAILURE`, `errors::PARAMETER_PATH_FAILURE` and `errors::RESULT_PATH_MATCH_FAILURE`"
        }
        Needs::Http => "only a call of an HTTPS endpoint raises it: remove the name",
        Needs::Lambda => "only the call of a Lambda function raises it: remove the name",
        Needs::DynamoDb => "only DynamoDB's own integration raises it: remove the name",
        Needs::Nothing | Needs::NotTerminal => "remove the name",
    }
}

fn tell(
    visit: &Visit<'_>,
    (field, what): (&str, &str),
    pointer: &str,
    names: &str,
    dead: Dead,
    out: &mut Report<'_>,
) {
    let state = visit.name;
    match dead {
        Dead::Taken(by) => {
            let message = format!(
                "this {what} of state `{state}` never acts: one before it takes {names} already"
            );
            let help = "put the narrower one first, or remove this one";
            let other = format!("{}/{field}/{by}", visit.pointer);
            let other = out.annotations.location_of(&other);
            let error = out.error("error-already-handled", visit, pointer, message, help);
            error
                .related
                .extend(other.map(|at| (at, format!("the {what} that takes it"))));
        }
        Dead::Terminal => {
            let message = format!(
                "a {what} of state `{state}` names {names}, which ends the execution before it is asked"
            );
            let help = "remove the name: nothing retries or catches it";
            out.error("terminal-error", visit, pointer, message, help);
        }
        Dead::NeverRaised { help } => {
            let message =
                format!("this {what} of state `{state}` never acts: nothing there raises {names}");
            out.error("error-never-raised", visit, pointer, message, help);
        }
    }
}
