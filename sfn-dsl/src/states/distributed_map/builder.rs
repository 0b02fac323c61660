//! The Distributed Map: first its items with all that is said of them, then, once its children are named, the state.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::results::{AllSucceed, Compact, ResultsOf, SomeMayFail};
use super::source::{Given as GivenItems, ItemSource, Selection};
use crate::errors::{Any, ErrorNames, RaisedBy};
use crate::expr::node::{Name, Node, Root};
use crate::flow::def::{self, Body, Catcher, MapBody, StateDef};
use crate::flow::distributed;
use crate::flow::{Flow, Given, OneEnd, OneKind, State, Transition};
use crate::kind::{AllowedIn, Distributed, Express, Kind, Standard};
use crate::shape::Shape;
use crate::states::common::{
    Catching, EndsIn, ErrorOutput, NoCatch, output_methods, shared_methods,
};
use crate::states::retry::Retry;
use crate::{Expr, IntoExpr};

/// The items of a Distributed Map, with what is said of them and of the run: `Sel` is what a selector gets, `I` what a child
/// gets, `St` how far the items are prepared, `Form` and `Tol` what the results will be.
///
/// [`express`](Self::express) or [`standard`](Self::standard) names the children, and makes it a state.
#[must_use = "say what runs for each item: `.express(state)` or `.standard(state)`"]
pub struct DistributedItems<Sel, I, St, Form, Tol> {
    parts: Box<Parts>,
    #[allow(clippy::type_complexity)]
    of: PhantomData<fn() -> (Sel, I, St, Form, Tol)>,
}

/// All of it, whatever its types.
#[derive(Clone, Debug)]
struct Parts {
    items: Node,
    selector: Option<Node>,
    max_concurrency: Option<Node>,
    distributed: distributed::Distributed,
    location: &'static Location<'static>,
}

impl<Sel, I, St, Form, Tol> fmt::Debug for DistributedItems<Sel, I, St, Form, Tol> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DistributedItems")
            .field(&self.parts)
            .finish()
    }
}

/// The items go to the children as they are.
#[derive(Clone, Copy, Debug)]
pub struct Each;

/// A selector prepared the items.
#[derive(Clone, Copy, Debug)]
pub struct Selected;

/// Items that a selector can prepare.
#[diagnostic::on_unimplemented(
    message = "a selector prepares an item once, and before it goes into a batch",
    label = "the items are `{Self}` here",
    note = "call `.select(..)` once, before `.max_items_per_batch(..)` and `.max_input_bytes_per_batch(..)`; what every batch gets besides its items is `.batch_input(..)`"
)]
pub trait CanSelect {}
#[diagnostic::do_not_recommend]
impl CanSelect for Each {}

/// Whether the first state of the children is of the kind that they are.
#[diagnostic::on_unimplemented(
    message = "the children here are of kind `{Children}`, and the state named here is of kind `{There}`",
    label = "this state is of kind `{There}`",
    note = "`.express(state)` runs children that begin with a `Flow<_, Express>`, `.standard(state)` those that begin with a `Flow<_>`; a state that serves both is `fn name<K: Kind>(..) -> Flow<Out, K>`"
)]
pub trait OneChildKind<Children, There> {}
#[diagnostic::do_not_recommend]
impl<K> OneChildKind<K, K> for () {}

/// Runs a child execution for each item, up to 10,000 at a time, and goes on with the list of what they end in. In Standard
/// workflows only; the children are Express or Standard ones.
///
/// The items are a list or a map of the state's data, or read from S3 by a reader of [`item_reader`](super::item_reader). What
/// is said next is said of them: a selector, batches, how many may fail, where the results go. Then the children: the state
/// that each begins with. They know nothing of the workflow that starts them but what they get.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Upload { key: String, day: String }
/// #[derive(Shape)] pub struct Sale { sku: String, quantity: String }
/// #[derive(Shape)] pub struct Day { day: String }
/// #[derive(Shape)] pub struct Loaded { rows: u64 }
///
/// static UPLOADS: Bucket = Bucket::named("shop-uploads-v1");
/// static RESULTS: Bucket = Bucket::named("shop-results-v1");
///
/// #[lambda("sales-load-v1")]
/// fn load(batch: BatchWith<Sale, Day>) -> Loaded;
///
/// #[state]
/// fn load_sales(upload: Expr<Upload>) -> Flow<WrittenResults> {
///     distributed_map(item_reader::csv::<Sale>(&UPLOADS, upload.key))
///         .max_items_per_batch(100)
///         .batch_input(DayExpr { day: upload.day })
///         .max_concurrency(500)
///         .tolerated_failure_percentage(1.0)
///         .result_writer(ResultWriter::to(&RESULTS).prefix("sales"))
///         .express(load_batch)
///         .end()
/// }
///
/// #[state]
/// fn load_batch(batch: Expr<BatchWith<Sale, Day>>) -> Flow<Loaded, Express> {
///     load(batch).timeout_seconds(60).end()
/// }
/// # Workflow::new("w", load_sales).synthesize().unwrap();
/// ```
#[track_caller]
pub fn distributed_map<S: ItemSource>(
    items: S,
) -> DistributedItems<S::Selected, S::Unselected, Each, Compact, AllSucceed> {
    let (items, reader) = match items.items().0 {
        GivenItems::Data(node) => (node, None),
        // The reader takes the place of the items.
        GivenItems::Reader(reader) => (def::input(), Some(*reader)),
    };
    DistributedItems {
        parts: Box::new(Parts {
            items,
            selector: None,
            max_concurrency: None,
            distributed: distributed::Distributed {
                children: Standard::KIND,
                label: None,
                reader,
                batcher: None,
                tolerated_percentage: None,
                tolerated_count: None,
                writer: None,
                grants: Vec::new(),
            },
            location: Location::caller(),
        }),
        of: PhantomData,
    }
}

