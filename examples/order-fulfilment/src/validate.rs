//! Can this order be fulfilled? Stock and risk are looked at side by side, in a second or two: an Express workflow.

use crate::Order;
use sfn_dsl::prelude::*;

/// What the parent goes by.
#[derive(Shape)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub(crate) enum Verdict {
    Accepted,
    Rejected { reason: String },
}

#[derive(Shape)]
struct Findings {
    order: Order,
    in_stock: bool,
    risk: f64,
}

#[lambda("inventory-check-stock-v2")]
fn in_stock(order: Order) -> bool;

/// From 0, a known customer, to 1.
#[lambda("risk-score-order-v5")]
fn risk_of(order: Order) -> f64;

#[state]
fn look_into(order: Expr<Order>) -> Flow<Verdict, Express> {
    parallel(order)
        .branch(check_stock)
        .branch(score_risk)
        .output(|found| FindingsExpr {
            order,
            in_stock: found.0,
            risk: found.1,
        })
        .next(judge)
}

#[state]
fn check_stock(order: Expr<Order>) -> Flow<bool, Express> {
    in_stock(order).timeout_seconds(5).end()
}

/// Without a score an order counts as risky, and not as failed.
#[state]
fn score_risk(order: Expr<Order>) -> Flow<f64, Express> {
    risk_of(order)
        .timeout_seconds(5)
        .catch_with(errors::ALL, |_| lit(1.0), unscored)
        .end()
}

#[state]
fn unscored(risk: Expr<f64>) -> Flow<f64, Express> {
    succeed(risk)
}

#[state]
fn judge(findings: Expr<Findings>) -> Flow<Verdict, Express> {
    let costly = findings.order.total_cents.gt(50_000_u64);
    choice(findings)
        .when(!findings.in_stock, not_in_stock)
        .when(findings.risk.gt(0.9).and(costly), too_risky)
        .otherwise(accepted)
}

#[state]
fn accepted(_: Expr<Findings>) -> Flow<Verdict, Express> {
    succeed(VerdictCase::Accepted)
}

#[state]
fn not_in_stock(_: Expr<Findings>) -> Flow<Verdict, Express> {
    succeed(VerdictCase::Rejected {
        reason: lit("not in stock"),
    })
}

#[state]
fn too_risky(findings: Expr<Findings>) -> Flow<Verdict, Express> {
    succeed(VerdictCase::Rejected {
        reason: text!("risk {}", findings.risk),
    })
}

pub(crate) fn workflow() -> Workflow<Order, Verdict, Express> {
    Workflow::new("fulfilment-validate-order-v1", look_into)
        .comment("Stock and risk of an order")
        .timeout_seconds(30)
}
