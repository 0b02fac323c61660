//! Inline Map states.

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::common::{Catching, EndsIn, ErrorOutput, NoCatch, output_methods, shared_methods};
use super::retry::Retry;
use crate::errors::{Any, ErrorNames, RaisedBy};
use crate::expr::node::{Node, Root};
use crate::flow::def::{self, Body, Catcher, MapBody, StateDef};
use crate::flow::{Flow, Given, OneEnd, OneKind, State, Transition};
use crate::shape::Shape;
use crate::{Expr, IntoExpr};

/// A Map state under construction: one run of its processor for each item, with the list of results, `R`.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html>
#[must_use = "finish the state with `.next(state)` or `.end()`"]
pub struct Map<R, KM, C = NoCatch> {
    def: StateDef,
    #[allow(clippy::type_complexity)]
    of: PhantomData<fn() -> (R, KM, C)>,
}

shared_methods!(Map [KM] errors Any, kind KM []);
output_methods!(Map[KM]);

impl<R, KM, C> fmt::Debug for Map<R, KM, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Map").field(&self.def).finish()
    }
}

/// The item that a Map's selector prepares. It exists only there.
#[derive(Debug)]
pub struct MapItem<T> {
    /// The item itself (`Map.Item.Value` of the context object).
    pub value: Expr<T>,
    /// Its place in the list, from 0 (`Map.Item.Index`).
    pub index: Expr<u64>,
}

impl<T> Clone for MapItem<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for MapItem<T> {}

#[track_caller]
fn build<R, KM>(items: Node, selector: Option<Node>, processor: Transition) -> Map<R, KM> {
    let body = MapBody {
        items,
        selector,
        processor,
        max_concurrency: None,
        distributed: None,
    };
    Map {
        def: StateDef::new(Body::Map(body), def::result(), Location::caller()),
        of: PhantomData,
    }
}

/// Runs the processor for each item of a list, up to 40 at a time, and goes on with the list of results.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { items: Vec<Item> }
/// #[derive(Shape)] pub struct Item { sku: String }
///
/// #[state]
/// fn pack(order: Expr<Order>) -> Flow<Vec<String>> {
///     map(order.items, pack_one).max_concurrency(5).end()
/// }
/// #[state]
/// fn pack_one(item: Expr<Item>) -> Flow<String> { succeed(item.sku) }
/// # Workflow::new("w", pack).synthesize().unwrap();
/// ```
#[track_caller]
pub fn map<T: Shape, R: Shape, K: 'static, S: State<T, R, K>>(
    items: impl IntoExpr<Vec<T>>,
    processor: S,
) -> Map<Vec<R>, K> {
    let processor = Transition::to::<T, R, K, S>(processor);
    build(items.into_expr().node(), None, processor)
}

/// Like [`map`], with the input of each run built from the item, its index and anything in reach (`ItemSelector`).
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String, skus: Vec<String> }
/// #[derive(Shape)] pub struct Line { order_id: String, sku: String, position: u64 }
///
/// #[state]
/// fn pack(order: Expr<Order>) -> Flow<Vec<String>> {
///     map_select(
///         order.skus,
///         |item| LineExpr { order_id: order.id, sku: item.value, position: item.index },
///         pack_line,
///     )
///     .end()
/// }
/// #[state]
/// fn pack_line(line: Expr<Line>) -> Flow<String> { succeed(line.sku) }
/// # Workflow::new("w", pack).synthesize().unwrap();
/// ```
#[track_caller]
pub fn map_select<T: Shape, I: Shape, X: IntoExpr<I>, R: Shape, K: 'static, S: State<I, R, K>>(
    items: impl IntoExpr<Vec<T>>,
    selector: impl FnOnce(MapItem<T>) -> X,
    processor: S,
) -> Map<Vec<R>, K> {
    let item = MapItem {
        value: Expr::from_node(def::root(Root::MapItemValue)),
        index: Expr::from_node(def::root(Root::MapItemIndex)),
    };
    let processor = Transition::to::<I, R, K, S>(processor);
    build(
        items.into_expr().node(),
        Some(selector(item).into_expr().node()),
        processor,
    )
}

impl<R, KM, C> Map<R, KM, C> {
    /// How many items run at once, from a literal or from data (`MaxConcurrency`, `MaxConcurrencyPath`). The default 0 is
    /// as many as there are, and 40 is the ceiling; 1 keeps the order.
    pub fn max_concurrency(mut self, limit: impl IntoExpr<u64>) -> Self {
        if let Body::Map(body) = &mut self.def.body {
            body.max_concurrency = Some(limit.into_expr().node());
        }
        self
    }
}
