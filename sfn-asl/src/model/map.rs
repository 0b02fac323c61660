//! The Map state in all its forms, and what belongs to a Distributed Map.

use super::errors::{Catcher, Retrier};
use super::machine::ItemProcessor;
use super::record::record;
use super::text::{ArnTemplate, MapLabel, Path, ReferencePath, StateName};
use super::values::{Nullable, Numeric};
use super::words::{
    CsvDelimiter, CsvHeaderLocation, InputType, ManifestType, OutputType, ProcessorMode,
    QueryLanguage, ReaderTransformation, WriterTransformation,
};
use crate::json::{Json, Object};

record! {
    /// A state that does the same with every item of a list.
    ///
    /// ```
    /// use sfn_asl::model::{ItemProcessor, Map, Pass};
    ///
    /// let map = Map::new(ItemProcessor::new("Keep").state("Keep", Pass::new().end()))
    ///     .items_path("$.items")
    ///     .max_concurrency(10)
    ///     .end();
    /// assert!(!map.is_distributed());
    /// ```
    pub struct Map ("Map state", tag "Map") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of this state, when it is not the machine's.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// Distributed: the name of the children in ARNs.
        "Label" => label: Option<MapLabel>,
        /// JSONPath: what of the input is used.
        "InputPath" => input_path: Option<Nullable<Path>>,
        /// Distributed: reads the items from S3.
        "ItemReader" => item_reader: Option<ItemReader>,
        /// JSONata: the items.
        "Items" => items: Option<Json>,
        /// JSONPath: where the items are.
        "ItemsPath" => items_path: Option<ReferencePath>,
        /// What is made of each item.
        "ItemSelector" => item_selector: Option<Json>,
        /// JSONPath: the old name of `ItemSelector`.
        "Parameters" => parameters: Option<Json>,
        /// Distributed: puts items into batches.
        "ItemBatcher" => item_batcher: Option<ItemBatcher>,
        /// How many items at a time; 0 for no limit.
        "MaxConcurrency" => max_concurrency: Option<Numeric>,
        /// JSONPath: where the input says how many items at a time.
        "MaxConcurrencyPath" => max_concurrency_path: Option<ReferencePath>,
        /// Distributed: how many percent of the items may fail.
        "ToleratedFailurePercentage" => tolerated_failure_percentage: Option<Numeric>,
        /// JSONPath, Distributed: where the input says how many percent may fail.
        "ToleratedFailurePercentagePath" => tolerated_failure_percentage_path: Option<ReferencePath>,
        /// Distributed: how many items may fail.
        "ToleratedFailureCount" => tolerated_failure_count: Option<Numeric>,
        /// JSONPath, Distributed: where the input says how many may fail.
        "ToleratedFailureCountPath" => tolerated_failure_count_path: Option<ReferencePath>,
        /// What is done with each item.
        "ItemProcessor" => item_processor: Option<ItemProcessor>,
        /// The old name of `ItemProcessor`.
        "Iterator" => iterator: Option<ItemProcessor>,
        /// Distributed: writes the results to S3.
        "ResultWriter" => result_writer: Option<ResultWriter>,
        /// JSONPath: what is made of the result.
        "ResultSelector" => result_selector: Option<Json>,
        /// JSONPath: where the result goes in the input.
        "ResultPath" => result_path: Option<Nullable<ReferencePath>>,
        /// JSONPath: what of the data is handed on.
        "OutputPath" => output_path: Option<Nullable<Path>>,
        /// Variables to set.
        "Assign" => assign: Option<Object>,
        /// JSONata: what is handed on.
        "Output" => output: Option<Json>,
        /// When to try again; tried in order.
        "Retry" => retry: Vec<Retrier>,
        /// Where to go with an error; tried in order.
        "Catch" => catch: Vec<Catcher>,
        /// The next state.
        "Next" => next: Option<StateName>,
        /// Whether this ends the execution, branch or item.
        "End" => end as none: Option<bool>,
    }
}

