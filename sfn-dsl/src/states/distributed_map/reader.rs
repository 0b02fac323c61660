//! What can be said of a reader: which fields go with which format and source is a matter of types.

use std::fmt;
use std::marker::PhantomData;

use sfn_asl::model::{CsvDelimiter, InputType, ReaderTransformation};

use super::item_reader::{
    Csv, HasColumns, HasItemsPointer, HasVersion, Json, JsonLines, Listed, Lists, Loads, Parquet,
};
use crate::IntoExpr;
use crate::expr::node::{Name, Node};
use crate::flow::distributed::{Columns, Reader};
use crate::shape::Shape;

/// Reads the items of a Distributed Map from S3 (`ItemReader`): items of type `T`, in the format `F`, from where `S` says.
///
/// The functions of [`item_reader`](super::item_reader) make it.
#[must_use = "give it to `distributed_map`"]
pub struct ItemReader<T, F, S> {
    def: Box<Reader>,
    #[allow(clippy::type_complexity)]
    of: PhantomData<fn() -> (T, F, S)>,
}

impl<T, F, S> fmt::Debug for ItemReader<T, F, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemReader").field(&self.def).finish()
    }
}

/// What separates the columns of a CSV file (`CSVDelimiter`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`, which it is when nothing is said.
    Comma,
    /// `|`
    Pipe,
    /// `;`
    Semicolon,
    /// A blank.
    Space,
    /// A tab.
    Tab,
}

impl From<Delimiter> for CsvDelimiter {
    fn from(delimiter: Delimiter) -> Self {
        match delimiter {
            Delimiter::Comma => CsvDelimiter::Comma,
            Delimiter::Pipe => CsvDelimiter::Pipe,
            Delimiter::Semicolon => CsvDelimiter::Semicolon,
            Delimiter::Space => CsvDelimiter::Space,
            Delimiter::Tab => CsvDelimiter::Tab,
        }
    }
}

/// Columns whose rows are `T`s.
pub(super) fn columns<T: Shape>() -> Columns {
    Columns {
        delimiter: None,
        headers: None,
        first_row: true,
        row: T::data_type,
        row_type: std::any::type_name::<T>(),
    }
}

impl<T, F, S> ItemReader<T, F, S> {
    pub(super) fn new(def: Reader) -> Self {
        ItemReader {
            def: Box::new(def),
            of: PhantomData,
        }
    }

    pub(super) fn into_def(self) -> Box<Reader> {
        self.def
    }

    /// Sets a parameter of the call of S3 that the typed methods do not have, by its name in the API: `RequestPayer`, say. The
    /// escape hatch: a name that the API does not know is found at deployment, not before.
    pub fn argument<V: Shape>(mut self, name: impl Into<Name>, value: impl IntoExpr<V>) -> Self {
        self.set(name.into(), value.into_expr().node());
        self
    }

    fn set(&mut self, name: Name, value: Node) {
        match self.def.arguments.iter_mut().find(|(n, _)| *n == name) {
            Some(slot) => slot.1 = value,
            None => self.def.arguments.push((name, value)),
        }
    }

    /// The account that has to own the bucket, so that no other one of its name is read (`ExpectedBucketOwner`).
    pub fn expected_bucket_owner(mut self, account: impl IntoExpr<String>) -> Self {
        self.set("ExpectedBucketOwner".into(), account.into_expr().node());
        self
    }

    /// How many items at most, from a literal (1 to 100,000,000) or from data (`MaxItems`, `MaxItemsPath`). Without it all of
    /// them are read, up to 100,000,000.
    pub fn max_items(mut self, items: impl IntoExpr<u64>) -> Self {
        self.def.max_items = Some(items.into_expr().node());
        self
    }

    /// The version of the object to read (`VersionId`).
    pub fn version_id(mut self, version: impl IntoExpr<String>) -> Self
    where
        S: HasVersion<F>,
    {
        self.set("VersionId".into(), version.into_expr().node());
        self
    }

