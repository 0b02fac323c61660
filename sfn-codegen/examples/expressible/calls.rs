//! What a Task calls, and with which parameters.

use sfn_asl::json::Json;

use crate::Finding;
use crate::paths::never;
use crate::states::Place;
use crate::typed::{Language, typed};

/// What `Resource` says.
#[derive(Debug, PartialEq, Eq)]
pub enum Called {
    /// A function or an activity by its ARN, or whatever a placeholder stands for.
    Arn,
    /// `aws-sdk:service:action`
    Sdk(String),
    /// `service:action`, and the pattern with its dot.
    Integration(String, String),
}

/// Reads a `Resource`; the account and the region that some are written with do not matter.
pub fn called(resource: &str) -> Called {
    let parts = parts(resource);
    let [arn, _, states, _, _, rest @ ..] = parts.as_slice() else {
        return Called::Arn;
    };
    if arn != "arn" || states != "states" {
        return Called::Arn;
    }
    let (action, suffix) = match rest.last().map(String::as_str).unwrap_or_default() {
        last if last.contains('.') => last.split_at(last.find('.').unwrap_or(last.len())),
        last => (last, ""),
    };
    match rest {
        [sdk, service, _] if sdk == "aws-sdk" => Called::Sdk(format!("{service}:{action}")),
        [service, _] if service != "activity" => {
            Called::Integration(format!("{service}:{action}"), suffix.to_owned())
        }
        _ => Called::Arn,
    }
}

/// The parts between colons, those of placeholders left out.
fn parts(resource: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut open = 0_usize;
    for c in resource.chars() {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            ':' if open == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts
}

pub fn task(state: &Json, place: &Place, found: &mut Vec<Finding>) {
    let resource = state
        .get("Resource")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let called = called(resource);
    let parameters = match place.language {
        Language::Jsonata => state.get("Arguments"),
        Language::JsonPath => state.get("Parameters"),
    };
    let named = match &called {
        Called::Arn => return,
        Called::Sdk(name) => name,
        Called::Integration(name, suffix) => {
            if !typed().calls(name, suffix) {
                return never(found, format!("the integration {name}{suffix}"));
            }
            name
        }
    };
    let Some(parameters) = parameters.and_then(Json::as_object) else {
        return never(
            found,
            "all parameters of an API from the state's input as it is",
        );
    };
    if let Called::Sdk(_) = called {
        return;
    }
    let service = named.split(':').next().unwrap_or_default();
    // Events are made one by one, and have members of their own.
    if service == "events" {
        let entries = parameters.get("Entries").and_then(Json::as_array);
        let members = entries.into_iter().flatten().map(Json::as_object);
        let mut members = members.chain(entries.is_none().then_some(None));
        if !members.all(|event| {
            event.is_some_and(|event| {
                event
                    .keys()
                    .all(|name| typed().sets(service, name.trim_end_matches(".$")))
            })
        }) {
            never(
                found,
                "events that are data already, or have a member without a call",
            );
        }
    }
    for name in parameters.keys() {
        let name = name.trim_end_matches(".$");
        if !typed().sets(service, name) {
            never(found, format!("the parameter {name} of {named}"));
        }
    }
}
