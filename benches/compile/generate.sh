#!/usr/bin/env bash
# Writes a crate with a workflow of 101 states in ten modules, with 32 types and 30 Lambda functions:
#   benches/compile/generate.sh DIRECTORY
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1/src"
cd "$1"

cp "$root/Cargo.lock" .
cat > Cargo.toml <<TOML
[package]
name = "hundred-states"
version = "0.1.0"
edition = "2024"

[dependencies]
schemars = { version = "1", features = ["derive"] }
serde = { version = "1", features = ["derive"] }
sfn-codegen = { path = "$root/sfn-codegen" }
sfn-dsl = { path = "$root/sfn-dsl" }

[workspace]
TOML

cat > src/types.rs <<'RUST'
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// A line of an order.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    pub sku: String,
    pub quantity: u32,
}

/// How it ended.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Done {
    pub order_id: String,
}
RUST

cat > src/functions.rs <<'RUST'
use crate::types::*;
use sfn_dsl::prelude::*;
RUST

cat > src/main.rs <<'RUST'
mod functions;
mod types;

use sfn_dsl::prelude::*;

/// Whatever arrives.
#[state]
pub fn failed<T: Shape>(_: Expr<T>) -> Flow<types::Done> {
    fail("OrderFailed", "see the execution's history")
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("hundred-states", stage_0::validate);
    sfn_codegen::App::new().workflow(workflow).run()
}

RUST

for k in 0 1 2 3 4 5 6 7 8 9; do
    echo "mod stage_$k;" >> src/main.rs
    cat >> src/types.rs <<RUST

/// An order in stage $k.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order$k {
    pub order_id: String,
    pub customer: String,
    pub total: f64,
    pub delay: u64,
    pub express: bool,
    pub items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Receipt$k>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorOutput>,
}

/// What is charged in stage $k.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Charge$k {
    pub order_id: String,
    pub amount: f64,
    pub label: String,
}

/// What stage $k gives.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
pub struct Receipt$k {
    pub charge_id: String,
    pub cents: u64,
}
RUST
    cat >> src/functions.rs <<RUST

#[lambda("validate-$k")]
pub fn check_$k(order: Order$k) -> Order$k;

#[lambda("charge-$k")]
pub fn pay_$k(charge: Charge$k) -> Receipt$k;

#[lambda("pack-$k")]
pub fn wrap_$k(item: Item) -> Item;
RUST
    if [ $k -lt 9 ]; then
        next=$((k + 1))
        hand_on="pass(Order${next}Expr {
        order_id: order.order_id,
        customer: order.customer,
        total: order.total + 1.0,
        delay: order.delay,
        express: order.express,
        items: order.items,
        receipt: none(),
        error: none(),
    })
    .next(crate::stage_$next::validate)"
    else
        hand_on="succeed(DoneExpr { order_id: order.order_id })"
    fi
    cat > src/stage_$k.rs <<RUST
use crate::failed;
use crate::functions::*;
use crate::types::*;
use sfn_dsl::prelude::*;

/// Looks the order over.
#[state(name = "Validate$k")]
pub fn validate(order: Expr<Order$k>) -> Flow<Done> {
    check_$k(order)
        .timeout_seconds(30)
        .retry(Retry::on(errors::TIMEOUT).interval_seconds(2).max_attempts(3))
        .catch_with(errors::ALL, |error| order.with(|o| o.error, error), failed)
        .next(decide)
}

#[state(name = "Decide$k")]
fn decide(order: Expr<Order$k>) -> Flow<Done> {
    choice(order)
        .when(order.total.gt(1000.0).and(order.express.eq(false)), large)
        .when(order.customer.eq("house"), hand_on)
        .otherwise(charge)
}

#[state(name = "Large$k")]
fn large(order: Expr<Order$k>) -> Flow<Done> {
    wait(order).seconds(order.delay).next(charge)
}

/// Charges the customer.
#[state(name = "Charge$k")]
fn charge(order: Expr<Order$k>) -> Flow<Done> {
    let payload = Charge${k}Expr {
        order_id: order.order_id,
        amount: order.total,
        label: text!("order {} of {}", order.order_id, order.customer),
    };
    pay_$k(payload)
        .timeout_seconds(60)
        .put(order, |o| o.receipt)
        .catch_with(errors::ALL, |error| order.with(|o| o.error, error), failed)
        .next(pack)
}

#[state(name = "Pack$k")]
fn pack(order: Expr<Order$k>) -> Flow<Done> {
    map(order.items, pack_one).max_concurrency(5).discard_result(order).next(both)
}

#[state(name = "PackOne$k")]
fn pack_one(item: Expr<Item>) -> Flow<Item> {
    wrap_$k(item).end()
}

#[state(name = "Both$k")]
fn both(order: Expr<Order$k>) -> Flow<Done> {
    parallel(order).branch(notify).branch(count).discard_result(order).next(hand_on)
}

#[state(name = "Notify$k")]
fn notify(order: Expr<Order$k>) -> Flow<String> {
    succeed(text!("{} is packed", order.order_id))
}

#[state(name = "Count$k")]
fn count(order: Expr<Order$k>) -> Flow<u64> {
    succeed(order.items.len())
}

#[state(name = "HandOn$k")]
fn hand_on(order: Expr<Order$k>) -> Flow<Done> {
    $hand_on
}
RUST
done
