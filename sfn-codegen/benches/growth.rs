//! How long each analysis takes for a definition, and how many times as long for one that is ten times as large, for every way
//! in which a definition can be large.
//!
//! `cargo bench -p sfn-codegen --all-features --bench growth [-- FACTOR]`, where the factor makes all of them larger: 10 to see
//! megabytes. What is measured is processor time, so that a busy machine tells nearly the same as an idle one.

#![allow(missing_docs, unreachable_pub)]

mod clock;
#[path = "../tests/growth/documents/mod.rs"]
mod documents;
#[path = "../tests/growth/works.rs"]
mod works;

use clock::now;
use documents::SHAPES;
use std::time::Duration;
use works::{Subject, WORKS, Work};

/// The least of some runs, since nothing makes it shorter than it is.
fn takes(work: &Work, subject: &Subject) -> Duration {
    let run = |_| {
        let start = now();
        (work.run)(subject);
        now() - start
    };
    (0..5).map(run).min().unwrap_or_default()
}

fn main() {
    let factor = std::env::args().find_map(|argument| argument.parse::<usize>().ok());
    let factor = factor.unwrap_or(1).max(1);
    for shape in SHAPES {
        let size = shape.size * factor;
        let (small, large) = (Subject::of(shape, size), Subject::of(shape, size * 10));
        print!("{:32} {:8}", shape.name, large.text.len());
        for work in WORKS {
            let (before, after) = (takes(work, &small), takes(work, &large));
            // What is over at once takes what it takes to begin.
            let times = after.as_secs_f64() / before.as_secs_f64().max(5e-6);
            let millis = after.as_secs_f64() * 1e3;
            print!("  {} {millis:.1} ms x{times:.0}", work.name);
        }
        println!();
    }
}
