//! What the state goes on with: the results of its children, or where they were written.

use super::wire::wire;
use crate::expr::node::Op;
use crate::shape::{Cases, DataType, Leaf};
use crate::{Expr, Shape, Timestamp};

/// A child that failed fails the state: every result is a child's.
#[derive(Clone, Copy, Debug)]
pub struct AllSucceed;

/// Children may fail: among the results are failures.
#[derive(Clone, Copy, Debug)]
pub struct SomeMayFail;

/// The results of the children, one by one.
#[derive(Clone, Copy, Debug)]
pub struct Compact;

/// The items of the lists that the children end in, in one list.
#[derive(Clone, Copy, Debug)]
pub struct Flattened;

/// What Step Functions knows of each child.
#[derive(Clone, Copy, Debug)]
pub struct WithMetadata;

/// The results are in S3.
#[derive(Clone, Copy, Debug)]
pub struct Written;

/// What a Distributed Map goes on with whose children end in an `O`.
pub trait ResultsOf<O, Tol> {
    /// The output.
    type Output: Shape;
}
#[diagnostic::do_not_recommend]
impl<O: Shape> ResultsOf<O, AllSucceed> for Compact {
    type Output = Vec<O>;
}
#[diagnostic::do_not_recommend]
impl<O: Shape> ResultsOf<O, SomeMayFail> for Compact {
    type Output = Vec<ChildResult<O>>;
}
// For every type under a condition, and not for lists alone: the compiler would take the child to end in a list.
impl<O: IsList> ResultsOf<O, AllSucceed> for Flattened {
    type Output = Vec<O::Item>;
}
impl<O: IsList> ResultsOf<O, SomeMayFail> for Flattened {
    type Output = Vec<ChildResult<O::Item>>;
}
#[diagnostic::do_not_recommend]
impl<O, Tol> ResultsOf<O, Tol> for WithMetadata {
    type Output = Vec<ChildExecution>;
}
#[diagnostic::do_not_recommend]
impl<O, Tol> ResultsOf<O, Tol> for Written {
    type Output = WrittenResults;
}

/// A list.
#[diagnostic::on_unimplemented(
    message = "`.flatten_results()` puts the lists that the children end in together, and they end in `{Self}`",
    label = "this child ends in `{Self}`",
    note = "leave out `.flatten_results()` to go on with a list of `{Self}`, or let the children end in a list"
)]
pub trait IsList {
    /// An item.
    type Item: Shape;
}
#[diagnostic::do_not_recommend]
impl<T: Shape> IsList for Vec<T> {
    type Item = T;
}

/// Results of which nothing was said yet.
#[diagnostic::on_unimplemented(
    message = "what becomes of the results was said already: they are `{Self}`",
    label = "said a second time here",
    note = "use one of `.flatten_results()`, `.results_with_metadata()` and `.result_writer(..)`; a writer has `.transformation(..)` for what it writes"
)]
pub trait Unformed {}
#[diagnostic::do_not_recommend]
impl Unformed for Compact {}

/// Where the results of a Distributed Map with a result writer are.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html>
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct WrittenResults {
    /// The run of the map.
    #[serde(rename = "MapRunArn")]
    pub map_run_arn: String,
    /// Where the manifest is.
    #[serde(rename = "ResultWriterDetails")]
    pub result_writer_details: ResultWriterDetails,
}

/// Where the manifest of written results is. It names the files of those children that succeeded, those that failed, and those
/// that did not run.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ResultWriterDetails {
    /// The bucket.
    #[serde(rename = "Bucket")]
    pub bucket: String,
    /// The key, `PREFIX/RUN/manifest.json`.
    #[serde(rename = "Key")]
    pub key: String,
}

/// The manifest of written results, as a function reads it from S3, or a reader: the files of the children that failed are the
/// items of `item_reader::json::<ResultFile>(&RESULTS, key).items_pointer("/ResultFiles/FAILED")`.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ResultManifest {
    /// The bucket of the files.
    #[serde(rename = "DestinationBucket")]
    pub destination_bucket: String,
    /// The run of the map.
    #[serde(rename = "MapRunArn")]
    pub map_run_arn: String,
    /// The files.
    #[serde(rename = "ResultFiles")]
    pub result_files: ResultFiles,
}

/// The files of written results.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ResultFiles {
    /// Of the children that failed, timed out or were aborted.
    #[serde(rename = "FAILED")]
    pub failed: Vec<ResultFile>,
    /// Of those that did not run.
    #[serde(rename = "PENDING")]
    pub pending: Vec<ResultFile>,
    /// Of those that succeeded.
    #[serde(rename = "SUCCEEDED")]
    pub succeeded: Vec<ResultFile>,
}

/// A file of written results.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ResultFile {
    /// Its key.
    #[serde(rename = "Key")]
    pub key: String,
    /// How many bytes it has.
    #[serde(rename = "Size")]
    pub size: u64,
}

