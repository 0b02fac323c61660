//! Whether what a task calls exists, whatever its role may do.

use super::resource::{self, Target};
use super::row::{Pattern, Place};
use super::sdk;
use crate::error::Error;

/// Whether a task can call this, or why not.
pub(crate) fn known(resource: &str) -> Result<(), Box<Error>> {
    match Target::of(resource) {
        Target::Optimized { name, suffix, .. } => {
            resource::optimized(name, suffix, Place::Task).map(drop)
        }
        Target::Sdk {
            service,
            action,
            suffix,
            ..
        } => {
            sdk_pattern(service, action, suffix).and_then(|()| sdk::find(service, action).map(drop))
        }
        Target::Function | Target::Activity | Target::Placeholder => Ok(()),
        Target::Other => Err(unknown_resource(resource)),
    }
}

pub(super) fn unknown_resource(resource: &str) -> Box<Error> {
    Error::new(
        "unknown-resource",
        format!("`{resource}` is nothing that a task can call"),
    )
    .help("use `arn:aws:states:::service:action`, or the ARN of a Lambda function or an activity")
    .boxed()
}

pub(super) fn sdk_pattern(service: &str, action: &str, suffix: &str) -> Result<(), Box<Error>> {
    match Pattern::from_suffix(suffix) {
        Some(Pattern::RequestResponse | Pattern::WaitForTaskToken) => Ok(()),
        _ => Err(Error::new(
            "unsupported-pattern",
            format!("an SDK call has no pattern `{}`", suffix.trim_start_matches('.')),
        )
        .help(format!("it can be called as `aws-sdk:{service}:{action}` or `aws-sdk:{service}:{action}.waitForTaskToken`"))
        .boxed()),
    }
}
