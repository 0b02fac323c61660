//! Names that have changed, names that tie a definition to one place, and the size of it all.

use super::Found;
use super::called::Called;
use super::context::Context;
use super::fix::Edit;
use super::maps::discards;
use sfn_asl::Json;
use sfn_asl::model::State;

/// The longest definition, and from where on one is told.
const MAX_DEFINITION: usize = 1_048_576;
const NEAR: usize = MAX_DEFINITION / 10 * 8;

pub(super) fn size(context: &Context<'_>, found: &mut Found<'_>) {
    let bytes = context.document.to_string_compact().len();
    if bytes > NEAR && bytes <= MAX_DEFINITION {
        let percent = bytes * 100 / MAX_DEFINITION;
        found.add(
            "",
            format!("the definition has {bytes} bytes, {percent}% of what is allowed"),
            "move a part into a state machine of its own and start it from here",
        );
    }
}

pub(super) fn deprecated(context: &Context<'_>, found: &mut Found<'_>) {
    for visit in &context.states {
        let State::Map(map) = visit.state else {
            continue;
        };
        let old = [
            (
                "Iterator",
                map.iterator.is_some(),
                "ItemProcessor",
                map.item_processor.is_some(),
            ),
            (
                "Parameters",
                map.parameters.is_some(),
                "ItemSelector",
                map.item_selector.is_some(),
            ),
        ];
        for (name, used, now, both) in old {
            if used {
                let pointer = format!("{}/{name}", visit.pointer);
                let edit = Edit::Rename {
                    pointer: pointer.clone(),
                    to: now,
                };
                let (help, edits) = if both {
                    (
                        format!("there is an `{now}` too: remove one of them"),
                        Vec::new(),
                    )
                } else {
                    ("rename it; `sfn lint --fix` does".to_owned(), vec![edit])
                };
                let message = format!("`{name}` of a Map is called `{now}` now");
                found.mended(pointer, message, help, edits);
            }
        }
    }
}

pub(super) fn answer_as_text(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        let Called::Service {
            name: "states:startExecution",
            suffix: ".sync",
            sdk: false,
        } = called
        else {
            continue;
        };
        let resource = task
            .resource
            .as_ref()
            .map_or("", |resource| resource.as_str());
        let pointer = format!("{}/Resource", visit.pointer);
        // Who reads the answer reads it as text.
        let (help, edits) = if discards(visit) {
            let edit = Edit::Replace {
                pointer: pointer.clone(),
                value: Json::from(format!("{resource}:2")),
            };
            (
                "call it with `.sync:2`; `sfn lint --fix` does, since nothing reads the answer",
                vec![edit],
            )
        } else {
            (
                "call it with `.sync:2`, and read the output as what it is",
                Vec::new(),
            )
        };
        found.mended(
            pointer,
            format!(
                "`{}` gets the output of the execution as text",
                visit.name.as_str()
            ),
            help,
            edits,
        );
    }
}

pub(super) fn lambda_by_arn(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, _, called) in context.tasks() {
        if called == Called::Function {
            found.add(
                format!("{}/Resource", visit.pointer),
                format!("`{}` calls a function by its own ARN", visit.name.as_str()),
                "call `arn:aws:states:::lambda:invoke` with \"FunctionName\" and \"Payload\"",
            );
        }
    }
}

/// One account or region is told once, with how often it stands there.
pub(super) fn hard_coded(context: &Context<'_>, found: &mut Found<'_>) {
    let mut seen: Vec<(String, String, usize)> = Vec::new();
    for visit in &context.states {
        let State::Task(task) = visit.state else {
            continue;
        };
        let resource = task.resource.as_ref().map(|resource| resource.as_str());
        let mut tell = |place: &str, text: &str| {
            let Some(account) = account(text) else { return };
            match seen.iter_mut().find(|(known, _, _)| known == account) {
                Some((_, _, times)) => *times += 1,
                None => seen.push((account.to_owned(), format!("{}{place}", visit.pointer), 1)),
            }
        };
        tell("/Resource", resource.unwrap_or_default());
        for (place, value) in [
            ("/Parameters", &task.parameters),
            ("/Arguments", &task.arguments),
        ] {
            for (key, value) in value
                .iter()
                .filter_map(Json::as_object)
                .flat_map(|of| of.iter())
            {
                let place = sfn_asl::pointer::join(place, key);
                tell(&place, value.as_str().unwrap_or_default());
            }
        }
    }
    for (account, pointer, times) in seen {
        let places = if times == 1 {
            String::new()
        } else {
            format!(", in {times} places")
        };
        found.add(
            pointer,
            format!("the definition belongs to the account {account}{places}"),
            "put a placeholder where it stands, such as `${AWS::AccountId}`, and fill it in when it is deployed",
        );
    }
}

/// The account in an ARN or in the address of a queue.
fn account(text: &str) -> Option<&str> {
    let parts = text.split([':', '/']);
    let mut all =
        parts.filter(|part| part.len() == 12 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let known = text.starts_with("arn:") || text.starts_with("https://sqs.");
    all.next().filter(|_| known)
}
