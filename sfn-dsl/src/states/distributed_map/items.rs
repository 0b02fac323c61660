//! The items that AWS describes: an object of a listing, a row of an inventory, a member of an object.

use super::wire::wire;
use crate::Shape;

/// An object of a listing ([`objects`](super::item_reader::objects)), as a Distributed Map gives it to its children. An object
/// that stands for a folder is listed too, with a key that ends in `/` and a size of 0.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct S3Object {
    /// The object's key in its bucket. Which bucket that is the item does not say: hand it to the children with a selector.
    #[serde(rename = "Key")]
    pub key: String,
    /// How many bytes it has.
    #[serde(rename = "Size")]
    pub size: u64,
    /// The hash that S3 keeps of it, with quotation marks around it: `Etag` here, with a small `t`.
    #[serde(rename = "Etag")]
    pub etag: String,
    /// When it was written, in seconds since 1970.
    #[serde(rename = "LastModified")]
    pub last_modified: f64,
    /// How it is stored: `STANDARD`, `GLACIER`, ...
    #[serde(rename = "StorageClass")]
    pub storage_class: String,
}

/// A row of an S3 inventory ([`inventory`](super::item_reader::inventory)): all of it is text, as in the CSV files of the
/// inventory. What is there besides bucket and key is for whoever configured the inventory to say.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html>
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct InventoryObject {
    /// The bucket that the object is in.
    #[serde(rename = "Bucket")]
    pub bucket: String,
    /// The object's key, URL-encoded: a blank is `%20`, and has to be decoded before the object can be read.
    #[serde(rename = "Key")]
    pub key: String,
    /// The object's version.
    #[serde(rename = "VersionId")]
    pub version_id: Option<String>,
    /// Whether it is the newest version: `true` or `false`.
    #[serde(rename = "IsLatest")]
    pub is_latest: Option<String>,
    /// Whether the version says that the object is deleted: `true` or `false`.
    #[serde(rename = "IsDeleteMarker")]
    pub is_delete_marker: Option<String>,
    /// How many bytes it has.
    #[serde(rename = "Size")]
    pub size: Option<String>,
    /// When it was written: `2026-11-16T00:29:54.000Z`.
    #[serde(rename = "LastModifiedDate")]
    pub last_modified_date: Option<String>,
    /// The hash that S3 keeps of it.
    #[serde(rename = "ETag")]
    pub e_tag: Option<String>,
    /// How it is stored.
    #[serde(rename = "StorageClass")]
    pub storage_class: Option<String>,
    /// How it is encrypted.
    #[serde(rename = "EncryptionStatus")]
    pub encryption_status: Option<String>,
}

/// A member of an object whose members are the items, as a Distributed Map gives it to its children.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-fields-dist-map.html>
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct KeyValue<V> {
    /// The member's name.
    #[serde(rename = "Key")]
    pub key: String,
    /// What it holds.
    #[serde(rename = "Value")]
    pub value: V,
}

wire! {
    KeyValue<V> { key: String => "Key", value: V => "Value", }
    S3Object {
        key: String => "Key",
        size: u64 => "Size",
        etag: String => "Etag",
        last_modified: f64 => "LastModified",
        storage_class: String => "StorageClass",
    }
    InventoryObject {
        bucket: String => "Bucket",
        key: String => "Key",
        ; optional
        version_id: Option<String> => "VersionId",
        is_latest: Option<String> => "IsLatest",
        is_delete_marker: Option<String> => "IsDeleteMarker",
        size: Option<String> => "Size",
        last_modified_date: Option<String> => "LastModifiedDate",
        e_tag: Option<String> => "ETag",
        storage_class: Option<String> => "StorageClass",
        encryption_status: Option<String> => "EncryptionStatus",
    }
}
