//! The Map state: modes, readers, batchers, writers.

use super::timers::whole;
use super::{Context, kinds::integration, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CsvDelimiter, CsvHeaderLocation, ExecutionType, InputType, ManifestType, Map, Numeric,
    OutputType, ProcessorMode, ReaderConfig, ReaderTransformation, State, Visit,
    WriterTransformation, has_placeholder, is_expression, shorten,
};

/// The most bytes a batch has.
const MAX_BATCH_BYTES: i64 = 262_144;
/// The most items a reader reads.
const MAX_ITEMS: i64 = 100_000_000;

/// Reports a word that is not in the list.
pub(super) fn word(
    word: &str,
    words: &[&'static str],
    pointer: impl std::fmt::Display,
    out: &mut Vec<Diagnostic>,
) {
    if has_placeholder(word) || is_expression(word) {
        return;
    }
    let message = format!(
        "`{}` is not one of the words this field takes",
        shorten(word)
    );
    let help = match suggest::closest(word, words.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("use one of {}", words.join(", ")),
    };
    out.push(Diagnostic::error(Code::InvalidValue, pointer, message).with_help(help));
}

/// Reports the word in an enum's `Other`, if it is that.
macro_rules! check_word {
    ($value:expr, $type:ident, $pointer:expr, $out:expr) => {
        if let Some($type::Other(text)) = $value {
            word(text, $type::WORDS, $pointer, $out);
        }
    };
}

fn map<'v>(visit: &'v Visit<'_>) -> Option<&'v Map> {
    match visit.state {
        State::Map(map) => Some(map),
        _ => None,
    }
}

/// Fields that only a Distributed Map has. The service takes and ignores them in others.
const DISTRIBUTED_ONLY: &[&str] = &[
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "Label",
];

pub(super) fn mode(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let Some(map) = map(visit) else { return };
    let config = map
        .processor()
        .and_then(|processor| processor.processor_config.as_ref());
    let step = if map.item_processor.is_some() {
        "ItemProcessor"
    } else {
        "Iterator"
    };
    let here = format!("{}/{step}/ProcessorConfig", visit.pointer);
    let mode = config.and_then(|config| config.mode.as_ref());
    let children = config.and_then(|config| config.execution_type.as_ref());
    check_word!(mode, ProcessorMode, format!("{here}/Mode"), out);
    check_word!(
        children,
        ExecutionType,
        format!("{here}/ExecutionType"),
        out
    );
    match mode {
        Some(ProcessorMode::Distributed) => {
            if children.is_none()
                && config.is_some_and(|config| config.layout.get("ExecutionType").is_none())
            {
                out.push(
                    Diagnostic::error(
                        Code::MissingField,
                        here,
                        "a Distributed Map must say what its children are",
                    )
                    .with_help("add \"ExecutionType\": \"STANDARD\" or \"EXPRESS\""),
                );
            }
        }
        Some(ProcessorMode::Other(_)) => {}
        None | Some(ProcessorMode::Inline) => {
            if children.is_some() {
                out.push(
                    Diagnostic::error(
                        Code::DistributedOnly,
                        format!("{here}/ExecutionType"),
                        "the items of an inline Map are no executions",
                    )
                    .with_help("remove it, or use the mode DISTRIBUTED"),
                );
            }
            for name in DISTRIBUTED_ONLY
                .iter()
                .filter(|name| visit.state.is_set(name))
            {
                let pointer = format!("{}/{name}", visit.pointer);
                let message = format!("{name} is for a Distributed Map, and this one is inline");
                out.push(
                    Diagnostic::warning(Code::DistributedOnly, pointer, message)
                        .with_help("remove it, or use the mode DISTRIBUTED"),
                );
            }
        }
    }
}

pub(super) fn ranges(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let Some(map) = map(visit) else { return };
    let pointer = &visit.pointer;
    whole(
        map.max_concurrency.as_ref(),
        0..=i64::MAX,
        format!("{pointer}/MaxConcurrency"),
        out,
    );
    whole(
        map.tolerated_failure_count.as_ref(),
        0..=i64::MAX,
        format!("{pointer}/ToleratedFailureCount"),
        out,
    );
    if let Some(percentage) = map
        .tolerated_failure_percentage
        .as_ref()
        .and_then(Numeric::as_f64)
        && !(0.0..=100.0).contains(&percentage)
    {
        let message = format!("{percentage} is not a percentage");
        let pointer = format!("{pointer}/ToleratedFailurePercentage");
        out.push(
            Diagnostic::error(Code::InvalidValue, pointer, message)
                .with_help("use a number from 0 to 100"),
        );
    }
}

pub(super) fn reader(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let Some(reader) = map(visit).and_then(|map| map.item_reader.as_ref()) else {
        return;
    };
    let pointer = format!("{}/ItemReader", visit.pointer);
    let resource = reader.resource.as_deref();
    match resource {
        None if reader.layout.get("Resource").is_none() => out.push(
            Diagnostic::error(
                Code::MissingField,
                &pointer,
                "the item reader has no Resource",
            )
            .with_help("add arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2"),
        ),
        Some(resource)
            if !has_placeholder(resource)
                && !matches!(
                    integration(resource),
                    Some("s3:getObject" | "s3:listObjectsV2")
                ) =>
        {
            out.push(
                Diagnostic::error(
                    Code::InvalidResource,
                    format!("{pointer}/Resource"),
                    format!("`{}` does not read items", shorten(resource)),
                )
                .with_help(
                    "use arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2",
                ),
            );
        }
        _ => {}
    }
    let config = reader.reader_config.as_ref();
    let here = format!("{pointer}/ReaderConfig");
    if let Some(config) = config {
        reader_words(config, &here, out);
        whole(
            config.max_items.as_ref(),
            0..=MAX_ITEMS,
            format!("{here}/MaxItems"),
            out,
        );
        if config.csv_header_location == Some(CsvHeaderLocation::Given)
            && config.csv_headers.is_none()
        {
            out.push(
                Diagnostic::error(
                    Code::MissingField,
                    &here,
                    "CSVHeaderLocation says GIVEN, and there are no CSVHeaders",
                )
                .with_help("add CSVHeaders with the names of the fields"),
            );
        }
        if config.max_items.is_some() && config.max_items_path.is_some() {
            out.push(
                Diagnostic::error(
                    Code::ForbiddenField,
                    format!("{here}/MaxItemsPath"),
                    "a reader has either MaxItems or MaxItemsPath, not both",
                )
                .with_help("keep one of them"),
            );
        }
    }
    let reads_object = resource.and_then(integration) == Some("s3:getObject");
    let typed = config.is_some_and(|config| {
        config.input_type.is_some()
            || config.manifest_type.is_some()
            || config.layout.get("InputType").is_some()
            || config.layout.get("ManifestType").is_some()
    });
    if reads_object && !typed && reader.layout.get("ReaderConfig").is_none() {
        out.push(
            Diagnostic::error(Code::MissingField, pointer, "the format of the object is not said")
                .with_help("add \"ReaderConfig\": {\"InputType\": ..} with CSV, JSON, JSONL, PARQUET or MANIFEST"),
        );
    }
}

fn reader_words(config: &ReaderConfig, here: &str, out: &mut Vec<Diagnostic>) {
    check_word!(
        &config.input_type,
        InputType,
        format!("{here}/InputType"),
        out
    );
    check_word!(
        &config.transformation,
        ReaderTransformation,
        format!("{here}/Transformation"),
        out
    );
    check_word!(
        &config.manifest_type,
        ManifestType,
        format!("{here}/ManifestType"),
        out
    );
    check_word!(
        &config.csv_delimiter,
        CsvDelimiter,
        format!("{here}/CSVDelimiter"),
        out
    );
    check_word!(
        &config.csv_header_location,
        CsvHeaderLocation,
        format!("{here}/CSVHeaderLocation"),
        out
    );
}

pub(super) fn batcher(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let Some(batcher) = map(visit).and_then(|map| map.item_batcher.as_ref()) else {
        return;
    };
    let pointer = format!("{}/ItemBatcher", visit.pointer);
    whole(
        batcher.max_items_per_batch.as_ref(),
        0..=i64::MAX,
        format!("{pointer}/MaxItemsPerBatch"),
        out,
    );
    let bytes = batcher.max_input_bytes_per_batch.as_ref();
    whole(
        bytes,
        0..=MAX_BATCH_BYTES,
        format!("{pointer}/MaxInputBytesPerBatch"),
        out,
    );
    let set = batcher.set_fields();
    if !set.iter().any(|name| name.starts_with("Max")) && batcher.layout.kept().next().is_none() {
        out.push(
            // The service takes the definition.
            Diagnostic::warning(Code::MissingField, &pointer, "the batches have no size")
                .with_help("add MaxItemsPerBatch or MaxInputBytesPerBatch"),
        );
    }
    for (one, other) in [
        ("MaxItemsPerBatch", "MaxItemsPerBatchPath"),
        ("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"),
    ] {
        if set.contains(&one) && set.contains(&other) {
            let message = format!("a batcher has either {one} or {other}, not both");
            out.push(
                Diagnostic::error(Code::ForbiddenField, format!("{pointer}/{other}"), message)
                    .with_help("keep one of them"),
            );
        }
    }
}

pub(super) fn writer(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let Some(writer) = map(visit).and_then(|map| map.result_writer.as_ref()) else {
        return;
    };
    let pointer = format!("{}/ResultWriter", visit.pointer);
    if writer.set_fields().is_empty() && writer.layout.kept().next().is_none() {
        out.push(
            Diagnostic::error(
                Code::MissingField,
                &pointer,
                "the result writer says nothing",
            )
            .with_help("add Resource and where to write, or WriterConfig"),
        );
    }
    let says_where = writer.parameters.is_some() || writer.arguments.is_some();
    if says_where && writer.resource.is_none() && writer.layout.get("Resource").is_none() {
        out.push(
            Diagnostic::error(
                Code::MissingField,
                &pointer,
                "the result writer has no Resource",
            )
            .with_help("add \"Resource\": \"arn:aws:states:::s3:putObject\""),
        );
    }
    if let Some(resource) = &writer.resource
        && !has_placeholder(resource)
        && integration(resource) != Some("s3:putObject")
    {
        out.push(
            Diagnostic::error(
                Code::InvalidResource,
                format!("{pointer}/Resource"),
                format!("`{}` does not write results", shorten(resource)),
            )
            .with_help("use arn:aws:states:::s3:putObject"),
        );
    }
    if let Some(config) = &writer.writer_config {
        let here = format!("{pointer}/WriterConfig");
        if config.set_fields().is_empty() && config.layout.kept().next().is_none() {
            out.push(
                Diagnostic::error(
                    Code::MissingField,
                    &here,
                    "the form of the results is not said",
                )
                .with_help("add OutputType, Transformation or both; or remove WriterConfig"),
            );
        }
        check_word!(
            &config.transformation,
            WriterTransformation,
            format!("{here}/Transformation"),
            out
        );
        check_word!(
            &config.output_type,
            OutputType,
            format!("{here}/OutputType"),
            out
        );
    }
}
