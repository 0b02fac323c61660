//! What holds for any document: the bodies of the fuzz targets in `fuzz/`, which `anything.rs` runs too.
//!
//! Each takes bytes as somebody could hand them in, asks everything there is to ask of them, and panics when an answer
//! contradicts another one. That nothing else panics, and that nothing takes for ever, is what it is run for.

// Every test takes what it needs, and the fuzz targets take them from a library.
#![allow(dead_code, unreachable_pub)]

use sfn_asl::json::Json;
use sfn_asl::model::StateMachine;
use sfn_asl::{Limits, ValidateOptions, WorkflowKind};
use sfn_codegen::graph::Graph;
use sfn_codegen::{cost, diff, iam, infer, lint};

const KINDS: [WorkflowKind; 2] = [WorkflowKind::Standard, WorkflowKind::Express];

fn document(bytes: &[u8]) -> Option<StateMachine> {
    sfn_asl::parse_bytes(bytes, &Limits::default()).document
}

/// Two documents in an array; one alone is beside itself.
fn documents(bytes: &[u8]) -> Option<(StateMachine, StateMachine)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let value = sfn_asl::read_json(text, &Limits::default()).value?;
    let (one, other) = match value.as_array() {
        Some([one, other]) => (one, other),
        _ => (&value, &value),
    };
    let read = |json| StateMachine::from_json(json).ok();
    Some((read(one)?, read(other)?))
}

/// The validator, with what is called.
pub fn validate(bytes: &[u8]) {
    for kind in KINDS {
        let options = ValidateOptions::new(kind);
        let parsed = sfn_asl::parse_bytes(bytes, &Limits::default());
        let own = sfn_asl::check_parsed(parsed.clone(), &options);
        let all = sfn_codegen::check(parsed, &options);
        assert!(own.diagnostics.len() <= all.diagnostics.len());
        assert!(all.diagnostics.iter().all(|found| found.position.is_some()));
        if let Some(document) = &all.document {
            let alone = sfn_codegen::check_document(document, &options);
            assert!(alone.len() <= all.diagnostics.len());
        }
    }
}

/// The role, its explanation, and the comparison with itself.
pub fn iam(bytes: &[u8]) {
    let Some(document) = document(bytes) else {
        return policy(bytes);
    };
    let Ok(role) = iam::role(&document, "any") else {
        assert!(iam::explain(&document, "any").is_err());
        return;
    };
    let explanation = iam::explain(&document, "any").expect("what a role is explained by");
    assert_eq!(
        explanation.statements.len(),
        role.policy.statements.len(),
        "every statement is explained"
    );
    let _ = (explanation.to_string(), explanation.to_json());
    let existing = iam::Existing::read(&role.policy.to_json()).expect("a policy that we wrote");
    if !role.policy.statements.is_empty() {
        // What is derived is exactly what is needed.
        let comparison = iam::compare(&role.policy, &existing);
        assert!(
            comparison.missing.is_empty() && comparison.unused.is_empty(),
            "{comparison}"
        );
    }
    policy(bytes);
}

/// A policy that somebody wrote, beside one that is needed.
pub fn policy(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let read = sfn_asl::read_json(text, &Limits::default());
    if let Some(existing) = read
        .value
        .as_ref()
        .and_then(|json| iam::Existing::read(json).ok())
    {
        let needed = StateMachine::from_json_str(NEEDED).expect("a definition");
        let needed = iam::role(&needed, "any").expect("a role").policy;
        let comparison = iam::compare(&needed, &existing);
        let _ = (
            comparison.verdict(),
            comparison.to_string(),
            comparison.to_json(),
        );
    }
}

/// Calls of several services, named, placed and unknown.
const NEEDED: &str = r#"{"StartAt": "A", "States": {
    "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:f"}, "Next": "B"},
    "B": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"}, "Next": "C"},
    "C": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "${Queue}", "MessageBody": "x"}, "End": true}}}"#;

/// The lints, and the mending of what they find: in the text as in the value, and once is enough.
pub fn lint(bytes: &[u8]) {
    let (Ok(text), Some(document)) = (std::str::from_utf8(bytes), document(bytes)) else {
        return;
    };
    for kind in KINDS {
        let edits = edits(&document, kind);
        let Ok(mended) = lint::fix::mend_text(text, &edits) else {
            continue;
        };
        let mut json = document.to_json();
        lint::mend(&mut json, &edits);
        let again = self::document(mended.text.as_bytes()).expect("a definition still");
        assert_eq!(again.to_json(), json, "{edits:?}");
        let more = self::edits(&again, kind);
        if let Ok(more_mended) = lint::fix::mend_text(&mended.text, &more) {
            assert_eq!(more_mended.text, mended.text, "{edits:?}, then {more:?}");
        }
    }
}

fn edits(document: &StateMachine, kind: WorkflowKind) -> Vec<lint::Edit> {
    let config = lint::Config::new(kind).level("all", lint::Level::Info);
    let found = lint::lint(document, &config.expect("all rules"));
    found.into_iter().flat_map(|found| found.edits).collect()
}

