//! Batches: what a child gets when it gets several items at once (`ItemBatcher`).

use super::builder::{DistributedItems, Each, Selected};
use super::wire::wire;
use crate::IntoExpr;
use crate::Shape;
use crate::flow::distributed::Batcher;

/// The input of a child that gets a batch: several items. A function that takes one has it as its own type:
///
/// ```
/// use sfn_dsl::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Deserialize, Serialize, Shape)] pub struct Sale { sku: String }
///
/// #[lambda("sales-load-v1")]
/// pub fn load(batch: Batch<Sale>) -> u64;
///
/// // In the function's own crate.
/// async fn handler(batch: Batch<Sale>) -> Result<u64, std::convert::Infallible> {
///     Ok(batch.items.len() as u64)
/// }
/// sfn_dsl::lambda_handler!(load => handler, payload);
/// # let _ = (load(context::execution_input()), handler);
/// ```
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html>
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Batch<T> {
    /// The items.
    #[serde(rename = "Items")]
    pub items: Vec<T>,
}

/// The input of a child that gets a batch with what every batch gets besides: several items and a `B`.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct BatchWith<T, B> {
    /// What every batch gets.
    #[serde(rename = "BatchInput")]
    pub batch_input: B,
    /// The items.
    #[serde(rename = "Items")]
    pub items: Vec<T>,
}

wire! {
    Batch<T> { items: Vec<T> => "Items", }
    BatchWith<T, B> { batch_input: B => "BatchInput", items: Vec<T> => "Items", }
}

/// How far a Distributed Map's items are prepared: what a batch of them is.
pub trait BatchStage {
    /// What a child gets that gets a batch of `I`s.
    type Batch<I: Shape>: Shape;
}
#[diagnostic::do_not_recommend]
impl BatchStage for Each {
    type Batch<I: Shape> = Batch<I>;
}
#[diagnostic::do_not_recommend]
impl BatchStage for Selected {
    type Batch<I: Shape> = Batch<I>;
}

/// The items go to the children in batches.
#[derive(Clone, Copy, Debug)]
pub struct Batched;
#[diagnostic::do_not_recommend]
impl BatchStage for Batched {
    type Batch<I: Shape> = I;
}

/// What children get, when that is a batch as yet without an input of its own.
#[diagnostic::on_unimplemented(
    message = "a batch input goes with a batch, and the children of this map get `{Self}`",
    label = "the children get `{Self}`",
    note = "say first how large a batch is, `.max_items_per_batch(100)`, then once what every batch gets besides, `.batch_input(..)`; what goes with a single item is for its selector, `.select(|item| ..)`"
)]
pub trait BatchedItems {
    /// An item.
    type Item: Shape;
}
#[diagnostic::do_not_recommend]
impl<T: Shape> BatchedItems for Batch<T> {
    type Item = T;
}

impl<Sel, I: Shape, St: BatchStage, Form, Tol> DistributedItems<Sel, I, St, Form, Tol> {
    /// Gives the children batches of up to so many items, from a literal or from data (`MaxItemsPerBatch`,
    /// `MaxItemsPerBatchPath`): each starts with a [`Batch`].
    pub fn max_items_per_batch(
        mut self,
        items: impl IntoExpr<u64>,
    ) -> DistributedItems<Sel, St::Batch<I>, Batched, Form, Tol> {
        self.batcher().max_items = Some(items.into_expr().node());
        self.retyped()
    }

    /// Gives the children batches of up to so many bytes, from a literal (up to 262,144) or from data
    /// (`MaxInputBytesPerBatch`, `MaxInputBytesPerBatchPath`): each starts with a [`Batch`].
    pub fn max_input_bytes_per_batch(
        mut self,
        bytes: impl IntoExpr<u64>,
    ) -> DistributedItems<Sel, St::Batch<I>, Batched, Form, Tol> {
        self.batcher().max_bytes = Some(bytes.into_expr().node());
        self.retyped()
    }
}

impl<Sel, I, St, Form, Tol> DistributedItems<Sel, I, St, Form, Tol> {
    /// What every batch gets besides its items (`BatchInput`): each child starts with a [`BatchWith`].
    ///
    /// Children know nothing else of the workflow that starts them: what they need of its data they get here, or with each
    /// item from its selector.
    pub fn batch_input<B: Shape, T: Shape>(
        mut self,
        input: impl IntoExpr<B>,
    ) -> DistributedItems<Sel, BatchWith<T, B>, Batched, Form, Tol>
    where
        // Not in the signature: who has no batches would be told that there is no such method.
        I: BatchedItems<Item = T>,
    {
        self.batcher().input = Some(input.into_expr().node());
        self.retyped()
    }

    fn batcher(&mut self) -> &mut Batcher {
        self.distributed().batcher.get_or_insert_default()
    }
}
