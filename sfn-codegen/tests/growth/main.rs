//! What is ten times as large takes about ten times as long: nothing grows with the square of what somebody wrote.
//!
//! What is compared is the time that the thread was on a processor, which a busy machine hardly makes longer; what looks slow is
//! looked at again. With the command below it prints a table, here for definitions that are ten times larger than those of the
//! test.
//!
//! `GROWTH=10 cargo test --release -p sfn-codegen --all-features --test growth -- --nocapture`

mod documents;

use documents::{SHAPES, Shape};
use sfn_asl::model::StateMachine;
use sfn_asl::{Limits, Parsed, ValidateOptions, WorkflowKind};
use sfn_codegen::graph::Graph;
use sfn_codegen::{cost, diff, iam, infer, lint};
use std::hint::black_box;
use std::time::Duration;

const POLICY: &str = r#"[{"Effect": "Allow", "Action": ["lambda:InvokeFunction", "s3:Get*"], "Resource": "*"},
    {"Effect": "Allow", "Action": "sqs:*", "Resource": ["arn:aws:sqs:eu-west-1:123456789012:q1*", "arn:aws:sqs:*:*:${Queue}"]},
    {"Effect": "Deny", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/table-1"}]"#;

/// A definition, ready to be worked on.
struct Subject {
    text: String,
    yaml: String,
    parsed: Parsed,
    document: StateMachine,
    /// The same with other names and targets here and there.
    changed: StateMachine,
}

impl Subject {
    fn of(shape: &Shape, size: usize) -> Self {
        let text = (shape.text)(size);
        // Duplicate keys are taken, and told.
        let parsed = sfn_asl::parse(&text, &Limits::default());
        let read = |text: &str| {
            let parsed = sfn_asl::parse(text, &Limits::default());
            let value = sfn_asl::read_json(text, &Limits::default()).value;
            parsed
                .document
                .or_else(|| StateMachine::from_json(&value?).ok())
                .unwrap_or_else(|| panic!("{}: {}", shape.name, parsed.diagnostics[0]))
        };
        Self {
            document: read(&text),
            changed: read(&text.replace("Step 1", "Stage 1").replace("$.", "$.other.")),
            yaml: text.replace("\":", "\": "),
            parsed,
            text,
        }
    }
}

/// Something that is done with a definition.
struct Work {
    name: &'static str,
    run: fn(&Subject),
}

const WORKS: &[Work] = &[
    Work {
        name: "read",
        run: |subject| drop(black_box(sfn_asl::parse(&subject.text, &Limits::default()))),
    },
    Work {
        name: "yaml",
        run: |subject| {
            drop(black_box(sfn_asl::parse_yaml(
                &subject.yaml,
                &Limits::default(),
            )))
        },
    },
    Work {
        name: "check",
        run: |subject| {
            let options = ValidateOptions::default();
            drop(black_box(sfn_codegen::check(
                subject.parsed.clone(),
                &options,
            )));
        },
    },
    Work {
        name: "lint",
        run: |subject| {
            let config = lint::Config::new(WorkflowKind::Standard);
            black_box(lint::lint(&subject.document, &config));
        },
    },
    Work {
        name: "iam",
        run: |subject| {
            if let Ok(role) = iam::role(&subject.document, "any") {
                // What exists has a size that the service bounds, so it does not grow.
                let policy = POLICY.parse().expect("JSON");
                let existing = iam::Existing::read(&policy).expect("a policy");
                black_box(iam::compare(&role.policy, &existing));
                black_box(iam::explain(&subject.document, "any").map(|said| said.to_string())).ok();
            }
        },
    },
    Work {
        name: "graph",
        run: |subject| {
            let graph = Graph::of(&subject.document);
            black_box((graph.to_mermaid(), graph.to_dot()));
        },
    },
    Work {
        name: "cost",
        run: |subject| {
            let assumptions = cost::Assumptions::default();
            black_box(cost::paths(&subject.document, &assumptions));
        },
    },
    Work {
        name: "diff",
        run: |subject| {
            let found = diff::Diff::between(&subject.document, &subject.changed);
            black_box((found.to_string(), found.to_markdown()));
        },
    },
    Work {
        name: "schema",
        run: |subject| {
            black_box((
                infer::input_schema(&subject.document, "any"),
                infer::output_schema(&subject.document, "any"),
            ));
        },
    },
    Work {
        name: "write",
        run: |subject| {
            black_box((
                subject.document.to_string_pretty(),
                subject.document.compact_length(),
            ));
        },
    },
];

/// How long this thread was on a processor so far.
#[cfg(unix)]
fn now() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

#[cfg(not(unix))]
fn now() -> Duration {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// What a piece of work takes: the least of some runs, since nothing makes it shorter than it is.
fn takes(work: &Work, subject: &Subject, runs: usize) -> Duration {
    let run = |_| {
        let start = now();
        (work.run)(subject);
        now() - start
    };
    (0..runs).map(run).min().unwrap_or_default()
}

#[test]
fn ten_times_as_much_takes_ten_times_as_long() {
    let factor = std::env::var("GROWTH").ok();
    let factor: usize = factor.and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut slow = Vec::new();
    for shape in SHAPES {
        let size = shape.size * factor;
        let (small, large) = (Subject::of(shape, size), Subject::of(shape, size * 10));
        print!("{:28} {:8}", shape.name, large.text.len());
        for work in WORKS {
            // What looks slow is looked at again, and again.
            let looks = (1..=4).map(|look| {
                let before = takes(work, &small, 2 * look);
                let after = takes(work, &large, look);
                // What is over at once takes what it takes to begin.
                let times = after.as_secs_f64() / before.as_secs_f64().max(5e-6);
                (times, after)
            });
            let mut least = (f64::INFINITY, Duration::ZERO);
            for look in looks {
                if look.0 < least.0 {
                    least = look;
                }
                if least.0 <= LIMIT {
                    break;
                }
            }
            print!(
                "  {} {:.1}ms x{:.0}",
                work.name,
                least.1.as_secs_f64() * 1e3,
                least.0
            );
            if least.0 > LIMIT {
                slow.push(format!(
                    "{}, {}: {:.0} times",
                    shape.name, work.name, least.0
                ));
            }
        }
        println!();
    }
    assert!(
        slow.is_empty(),
        "ten times as much takes\n{}",
        slow.join("\n")
    );
}

/// Ten, and what growing tables and fuller caches take; with the square it would be a hundred.
const LIMIT: f64 = 30.0;
