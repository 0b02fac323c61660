//! What starts an execution: events in the shape in which AWS hands them over.
//!
//! A rule of EventBridge that starts a state machine gives it the whole event, so the workflow's input is an
//! [`EventBridgeEvent`]. Knows the shapes; who sends the event, and to what, is said where the state machine is deployed.
//! An event that is not here is a type of your own: `EventBridgeEvent<MyDetail>`.
//!
//! They are serde's too, so that a Lambda function that is given the event has the same type; and they have schemas, which a
//! workflow asks for by [`with_schemas`](crate::Workflow::with_schemas).

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::ser::{Error as _, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{Shape, Timestamp};

/// A type of an event, with its members under AWS's names. What a `None` stands for is left out.
macro_rules! event {
    (
        $(#[$doc:meta])*
        $Name:ident $(<$D:ident>)? {
            $($(#[$field_doc:meta])* $field:ident: $F:ty => $wire:literal,)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Shape)]
        pub struct $Name $(<$D: Shape>)? {
            $($(#[$field_doc])* #[serde(rename = $wire)] pub $field: $F,)*
        }

        impl $(<$D: Shape + Serialize>)? Serialize for $Name $(<$D>)? {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let members = [$(($wire, serde_json::to_value(&self.$field).map_err(S::Error::custom)?),)*];
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }

        impl<'de $(, $D: Shape + DeserializeOwned)?> Deserialize<'de> for $Name $(<$D>)? {
            fn deserialize<De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                let mut members = BTreeMap::<String, Value>::deserialize(deserializer)?;
                Ok($Name { $($field: member(&mut members, $wire)?,)* })
            }
        }

        #[cfg(feature = "schemars")]
        impl $(<$D: Shape + schemars::JsonSchema>)? schemars::JsonSchema for $Name $(<$D>)? {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                let name = stringify!($Name);
                $(let name = format!("{name}_of_{}", <$D as schemars::JsonSchema>::schema_name());)?
                name.into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let members = [$(($wire, generator.subschema_for::<$F>(), optional::<$F>()),)*];
                let required: Vec<&str> = members.iter().filter(|(_, _, optional)| !optional).map(|(name, ..)| *name).collect();
                let properties: serde_json::Map<String, Value> = members
                    .iter()
                    .map(|(name, schema, _)| ((*name).to_owned(), schema.clone().to_value()))
                    .collect();
                schemars::json_schema!({ "type": "object", "properties": properties, "required": required })
            }
        }
    };
}

/// A member of an event; one that is missing is as good as null, where the type has that.
fn member<T: DeserializeOwned, E: serde::de::Error>(
    members: &mut BTreeMap<String, Value>,
    name: &'static str,
) -> Result<T, E> {
    match members.remove(name) {
        Some(value) => serde_json::from_value(value).map_err(E::custom),
        None => serde_json::from_value(Value::Null).map_err(|_| E::missing_field(name)),
    }
}

#[cfg(feature = "schemars")]
fn optional<T: Shape>() -> bool {
    matches!(T::data_type(), crate::shape::DataType::Optional(_))
}

event! {
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
    EventBridgeEvent <D> {
        /// The version of the envelope: `0`.
        version: String => "version",
        /// The event's id. The same event can arrive more than once, with the same id.
        id: String => "id",
        /// What kind of event it is, `Object Created` say.
        detail_type: String => "detail-type",
        /// Who sent it, `aws.s3` say.
        source: String => "source",
        /// The account it comes from.
        account: String => "account",
        /// When it happened.
        time: Timestamp => "time",
        /// The region it comes from.
        region: String => "region",
        /// The ARNs of what it is about.
        resources: Vec<String> => "resources",
        /// What happened.
        detail: D => "detail",
    }
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

event! {
    /// The detail of an [`S3ObjectCreated`].
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html>
    ObjectCreated {
        /// The version of the detail: `0`.
        version: String => "version",
        /// The bucket.
        bucket: EventBucket => "bucket",
        /// The object.
        object: EventObject => "object",
        /// The id of the request that created it.
        request_id: String => "request-id",
        /// The account, or the service, that made the request.
        requester: String => "requester",
        /// Where the request came from. Requests of AWS services have none.
        source_ip_address: Option<String> => "source-ip-address",
        /// How it was created: `PutObject`, `POST Object`, `CopyObject` or `CompleteMultipartUpload`.
        reason: String => "reason",
    }
}

event! {
    /// The bucket of an [`ObjectCreated`].
    EventBucket {
        /// Its name.
        name: String => "name",
    }
}

event! {
    /// The object of an [`ObjectCreated`].
    EventObject {
        /// Its key, as it is: not encoded for URLs as in S3's own notifications.
        key: String => "key",
        /// Its size in bytes.
        size: u64 => "size",
        /// Its entity tag, the hash of what is in it for most objects.
        etag: String => "etag",
        /// Its version, in a bucket with versions.
        version_id: Option<String> => "version-id",
        /// Orders the events of one key: the larger one, as text, is the later.
        sequencer: String => "sequencer",
    }
}
