// A closure looks into data before anything says which data that is.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    total: f64,
}

fn thank(name: &'static str) -> StateFn<Order, String> {
    state(name, |order| succeed(order.id))
}

fn main() {}
