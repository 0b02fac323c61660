// An Express workflow has no activities.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Page {
    url: String,
}

static SCANNER: Activity<Page, String> = Activity::named("scanner");

#[state]
fn scan(page: Expr<Page>) -> Flow<String, Express> {
    activity::run(&SCANNER, page).end()
}

fn main() {}
