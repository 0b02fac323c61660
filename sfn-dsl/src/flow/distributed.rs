//! What a Distributed Map has besides items and a processor, before it is written in a dialect.

use std::panic::Location;

use sfn_asl::model::{
    CsvDelimiter, InputType, ManifestType, OutputType, ReaderTransformation, WriterTransformation,
};

use crate::WorkflowKind;
use crate::expr::node::{Name, Node};
use crate::shape::Describe;

/// What a Distributed Map has besides items and a processor.
#[derive(Clone, Debug)]
pub(crate) struct Distributed {
    /// The kind of workflow that its children are.
    pub(crate) children: WorkflowKind,
    pub(crate) label: Option<(Name, &'static Location<'static>)>,
    /// Reads the items; without one they are data of the state.
    pub(crate) reader: Option<Reader>,
    pub(crate) batcher: Option<Batcher>,
    pub(crate) tolerated_percentage: Option<Node>,
    pub(crate) tolerated_count: Option<Node>,
    pub(crate) writer: Option<Writer>,
    /// What its author says about its permissions.
    pub(crate) grants: Vec<crate::Grant>,
}

/// `ItemReader`.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    /// `s3:getObject` or `s3:listObjectsV2`.
    pub(crate) action: &'static str,
    pub(crate) arguments: Vec<(Name, Node)>,
    pub(crate) input_type: Option<InputType>,
    pub(crate) transformation: Option<ReaderTransformation>,
    pub(crate) manifest_type: Option<ManifestType>,
    /// For CSV.
    pub(crate) columns: Option<Columns>,
    pub(crate) items_pointer: Option<Name>,
    pub(crate) max_items: Option<Node>,
    /// Where it was made.
    pub(crate) location: &'static Location<'static>,
}

/// The columns of a CSV file, and what its rows are taken to be.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    pub(crate) delimiter: Option<CsvDelimiter>,
    /// The names, if the file does not say them.
    pub(crate) headers: Option<Vec<Name>>,
    /// Whether the first row says the names otherwise; a manifest says them itself.
    pub(crate) first_row: bool,
    pub(crate) row: Describe,
    /// The type of a row.
    pub(crate) row_type: &'static str,
}

/// `ItemBatcher`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batcher {
    pub(crate) max_items: Option<Node>,
    pub(crate) max_bytes: Option<Node>,
    pub(crate) input: Option<Node>,
}

/// `ResultWriter`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writer {
    /// Where to; without any the results stay in the state's own.
    pub(crate) arguments: Vec<(Name, Node)>,
    pub(crate) transformation: Option<WriterTransformation>,
    pub(crate) output_type: Option<OutputType>,
}

impl Distributed {
    /// Every expression in it, with what it is.
    pub(crate) fn expressions(&self) -> Vec<(&'static str, Node)> {
        let mut all: Vec<(&'static str, Node)> = Vec::new();
        let mut add = |what, node: Option<Node>| all.extend(node.map(|node| (what, node)));
        add("tolerated failure percentage", self.tolerated_percentage);
        add("tolerated failure count", self.tolerated_count);
        if let Some(reader) = &self.reader {
            for (_, node) in &reader.arguments {
                add("item reader", Some(*node));
            }
            add("max items", reader.max_items);
        }
        if let Some(batcher) = &self.batcher {
            add("max items per batch", batcher.max_items);
            add("max input bytes per batch", batcher.max_bytes);
            add("batch input", batcher.input);
        }
        if let Some(writer) = &self.writer {
            for (_, node) in &writer.arguments {
                add("result writer", Some(*node));
            }
        }
        all
    }
}
