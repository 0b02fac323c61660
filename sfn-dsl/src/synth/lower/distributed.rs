//! What makes a Map a Distributed Map, in both dialects: reader, batcher, tolerated failures, writer, children.
//!
//! And what types cannot see of it: ranges, labels, and whether a row of text can be what it is taken to be.

use std::panic::Location;

use sfn_asl::Json;
use sfn_asl::model::{
    self, CsvHeaderLocation, ExecutionType, ItemProcessor, MapLabel, Numeric, OutputType,
    ProcessorConfig, ReaderConfig, ReferencePath, WriterTransformation,
};

use super::Lowering;
use crate::QueryLanguage;
use crate::WorkflowKind;
use crate::expr::declaration::short_type;
use crate::expr::node::{Name, Node, Op};
use crate::flow::def::MapBody;
use crate::flow::distributed::{Batcher, Columns, Distributed, Reader, Writer};
use crate::render;
use crate::shape::DataType;

/// The most characters an items pointer has, and the most bytes that the names of columns have.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
const MAX_POINTER: usize = 2_000;
const MAX_HEADERS: usize = 10_240;

/// The least and the most of what is a literal: what the field is called, and where that is documented.
type Range = (&'static str, f64, f64);
const MAX_ITEMS: Range = ("MaxItems", 1.0, 100_000_000.0);
const MAX_ITEMS_PER_BATCH: Range = ("MaxItemsPerBatch", 1.0, 100_000_000.0);
const MAX_BYTES_PER_BATCH: Range = ("MaxInputBytesPerBatch", 1.0, 262_144.0);
const PERCENTAGE: Range = ("ToleratedFailurePercentage", 0.0, 100.0);

/// What types cannot see.
pub(super) fn check(cx: &mut Lowering<'_>, of: &Distributed) {
    if let Some((label, location)) = &of.label {
        check_label(cx, label, location);
    }
    let batcher = of.batcher.as_ref();
    for (range, node) in [
        (PERCENTAGE, of.tolerated_percentage),
        (MAX_ITEMS, of.reader.as_ref().and_then(|r| r.max_items)),
        (MAX_ITEMS_PER_BATCH, batcher.and_then(|b| b.max_items)),
        (MAX_BYTES_PER_BATCH, batcher.and_then(|b| b.max_bytes)),
    ] {
        if let Some(node) = node {
            check_range(cx, range, node);
        }
    }
    if let Some(reader) = &of.reader {
        if let Some(pointer) = &reader.items_pointer {
            check_pointer(cx, pointer, reader.location);
        }
        if let Some(columns) = &reader.columns {
            check_columns(cx, columns, reader.location);
        }
    }
}

fn check_label(cx: &mut Lowering<'_>, label: &Name, location: &'static Location<'static>) {
    let name = &cx.meta.name;
    let message = match MapLabel::unchecked(label.as_ref()).check() {
        Ok(()) if label.is_empty() => format!("the label of state `{name}` is empty"),
        Ok(()) => return,
        Err(error) => format!("the label of state `{name}` cannot be one: {error}"),
    };
    let help = "use up to 40 letters, digits, `-` and `_`, or leave it out: Step Functions makes one up then";
    cx.error("map-label", location, message, help);
}

fn check_range(cx: &mut Lowering<'_>, (field, least, most): Range, node: Node) {
    let Op::Number(number) = node.op() else {
        return;
    };
    if number
        .parse::<f64>()
        .is_ok_and(|number| (least..=most).contains(&number))
    {
        return;
    }
    let message = format!(
        "`{field}` of state `{}` is {number}, and it goes from {least} to {most}",
        cx.meta.name
    );
    cx.error(
        "out-of-range",
        cx.location,
        message,
        "give a number in that range, or leave it out",
    );
}

/// A JSON pointer: nothing, or steps that each begin with a slash, in which `~` is written `~0` and `/` is written `~1`.
fn check_pointer(cx: &mut Lowering<'_>, pointer: &str, location: &'static Location<'static>) {
    let escapes = || {
        pointer
            .split('~')
            .skip(1)
            .all(|s| s.starts_with(['0', '1']))
    };
    let why = if !pointer.is_empty() && !pointer.starts_with('/') {
        "it begins with no `/`"
    } else if !escapes() {
        "a `~` in it is neither `~0`, which is `~`, nor `~1`, which is `/`"
    } else if pointer.chars().count() > MAX_POINTER {
        "it has more than 2,000 characters"
    } else {
        return;
    };
    let name = &cx.meta.name;
    let message = format!("the items pointer of state `{name}` is no JSON pointer: {why}");
    let help = "name the members on the way, each with a slash before it: `/data/orders`";
    cx.error("items-pointer", location, message, help);
}

/// A row is an object whose values are all text.
fn check_columns(cx: &mut Lowering<'_>, columns: &Columns, location: &'static Location<'static>) {
    let row = short_type(columns.row_type);
    let mut required = Vec::new();
    let trouble = not_a_row((columns.row)(), &mut required, 0);
    if let Some(what) = trouble {
        let message = match what {
            NotARow::Itself(kind) => {
                format!("a row of CSV is an object of text, and `{row}` is {kind}")
            }
            NotARow::Column(name, kind) => {
                format!("every column of CSV is text, and `{name}` of `{row}` is {kind}")
            }
        };
        let help = "make the columns `String` (or `Option<String>`, an enum without data, a timestamp), and let the function that gets them read them; or read JSON lines or Parquet, which have types";
        cx.error("csv-row", location, message, help);
        return;
    }
    let Some(headers) = &columns.headers else {
        return;
    };
    let missing = required
        .iter()
        .find(|name| !headers.iter().any(|h| h == *name));
    let twice = (1..headers.len()).find(|at| headers[..*at].contains(&headers[*at]));
    let message = if headers.is_empty() {
        "there are no names of columns in `headers`".to_owned()
    } else if let Some(at) = twice {
        format!("two columns are called `{}`", headers[at])
    } else if let Some(missing) = missing {
        format!("`{row}` has a field `{missing}`, and no column is called so")
    } else if headers.iter().map(|h| h.len() + 1).sum::<usize>() > MAX_HEADERS {
        "the names of the columns are more than 10 KiB".to_owned()
    } else {
        return;
    };
    let help =
        "give the name of every column in the order of the file, those that no field is for too";
    cx.error("csv-headers", location, message, help);
}

enum NotARow {
    /// The type itself.
    Itself(&'static str),
    /// A column.
    Column(&'static str, &'static str),
}

/// Why this is not what a row can be taken for; collects the names of columns that have to be there.
fn not_a_row(data_type: DataType, required: &mut Vec<&'static str>, depth: u32) -> Option<NotARow> {
    match data_type {
        DataType::Any => None,
        DataType::Map(value) => {
            not_text(value()).map(|_| NotARow::Itself("a map of something else"))
        }
        DataType::Struct(members) => members.into_iter().find_map(|member| {
            let data_type = (member.data_type)();
            if member.flatten {
                // INVARIANT: what is flattened ends somewhere, or there would be no value of the type.
                return if depth > 32 {
                    None
                } else {
                    not_a_row(data_type, required, depth + 1)
                };
            }
            if member.required {
                required.push(member.name);
            }
            not_text(data_type).map(|kind| NotARow::Column(member.name, kind))
        }),
        other => Some(NotARow::Itself(not_text(other).unwrap_or("text itself"))),
    }
}

/// What this is, if it is not text.
fn not_text(data_type: DataType) -> Option<&'static str> {
    match data_type {
        DataType::String | DataType::Timestamp | DataType::Any => None,
        DataType::Enum(cases) if cases.is_unit_only() => None,
        DataType::Optional(inner) => not_text(inner()),
        DataType::Null => Some("null"),
        DataType::Boolean => Some("a boolean"),
        DataType::Number => Some("a number"),
        DataType::List(_) | DataType::Set(_) | DataType::Tuple(_) => Some("a list"),
        DataType::Map(_) | DataType::Struct(_) => Some("an object"),
        DataType::Enum(_) => Some("an enum with data"),
    }
}

/// Writes into the state what makes it a Distributed Map, if it is one.
pub(super) fn write(
    cx: &mut Lowering<'_>,
    map: &MapBody,
    language: QueryLanguage,
    out: &mut model::Map,
) {
    let Some(of) = &map.distributed else { return };
    let children = match of.children {
        WorkflowKind::Express => ExecutionType::Express,
        _ => ExecutionType::Standard,
    };
    // The walk puts the states into it.
    out.item_processor = Some(ItemProcessor {
        processor_config: Some(ProcessorConfig::distributed(children)),
        ..ItemProcessor::default()
    });
    let mut dialect = Dialect { cx, language };
    out.label = of
        .label
        .as_ref()
        .map(|(label, _)| MapLabel::unchecked(label.as_ref()));
    out.item_reader = of.reader.as_ref().map(|reader| dialect.reader(reader));
    out.item_batcher = of.batcher.as_ref().map(|batcher| dialect.batcher(batcher));
    out.result_writer = of.writer.as_ref().map(|writer| dialect.writer(writer));
    (
        out.tolerated_failure_percentage,
        out.tolerated_failure_percentage_path,
    ) = dialect.limit("ToleratedFailurePercentage", of.tolerated_percentage);
    (
        out.tolerated_failure_count,
        out.tolerated_failure_count_path,
    ) = dialect.limit("ToleratedFailureCount", of.tolerated_count);
}

/// The two dialects, where they differ.
struct Dialect<'c, 'l> {
    cx: &'c mut Lowering<'l>,
    language: QueryLanguage,
}

impl Dialect<'_, '_> {
    /// A number that is a literal or comes from data: JSONPath has a field of its own for the path.
    fn limit(
        &mut self,
        field: &str,
        node: Option<Node>,
    ) -> (Option<Numeric>, Option<ReferencePath>) {
        match (node, self.language) {
            (None, _) => (None, None),
            (Some(node), QueryLanguage::Jsonata) => (self.cx.number(field, node), None),
            (Some(node), QueryLanguage::JsonPath) => self.cx.number_or_path(field, node),
        }
    }

    fn template(&mut self, field: &str, node: Node) -> Option<Json> {
        match self.language {
            QueryLanguage::Jsonata => self.cx.template(field, node),
            QueryLanguage::JsonPath => self.cx.take(field, render::jsonpath_template(node)),
        }
    }

    /// `Arguments` and `Parameters`, of which each dialect has one.
    fn arguments(
        &mut self,
        field: &str,
        arguments: &[(Name, Node)],
    ) -> (Option<Json>, Option<Json>) {
        if arguments.is_empty() {
            return (None, None);
        }
        let arguments = self.template(field, Node::object(arguments.iter().cloned()));
        match self.language {
            QueryLanguage::Jsonata => (arguments, None),
            QueryLanguage::JsonPath => (None, arguments),
        }
    }

    fn reader(&mut self, reader: &Reader) -> model::ItemReader {
        let (arguments, parameters) = self.arguments("ItemReader", &reader.arguments);
        let (max_items, max_items_path) = self.limit("MaxItems", reader.max_items);
        let columns = reader.columns.as_ref();
        let headers = columns.and_then(|columns| columns.headers.as_ref());
        let config = ReaderConfig {
            input_type: reader.input_type.clone(),
            transformation: reader.transformation.clone(),
            manifest_type: reader.manifest_type.clone(),
            csv_delimiter: columns.and_then(|columns| columns.delimiter.clone()),
            csv_header_location: columns.and_then(|columns| match headers {
                Some(_) => Some(CsvHeaderLocation::Given),
                None => columns.first_row.then_some(CsvHeaderLocation::FirstRow),
            }),
            csv_headers: headers
                .map(|names| Json::Array(names.iter().map(|n| Json::from(n.as_ref())).collect())),
            items_pointer: reader.items_pointer.as_deref().map(str::to_owned),
            max_items,
            max_items_path,
            ..ReaderConfig::default()
        };
        model::ItemReader {
            resource: Some(resource(reader.action)),
            reader_config: (config != ReaderConfig::default()).then_some(config),
            arguments,
            parameters,
            ..model::ItemReader::default()
        }
    }

    fn batcher(&mut self, batcher: &Batcher) -> model::ItemBatcher {
        let (items, items_path) = self.limit("MaxItemsPerBatch", batcher.max_items);
        let (bytes, bytes_path) = self.limit("MaxInputBytesPerBatch", batcher.max_bytes);
        model::ItemBatcher {
            max_items_per_batch: items,
            max_items_per_batch_path: items_path,
            max_input_bytes_per_batch: bytes,
            max_input_bytes_per_batch_path: bytes_path,
            batch_input: batcher
                .input
                .and_then(|node| self.template("BatchInput", node)),
            ..model::ItemBatcher::default()
        }
    }

    fn writer(&mut self, writer: &Writer) -> model::ResultWriter {
        let (arguments, parameters) = self.arguments("ResultWriter", &writer.arguments);
        // Who says one of the two has said the other by default.
        let formed = writer.transformation.is_some() || writer.output_type.is_some();
        let transformation = writer.transformation.clone();
        let output_type = writer.output_type.clone();
        model::ResultWriter {
            resource: (!writer.arguments.is_empty()).then(|| resource("s3:putObject")),
            arguments,
            parameters,
            writer_config: formed.then(|| model::WriterConfig {
                transformation: transformation.or(Some(WriterTransformation::None)),
                output_type: output_type.or(Some(OutputType::Json)),
                ..model::WriterConfig::default()
            }),
            ..model::ResultWriter::default()
        }
    }
}

fn resource(action: &str) -> model::ArnTemplate {
    model::ArnTemplate::unchecked(format!("arn:aws:states:::{action}"))
}
