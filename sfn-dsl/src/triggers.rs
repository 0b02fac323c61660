//! What starts an execution: events in the shape in which AWS hands them over.
//!
//! A rule of EventBridge that starts a state machine gives it the whole event, so the workflow's input is an
//! [`EventBridgeEvent`]. Knows the shapes; who sends the event, and to what, is said where the state machine is deployed.
//! An event that is not here is a type of your own: `EventBridgeEvent<MyDetail>`.

use crate::{Shape, Timestamp};

/// An event as a rule of EventBridge hands it over.
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html>
///
/// ```
/// use sfn_dsl::prelude::*;
/// use sfn_dsl::triggers::EventBridgeEvent;
///
/// #[derive(Shape)]
/// #[serde(rename_all = "camelCase")]
/// struct OrderPlaced { order_id: String }
///
/// #[state]
/// fn start(event: Expr<EventBridgeEvent<OrderPlaced>>) -> Flow<String> {
///     succeed(event.detail.order_id)
/// }
/// # Workflow::new("w", start).synthesize().unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[serde(rename_all = "kebab-case")]
pub struct EventBridgeEvent<D: Shape> {
    /// The version of the envelope: `0`.
    pub version: String,
    /// The event's id. The same event can arrive more than once, with the same id.
    pub id: String,
    /// What kind of event it is, `Object Created` say.
    pub detail_type: String,
    /// Who sent it, `aws.s3` say.
    pub source: String,
    /// The account it comes from.
    pub account: String,
    /// When it happened.
    pub time: Timestamp,
    /// The region it comes from.
    pub region: String,
    /// The ARNs of what it is about.
    pub resources: Vec<String>,
    /// What happened.
    pub detail: D,
}

/// The event `Object Created` of a bucket that sends its events to EventBridge.
///
/// ```
/// use sfn_dsl::prelude::*;
/// use sfn_dsl::triggers::S3ObjectCreated;
///
/// #[state]
/// fn start(event: Expr<S3ObjectCreated>) -> Flow<String> {
///     let (bucket, object) = (event.detail.bucket, event.detail.object);
///     succeed(text!("s3://{}/{}", bucket.name, object.key))
/// }
/// # Workflow::new("w", start).synthesize().unwrap();
/// ```
pub type S3ObjectCreated = EventBridgeEvent<ObjectCreated>;

/// The detail of an [`S3ObjectCreated`].
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html>
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[serde(rename_all = "kebab-case")]
pub struct ObjectCreated {
    /// The version of the detail: `0`.
    pub version: String,
    /// The bucket.
    pub bucket: EventBucket,
    /// The object.
    pub object: EventObject,
    /// The id of the request that created it.
    pub request_id: String,
    /// The account, or the service, that made the request.
    pub requester: String,
    /// Where the request came from. Requests of AWS services have none.
    pub source_ip_address: Option<String>,
    /// How it was created: `PutObject`, `POST Object`, `CopyObject` or `CompleteMultipartUpload`.
    pub reason: String,
}

/// The bucket of an [`ObjectCreated`].
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct EventBucket {
    /// Its name.
    pub name: String,
}

/// The object of an [`ObjectCreated`].
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
#[serde(rename_all = "kebab-case")]
pub struct EventObject {
    /// Its key, as it is: not encoded for URLs as in S3's own notifications.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its entity tag, the hash of what is in it for most objects.
    pub etag: String,
    /// Its version, in a bucket with versions.
    pub version_id: Option<String>,
    /// Orders the events of one key: the larger one, as text, is the later.
    pub sequencer: String,
}
