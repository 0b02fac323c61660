//! What is done with a definition, once for each kind of work.

use super::documents::Shape;
use sfn_asl::model::StateMachine;
use sfn_asl::{Limits, Parsed, ValidateOptions, WorkflowKind};
use sfn_codegen::graph::Graph;
use sfn_codegen::{cost, diff, iam, infer, lint};
use std::hint::black_box;

const POLICY: &str = r#"[{"Effect": "Allow", "Action": ["lambda:InvokeFunction", "s3:Get*"], "Resource": "*"},
    {"Effect": "Allow", "Action": "sqs:*", "Resource": ["arn:aws:sqs:eu-west-1:123456789012:q1*", "arn:aws:sqs:*:*:${Queue}"]},
    {"Effect": "Deny", "Action": "dynamodb:PutItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/table-1"}]"#;

/// A definition, ready to be worked on.
pub(crate) struct Subject {
    pub(crate) text: String,
    yaml: String,
    parsed: Parsed,
    document: StateMachine,
    /// The same with other names and targets here and there.
    changed: StateMachine,
}

impl Subject {
    pub(crate) fn of(shape: &Shape, size: usize) -> Self {
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
pub(crate) struct Work {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&Subject),
}

pub(crate) const WORKS: &[Work] = &[
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
