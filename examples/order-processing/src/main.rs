//! `cargo run -p order-processing`
fn main() {
    for w in [
        order_processing::linear::workflow().synthesize(),
        order_processing::order_processor::workflow().synthesize(),
        order_processing::parallel_and_map::workflow().synthesize(),
        order_processing::approved_orders::workflow().synthesize(),
    ] {
        match w {
            Ok(s) => println!("{}", s.document.to_string_pretty()),
            Err(e) => println!("{e}"),
        }
    }
}
