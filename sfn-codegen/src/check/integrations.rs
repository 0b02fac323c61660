//! What tasks call: whether it exists, in the pattern that is asked for, and whether it takes what it is given.

use super::parameters::Known;
use crate::error::Error;
use crate::iam::{self, Target};
use sfn_asl::model::{State, StateMachine, Task, has_placeholder};
use sfn_asl::{Code, Diagnostic};
use std::collections::{HashMap, HashSet};

pub(super) fn check(document: &StateMachine, out: &mut Vec<Diagnostic>) {
    // A definition calls the same thing over and over.
    let mut asked: HashMap<&str, Option<Box<Error>>> = HashMap::new();
    let mut known = Known::default();
    // What an Express workflow cannot do is one mistake, whether or not there is such a pattern.
    let told: HashSet<String> = out
        .iter()
        .filter(|found| found.code == Code::NotInExpress && found.is_error())
        .map(|found| found.pointer.clone())
        .collect();
    for visit in document.walk() {
        let State::Task(task) = visit.state else {
            continue;
        };
        let Some(resource) = resource(task) else {
            continue;
        };
        let problem = asked
            .entry(resource)
            .or_insert_with(|| iam::known(resource).err());
        match problem {
            Some(error) => {
                let found = diagnostic(error, &visit.pointer);
                if !told.contains(&found.pointer) {
                    out.push(found);
                }
            }
            None => known.check(task, resource, &visit.pointer, out),
        }
    }
}

/// The resource of a task, when it is an ARN that is known as far as it names what is called.
fn resource(task: &Task) -> Option<&str> {
    let resource = task.resource.as_ref()?;
    // What is no ARN was reported as that.
    resource.check().ok()?;
    let text = resource.as_str();
    // Plugins of deployment tools have placeholders of their own form.
    if text.contains("#{") {
        return None;
    }
    let called = match Target::of(text) {
        Target::Optimized { name, suffix, .. } => has_placeholder(name) || has_placeholder(suffix),
        Target::Sdk {
            service,
            action,
            suffix,
            ..
        } => [service, action, suffix].into_iter().any(has_placeholder),
        Target::Function | Target::Activity | Target::Placeholder => false,
        Target::Other => has_placeholder(text),
    };
    (!called).then_some(text)
}

fn diagnostic(error: &Error, pointer: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code::UnknownIntegration,
        format!("{pointer}/Resource"),
        error.message.clone(),
    );
    match &error.help {
        Some(help) => diagnostic.with_help(help.clone()),
        None => diagnostic,
    }
}
