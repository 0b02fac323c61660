//! Order processing, four ways: three workflows as teams wrote them in JSONPath, and the same business in JSONata with
//! a person's approval.

pub mod approved_orders;
pub mod linear;
pub mod order_processor;
pub mod parallel_and_map;
