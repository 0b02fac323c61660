//! How long it takes from a workflow in Rust to its document, its text and its policy, for workflows of every size.
//!
//! `cargo bench -p sfn-codegen --bench synthesis`. One process synthesizes each workflow many times, so expressions are
//! interned already; `examples/synthesize.rs` tells what the first time costs, and how much memory it takes.

#![allow(missing_docs, unreachable_pub)]

mod workflows;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sfn_codegen::{Settings, synthesize};
use std::hint::black_box;
use workflows::{FORMS, workflow};

fn synthesis(criterion: &mut Criterion) {
    let settings = Settings::new();
    for form in &FORMS {
        let mut group = criterion.benchmark_group(form.name);
        group.sample_size(20);
        for states in [10, 100, 1_000, 10_000].map(|states| form.most.min(states)) {
            let workflow = workflow(form, states);
            group.throughput(Throughput::Elements(states as u64));
            group.bench_function(BenchmarkId::new("document", states), |bencher| {
                bencher.iter(|| {
                    black_box(&workflow)
                        .synthesize()
                        .expect("a workflow")
                        .document
                });
            });
            group.bench_function(BenchmarkId::new("text", states), |bencher| {
                bencher.iter(|| {
                    black_box(&workflow)
                        .synthesize()
                        .expect("a workflow")
                        .document
                        .to_string_pretty()
                });
            });
            group.bench_function(BenchmarkId::new("text and policy", states), |bencher| {
                bencher.iter(|| {
                    synthesize(black_box(&workflow), &settings)
                        .expect("a workflow")
                        .files()
                });
            });
        }
        group.finish();
    }
    // What is too large is refused in the same time.
    let mut group = criterion.benchmark_group("tasks, too many");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(10_000));
    let workflow = workflow(&FORMS[0], 10_000);
    group.bench_function("refused", |bencher| {
        bencher.iter(|| synthesize(black_box(&workflow), &settings).expect_err("over the quota"));
    });
    group.finish();
}

criterion_group!(benches, synthesis);
criterion_main!(benches);
