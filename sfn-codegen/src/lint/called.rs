//! What a task calls, as far as rules tell calls apart.

use crate::iam::Target;
use sfn_asl::model::Task;

/// What answers a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called<'d> {
    /// A Lambda function, by its own ARN.
    Function,
    /// An activity.
    Activity,
    /// A service: an integration of Step Functions' own, or a call of the AWS SDK.
    Service {
        /// `lambda:invoke`, `s3:getObject`
        name: &'d str,
        sdk: bool,
        /// Such as `.sync`; empty for request response.
        suffix: &'d str,
    },
    /// Nobody knows before it is deployed.
    Unknown,
}

impl<'d> Called<'d> {
    pub(super) fn of(task: &'d Task) -> Self {
        let Some(resource) = &task.resource else {
            return Self::Unknown;
        };
        match Target::of(resource.as_str()) {
            Target::Function => Self::Function,
            Target::Activity => Self::Activity,
            Target::Optimized { name, suffix, .. } => Self::Service {
                name,
                sdk: false,
                suffix,
            },
            Target::Sdk { suffix, .. } => {
                let text = resource.as_str();
                let call = text.split_once(":aws-sdk:").map_or("", |(_, call)| call);
                Self::Service {
                    name: call.split('.').next().unwrap_or(call),
                    sdk: true,
                    suffix,
                }
            }
            Target::Placeholder | Target::Other => Self::Unknown,
        }
    }

    /// Whether it goes on when somebody gives the task token back, or a worker its result.
    pub(super) fn waits_for_somebody(self) -> bool {
        match self {
            Self::Activity => true,
            Self::Service { suffix, .. } => suffix == ".waitForTaskToken",
            _ => false,
        }
    }

    /// Whether it waits for a job that was started.
    pub(super) fn waits_for_job(self) -> bool {
        matches!(self, Self::Service { suffix, .. } if suffix.starts_with(".sync"))
    }

    /// Whether a Lambda function answers.
    pub(super) fn is_lambda(self) -> bool {
        match self {
            Self::Function => true,
            Self::Service { name, sdk, suffix } => {
                name == "lambda:invoke" && !sdk && suffix.is_empty()
            }
            _ => false,
        }
    }

    /// The integration of Step Functions' own, when it is one that answers at once.
    pub(super) fn optimized(self) -> Option<&'d str> {
        match self {
            Self::Service {
                name,
                sdk: false,
                suffix: "",
            } => Some(name),
            _ => None,
        }
    }

    /// The call of the SDK, when it is one that answers at once.
    pub(super) fn sdk(self) -> Option<&'d str> {
        match self {
            Self::Service {
                name,
                sdk: true,
                suffix: "",
            } => Some(name),
            _ => None,
        }
    }
}
