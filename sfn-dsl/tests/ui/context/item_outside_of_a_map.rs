// The item of a Map, where no Map prepares its runs.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Order {
    skus: Vec<String>,
}

#[state]
fn pack(order: Expr<Order>) -> Flow<Vec<String>> {
    map(order.skus, pack_one).end()
}

#[state]
fn pack_one(_: Expr<String>) -> Flow<String> {
    let sku: Expr<String> = context::map_item();
    succeed(sku)
}

fn main() {
    let _ = Workflow::new("pack", pack);
}