/// What a definition shows of its input and its output, as schemas.
pub fn schema(bytes: &[u8]) {
    if let Some(document) = document(bytes) {
        let _ = infer::input_schema(&document, "any");
        let _ = infer::output_schema(&document, "any");
    }
}

/// Diagrams in every format. What is laid out here is small: a picture of a thousand nodes takes seconds.
pub fn graph(bytes: &[u8]) {
    let Some(document) = document(bytes) else {
        return;
    };
    let graph = Graph::of(&document);
    assert!(
        graph
            .edges
            .iter()
            .all(|edge| edge.from < graph.nodes.len() && edge.to < graph.nodes.len())
    );
    let groups = graph.nodes.iter().filter_map(|node| node.group);
    let parents = graph.groups.iter().filter_map(|group| group.parent);
    assert!(
        groups
            .chain(parents)
            .all(|group| group < graph.groups.len())
    );
    let _ = (graph.to_mermaid(), graph.to_dot());
    #[cfg(feature = "draw")]
    if graph.nodes.len() <= 60 && graph.edges.len() <= 200 {
        let page = Graph::to_html(&document, "any").expect("few nodes");
        assert!(page.ends_with("</html>\n"));
        let picture = graph.to_svg("any").expect("few nodes");
        assert!(picture.ends_with("</svg>\n"));
        let numbers = picture.split(['"', ' ', 'M', 'L', 'Q', 'H']);
        assert!(
            numbers
                .filter(|word| ["NaN", "inf", "-inf"].contains(word))
                .count()
                == 0
        );
    }
}

/// What executions cost: bounds are in order, bills are sums of money.
pub fn cost(bytes: &[u8]) {
    let Some(document) = document(bytes) else {
        return;
    };
    for items in [0, 1, 100, u64::MAX] {
        let assumptions = cost::Assumptions {
            items,
            ..cost::Assumptions::default()
        };
        let paths = cost::paths(&document, &assumptions);
        assert!(
            paths.least <= paths.most && paths.likely >= 0.0,
            "{paths:?}"
        );
        let month = cost::month(&paths, &assumptions, 1_000);
        assert!(
            month.standard >= 0.0 && month.standard.is_finite(),
            "{month:?}"
        );
        let _ = cost::break_even(&paths, &assumptions);
    }
}

/// What changed between two documents; nothing did between one and itself.
pub fn diff(bytes: &[u8]) {
    let Some((one, other)) = documents(bytes) else {
        return;
    };
    for (old, new) in [(&one, &other), (&other, &one)] {
        let changes = diff::Diff::between(old, new);
        let _ = (
            changes.to_string(),
            changes.to_markdown(),
            changes.to_json(),
        );
        let _ = changes.breaks_running();
    }
    assert!(diff::Diff::between(&one, &one).is_empty());
    if one.to_json().is_identical(&other.to_json()) {
        assert!(diff::Diff::between(&one, &other).is_empty());
    }
}

/// A file as `sfn` gets it, be it a definition, a template or neither: every command answers, and places are in the text.
#[cfg(feature = "cli")]
pub fn file(bytes: &[u8]) {
    // What it is called tells the form; the first byte chooses, so that one body sees them all.
    let names = ["a.asl.json", "a.yaml", "a.template", "a.tf.json"];
    let Some((first, bytes)) = bytes.split_first() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(names[usize::from(*first) % names.len()]);
    std::fs::write(&path, bytes).expect("a file");
    let path = path.to_string_lossy();
    let run = |args: &[&str]| {
        let args = ["sfn"].iter().chain(args).map(|arg| (*arg).to_owned());
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = sfn_codegen::cli::run_from(args, &mut out, &mut err);
        let out = String::from_utf8(out).expect("text");
        (status, out, String::from_utf8(err).expect("text"))
    };
    let (status, out, err) = run(&["validate", "--format", "json", &path]);
    assert!(status.code() < 2, "{err}");
    let lines = String::from_utf8_lossy(bytes).lines().count().max(1) as i64;
    for report in out.lines() {
        let report: Json = report.parse().expect("JSON");
        for found in report["diagnostics"].as_array().unwrap_or_default() {
            let line = found["line"].as_i64().unwrap_or_default();
            assert!(line >= 1 && line <= lines + 1, "{found} of {lines} lines");
        }
    }
    let (human, ..) = run(&["validate", &path]);
    assert_eq!(human.code(), status.code());
    for command in ["lint", "iam", "cost"] {
        let _ = run(&[command, &path]);
    }
    let (status, once, _) = run(&["fmt", "--print", &path]);
    if status.code() == 0 {
        let again = folder.path().join("b.json");
        std::fs::write(&again, &once).expect("a file");
        let (_, twice, _) = run(&["fmt", "--print", &again.to_string_lossy()]);
        assert_eq!(once, twice, "what is formatted stays as it is");
    }
}
