use sfn_dsl::prelude::*;

#[state(nam = "Check")]
fn check(id: Expr<String>) -> Flow<String> {
    pass(id).next(send)
}

#[state("Send")]
fn send(id: Expr<String>) -> Flow<String> {
    pass(id).next(wait_a_bit)
}

#[state(name = "Wait", name = "WaitABit", retries = 3, query_language = "jsonpath")]
fn wait_a_bit(id: Expr<String>) -> Flow<String> {
    pass(id).next(name_missing)
}

#[state(name = 1)]
fn name_missing(id: Expr<String>) -> Flow<String> {
    pass(id).next(done)
}

#[state(query_language = "XPath")]
fn done(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

fn main() {
    let _ = Workflow::new("orders", check);
}
