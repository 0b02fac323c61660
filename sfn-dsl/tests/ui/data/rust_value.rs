// A Rust value without a known shape as data.
use sfn_dsl::prelude::*;

pub struct Limits {
    largest_order: f64,
}

#[derive(Shape)]
pub struct Order {
    limits: Limits,
}

fn main() {}
