// A field of a coupon that may not be there.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    id: String,
    coupon: Option<Coupon>,
}

#[derive(Shape)]
pub struct Coupon {
    code: String,
}

fn code(order: Expr<Order>) -> Expr<String> {
    order.coupon.code
}

fn main() {}
