use sfn_dsl::prelude::*;

#[state]
fn check<T: Shape>(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

#[state]
fn needed<T: Shape>(id: Expr<String>) -> Flow<String> {
    succeed(id.cast::<T>().cast::<String>())
}

#[state]
fn done(id: Expr<Missing>) -> Flow<Missing> {
    succeed(id)
}

fn main() {
    let _ = Workflow::new("orders", check);
}
