//! What the `Resource` of a state names: an optimized integration, an SDK call, a function, an activity.

use super::arn::{Arn, split_colon, whole_placeholder};
use super::row::{Pattern, Place, Row};
use super::tables::optimized::ROWS;
use crate::error::Error;
use crate::nearest::nearest;

/// A `Resource`, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'d> {
    /// `arn:aws:states:::service:action`, with the ending of its pattern.
    Optimized {
        /// The partition the ARN says.
        partition: &'d str,
        /// `service:action`
        name: &'d str,
        /// Such as `.sync`; empty for request response.
        suffix: &'d str,
    },
    /// `arn:aws:states:::aws-sdk:service:action`
    Sdk {
        /// The partition the ARN says.
        partition: &'d str,
        /// The service.
        service: &'d str,
        /// The action.
        action: &'d str,
        /// `.waitForTaskToken`, or empty.
        suffix: &'d str,
    },
    /// The ARN of a Lambda function, perhaps with a version or alias, or Terraform's reference to one.
    Function,
    /// The ARN of an activity, or Terraform's reference to one.
    Activity,
    /// A placeholder that stands for the whole ARN, perhaps with a version or alias behind it.
    Placeholder,
    /// None of these.
    Other,
}

impl<'d> Target<'d> {
    /// Takes a `Resource` apart.
    #[must_use]
    pub fn of(resource: &'d str) -> Self {
        // With a version or alias behind it, as well.
        let head = split_colon(resource).map_or(resource, |(head, _)| head);
        if let Some(name) = whole_placeholder(head) {
            // Terraform's references say what they refer to.
            return match name.split_once('.') {
                Some(("aws_sfn_activity", _)) => Self::Activity,
                Some(("aws_lambda_function" | "aws_lambda_alias", _)) => Self::Function,
                _ => Self::Placeholder,
            };
        }
        let Some(arn) = Arn::parse(resource) else {
            return Self::Other;
        };
        match (arn.service, arn.resource) {
            ("lambda", rest) if rest.starts_with("function:") => Self::Function,
            ("states", rest) if rest.starts_with("activity:") => Self::Activity,
            // The documentation leaves region and account empty; what is deployed in the wild does not always.
            ("states", rest) => {
                let (name, suffix) = rest.find('.').map_or((rest, ""), |at| rest.split_at(at));
                match name
                    .strip_prefix("aws-sdk:")
                    .map(|call| call.split_once(':').unwrap_or((call, "")))
                {
                    Some((service, action)) => Self::Sdk {
                        partition: arn.partition,
                        service,
                        action,
                        suffix,
                    },
                    None => Self::Optimized {
                        partition: arn.partition,
                        name,
                        suffix,
                    },
                }
            }
            _ => Self::Other,
        }
    }
}

/// The row of that name.
pub(crate) fn row(name: &str, place: Place) -> Option<&'static Row> {
    let at = ROWS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    Some(&ROWS[at]).filter(|row| row.place == place)
}

/// The row and the pattern of an optimized integration, or why there is none.
pub(crate) fn optimized(
    name: &str,
    suffix: &str,
    place: Place,
) -> Result<(&'static Row, Pattern), Box<Error>> {
    let Some(row) = row(name, place) else {
        let names = || {
            ROWS.iter()
                .filter(|row| row.place == place)
                .map(|row| row.name)
        };
        let error = Error::new(
            "unknown-integration",
            format!("there is no integration `{name}`"),
        );
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "optimized integrations are listed at {OPTIMIZED_DOC}; every other action is called as `aws-sdk:service:action`"
            ),
        };
        return Err(error.help(help).boxed());
    };
    let pattern = Pattern::from_suffix(suffix).filter(|pattern| allows(row, *pattern));
    pattern.map(|pattern| (row, pattern)).ok_or_else(|| {
        let known: Vec<String> = row
            .patterns
            .iter()
            .map(|pattern| format!("`{name}{}`", pattern.suffix()))
            .collect();
        let suffix = suffix.trim_start_matches('.');
        Error::new(
            "unsupported-pattern",
            format!("`{name}` has no pattern `{suffix}`"),
        )
        .help(format!("it can be called as {}", known.join(", ")))
        .boxed()
    })
}

const OPTIMIZED_DOC: &str =
    "https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html";

fn allows(row: &Row, pattern: Pattern) -> bool {
    if row.patterns.is_empty() {
        pattern == Pattern::RequestResponse
    } else {
        row.patterns.contains(&pattern)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_come_in_these_forms() {
        let optimized = |partition, name, suffix| Target::Optimized {
            partition,
            name,
            suffix,
        };
        assert_eq!(
            Target::of("arn:aws:states:::sns:publish"),
            optimized("aws", "sns:publish", "")
        );
        assert_eq!(
            Target::of("arn:${AWS::Partition}:states:::states:startExecution.sync:2"),
            optimized("${AWS::Partition}", "states:startExecution", ".sync:2")
        );
        assert_eq!(
            Target::of("arn:aws-cn:states:::aws-sdk:sfn:startExecution.waitForTaskToken"),
            Target::Sdk {
                partition: "aws-cn",
                service: "sfn",
                action: "startExecution",
                suffix: ".waitForTaskToken"
            }
        );
        assert_eq!(
            Target::of("arn:aws:lambda:r:1:function:f:live"),
            Target::Function
        );
        assert_eq!(
            Target::of("arn:aws:states:r:1:activity:a"),
            Target::Activity
        );
        assert_eq!(Target::of("${FunctionArn}"), Target::Placeholder);
        assert_eq!(Target::of("${FunctionArn}:live"), Target::Placeholder);
        assert_eq!(Target::of("sns:publish"), Target::Other);
    }

    #[test]
    fn what_is_not_there_is_told() {
        let error = optimized("sns:publsh", "", Place::Task).unwrap_err();
        assert_eq!(error.help.as_deref(), Some("did you mean `sns:publish`?"));
        let error = optimized("sns:publish", ".sync", Place::Task).unwrap_err();
        assert_eq!(error.message, "`sns:publish` has no pattern `sync`");
        assert_eq!(
            error.help.as_deref(),
            Some("it can be called as `sns:publish`, `sns:publish.waitForTaskToken`")
        );
        assert!(optimized("s3:getObject", "", Place::Task).is_err());
        assert!(optimized("s3:getObject", "", Place::Reader).is_ok());
    }
}
