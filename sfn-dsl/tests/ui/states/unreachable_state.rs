#![deny(dead_code)]

use sfn_dsl::prelude::*;

#[state]
fn check(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

#[state]
fn forgotten(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

fn main() {
    let _ = Workflow::new("orders", check);
}
