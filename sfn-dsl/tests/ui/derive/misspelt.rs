use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(rename_all = "camelcase")]
#[shape(rename_al = "camelCase")]
struct Order {
    #[shape(sa = String)]
    order_id: u32,
    #[shape(as = )]
    total: f64,
    #[shape(rename = "a", rename = "b")]
    note: String,
}

fn main() {}
