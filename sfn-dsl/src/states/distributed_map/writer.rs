//! Where the results of the children go, and in what form (`ResultWriter`).

use sfn_asl::model::{self, WriterTransformation};

use super::builder::DistributedItems;
use super::results::{Flattened, Unformed, WithMetadata, Written};
use crate::IntoExpr;
use crate::expr::node::Name;
use crate::flow::distributed::Writer;
use crate::resource::{Bucket, IntoResource};
use crate::shape::Shape;

/// Writes the results of a Distributed Map's children to S3: files of those that succeeded, those that failed and those that did
/// not run, and a manifest that names the files.
///
/// The bucket is in the account and region of the state machine.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// static RESULTS: Bucket = Bucket::named("results");
///
/// #[state]
/// fn run(items: Expr<Vec<String>>) -> Flow<WrittenResults> {
///     distributed_map(items)
///         .result_writer(
///             ResultWriter::to(&RESULTS)
///                 .prefix(text!("runs/{}", context::execution_name()))
///                 .transformation(Transformation::Compact)
///                 .output_type(OutputType::JsonLines),
///         )
///         .express(echo)
///         .end()
/// }
/// #[state]
/// fn echo(item: Expr<String>) -> Flow<String, Express> { succeed(item) }
/// # Workflow::new("w", run).synthesize().unwrap();
/// ```
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html>
#[derive(Clone, Debug)]
#[must_use = "give it to `.result_writer(..)`"]
pub struct ResultWriter {
    def: Writer,
}

/// What is made of the results (`Transformation`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transformation {
    /// What Step Functions knows of each child, its output among it; the default of a [`ResultWriter`].
    None,
    /// What the children end in.
    Compact,
    /// What the children end in, and of lists the items.
    Flatten,
}

impl From<Transformation> for WriterTransformation {
    fn from(transformation: Transformation) -> Self {
        match transformation {
            Transformation::None => WriterTransformation::None,
            Transformation::Compact => WriterTransformation::Compact,
            Transformation::Flatten => WriterTransformation::Flatten,
        }
    }
}

/// The form of the files (`OutputType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputType {
    /// A JSON list; the default.
    Json,
    /// A JSON value on each line.
    JsonLines,
}

impl From<OutputType> for model::OutputType {
    fn from(output_type: OutputType) -> Self {
        match output_type {
            OutputType::Json => model::OutputType::Json,
            OutputType::JsonLines => model::OutputType::JsonLines,
        }
    }
}

impl ResultWriter {
    /// To this bucket.
    pub fn to(bucket: impl IntoResource<Bucket>) -> Self {
        ResultWriter {
            def: Writer {
                arguments: vec![("Bucket".into(), bucket.reference().0)],
                ..Writer::default()
            },
        }
    }

    /// What the keys of the files begin with (`Prefix`); after it comes the id of the run.
    pub fn prefix(self, prefix: impl IntoExpr<String>) -> Self {
        self.argument("Prefix", prefix)
    }

    /// What is made of the results (`WriterConfig.Transformation`).
    pub fn transformation(mut self, transformation: Transformation) -> Self {
        self.def.transformation = Some(transformation.into());
        self
    }

    /// The form of the files (`WriterConfig.OutputType`).
    pub fn output_type(mut self, output_type: OutputType) -> Self {
        self.def.output_type = Some(output_type.into());
        self
    }

    /// Sets a parameter of the call of S3 that the typed methods do not have, by its name in the API. The escape hatch: a name
    /// that the API does not know is found at deployment, not before.
    pub fn argument<V: Shape>(mut self, name: impl Into<Name>, value: impl IntoExpr<V>) -> Self {
        self.def
            .arguments
            .push((name.into(), value.into_expr().node()));
        self
    }
}

impl<Sel, I, St, Form, Tol> DistributedItems<Sel, I, St, Form, Tol> {
    /// Writes the results to S3. The state goes on with [`WrittenResults`](super::WrittenResults), which say where.
    pub fn result_writer(
        mut self,
        writer: ResultWriter,
    ) -> DistributedItems<Sel, I, St, Written, Tol>
    where
        Form: Unformed,
    {
        self.distributed().writer = Some(writer.def);
        self.retyped()
    }

    /// Goes on with the items of the lists that the children end in, in one list (`Transformation: FLATTEN`).
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// #[state]
    /// fn run(items: Expr<Vec<String>>) -> Flow<Vec<String>> {
    ///     distributed_map(items).max_items_per_batch(10).flatten_results().express(echo).end()
    /// }
    /// #[state]
    /// fn echo(batch: Expr<Batch<String>>) -> Flow<Vec<String>, Express> { succeed(batch.items) }
    /// # Workflow::new("w", run).synthesize().unwrap();
    /// ```
    pub fn flatten_results(self) -> DistributedItems<Sel, I, St, Flattened, Tol>
    where
        Form: Unformed,
    {
        self.formed(WriterTransformation::Flatten).retyped()
    }

    /// Goes on with what Step Functions knows of each child, [`ChildExecution`](super::ChildExecution) (`Transformation: NONE`).
    pub fn results_with_metadata(self) -> DistributedItems<Sel, I, St, WithMetadata, Tol>
    where
        Form: Unformed,
    {
        self.formed(WriterTransformation::None).retyped()
    }

    fn formed(mut self, transformation: WriterTransformation) -> Self {
        self.distributed().writer = Some(Writer {
            transformation: Some(transformation),
            output_type: Some(model::OutputType::Json),
            ..Writer::default()
        });
        self
    }
}
