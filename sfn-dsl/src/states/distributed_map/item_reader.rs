//! Readers of items: one function for each thing that a Distributed Map can read from S3.
//!
//! | function | what it reads | an item |
//! | --- | --- | --- |
//! | [`csv`] | a file of rows | a row: all of its columns are text |
//! | [`json`] | a JSON document that is, or has in it, a list | an item of the list |
//! | [`json_object`] | a JSON document that is, or has in it, an object | a member of it, a [`KeyValue`](crate::KeyValue) |
//! | [`json_lines`] | a JSON value on each line | the value |
//! | [`parquet`] | a Parquet file | a row |
//! | [`inventory`] | the manifest of an S3 inventory | an [`InventoryObject`](crate::InventoryObject) |
//! | [`manifest`] | the same, or another manifest of CSV files | a row of your own: all of its columns are text |
//! | [`athena_csv`], [`athena_json_lines`], [`athena_parquet`] | the manifest of an Athena query | a row of the data |
//! | [`objects`] | a listing of a bucket | an [`S3Object`](crate::S3Object) |
//! | `objects(..).load_csv()`, `.load_json()`, `.load_json_lines()`, `.load_parquet()` | every object of a listing | what is in them |
//!
//! What can be said of which reader is a matter of types: a delimiter on a reader of JSON does not compile.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>

use std::panic::Location;

use sfn_asl::model::{InputType, ManifestType};

use super::items::{InventoryObject, KeyValue, S3Object};
use super::reader::{ItemReader, columns};
use super::source::{DistributedEntry, DistributedItem, Selection};
use crate::IntoExpr;
use crate::expr::node::{Name, Node};
use crate::flow::distributed::{Columns, Reader};
use crate::resource::{Bucket, IntoResource};
use crate::shape::Shape;

/// A format of items.
pub trait Format {
    /// What a child gets as long as no selector prepares it.
    #[doc(hidden)]
    type Unselected<T: Shape>: Shape;
    /// What the selector gets.
    #[doc(hidden)]
    type Selected<T: Shape>: Selection;
}

macro_rules! formats {
    ($($(#[$doc:meta])* $Name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Name;

        #[diagnostic::do_not_recommend]
        impl Format for $Name {
            type Unselected<T: Shape> = T;
            type Selected<T: Shape> = DistributedItem<T>;
        }
    )*};
}
formats! {
    /// Rows of text in columns.
    Csv,
    /// A JSON document whose list has the items.
    Json,
    /// A JSON value on each line.
    JsonLines,
    /// Apache Parquet.
    Parquet,
    /// The rows of an S3 inventory.
    Inventory,
    /// What a listing says of objects.
    Listing,
}

/// A JSON document whose object has the items as members.
#[derive(Clone, Copy, Debug)]
pub struct JsonObject;

#[diagnostic::do_not_recommend]
impl Format for JsonObject {
    type Unselected<T: Shape> = KeyValue<T>;
    type Selected<T: Shape> = DistributedEntry<T>;
}

/// From one object, by its key.
#[derive(Clone, Copy, Debug)]
pub struct Object;

/// From the objects that a manifest names.
#[derive(Clone, Copy, Debug)]
pub struct Manifest;

/// From a listing.
#[derive(Clone, Copy, Debug)]
pub struct Listed;

/// A format with columns.
#[diagnostic::on_unimplemented(
    message = "only CSV has a delimiter and headers, and this reader reads `{Self}`",
    label = "this reader reads `{Self}`",
    note = "leave it out, or read CSV: `item_reader::csv`, `item_reader::athena_csv`, `item_reader::objects(..).load_csv()`"
)]
pub trait HasColumns {}
#[diagnostic::do_not_recommend]
impl HasColumns for Csv {}

/// A format in which items can be looked for.
#[diagnostic::on_unimplemented(
    message = "only a JSON document has an items pointer, and this reader reads `{Self}`",
    label = "this reader reads `{Self}`",
    note = "leave it out, or read JSON: `item_reader::json`, `item_reader::json_object`, `item_reader::objects(..).load_json()`"
)]
pub trait HasItemsPointer {}
#[diagnostic::do_not_recommend]
impl HasItemsPointer for Json {}
#[diagnostic::do_not_recommend]
impl HasItemsPointer for JsonObject {}

