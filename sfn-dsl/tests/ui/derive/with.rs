use sfn_dsl::prelude::*;

#[derive(Shape)]
struct Order {
    #[serde(with = "iso8601")]
    placed: u64,
    #[serde(default, serialize_with = "cents")]
    total: f64,
    #[serde(deserialize_with = "cents")]
    tax: f64,
    // Says what is on the wire.
    #[serde(with = "iso8601")]
    #[shape(as = Timestamp)]
    paid: u64,
    // Never on the wire.
    #[serde(skip, with = "iso8601")]
    cached: u64,
}

fn main() {}
