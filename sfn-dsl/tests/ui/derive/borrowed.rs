use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order<'a> {
    id: &'a str,
    total: f64,
}

#[derive(Shape)]
struct Batch {
    orders: Vec<Order<'static>>,
    note: &'static str,
}

fn main() {}
