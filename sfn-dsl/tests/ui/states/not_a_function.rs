use sfn_dsl::prelude::*;

#[state]
struct Check {
    id: String,
}

struct States;

impl States {
    #[state]
    fn check(&self, id: Expr<String>) -> Flow<String> {
        succeed(id)
    }
}

fn main() {}
