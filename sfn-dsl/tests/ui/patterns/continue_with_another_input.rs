//! The next execution is given what the workflow does not take.

use sfn_dsl::patterns::{Failed, continue_as_new};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Crawl {
    site: String,
    executions: u64,
}
#[derive(Shape)]
pub struct Site {
    site: String,
}

static CRAWLS: StateMachine<Crawl, String> = StateMachine::named("crawl");

pub fn go_on() -> StateFn<Crawl, String> {
    continue_as_new::start("GoOn", &CRAWLS, |crawl: Expr<Crawl>| SiteExpr { site: crawl.site })
        .while_below(50, |crawl| crawl.executions)
        .ends(continue_as_new::Ends { handed_over, too_many: handed_over, failed: stopped })
}

#[state]
fn handed_over(crawl: Expr<Crawl>) -> Flow<String> {
    succeed(crawl.site)
}
#[state]
fn stopped(failed: Expr<Failed<Crawl>>) -> Flow<String> {
    fail("Failed", failed.data.site)
}

fn main() {}
