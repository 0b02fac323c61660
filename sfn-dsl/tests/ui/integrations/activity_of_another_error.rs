// A catcher for an error that the activity's worker does not report.
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Page {
    url: String,
}

#[derive(LambdaError)]
pub enum ScanError {
    PaperJam,
}

#[derive(LambdaError)]
pub enum PrintError {
    NoPaper,
}

static SCANNER: Activity<Page, String, ScanError> = Activity::named("scanner");

#[state]
fn scan(page: Expr<Page>) -> Flow<String> {
    activity::run(&SCANNER, page).catch(PrintError::NO_PAPER, no_paper).end()
}

#[state]
fn no_paper(error: Expr<ErrorOutput>) -> Flow<String> {
    fail("NoPaper", error.cause)
}

fn main() {}
