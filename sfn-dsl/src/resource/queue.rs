//! Queues: the API wants a URL, and a policy wants an ARN.

use std::borrow::Cow;

use super::{About, Given, Queue, says_arn, says_url};
use crate::expr::node::Node;

impl Queue {
    /// By its URL.
    #[must_use]
    pub const fn url(url: &'static str) -> Self {
        // The URL stands where the ARN would: the API wants it as it is.
        Self::given(Given::Arn(Cow::Borrowed(url)))
    }

    /// By two placeholders: one that stands for its URL, which the call names, and one for its ARN, which the policy names.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// static ORDERS: Queue = Queue::placeholders("OrdersQueueUrl", "OrdersQueueArn");
    /// ```
    #[must_use]
    pub const fn placeholders(url: &'static str, arn: &'static str) -> Self {
        Self::given(Given::UrlAndArn {
            url: Cow::Borrowed(url),
            arn: Cow::Borrowed(arn),
        })
    }

    pub(super) fn parameter(&self) -> Node {
        Node::text(match &self.given {
            Given::Named(name) => here("${AWS::AccountId}", name),
            Given::Elsewhere { account, name } => here(account, name),
            Given::Arn(arn) => url_of(arn).unwrap_or_else(|| arn.to_string()),
            Given::UrlAndArn { url, .. } => format!("${{{url}}}"),
            Given::Placeholder(name) if says_url(name) || says_arn(name) => {
                format!("${{{name}}}")
            }
            Given::Placeholder(name) => here("${AWS::AccountId}", &format!("${{{name}}}")),
        })
    }

    pub(super) fn about(&self) -> About {
        match &self.given {
            Given::UrlAndArn { .. } => About {
                arn: Some(Node::text(self.to_arn())),
                trouble: None,
            },
            Given::Placeholder(name) if says_arn(name) => About {
                arn: None,
                trouble: Some((
                    "a placeholder that stands for a queue's ARN cannot become its URL, which is what the API takes",
                    "use a placeholder for its name, `Queue::placeholder(\"OrdersQueue\")`, or for both, `Queue::placeholders(\"OrdersQueueUrl\", \"OrdersQueueArn\")`",
                )),
            },
            _ => About::default(),
        }
    }
}

/// The URL of a queue in the region where the workflow is deployed.
fn here(account: &str, name: &str) -> String {
    format!("https://sqs.${{AWS::Region}}.${{AWS::URLSuffix}}/{account}/{name}")
}

/// The URL of the queue with this ARN: `arn:PARTITION:sqs:REGION:ACCOUNT:NAME`, any of them a placeholder.
fn url_of(arn: &str) -> Option<String> {
    let parts = split(arn);
    let ["arn", partition, "sqs", region, account, name] = *parts else {
        return None;
    };
    let suffix = match partition {
        "aws-cn" => "amazonaws.com.cn",
        _ if partition.contains("${") => "${AWS::URLSuffix}",
        _ => "amazonaws.com",
    };
    Some(format!("https://sqs.{region}.{suffix}/{account}/{name}"))
}

/// The parts between colons, those in `${AWS::Region}` aside.
fn split(arn: &str) -> Vec<&str> {
    let mut inside = false;
    let mut before = ' ';
    arn.split(|c| {
        match c {
            '{' if before == '$' => inside = true,
            '}' => inside = false,
            _ => {}
        }
        before = c;
        c == ':' && !inside
    })
    .collect()
}
