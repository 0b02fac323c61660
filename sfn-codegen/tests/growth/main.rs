//! What is ten times as large takes about ten times as much: nothing grows with the square of what somebody wrote.
//!
//! What is counted here is memory, asked for and given back, which is the same in every run and on every machine. How long
//! it takes is the business of `cargo bench -p sfn-codegen --all-features --bench growth`.

mod documents;
mod works;

use documents::SHAPES;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use works::{Subject, WORKS, Work};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How many bytes a piece of work asks for, in all.
fn asks_for(work: &Work, subject: &Subject) -> usize {
    let region = Region::new(MEMORY);
    (work.run)(subject);
    region.change().bytes_allocated
}

#[test]
fn ten_times_as_much_takes_ten_times_as_much() {
    let mut wide = Vec::new();
    for shape in SHAPES {
        let (small, large) = (
            Subject::of(shape, shape.size),
            Subject::of(shape, shape.size * 10),
        );
        for work in WORKS {
            // The first of a kind fills what is kept for all.
            asks_for(work, &small);
            let before = asks_for(work, &small).max(SMALL);
            let after = asks_for(work, &large);
            if after > before * LIMIT {
                let times = after / before;
                wide.push(format!("{}, {}: {times} times", shape.name, work.name));
            }
        }
    }
    assert!(
        wide.is_empty(),
        "ten times as much takes\n{}",
        wide.join("\n")
    );
}

/// Ten, and what lists and tables take that double when they are full; with the square it would be a hundred.
const LIMIT: usize = 20;

/// What is hardly anything: there the growth of one list shows.
const SMALL: usize = 4 * 1024;
