//! Retriers and catchers that can never act, in the words of the language; [`crate::handlers`] knows which.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::handlers::{Dead, Needs, of_visits};
use crate::model::shorten;

/// The service takes them, and they do nothing.
pub(super) fn rule(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for found in of_visits(&context.states) {
        let (what, names) = (found.handler, some(&found.names));
        let pointer = found.pointer();
        let never = format!("this {what} never acts: nothing in the state raises {names}");
        out.push(match &found.why {
            Dead::Taken(by) => Diagnostic::warning(
                Code::ErrorAlreadyHandled,
                &pointer,
                format!("this {what} never acts: one before it takes {names} already"),
            )
            .with_related(
                format!("{}/{}/{by}", found.visit.pointer, what.field()),
                format!("the {what} that takes it"),
            )
            .with_help("put the narrower one first, or remove this one"),
            Dead::Terminal => Diagnostic::warning(
                Code::TerminalError,
                &pointer,
                format!("what is named {names} ends the execution before a {what} is asked"),
            )
            .with_help("remove the name: nothing retries or catches it"),
            Dead::NeverRaised(needs) => {
                Diagnostic::warning(Code::ErrorNeverRaised, &pointer, never).with_help(help(*needs))
            }
            Dead::Spelt(spelt) => Diagnostic::warning(Code::ErrorNeverRaised, &pointer, never)
                .with_help(spelt.clone()),
        });
    }
}

/// Names in a sentence: two at most.
fn some(names: &[&str]) -> String {
    let quoted = |name: &&str| format!("`{}`", shorten(name));
    match names {
        [] => String::new(),
        [one] => quoted(one),
        [one, two] => format!("{} and {}", quoted(one), quoted(two)),
        [one, two, rest @ ..] => {
            format!("{}, {} and {} more", quoted(one), quoted(two), rest.len())
        }
    }
}

/// What to do about a name that nothing raises, by what it needs.
fn help(needs: Needs) -> &'static str {
    match needs {
        Needs::Timeout => {
            "an activity or a callback waits for as long as the execution lasts: give it TimeoutSeconds"
        }
        Needs::Heartbeat => "give the task HeartbeatSeconds, or remove the name",
        Needs::Choice => {
            "only a Choice without Default raises it, to the Map or Parallel that it is inside of: catch it there, or add a Default"
        }
        Needs::Parallel => "only a Parallel raises it: remove the name",
        Needs::DistributedMap => "only a Distributed Map raises it: remove the name",
        Needs::ItemReader => "only a Distributed Map with an ItemReader raises it: remove the name",
        Needs::ResultWriter => {
            "only a Distributed Map with a ResultWriter raises it: remove the name"
        }
        Needs::JsonPath => {
            "it is an error of JSONPath; what goes wrong in a JSONata state is States.QueryEvaluationError"
        }
        Needs::Jsonata => {
            "it is an error of JSONata; in a JSONPath state there are States.IntrinsicFailure, States.ParameterPathFailure and States.ResultPathMatchFailure"
        }
        Needs::Http => "only a call of an HTTPS endpoint raises it: remove the name",
        Needs::Lambda => "only the call of a Lambda function raises it: remove the name",
        Needs::DynamoDb => "only DynamoDB's own integration raises it: remove the name",
        Needs::Nothing | Needs::NotTerminal => "remove the name",
    }
}