impl<Sel, I, St, Form, Tol> DistributedItems<Sel, I, St, Form, Tol> {
    pub(super) fn distributed(&mut self) -> &mut distributed::Distributed {
        &mut self.parts.distributed
    }

    pub(super) fn retyped<I2, St2, Form2, Tol2>(
        self,
    ) -> DistributedItems<Sel, I2, St2, Form2, Tol2> {
        DistributedItems {
            parts: self.parts,
            of: PhantomData,
        }
    }

    /// Builds what a child gets from the item, its index, where it comes from, and anything in reach (`ItemSelector`).
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # #[derive(Shape)] pub struct Order { id: String, skus: Vec<String> }
    /// # #[derive(Shape)] pub struct Line { order_id: String, sku: String }
    /// #[state]
    /// fn pack(order: Expr<Order>) -> Flow<Vec<String>> {
    ///     distributed_map(order.skus)
    ///         .select(|item| LineExpr { order_id: order.id, sku: item.value })
    ///         .express(pack_line)
    ///         .end()
    /// }
    /// # #[state] fn pack_line(line: Expr<Line>) -> Flow<String, Express> { succeed(line.sku) }
    /// # Workflow::new("w", pack).synthesize().unwrap();
    /// ```
    pub fn select<U: Shape, X: IntoExpr<U>>(
        mut self,
        selector: impl FnOnce(Sel) -> X,
    ) -> DistributedItems<Sel, U, Selected, Form, Tol>
    where
        Sel: Selection,
        St: CanSelect,
    {
        let selected = selector(Sel::of_this_state()).into_expr().node();
        self.parts.selector = Some(selected);
        self.retyped()
    }

    /// How many children run at once, from a literal or from data (`MaxConcurrency`, `MaxConcurrencyPath`). The default 0 is
    /// as many as there can be, which is 10,000.
    pub fn max_concurrency(mut self, limit: impl IntoExpr<u64>) -> Self {
        self.parts.max_concurrency = Some(limit.into_expr().node());
        self
    }

    /// What the children are called in ARNs (`Label`): at most 40 characters, no blanks, no special ones, and each map of a
    /// workflow has its own. Without it Step Functions makes one up.
    #[track_caller]
    pub fn label(mut self, label: impl Into<Name>) -> Self {
        self.distributed().label = Some((label.into(), Location::caller()));
        self
    }

    /// How many percent of the items may fail, from a literal of 0 to 100 or from data (`ToleratedFailurePercentage`,
    /// `ToleratedFailurePercentagePath`). More fail the state with `States.ExceedToleratedFailureThreshold`.
    ///
    /// Results that are not written to S3 are [`ChildResult`](super::ChildResult)s from then on: among them are the failures.
    pub fn tolerated_failure_percentage(
        mut self,
        percentage: impl IntoExpr<f64>,
    ) -> DistributedItems<Sel, I, St, Form, SomeMayFail> {
        self.distributed().tolerated_percentage = Some(percentage.into_expr().node());
        self.retyped()
    }

    /// How many items may fail, from a literal or from data (`ToleratedFailureCount`, `ToleratedFailureCountPath`). More fail
    /// the state with `States.ExceedToleratedFailureThreshold`.
    ///
    /// Results that are not written to S3 are [`ChildResult`](super::ChildResult)s from then on: among them are the failures.
    pub fn tolerated_failure_count(
        mut self,
        items: impl IntoExpr<u64>,
    ) -> DistributedItems<Sel, I, St, Form, SomeMayFail> {
        self.distributed().tolerated_count = Some(items.into_expr().node());
        self.retyped()
    }

