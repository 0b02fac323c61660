use sfn_dsl::prelude::*;

#[state]
fn a_function_whose_name_says_in_one_long_breath_all_that_its_state_does_and_why_and_how_it_does_so_and_since_when(
    id: Expr<String>,
) -> Flow<String> {
    pass(id).next(__)
}

#[state]
fn __(id: Expr<String>) -> Flow<String> {
    pass(id).next(empty)
}

#[state(name = " ")]
fn empty(id: Expr<String>) -> Flow<String> {
    succeed(id)
}

fn main() {
    let _ = Workflow::new(
        "orders",
        a_function_whose_name_says_in_one_long_breath_all_that_its_state_does_and_why_and_how_it_does_so_and_since_when,
    );
}
