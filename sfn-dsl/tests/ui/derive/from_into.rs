use sfn_dsl::prelude::*;

#[derive(Clone, Shape)]
#[serde(from = "String", into = "String")]
struct Sku {
    warehouse: u32,
    number: u32,
}

#[derive(Shape)]
struct Item {
    sku: Sku,
}

fn number(item: Expr<Item>) -> Expr<u32> {
    item.sku.number
}

fn main() {}