    /// What separates the columns (`CSVDelimiter`); a comma when nothing is said.
    pub fn delimiter(mut self, delimiter: Delimiter) -> Self
    where
        F: HasColumns,
    {
        if let Some(columns) = &mut self.def.columns {
            columns.delimiter = Some(delimiter.into());
        }
        self
    }

    /// The names of the columns, where the first row holds data already (`CSVHeaderLocation: GIVEN`, `CSVHeaders`).
    ///
    /// Synthesis asks whether they are the members that a row has.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Sale { sku: String, quantity: String }
    /// # static UPLOADS: Bucket = Bucket::named("uploads");
    /// let sales = item_reader::csv::<Sale>(&UPLOADS, "sales.csv")
    ///     .headers(["sku", "quantity", "till"])
    ///     .delimiter(Delimiter::Semicolon);
    /// # let _ = sales;
    /// ```
    pub fn headers<H: Into<Name>>(mut self, names: impl IntoIterator<Item = H>) -> Self
    where
        F: HasColumns,
    {
        if let Some(columns) = &mut self.def.columns {
            columns.headers = Some(names.into_iter().map(Into::into).collect());
        }
        self
    }

    /// Where in each document the items are, as a JSON pointer: `/data/orders` (`ItemsPointer`). At most 2,000 characters.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Sale { sku: String, quantity: String }
    /// # static UPLOADS: Bucket = Bucket::named("uploads");
    /// let sales = item_reader::json::<Sale>(&UPLOADS, "sales.json").items_pointer("/days/0/sales");
    /// # let _ = sales;
    /// ```
    pub fn items_pointer(mut self, pointer: impl Into<Name>) -> Self
    where
        F: HasItemsPointer,
    {
        self.def.items_pointer = Some(pointer.into());
        self
    }

    /// Lists only objects whose keys begin like this (`Prefix`).
    pub fn prefix(mut self, prefix: impl IntoExpr<String>) -> Self
    where
        S: Lists,
    {
        self.set("Prefix".into(), prefix.into_expr().node());
        self
    }

    /// Lists only objects whose keys come after this one, in the order of UTF-8 (`StartAfter`).
    pub fn start_after(mut self, key: impl IntoExpr<String>) -> Self
    where
        S: Lists,
    {
        self.set("StartAfter".into(), key.into_expr().node());
        self
    }
}

/// A listing whose objects are read too: what is in them are the items (`Transformation: LOAD_AND_FLATTEN`).
impl<T, F, S> ItemReader<T, F, S> {
    fn load<R, G>(mut self, input_type: InputType) -> ItemReader<R, G, Listed> {
        self.def.transformation = Some(ReaderTransformation::LoadAndFlatten);
        self.def.input_type = Some(input_type);
        ItemReader {
            def: self.def,
            of: PhantomData,
        }
    }

    /// Every object is a CSV file, and its rows are the items.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Sale { sku: String, quantity: String }
    /// # static UPLOADS: Bucket = Bucket::named("uploads");
    /// let all_sales = item_reader::objects(&UPLOADS).prefix("sales/2026/").load_csv::<Sale>();
    /// # let _ = all_sales;
    /// ```
    pub fn load_csv<R: Shape>(mut self) -> ItemReader<R, Csv, Listed>
    where
        F: Loads,
    {
        self.def.columns = Some(columns::<R>());
        self.load(InputType::Csv)
    }

    /// Every object is a JSON document, and the items of the list that it is, or that is in it at
    /// [`items_pointer`](Self::items_pointer), are the items.
    pub fn load_json<R: Shape>(self) -> ItemReader<R, Json, Listed>
    where
        F: Loads,
    {
        self.load(InputType::Json)
    }

    /// Every object has a JSON value on each line, and these are the items.
    pub fn load_json_lines<R: Shape>(self) -> ItemReader<R, JsonLines, Listed>
    where
        F: Loads,
    {
        self.load(InputType::JsonLines)
    }

    /// Every object is a Parquet file, and its rows are the items.
    pub fn load_parquet<R: Shape>(self) -> ItemReader<R, Parquet, Listed>
    where
        F: Loads,
    {
        self.load(InputType::Parquet)
    }
}