/// A source with a version to choose, when it is read as `F`.
#[diagnostic::on_unimplemented(
    message = "a version goes with one object that is not Parquet, and this reader reads `{F}` by way of `{Self}`",
    label = "no version can be chosen here",
    note = "leave it out: then the newest version is read"
)]
pub trait HasVersion<F> {}

macro_rules! versions {
    ($($S:ident of $F:ident,)*) => {$(
        #[diagnostic::do_not_recommend]
        impl HasVersion<$F> for $S {}
    )*};
}
versions! {
    Object of Csv,
    Object of Json,
    Object of JsonObject,
    Object of JsonLines,
    Object of Inventory,
    Manifest of Csv,
    Manifest of JsonLines,
}

/// A source that lists objects.
#[diagnostic::on_unimplemented(
    message = "only a listing has a prefix or a key to start after, and this reader reads from `{Self}`",
    label = "this reader is given one key",
    note = "to read every object under a prefix, list them: `item_reader::objects(&BUCKET).prefix(..)`, with `.load_csv()` and the like to read what is in them"
)]
pub trait Lists {}
#[diagnostic::do_not_recommend]
impl Lists for Listed {}

/// A listing of which nothing is loaded yet.
#[diagnostic::on_unimplemented(
    message = "only the objects of a listing can be loaded, and this reader reads `{Self}` already",
    label = "this reader reads `{Self}`",
    note = "leave it out; or list the objects first: `item_reader::objects(&BUCKET).prefix(..).load_csv::<Row>()`"
)]
pub trait Loads {}
#[diagnostic::do_not_recommend]
impl Loads for Listing {}

const GET: &str = "s3:getObject";
const LIST: &str = "s3:listObjectsV2";

/// A reader as yet without a format.
#[track_caller]
fn reader(action: &'static str, bucket: impl IntoResource<Bucket>) -> Reader {
    Reader {
        action,
        arguments: vec![("Bucket".into(), bucket.reference().0)],
        input_type: None,
        transformation: None,
        manifest_type: None,
        columns: None,
        items_pointer: None,
        max_items: None,
        location: Location::caller(),
    }
}

/// A reader of one object.
#[track_caller]
fn object(
    bucket: impl IntoResource<Bucket>,
    key: Node,
    input_type: Option<InputType>,
    manifest_type: Option<ManifestType>,
    columns: Option<Columns>,
) -> Reader {
    let mut reader = reader(GET, bucket);
    reader.arguments.push((Name::Borrowed("Key"), key));
    reader.input_type = input_type;
    reader.manifest_type = manifest_type;
    reader.columns = columns;
    reader
}

/// The rows of a CSV file: each is an object with the columns' names for members, and all of its values are text. `T` is a
/// type of that kind: its fields are strings, what is made of a number or a date is for the children to say.
///
/// The first row has the names of the columns, unless [`headers`](ItemReader::headers) gives them.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Upload { key: String }
/// #[derive(Shape)] pub struct Sale { sku: String, quantity: String }
/// static UPLOADS: Bucket = Bucket::named("shop-uploads-v1");
///
/// #[state]
/// fn load(upload: Expr<Upload>) -> Flow<Vec<String>> {
///     distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key)).express(load_one).end()
/// }
/// #[state]
/// fn load_one(sale: Expr<Sale>) -> Flow<String, Express> { succeed(sale.sku) }
/// # Workflow::new("w", load).synthesize().unwrap();
/// ```
#[track_caller]
pub fn csv<T: Shape>(
    bucket: impl IntoResource<Bucket>,
    key: impl IntoExpr<String>,
) -> ItemReader<T, Csv, Object> {
    let key = key.into_expr().node();
    let columns = Some(columns::<T>());
    ItemReader::new(object(bucket, key, Some(InputType::Csv), None, columns))
}

