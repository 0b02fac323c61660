//! Amazon SNS. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>

use super::{Data, integration, response};
use crate::Task;
use crate::resource::{IntoResource, Topic};

integration! {
    /// `sns:publish`.
    Publish = "sns" : "publish",
    patterns [Callback],
    options {
        /// The subject line of an e-mail (`Subject`).
        subject: String => "Subject",
        /// `json` to send each protocol its own text (`MessageStructure`).
        message_structure: String => "MessageStructure",
        /// The group of a FIFO topic (`MessageGroupId`).
        message_group_id: String => "MessageGroupId",
        /// The deduplication id of a FIFO topic (`MessageDeduplicationId`).
        message_deduplication_id: String => "MessageDeduplicationId",
    }
}

response! {
    /// What SNS answers.
    PublishResult / PublishResultExpr {
        /// The id of the message.
        message_id: String => "MessageId",
        /// The sequence number, for a FIFO topic.
        sequence_number: Option<String> => "SequenceNumber",
    }
}

/// Publishes a message to a topic. A message that is not text is sent as JSON.
#[track_caller]
pub fn publish(
    topic: impl IntoResource<Topic>,
    message: impl Data,
) -> Task<PublishResult, Publish> {
    Publish::call()
        .argument("TopicArn", topic.reference().0)
        .argument("Message", message.data().0)
}