/// What Step Functions knows of a child: of one that failed, or of every one with
/// [`results_with_metadata`](super::DistributedItems::results_with_metadata).
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct ChildExecution {
    /// The child's ARN.
    #[serde(rename = "ExecutionArn")]
    pub execution_arn: String,
    /// Its name.
    #[serde(rename = "Name")]
    pub name: String,
    /// The ARN of what it is an execution of.
    #[serde(rename = "StateMachineArn")]
    pub state_machine_arn: String,
    /// `SUCCEEDED`, `FAILED`, `TIMED_OUT` or `ABORTED`.
    #[serde(rename = "Status")]
    pub status: String,
    /// When it started.
    #[serde(rename = "StartDate")]
    pub start_date: Timestamp,
    /// When it ended.
    #[serde(rename = "StopDate")]
    pub stop_date: Option<Timestamp>,
    /// What it got, as JSON in a string.
    #[serde(rename = "Input")]
    pub input: Option<String>,
    /// What it ended in, as JSON in a string.
    #[serde(rename = "Output")]
    pub output: Option<String>,
    /// The name of the error that it failed with.
    #[serde(rename = "Error")]
    pub error: Option<String>,
    /// What the error says.
    #[serde(rename = "Cause")]
    pub cause: Option<String>,
}

wire! {
    ResultManifest {
        destination_bucket: String => "DestinationBucket",
        map_run_arn: String => "MapRunArn",
        result_files: ResultFiles => "ResultFiles",
    }
    ResultFiles {
        failed: Vec<ResultFile> => "FAILED",
        pending: Vec<ResultFile> => "PENDING",
        succeeded: Vec<ResultFile> => "SUCCEEDED",
    }
    ResultFile {
        key: String => "Key",
        size: u64 => "Size",
    }
    WrittenResults {
        map_run_arn: String => "MapRunArn",
        result_writer_details: ResultWriterDetails => "ResultWriterDetails",
    }
    ResultWriterDetails {
        bucket: String => "Bucket",
        key: String => "Key",
    }
    ChildExecution {
        execution_arn: String => "ExecutionArn",
        name: String => "Name",
        state_machine_arn: String => "StateMachineArn",
        status: String => "Status",
        start_date: Timestamp => "StartDate",
        ; optional
        stop_date: Option<Timestamp> => "StopDate",
        input: Option<String> => "Input",
        output: Option<String> => "Output",
        error: Option<String> => "Error",
        cause: Option<String> => "Cause",
    }
}

/// A result of a Distributed Map that tolerates failures: what a child ended in, or, in its place, what there is to know of one
/// that failed.
///
/// [`choice_on`](crate::choice_on) tells the two apart, a failure by its `ExecutionArn`:
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[state]
/// fn run(items: Expr<Vec<String>>) -> Flow<Vec<String>> {
///     distributed_map(items).tolerated_failure_count(3).express(echo).next(look)
/// }
/// #[state]
/// fn echo(item: Expr<String>) -> Flow<String, Express> { succeed(item) }
///
/// #[state]
/// fn look(results: Expr<Vec<ChildResult<String>>>) -> Flow<Vec<String>> {
///     map(results, tell).end()
/// }
/// #[state]
/// fn tell(result: Expr<ChildResult<String>>) -> Flow<String> {
///     choice_on(result, |result| match result {
///         ChildResultCase::Failed(child) => to(child.execution_arn, done),
///         ChildResultCase::Succeeded(text) => to(text, done),
///     })
/// }
/// #[state]
/// fn done(text: Expr<String>) -> Flow<String> { succeed(text) }
/// # Workflow::new("w", run).synthesize().unwrap();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChildResult<O> {
    /// It ended in this.
    Succeeded(O),
    /// It failed.
    Failed(Box<ChildExecution>),
}

/// The cases of a [`ChildResult`].
#[derive(Debug)]
pub enum ChildResultCase<O> {
    /// The child ended in this.
    Succeeded(Expr<O>),
    /// The child failed.
    Failed(Expr<ChildExecution>),
}

/// The member that tells a failure from what a child ended in.
const OF_A_FAILURE: &str = "ExecutionArn";

impl<O: Shape> Shape for ChildResult<O> {
    type Fields = Leaf;

    fn fields(_: Expr<Self>) -> Leaf {
        Leaf::new()
    }

    fn data_type() -> DataType {
        DataType::Any
    }
}

#[diagnostic::do_not_recommend]
impl<O: Shape> Cases for ChildResult<O> {
    type Case = ChildResultCase<O>;

    fn cases(at: Expr<Self>) -> Vec<(Expr<bool>, Self::Case)> {
        let failed = crate::__private::has_member(at, OF_A_FAILURE);
        vec![
            (failed, ChildResultCase::Failed(Expr::from_node(at.node()))),
            (
                Expr::new(Op::Not(failed.node())),
                ChildResultCase::Succeeded(Expr::from_node(at.node())),
            ),
        ]
    }

    fn last_is_the_rest() -> bool {
        true
    }
}

impl<O: serde::Serialize> serde::Serialize for ChildResult<O> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            ChildResult::Succeeded(output) => output.serialize(serializer),
            ChildResult::Failed(child) => child.serialize(serializer),
        }
    }
}

impl<'de, O: serde::de::DeserializeOwned> serde::Deserialize<'de> for ChildResult<O> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let value = serde_json::Value::deserialize(deserializer)?;
        let result = match value.get(OF_A_FAILURE) {
            Some(_) => serde_json::from_value(value).map(ChildResult::Failed),
            None => serde_json::from_value(value).map(ChildResult::Succeeded),
        };
        result.map_err(D::Error::custom)
    }
}
