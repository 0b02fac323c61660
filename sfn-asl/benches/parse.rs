//! How long it takes to read, write and check definitions of every size.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use sfn_asl::json::Json;
use sfn_asl::model::{Catcher, Choice, Comparison, Retrier, StateMachine, Succeed, Task};
use sfn_asl::{Limits, ValidateOptions, parse, read_json, validate};
use std::hint::black_box;

/// A chain of tasks with all that tasks usually have, and a choice after every tenth.
fn chain(states: usize) -> StateMachine {
    let mut machine = StateMachine::new("Step 0");
    for at in 0..states {
        let next = format!("Step {}", at + 1);
        let name = format!("Step {at}");
        machine = if at % 10 == 9 {
            let rule = Comparison::is_present("$.order.total", true)
                .and(Comparison::numeric_greater_than("$.order.total", 100))
                .next(next);
            machine.state(name, Choice::new().rule(rule).otherwise("Done"))
        } else {
            let parameters = Json::from_iter([
                (
                    "FunctionName",
                    Json::from("arn:aws:lambda:eu-west-1:123456789012:function:process-order"),
                ),
                (
                    "Payload",
                    Json::from_iter([("order.$", "$.order"), ("execution.$", "$$.Execution.Id")]),
                ),
            ]);
            let task = Task::new("arn:aws:states:::lambda:invoke")
                .comment("Does one step of the work on an order")
                .parameters(parameters)
                .timeout_seconds(30)
                .result_path("$.result")
                .retry(
                    Retrier::on(["Lambda.ServiceException"])
                        .interval_seconds(2)
                        .max_attempts(6)
                        .backoff_rate(2.0),
                )
                .catch(Catcher::on(["States.ALL"], "Done").result_path("$.error"))
                .next(next);
            machine.state(name, task)
        };
    }
    machine
        .state(format!("Step {states}"), Succeed::new())
        .state("Done", Succeed::new())
}

fn documents(criterion: &mut Criterion) {
    for states in [1_000, 10_000] {
        let machine = chain(states);
        let text = machine.to_string_pretty();
        let mut group = criterion.benchmark_group(format!("{states} states"));
        group
            .sample_size(20)
            .throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("read json", |bencher| {
            bencher.iter(|| read_json(black_box(&text), &Limits::default()))
        });
        group.bench_function("parse", |bencher| {
            bencher.iter(|| parse(black_box(&text), &Limits::default()))
        });
        group.bench_function("write", |bencher| {
            bencher.iter(|| black_box(&machine).to_string_pretty())
        });
        let options = ValidateOptions::default();
        group.bench_function("validate", |bencher| {
            bencher.iter(|| validate(black_box(&machine), &options))
        });
        #[cfg(feature = "yaml")]
        group.bench_function("parse as yaml", |bencher| {
            bencher.iter(|| sfn_asl::parse_yaml(black_box(&text), &Limits::default()));
        });
        group.finish();
    }
}

fn long_string(criterion: &mut Criterion) {
    let text = format!("{{\"Comment\":\"{}\"}}", "abcdefg ".repeat((50 << 20) / 8));
    let mut group = criterion.benchmark_group("a string of 50 MB");
    group
        .sample_size(10)
        .throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse", |bencher| {
        bencher.iter_batched(
            || (),
            |()| parse(black_box(&text), &Limits::default()),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, documents, long_string);
criterion_main!(benches);