impl Map {
    /// A map that does this with every item.
    #[must_use]
    pub fn new(processor: ItemProcessor) -> Self {
        Self::default().item_processor(processor)
    }

    /// Makes this the end of the execution, branch or item.
    #[must_use]
    pub fn end(mut self) -> Self {
        self.end = Some(true);
        self
    }

    /// What is done with each item, under its new name or its old one.
    #[must_use]
    pub fn processor(&self) -> Option<&ItemProcessor> {
        self.item_processor.as_ref().or(self.iterator.as_ref())
    }

    /// Whether the items are run as child executions.
    #[must_use]
    pub fn is_distributed(&self) -> bool {
        self.processor()
            .and_then(|processor| processor.processor_config.as_ref())
            .is_some_and(|config| config.mode == Some(ProcessorMode::Distributed))
    }
}

record! {
    /// Reads the items of a Distributed Map from S3.
    pub struct ItemReader ("item reader") {
        /// What reads: `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`.
        "Resource" => resource: Option<ArnTemplate>,
        /// How it is read.
        "ReaderConfig" => reader_config: Option<ReaderConfig>,
        /// JSONata: where it is.
        "Arguments" => arguments: Option<Json>,
        /// JSONPath: where it is.
        "Parameters" => parameters: Option<Json>,
    }
}

record! {
    /// How an item reader reads.
    pub struct ReaderConfig ("reader config") {
        /// The format.
        "InputType" => input_type: Option<InputType>,
        /// What is made of listed objects.
        "Transformation" => transformation: Option<ReaderTransformation>,
        /// The kind of manifest.
        "ManifestType" => manifest_type: Option<ManifestType>,
        /// What separates fields.
        "CSVDelimiter" => csv_delimiter: Option<CsvDelimiter>,
        /// Where the names of fields are.
        "CSVHeaderLocation" => csv_header_location: Option<CsvHeaderLocation>,
        /// The names of fields.
        "CSVHeaders" => csv_headers: Option<Json>,
        /// Where in a JSON document the items are, as a JSON pointer.
        "ItemsPointer" => items_pointer: Option<String>,
        /// How many items at most.
        "MaxItems" => max_items: Option<Numeric>,
        /// JSONPath: where the input says how many items at most.
        "MaxItemsPath" => max_items_path: Option<ReferencePath>,
    }
}

record! {
    /// Puts the items of a Distributed Map into batches.
    pub struct ItemBatcher ("item batcher") {
        /// How many items a batch has at most.
        "MaxItemsPerBatch" => max_items_per_batch: Option<Numeric>,
        /// JSONPath: where the input says how many items a batch has at most.
        "MaxItemsPerBatchPath" => max_items_per_batch_path: Option<ReferencePath>,
        /// How many bytes a batch has at most.
        "MaxInputBytesPerBatch" => max_input_bytes_per_batch: Option<Numeric>,
        /// JSONPath: where the input says how many bytes a batch has at most.
        "MaxInputBytesPerBatchPath" => max_input_bytes_per_batch_path: Option<ReferencePath>,
        /// What every batch gets besides its items.
        "BatchInput" => batch_input: Option<Json>,
    }
}

record! {
    /// Writes the results of a Distributed Map to S3, or forms them.
    pub struct ResultWriter ("result writer") {
        /// What writes: `arn:aws:states:::s3:putObject`.
        "Resource" => resource: Option<ArnTemplate>,
        /// JSONata: where to.
        "Arguments" => arguments: Option<Json>,
        /// JSONPath: where to.
        "Parameters" => parameters: Option<Json>,
        /// In which form.
        "WriterConfig" => writer_config: Option<WriterConfig>,
    }
}

record! {
    /// The form of the results of a Distributed Map.
    pub struct WriterConfig ("writer config") {
        /// What is made of the results.
        "Transformation" => transformation: Option<WriterTransformation>,
        /// The format.
        "OutputType" => output_type: Option<OutputType>,
    }
}
