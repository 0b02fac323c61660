//! Order processing.
fn main() {}
