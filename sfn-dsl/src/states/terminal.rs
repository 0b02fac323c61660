//! Succeed and Fail states.

use std::panic::Location;

use crate::expr::node::{Node, Op};
use crate::flow::Flow;
use crate::flow::def::{Body, StateDef};
use crate::shape::Shape;
use crate::{Expr, IntoExpr};

/// Ends the flow well, with this data.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html>
#[track_caller]
pub fn succeed<T: Shape, K>(data: impl IntoExpr<T>) -> Flow<T, K> {
    let output: Expr<T> = data.into_expr();
    Flow::new(StateDef::new(
        Body::Succeed,
        output.node(),
        Location::caller(),
    ))
}

#[track_caller]
fn failing<O, K>(error: Option<Node>, cause: Option<Node>) -> Flow<O, K> {
    Flow::new(StateDef::new(
        Body::Fail { error, cause },
        Node::new(Op::Null),
        Location::caller(),
    ))
}

/// Ends the execution in failure, with the name of an error and its cause, each a literal or data (`Error`, `ErrorPath`,
/// `Cause`, `CausePath`). It fits wherever a flow is asked for, whatever that flow ends in.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html>
///
/// ```
/// # use sfn_dsl::prelude::*;
/// # #[derive(Shape)] pub struct Order { id: String }
/// #[state]
/// fn reject(order: Expr<Order>) -> Flow<Order> {
///     fail("OrderUnavailable", text!("order {} is not available", order.id))
/// }
/// # Workflow::new("w", reject).synthesize().unwrap();
/// ```
#[track_caller]
pub fn fail<O, K>(error: impl IntoExpr<String>, cause: impl IntoExpr<String>) -> Flow<O, K> {
    failing(
        Some(error.into_expr().node()),
        Some(cause.into_expr().node()),
    )
}

/// Ends the execution in failure, with the name of an error alone.
#[track_caller]
pub fn fail_error<O, K>(error: impl IntoExpr<String>) -> Flow<O, K> {
    failing(Some(error.into_expr().node()), None)
}

/// Ends the execution in failure, with a cause alone.
#[track_caller]
pub fn fail_cause<O, K>(cause: impl IntoExpr<String>) -> Flow<O, K> {
    failing(None, Some(cause.into_expr().node()))
}
