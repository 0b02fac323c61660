use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all(serialize = "camelCase", deserialize = "snake_case"))]
struct Order {
    #[serde(rename(serialize = "id", deserialize = "orderId"))]
    order_id: String,
}

fn main() {}
