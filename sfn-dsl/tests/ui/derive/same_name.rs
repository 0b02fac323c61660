use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    #[serde(rename = "orderId")]
    id: String,
}

#[derive(Shape)]
#[serde(tag = "type")]
enum Payment {
    Card { r#type: String },
}

fn main() {}
