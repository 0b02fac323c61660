// A literal stands where a new object asks for an expression.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    quantity: u32,
    total: f64,
    paid: bool,
    customer: Customer,
    items: Vec<String>,
}

#[derive(Shape)]
pub struct Customer {
    email: String,
}

#[derive(Shape)]
pub struct Charge {
    order_id: String,
    amount: f64,
    currency: String,
}

fn request(order: Expr<Order>) -> ChargeExpr {
    ChargeExpr { order_id: order.id, amount: order.total, currency: "EUR" }
}

fn main() {}