macro_rules! objects {
    ($($(#[$doc:meta])* $function:ident: $F:ident in $S:ident, $input:ident $(, $manifest:ident)?;)*) => {$(
        $(#[$doc])*
        #[track_caller]
        pub fn $function<T: Shape>(
            bucket: impl IntoResource<Bucket>,
            key: impl IntoExpr<String>,
        ) -> ItemReader<T, $F, $S> {
            let key = key.into_expr().node();
            #[allow(unused_mut, unused_assignments)]
            let mut manifest = None;
            $(manifest = Some(ManifestType::$manifest);)?
            ItemReader::new(object(bucket, key, Some(InputType::$input), manifest, None))
        }
    )*};
}
objects! {
    /// The items of a JSON list: the document is one, or has it where [`items_pointer`](ItemReader::items_pointer) says.
    json: Json in Object, Json;
    /// The members of a JSON object: the document is one, or has it where [`items_pointer`](ItemReader::items_pointer) says.
    /// Each is a [`KeyValue`](crate::KeyValue).
    json_object: JsonObject in Object, Json;
    /// The values of a file with a JSON value on each line.
    json_lines: JsonLines in Object, JsonLines;
    /// The rows of a Parquet file. A version of it cannot be chosen.
    parquet: Parquet in Object, Parquet;
    /// The rows of what an Athena query wrote as JSON lines, by the manifest of the query.
    athena_json_lines: JsonLines in Manifest, JsonLines, AthenaData;
    /// The rows of what an Athena query wrote as Parquet, by the manifest of the query.
    athena_parquet: Parquet in Manifest, Parquet, AthenaData;
}

/// The rows of what an Athena query wrote as CSV, by the manifest of the query (`ManifestType: ATHENA_DATA`): text in every
/// column, as with [`csv`]. What `UNLOAD` writes has no first row with names: give them with [`headers`](ItemReader::headers).
#[track_caller]
pub fn athena_csv<T: Shape>(
    bucket: impl IntoResource<Bucket>,
    manifest: impl IntoExpr<String>,
) -> ItemReader<T, Csv, Manifest> {
    let manifest = manifest.into_expr().node();
    let kind = Some(ManifestType::AthenaData);
    let columns = Some(columns::<T>());
    ItemReader::new(object(
        bucket,
        manifest,
        Some(InputType::Csv),
        kind,
        columns,
    ))
}

/// The rows of an S3 inventory, by the key of its `manifest.json` (`ManifestType: S3_INVENTORY`). The inventory has to be
/// written as CSV.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// static INVENTORIES: Bucket = Bucket::named("inventories");
///
/// #[state]
/// fn check(manifest: Expr<String>) -> Flow<Vec<String>> {
///     distributed_map(item_reader::inventory(&INVENTORIES, manifest)).express(check_one).end()
/// }
/// #[state]
/// fn check_one(object: Expr<InventoryObject>) -> Flow<String, Express> { succeed(object.key) }
/// # Workflow::new("w", check).synthesize().unwrap();
/// ```
#[track_caller]
pub fn inventory(
    bucket: impl IntoResource<Bucket>,
    manifest: impl IntoExpr<String>,
) -> ItemReader<InventoryObject, Inventory, Object> {
    let manifest = manifest.into_expr().node();
    let kind = Some(ManifestType::S3Inventory);
    ItemReader::new(object(bucket, manifest, None, kind, None))
}

/// The rows of the CSV files that a manifest names, as rows of your own: an inventory with columns that
/// [`InventoryObject`] does not have, say (`InputType: MANIFEST`, the older form). The manifest says the names of the columns,
/// unless [`headers`](ItemReader::headers) gives them.
#[track_caller]
pub fn manifest<T: Shape>(
    bucket: impl IntoResource<Bucket>,
    manifest: impl IntoExpr<String>,
) -> ItemReader<T, Csv, Manifest> {
    let manifest = manifest.into_expr().node();
    let columns = Columns {
        first_row: false,
        ..columns::<T>()
    };
    let kind = Some(InputType::Manifest);
    ItemReader::new(object(bucket, manifest, kind, None, Some(columns)))
}

/// The objects of a bucket, or those under a [`prefix`](ItemReader::prefix), as a listing tells of them. With
/// [`load_csv`](ItemReader::load_csv) and its like, what is in the objects are the items.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// static PHOTOS: Bucket = Bucket::named("shop-photos-v1");
///
/// #[state]
/// fn resize(prefix: Expr<String>) -> Flow<Vec<String>> {
///     distributed_map(item_reader::objects(&PHOTOS).prefix(prefix)).standard(resize_one).end()
/// }
/// #[state]
/// fn resize_one(photo: Expr<S3Object>) -> Flow<String> { succeed(photo.key) }
/// # Workflow::new("w", resize).synthesize().unwrap();
/// ```
#[track_caller]
pub fn objects(bucket: impl IntoResource<Bucket>) -> ItemReader<S3Object, Listing, Listed> {
    ItemReader::new(reader(LIST, bucket))
}
