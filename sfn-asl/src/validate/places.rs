//! Every place of a state that holds data to be evaluated, and what can be read there.

use crate::json::{Json, Object};
use crate::model::{Condition, Numeric, State, Visit};
use crate::pointer::Path;

/// What stands at a place.
#[derive(Clone, Copy)]
pub(super) enum Payload<'a> {
    /// A payload.
    Value(&'a Json),
    /// An object of payloads.
    Members(&'a Object),
    /// A text that may be an expression.
    Text(&'a str),
    /// A text that is nothing but an expression.
    Expression(&'a str),
}

/// What of `$states` is there besides `input` and `context`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Moment {
    /// Before the work of the state, or in a state that has none: nothing.
    Before,
    /// After the work: `result`.
    After,
    /// In a catcher: `errorOutput`.
    Caught,
}

type See<'s, 'a> = &'s mut dyn FnMut(Payload<'a>, &Path<'_>, Moment);

/// Shows a function every payload and expression of a state.
pub(super) fn each<'a>(visit: &Visit<'a>, see: See<'_, 'a>) {
    let state = visit.state;
    let here = Path::At(&visit.pointer);
    let after = match state {
        State::Task(_) | State::Map(_) | State::Parallel(_) => Moment::After,
        _ => Moment::Before,
    };
    let values = [
        ("Parameters", state.parameters(), Moment::Before),
        ("Arguments", state.arguments(), Moment::Before),
        ("ResultSelector", state.result_selector(), after),
        ("Output", state.output(), after),
    ];
    for (name, value, moment) in values {
        if let Some(value) = value {
            see(Payload::Value(value), &here.key(name), moment);
        }
    }
    if let Some(members) = state.assign() {
        see(Payload::Members(members), &here.key("Assign"), after);
    }
    let catch = here.key("Catch");
    for (at, catcher) in state.catch().iter().enumerate() {
        let (assign, output) = (catcher.assign.as_ref(), catcher.output.as_ref());
        inner(assign, output, &catch.index(at), Moment::Caught, see);
    }
    let choices = here.key("Choices");
    for (at, rule) in state.choices().iter().enumerate() {
        let (assign, output) = (rule.assign.as_ref(), rule.output.as_ref());
        let rule_at = choices.index(at);
        if let Some(Condition::Expression(text)) = &rule.condition {
            see(
                Payload::Expression(text),
                &rule_at.key("Condition"),
                Moment::Before,
            );
        }
        inner(assign, output, &rule_at, Moment::Before, see);
    }
    for (name, number) in numbers(state) {
        numeric(number, &here.key(name), see);
    }
    own(state, &here, see);
}

fn inner<'a>(
    assign: Option<&'a Object>,
    output: Option<&'a Json>,
    path: &Path<'_>,
    moment: Moment,
    see: See<'_, 'a>,
) {
    if let Some(members) = assign {
        see(Payload::Members(members), &path.key("Assign"), moment);
    }
    if let Some(value) = output {
        see(Payload::Value(value), &path.key("Output"), moment);
    }
}

fn numeric<'a>(number: &'a Option<Numeric>, path: &Path<'_>, see: See<'_, 'a>) {
    if let Some(text) = number.as_ref().and_then(Numeric::as_expression) {
        see(Payload::Expression(text), path, Moment::Before);
    }
}

/// What only one type of state has.
fn own<'a>(state: &'a State, here: &Path<'_>, see: See<'_, 'a>) {
    let mut text = |name: &str, text: &'a Option<String>| {
        if let Some(text) = text {
            see(Payload::Text(text), &here.key(name), Moment::Before);
        }
    };
    match state {
        State::Fail(fail) => {
            text("Error", &fail.error);
            text("Cause", &fail.cause);
        }
        State::Wait(wait) => text("Timestamp", &wait.timestamp),
        State::Task(task) => {
            if let Some(role) = task
                .credentials
                .as_ref()
                .and_then(|of| of.role_arn.as_deref())
            {
                see(
                    Payload::Text(role),
                    &here.key("Credentials").key("RoleArn"),
                    Moment::Before,
                );
            }
        }
        State::Map(map) => in_map(map, here, see),
        _ => {}
    }
}

fn in_map<'a>(map: &'a crate::model::Map, here: &Path<'_>, see: See<'_, 'a>) {
    let mut value = |value: Option<&'a Json>, path: &Path<'_>| {
        if let Some(value) = value {
            see(Payload::Value(value), path, Moment::Before);
        }
    };
    value(map.item_selector.as_ref(), &here.key("ItemSelector"));
    value(map.items.as_ref(), &here.key("Items"));
    if let Some(batcher) = &map.item_batcher {
        let here = here.key("ItemBatcher");
        value(batcher.batch_input.as_ref(), &here.key("BatchInput"));
    }
    if let Some(reader) = &map.item_reader {
        let here = here.key("ItemReader");
        value(reader.parameters.as_ref(), &here.key("Parameters"));
        value(reader.arguments.as_ref(), &here.key("Arguments"));
    }
    if let Some(writer) = &map.result_writer {
        let here = here.key("ResultWriter");
        value(writer.parameters.as_ref(), &here.key("Parameters"));
        value(writer.arguments.as_ref(), &here.key("Arguments"));
    }
    if let Some(batcher) = &map.item_batcher {
        let here = here.key("ItemBatcher");
        numeric(
            &batcher.max_items_per_batch,
            &here.key("MaxItemsPerBatch"),
            see,
        );
        let bytes = &batcher.max_input_bytes_per_batch;
        numeric(bytes, &here.key("MaxInputBytesPerBatch"), see);
    }
    if let Some(config) = map
        .item_reader
        .as_ref()
        .and_then(|reader| reader.reader_config.as_ref())
    {
        let here = here.key("ItemReader");
        numeric(
            &config.max_items,
            &here.key("ReaderConfig").key("MaxItems"),
            see,
        );
    }
}

/// The pointer to the state that a scope is inside of: `/States/P` of `/States/P/Branches/0`, `/States/M` of
/// `/States/M/ItemProcessor`.
pub(super) fn owner(scope: &str) -> Option<&str> {
    let (owner, step) = scope.rsplit_once('/')?;
    match step {
        "ItemProcessor" | "Iterator" => Some(owner),
        _ => owner.strip_suffix("/Branches"),
    }
}

/// The numbers of a state that may be expressions, and in JSONPath have a `Path` beside them.
pub(super) fn numbers(state: &State) -> Vec<(&'static str, &Option<Numeric>)> {
    match state {
        State::Task(task) => vec![
            ("TimeoutSeconds", &task.timeout_seconds),
            ("HeartbeatSeconds", &task.heartbeat_seconds),
        ],
        State::Wait(wait) => vec![("Seconds", &wait.seconds)],
        State::Map(map) => vec![
            ("MaxConcurrency", &map.max_concurrency),
            ("ToleratedFailureCount", &map.tolerated_failure_count),
            (
                "ToleratedFailurePercentage",
                &map.tolerated_failure_percentage,
            ),
        ],
        _ => Vec::new(),
    }
}
