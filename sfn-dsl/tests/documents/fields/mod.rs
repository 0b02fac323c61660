//! Every field of every state, by the typed call that writes it: the rows of `xtask/coverage/fields.txt` point here.

mod choices;
mod machine;
mod plain;
mod scopes;
mod tasks;

use serde_json::Value;
use sfn_dsl::prelude::*;

use super::*;

static SEEN: Variable<String> = Variable::named("seen");

static QUEUE: Queue = Queue::named("questions");

static ASSISTANT: Role = Role::arn("arn:aws:iam::210987654321:role/assistant");

/// Whether the object has these fields.
#[track_caller]
fn has(object: &Value, fields: &[&str]) {
    for field in fields {
        assert!(object.get(field).is_some(), "no {field} in {object:#}");
    }
}

/// Whether the state is of this type and has these fields.
#[track_caller]
fn shows(state: &Value, of: &str, fields: &[&str]) {
    assert_eq!(state["Type"], of);
    has(state, fields);
}

#[lambda(
    arn = "arn:aws:lambda:eu-west-1:123456789012:function:look-all-up",
    direct
)]
fn look_all_up(all: context::ContextObject) -> Receipt;

fn failed(_: Expr<ErrorOutput>) -> Flow<Order> {
    fail_error("Failed")
}

#[test]
fn every_field_of_the_language_is_in_the_table() {
    use sfn_asl::model::*;
    let table = include_str!("../../../../xtask/coverage/fields.facts");
    let known: std::collections::BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.split(" ~ ").next())
        .collect();
    for (of, fields) in [
        ("StateMachine", StateMachine::FIELDS),
        ("Task", Task::FIELDS),
        ("Credentials", Credentials::FIELDS),
        ("Pass", Pass::FIELDS),
        ("Choice", Choice::FIELDS),
        ("ChoiceRule", ChoiceRule::FIELDS),
        ("Wait", Wait::FIELDS),
        ("Succeed", Succeed::FIELDS),
        ("Fail", Fail::FIELDS),
        ("Parallel", Parallel::FIELDS),
        ("Map", Map::FIELDS),
        ("ProcessorConfig", ProcessorConfig::FIELDS),
        ("ItemReader", ItemReader::FIELDS),
        ("ReaderConfig", ReaderConfig::FIELDS),
        ("ItemBatcher", ItemBatcher::FIELDS),
        ("ResultWriter", ResultWriter::FIELDS),
        ("WriterConfig", WriterConfig::FIELDS),
        ("Retrier", Retrier::FIELDS),
        ("Catcher", Catcher::FIELDS),
    ] {
        for field in fields {
            let fact = format!("{of}.{}", field.trim_end_matches(".$"));
            assert!(known.contains(fact.as_str()), "no `{fact}` in fields.facts");
        }
    }
}
