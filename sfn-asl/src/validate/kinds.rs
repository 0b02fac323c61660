//! What the kind of workflow allows.

use super::{Context, WorkflowKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ExecutionType, Scope, State, Visit, has_placeholder};

/// The kind of execution that the states of a scope run in: children of a Distributed Map have one of their own.
pub(super) fn of(scope: &Scope<'_>, kind: WorkflowKind) -> Option<WorkflowKind> {
    let Some(nearest) = scope.ancestors().find(|scope| scope.is_distributed()) else {
        return Some(kind);
    };
    match nearest
        .processor_config
        .and_then(|config| config.execution_type.as_ref())
    {
        Some(ExecutionType::Express) => Some(WorkflowKind::Express),
        Some(ExecutionType::Standard) => Some(WorkflowKind::Standard),
        _ => None,
    }
}

pub(super) fn resource(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let State::Task(task) = visit.state else {
        return;
    };
    if let Some(resource) = &task.resource
        && let Err(error) = resource.check()
    {
        out.push(
            Diagnostic::error(
                Code::InvalidResource,
                format!("{}/Resource", visit.pointer),
                error.to_string(),
            )
            .with_help("write the whole ARN, or a `${Placeholder}` that becomes one at deployment"),
        );
    }
}

type Looks = fn(&str) -> bool;

/// What an Express workflow does not have, by what the resource looks like.
const STANDARD_ONLY: &[(Looks, &str)] = &[
    (
        |resource| resource.ends_with(".sync") || resource.ends_with(".sync:2"),
        "waits for a job with `.sync`",
    ),
    (
        |resource| resource.ends_with(".waitForTaskToken"),
        "waits for a task token",
    ),
    (
        |resource| resource.split(':').nth(2) == Some("states") && resource.contains(":activity:"),
        "calls an activity",
    ),
];

pub(super) fn express(context: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if of(&visit.scope, context.options.kind) != Some(WorkflowKind::Express) {
        return;
    }
    let pointer = &visit.pointer;
    match visit.state {
        State::Task(task) => {
            let resource = task.resource.as_deref().unwrap_or("");
            for (_, what) in STANDARD_ONLY.iter().filter(|(is, _)| is(resource)) {
                let message = format!("the task {what}, which an Express workflow cannot");
                out.push(
                    Diagnostic::error(Code::NotInExpress, format!("{pointer}/Resource"), message)
                        .with_help("use a Standard workflow, or start one from here"),
                );
            }
        }
        State::Map(map) if map.is_distributed() => {
            let step = if map.item_processor.is_some() {
                "ItemProcessor"
            } else {
                "Iterator"
            };
            out.push(
                Diagnostic::error(
                    Code::NotInExpress,
                    format!("{pointer}/{step}/ProcessorConfig/Mode"),
                    "an Express workflow has no Distributed Map",
                )
                .with_help("use the mode INLINE, or a Standard workflow"),
            );
        }
        _ => {}
    }
}

/// Whether a resource is a service integration, whose name comes last: `arn:aws:states:::sns:publish`.
pub(super) fn integration(resource: &str) -> Option<&str> {
    let name = resource.splitn(6, ':').nth(5)?;
    let service = resource.split(':').nth(2)?;
    (service == "states" && !name.is_empty() && !has_placeholder(name)).then_some(name)
}
