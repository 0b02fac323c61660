//! A turn that does not hand on what the next one takes.

use sfn_dsl::patterns::{Failed, repeat};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub struct Draft {
    text: String,
    score: f64,
}
#[lambda("improve")]
pub fn improve(draft: Draft) -> Draft;
#[lambda("score")]
pub fn score(draft: Draft) -> f64;

pub fn drafts() -> StateFn<Draft, String> {
    repeat::at_most(5)
        .until(|draft: Expr<Draft>| draft.score.ge(0.9))
        .step("Improve", |draft| score(draft))
        .ends(repeat::Ends {
            done: publish,
            exhausted: good_enough,
            failed: keep,
        })
}

#[state]
fn publish(draft: Expr<Draft>) -> Flow<String> {
    succeed(draft.text)
}
#[state]
fn good_enough(draft: Expr<Draft>) -> Flow<String> {
    fail("GoodEnough", draft.text)
}
#[state]
fn keep(failed: Expr<Failed<Draft>>) -> Flow<String> {
    fail("Kept", failed.data.text)
}

fn main() {}
