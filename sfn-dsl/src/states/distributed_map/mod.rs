//! Distributed Map states: items read from S3 or from the state's data, each run, or each batch, as an execution of its own.
//!
//! From the items to the children: [`source`] says what items there are, [`reader`] and [`item_reader`] read them from S3,
//! [`items`] are those that AWS describes; [`batch`] puts them together; [`writer`] and [`results`] say what becomes of what the
//! children end in; [`builder`] holds all that until the children are named, and is the state from then on.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>

mod batch;
mod builder;
pub mod item_reader;
mod items;
mod reader;
mod results;
mod source;
mod wire;
mod writer;

pub use batch::{Batch, BatchExpr, BatchStage, BatchWith, BatchWithExpr, Batched, BatchedItems};
pub use builder::{
    CanSelect, DistributedItems, DistributedMap, Each, HasChildren, OneChildKind, Selected,
    distributed_map,
};
pub use items::{
    InventoryObject, InventoryObjectExpr, KeyValue, KeyValueExpr, S3Object, S3ObjectExpr,
};
pub use reader::{Delimiter, ItemReader};
pub use results::{
    AllSucceed, ChildExecution, ChildExecutionExpr, ChildResult, ChildResultCase, Compact,
    Flattened, IsList, ResultFile, ResultFileExpr, ResultFiles, ResultFilesExpr, ResultManifest,
    ResultManifestExpr, ResultWriterDetails, ResultWriterDetailsExpr, ResultsOf, SomeMayFail,
    Unformed, WithMetadata, Written, WrittenResults, WrittenResultsExpr,
};
pub use source::{DistributedEntry, DistributedItem, ItemSource, Selection};
pub use writer::{OutputType, ResultWriter, Transformation};
