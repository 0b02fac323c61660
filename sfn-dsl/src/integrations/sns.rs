//! Amazon SNS. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html>

use super::{Data, integration, response, structure};
use crate::Task;
use crate::resource::{IntoResource, Topic};

integration! {
    /// `sns:publish`.
    Publish = "sns" : "publish",
    patterns [Callback],
    options {
        /// The subject line of an e-mail.
        subject: String => "Subject",
        /// `json` to send each protocol its own text.
        message_structure: String => "MessageStructure",
        /// The group of a FIFO topic.
        message_group_id: String => "MessageGroupId",
        /// The deduplication id of a FIFO topic.
        message_deduplication_id: String => "MessageDeduplicationId",
    },
    maps {
        /// An attribute, which subscriptions filter by: `message_attribute("kind", MessageAttribute::text(order.kind))`.
        message_attribute: MessageAttribute => "MessageAttributes",
    }
}

structure! {
    /// An attribute of a message, beside its body.
    MessageAttribute
    /// With this type, `String`, `Number` or `String.Array`, and the value as text.
    fn of(data_type: String => "DataType", value: String => "StringValue",)
    options {}
}
impl MessageAttribute {
    /// Text.
    pub fn text(value: impl crate::IntoExpr<String>) -> Self {
        MessageAttribute::of("String", value)
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
        .argument("Message", message.data().node)
}