    /// Runs Express children that begin with this state: up to five minutes each, request-response calls only, and much cheaper
    /// (`ExecutionType: EXPRESS`).
    #[track_caller]
    pub fn express<O: Shape, K2: 'static, S: State<I, O, K2>>(
        self,
        child: S,
    ) -> DistributedMap<<Form as ResultsOf<O, Tol>>::Output>
    where
        I: Shape,
        Given<S>: OneChildKind<Express, K2>,
        Form: ResultsOf<O, Tol>,
    {
        state(
            self.parts,
            Express::KIND,
            Transition::to::<I, O, K2, S>(child),
        )
    }

    /// Runs Standard children that begin with this state: as long as they take, with all that a Standard workflow has
    /// (`ExecutionType: STANDARD`).
    #[track_caller]
    pub fn standard<O: Shape, K2: 'static, S: State<I, O, K2>>(
        self,
        child: S,
    ) -> DistributedMap<<Form as ResultsOf<O, Tol>>::Output>
    where
        I: Shape,
        Given<S>: OneChildKind<Standard, K2>,
        Form: ResultsOf<O, Tol>,
    {
        state(
            self.parts,
            Standard::KIND,
            Transition::to::<I, O, K2, S>(child),
        )
    }
}

/// What the items become once it is said what runs for each.
#[diagnostic::on_unimplemented(
    message = "this Distributed Map does not say yet what runs for each item",
    label = "the children are missing before this",
    note = "name the state that each child begins with, `.express(state)` or `.standard(state)`, before `.next(..)` and `.end()`"
)]
#[doc(hidden)]
pub trait HasChildren {}

/// Only to be told what is missing.
#[doc(hidden)]
impl<Sel, I, St, Form, Tol> DistributedItems<Sel, I, St, Form, Tol> {
    pub fn next<S, F>(self, _: S) -> F
    where
        Self: HasChildren,
    {
        unreachable!("nothing implements it")
    }

    pub fn end<F>(self) -> F
    where
        Self: HasChildren,
    {
        unreachable!("nothing implements it")
    }
}

fn state<R>(
    parts: Box<Parts>,
    children: crate::WorkflowKind,
    processor: Transition,
) -> DistributedMap<R> {
    let mut distributed = parts.distributed;
    distributed.children = children;
    let body = MapBody {
        items: parts.items,
        selector: parts.selector,
        processor,
        max_concurrency: parts.max_concurrency,
        distributed: Some(Box::new(distributed)),
    };
    DistributedMap {
        def: StateDef::new(Body::Map(body), def::result(), parts.location),
        of: PhantomData,
    }
}

/// A Distributed Map state under construction, whose result is an `R`; see [`distributed_map`].
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct DistributedMap<R, P = Distributed, C = NoCatch> {
    def: StateDef,
    #[allow(clippy::type_complexity)]
    of: PhantomData<fn() -> (R, P, C)>,
}

shared_methods!(DistributedMap [P] errors Any, kind K [K], where P: AllowedIn);
output_methods!(DistributedMap[P]);

impl<R, P, C> DistributedMap<R, P, C> {
    /// Says more about what the map reads and writes than the document shows; see [`Grant`](crate::Grant): that the keys which
    /// data tells are all of one folder, say, or that a manifest names objects of another bucket.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// use sfn_dsl::Grant;
    /// # static UPLOADS: Bucket = Bucket::named("uploads");
    /// # #[state] fn load_one(row: Expr<std::collections::BTreeMap<String, String>>) -> Flow<String, Express> { succeed("done") }
    ///
    /// #[state]
    /// fn load(key: Expr<String>) -> Flow<Vec<String>> {
    ///     distributed_map(item_reader::csv(&UPLOADS, key))
    ///         .express(load_one)
    ///         .grant(Grant::narrow("s3:GetObject", "arn:${AWS::Partition}:s3:::uploads/sales/*"))
    ///         .end()
    /// }
    /// # Workflow::new("w", load).synthesize().unwrap();
    /// ```
    pub fn grant(mut self, grant: crate::Grant) -> Self {
        if let Body::Map(MapBody {
            distributed: Some(distributed),
            ..
        }) = &mut self.def.body
        {
            distributed.grants.push(grant);
        }
        self
    }
}

impl<R, P, C> fmt::Debug for DistributedMap<R, P, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DistributedMap").field(&self.def).finish()
    }
}
