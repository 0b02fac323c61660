//! Retriers and catchers that can never act, in the words of Rust: `sfn_asl::handlers` knows which.

use sfn_asl::handlers::{Dead, DeadHandler, Needs};

use super::Report;

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

pub(super) fn tell(found: &DeadHandler<'_>, out: &mut Report<'_>) {
    let (visit, what, names) = (&found.visit, found.handler, found.quoted());
    let state = visit.name;
    let pointer = found.pointer();
    let never =
        || format!("this {what} of state `{state}` never acts: nothing there raises {names}");
    match &found.why {
        Dead::Taken(by) => {
            let message = format!(
                "this {what} of state `{state}` never acts: one before it takes {names} already"
            );
            let help = "put the narrower one first, or remove this one";
            let other = format!("{}/{}/{by}", visit.pointer, what.field());
            let other = out.annotations.location_of(&other);
            let error = out.error("error-already-handled", visit, &pointer, message, help);
            error
                .related
                .extend(other.map(|at| (at, format!("the {what} that takes it"))));
        }
        Dead::Terminal => {
            let message = format!(
                "a {what} of state `{state}` names {names}, which ends the execution before it is asked"
            );
            let help = "remove the name: nothing retries or catches it";
            out.error("terminal-error", visit, &pointer, message, help);
        }
        Dead::NeverRaised(needs) => {
            out.error("error-never-raised", visit, &pointer, never(), help(*needs));
        }
        Dead::Spelt(spelt) => {
            out.error(
                "error-never-raised",
                visit,
                &pointer,
                never(),
                spelt.clone(),
            );
        }
        _ => {
            out.error(
                "error-never-raised",
                visit,
                &pointer,
                never(),
                "remove the name",
            );
        }
    }
}
