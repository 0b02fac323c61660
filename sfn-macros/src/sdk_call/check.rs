//! Whether a service, an action and parameters exist, and whether what is required is there.

use super::model::{Call, Word};
use crate::errors::Errors;
use crate::support::nearest::nearest;
use sfn_sdk::{Operation, Service, services};

const LIST: &str =
    "<https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>";

pub(super) fn check(call: &Call, errors: &Errors) {
    let Some(service) = Service::named(&call.service.text) else {
        errors.at(call.service.span, unknown_service(&call.service));
        return;
    };
    let Some(operation) = service.operation(&call.action.text) else {
        errors.at(call.action.span, unknown_action(&service, &call.action));
        return;
    };
    let of = format!("{}:{}", service.name, call.action.text);
    let mut given: Vec<&str> = Vec::new();
    for parameter in &call.parameters {
        let Word { text, span } = &parameter.name;
        if given.contains(&text.as_str()) {
            errors.at(*span, format!("`{text}` is given twice"));
        } else if !operation.all().any(|known| known == text) {
            errors.at(*span, unknown_parameter(&of, &operation, text, &given));
        }
        given.push(text);
    }
    // A parameter whose name is misspelt is not called missing as well.
    let meant: Vec<&str> = given
        .iter()
        .filter_map(|name| nearest(name, operation.all()))
        .collect();
    let missing: Vec<String> = operation
        .required
        .iter()
        .filter(|name| !meant.contains(*name))
        .map(|name| format!("`{name}`"))
        .collect();
    if !missing.is_empty() {
        let message = format!("`{of}` needs {}", listed(&missing, "and"));
        errors.at(call.action.span, message);
    }
}

fn unknown_service(word: &Word) -> String {
    let name = &word.text;
    let lower: String = name.to_lowercase().replace(['-', '_'], "");
    // What people call it otherwise is surer than a name that looks alike.
    let known_as: Vec<String> = services()
        .iter()
        .filter(|service| service.is_known_as(&name.to_lowercase()) || service.name == lower)
        .map(|service| format!("`{}`", service.name))
        .collect();
    let meant = if known_as.is_empty() {
        nearest(&lower, services().iter().map(|service| service.name))
            .map(|name| format!("`{name}`"))
    } else {
        Some(listed(&known_as, "or"))
    };
    match meant {
        Some(meant) => format!(
            "Step Functions knows no service `{name}`; did you mean {meant}? Services are listed at {LIST}"
        ),
        None => format!("Step Functions knows no service `{name}`; they are listed at {LIST}"),
    }
}

fn unknown_action(service: &Service, word: &Word) -> String {
    let (name, service_name) = (&word.text, service.name);
    if service.leaves_out(name) {
        return format!(
            "Step Functions cannot call `{service_name}:{name}`: it leaves this action out; call a Lambda function that does"
        );
    }
    let meant = nearest(name, service.operations()).map(str::to_owned);
    if meant.is_none() {
        // The beginning or the end of a name.
        let lower = name.to_lowercase();
        let alike: Vec<String> = service
            .operations()
            .filter(|known| known.to_lowercase().contains(&lower))
            .take(3)
            .map(|known| format!("`{known}`"))
            .collect();
        if !alike.is_empty() {
            return format!(
                "`{service_name}` has no action `{name}`; did you mean {}?",
                listed(&alike, "or")
            );
        }
    }
    match meant {
        Some(meant) if meant.eq_ignore_ascii_case(name) => {
            format!("`{service_name}` has no action `{name}`: it is spelt `{meant}`")
        }
        Some(meant) => {
            format!("`{service_name}` has no action `{name}`; did you mean `{meant}`?")
        }
        None => format!(
            "`{service_name}` has no action `{name}` that is known here; `aws_sdk::call(\"{service_name}\", \"{name}\")` calls one without checks"
        ),
    }
}

fn unknown_parameter(of: &str, operation: &Operation, name: &str, given: &[&str]) -> String {
    let all: Vec<&str> = operation.all().collect();
    if all.is_empty() {
        return format!("`{of}` takes no parameters");
    }
    match nearest(name, all.iter().copied()) {
        Some(meant) if meant.eq_ignore_ascii_case(name) => {
            format!("`{of}` has no parameter `{name}`: it is spelt `{meant}`")
        }
        Some(meant) => format!("`{of}` has no parameter `{name}`; did you mean `{meant}`?"),
        None => {
            let left: Vec<String> = all
                .iter()
                .filter(|known| !given.contains(known))
                .take(12)
                .map(|known| format!("`{known}`"))
                .collect();
            let more = if all.len() > 12 { ", ..." } else { "" };
            format!(
                "`{of}` has no parameter `{name}`; it takes {}{more}. One that is newer is set by `.with(\"{name}\", value)`",
                left.join(", ")
            )
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
