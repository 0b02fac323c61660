use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Customer {
    email: String,
}

#[derive(Shape)]
struct Order {
    customer: Customer,
}

fn email(order: Expr<Order>) -> Expr<String> {
    order.customer.emial
}

fn main() {}
