//! Amazon SQS. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html>

use super::{Data, integration, response};
use crate::Task;
use crate::resource::{IntoResource, Queue};

pub use super::sns::MessageAttribute;

integration! {
    /// `sqs:sendMessage`.
    SendMessage = "sqs" : "sendMessage",
    patterns [Callback],
    options {
        /// Seconds before the message can be read, 0 to 900.
        delay_seconds: u64 => "DelaySeconds",
        /// The group of a FIFO queue.
        message_group_id: String => "MessageGroupId",
        /// The deduplication id of a FIFO queue.
        message_deduplication_id: String => "MessageDeduplicationId",
    },
    maps {
        /// An attribute, beside the body: `message_attribute("kind", MessageAttribute::text(order.kind))`.
        message_attribute: MessageAttribute => "MessageAttributes",
    }
}

response! {
    /// What SQS answers.
    SendMessageResult / SendMessageResultExpr {
        /// The id of the message.
        message_id: String => "MessageId",
        /// The sequence number, for a FIFO queue.
        sequence_number: Option<String> => "SequenceNumber",
    }
}

/// Sends a message to a queue. A body that is not text is sent as JSON.
#[track_caller]
pub fn send_message(
    queue: impl IntoResource<Queue>,
    body: impl Data,
) -> Task<SendMessageResult, SendMessage> {
    SendMessage::call()
        .resource("QueueUrl", queue.reference())
        .argument("MessageBody", body.data().node)
}
