//! What `sfn` does with files, done by the binary of a team with its workflows: findings point to lines of Rust.

use sfn_asl::Json;
use sfn_codegen::{App, Status};
use sfn_dsl::prelude::*;
use std::fs;
use std::path::Path;

#[derive(Shape)]
struct Order {
    id: String,
    total: f64,
}

#[derive(Shape)]
struct Receipt {
    charge_id: String,
}

#[lambda("charge")]
fn charge(order: Order) -> Receipt;

#[state]
fn take_payment(order: Expr<Order>) -> Flow<Receipt> {
    charge(order).end()
}

#[state]
fn weigh(order: Expr<Order>) -> Flow<Receipt> {
    choice(order)
        .when(order.total.gt(100.0), too_much)
        .otherwise(take_payment)
}

#[state]
fn too_much(order: Expr<Order>) -> Flow<Receipt> {
    fail("TooMuch", order.id)
}

fn app() -> App {
    App::new()
        .workflow(Workflow::new("payment", take_payment))
        .workflow(Workflow::new("orders", weigh))
}

fn run(args: &[&str]) -> (Status, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = std::iter::once("flows").chain(args.iter().copied());
    let status = app().run_from(args, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status, text(out), text(err))
}

fn lines(out: &str) -> Vec<Json> {
    out.lines().map(|line| line.parse().unwrap()).collect()
}

fn text<'j>(json: &'j Json, pointer: &str) -> &'j str {
    json.pointer(pointer)
        .and_then(Json::as_str)
        .unwrap_or_default()
}

/// The line of this file that a text stands on.
fn line_of(wanted: &str) -> f64 {
    let source = include_str!("app_commands.rs");
    source.lines().position(|line| line == wanted).unwrap() as f64 + 1.0
}

#[test]
fn findings_point_to_the_line_that_was_written() {
    let (status, out, err) = run(&["lint", "payment"]);
    assert_eq!((status, err.as_str()), (Status::Findings, ""));
    assert!(out.starts_with("warning[task-without-timeout]: "), "{out}");
    // The state is where its function is, the retrier of the call where the call is.
    for (line, column) in [
        ("fn take_payment(order: Expr<Order>) -> Flow<Receipt> {", 4),
        ("    charge(order).end()", 5),
    ] {
        let place = format!("app_commands.rs:{}:{column}\n", line_of(line));
        assert!(out.contains(&place), "{place} {out}");
    }
    assert!(
        out.contains(" |     charge(order).end()\n   |     ^^^^^^\n"),
        "{out}"
    );
    assert!(
        out.contains("  = note: in workflow `payment`, /States/TakePayment"),
        "{out}"
    );
    assert!(
        out.contains("  = help: in Rust: `.timeout_seconds(..)`\n"),
        "{out}"
    );
    assert!(out.contains("\n1 workflow: 1 warning"), "{out}");
}

#[test]
fn findings_for_programs_have_both_places() {
    let (_, out, _) = run(&["lint", "payment", "--format", "json"]);
    let [report] = lines(&out).try_into().unwrap();
    assert_eq!(
        (text(&report, "/file"), text(&report, "/result")),
        ("payment", "FAIL")
    );
    let found = &report["diagnostics"][0];
    assert_eq!(text(found, "/location"), "/States/TakePayment");
    assert!(text(found, "/source/file").ends_with("tests/app_commands.rs"));
    assert_eq!(
        found["source"]["line"].as_f64(),
        Some(line_of(
            "fn take_payment(order: Expr<Order>) -> Flow<Receipt> {"
        ))
    );
    // In the definition that is written, the state begins on the fifth line.
    assert_eq!(found["line"].as_f64(), Some(5.0));
}

#[test]
fn rules_are_listed_and_set_as_sfn_does() {
    let (status, out, _) = run(&["lint", "--explain", "task-without-timeout"]);
    assert_eq!(status, Status::Fine);
    assert!(out.starts_with("task-without-timeout: "), "{out}");
    let (status, out, _) = run(&["lint", "payment", "--allow", "task-without-timeout"]);
    assert_eq!(status, Status::Fine, "{out}");
    let (status, _, err) = run(&["lint", "--allow", "task-without-timeouts"]);
    assert_eq!(status, Status::Failed);
    assert!(
        err.contains("did you mean `task-without-timeout`?"),
        "{err}"
    );
}

#[test]
fn validate_says_that_nothing_is_wrong() {
    let (status, out, _) = run(&["validate"]);
    assert_eq!(
        (status, out.as_str()),
        (Status::Fine, "2 workflows: nothing found\n")
    );
    let (_, out, _) = run(&["validate", "--format", "json"]);
    let results: Vec<Json> = lines(&out);
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|one| text(one, "/result") == "OK"));
}

#[test]
fn policies_are_printed_explained_and_compared() {
    let (status, out, _) = run(&["iam", "payment"]);
    assert_eq!(status, Status::Fine);
    let policy: Json = out.parse().unwrap();
    assert_eq!(
        text(&policy, "/Statement/0/Action"),
        "lambda:InvokeFunction"
    );
    let (_, out, _) = run(&["iam", "payment", "--explain"]);
    assert!(out.contains("TakePayment"), "{out}");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.json");
    fs::write(&file, policy.to_compact().replace("InvokeFunction", "*")).unwrap();
    let (status, out, _) = run(&["iam", "payment", "--compare", file.to_str().unwrap()]);
    assert_eq!(status, Status::Findings);
    assert!(out.starts_with("wider than needed\n"), "{out}");
    let (_, out, _) = run(&["iam", "--format", "json"]);
    let names: Vec<String> = lines(&out)
        .iter()
        .map(|one| text(one, "/name").to_owned())
        .collect();
    assert_eq!(names, ["payment", "orders"]);
}

#[test]
fn pictures_are_drawn_or_say_what_they_need() {
    let (status, out, _) = run(&["graph", "orders"]);
    assert_eq!(status, Status::Fine);
    assert!(
        out.starts_with("flowchart") && out.contains("TooMuch"),
        "{out}"
    );
    let (_, out, _) = run(&["graph", "orders", "--format", "json"]);
    let graph: Json = out.parse().unwrap();
    assert_eq!(text(&graph, "/nodes/1/name"), "Weigh");
    let (status, _, err) = run(&["graph"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("more than one workflow"), "{err}");
    let folder = tempfile::tempdir().unwrap();
    let (status, out, _) = run(&["graph", "--out", folder.path().to_str().unwrap()]);
    assert_eq!((status, out.lines().count()), (Status::Fine, 2));
    assert!(folder.path().join("payment.mmd").is_file());
    let (status, out, err) = run(&["graph", "orders", "--format", "svg"]);
    if cfg!(feature = "draw") {
        assert!(out.starts_with("<svg"), "{err}");
    } else {
        assert_eq!(status, Status::Failed);
        assert!(
            err.contains("cargo add sfn-codegen --features draw"),
            "{err}"
        );
    }
}

#[test]
fn costs_are_those_of_sfn() {
    let (status, out, _) = run(&["cost", "payment", "--executions", "1M", "--format", "json"]);
    assert_eq!(status, Status::Fine);
    let [cost] = lines(&out).try_into().unwrap();
    assert_eq!(text(&cost, "/name"), "payment");
    // The start and one task.
    assert_eq!(cost["transitions"]["least"].as_f64(), Some(1.0));
    let (status, _, err) = run(&["cost", "payment", "--region", "mars"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("known are us-east-1"), "{err}");
}

fn diff(out: &Path, args: &[&str]) -> (Status, String, String) {
    run(&[&["diff", "--against", out.to_str().unwrap()], args].concat())
}

#[test]
fn diff_says_what_deploying_would_change() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let (_, _, err) = diff(&out.join("nothing"), &[]);
    assert!(err.contains("there is nothing at"), "{err}");
    run(&["--out", out.to_str().unwrap()]);
    let (status, said, _) = diff(out, &[]);
    assert_eq!(
        (status, said.as_str()),
        (
            Status::Fine,
            "payment:\nno change in behaviour\norders:\nno change in behaviour\n"
        )
    );

    // What was deployed allowed more than is needed now.
    let policy = out.join("payment/policy.json");
    let wide = fs::read_to_string(&policy)
        .unwrap()
        .replace("function:charge", "function:refund");
    fs::write(&policy, wide).unwrap();
    let (status, said, _) = diff(out, &["payment"]);
    assert_eq!(status, Status::Findings);
    assert!(
        said.contains("policy narrowed\n  lambda:InvokeFunction on ") && said.contains("refund"),
        "{said}"
    );

    // One has come, one has gone.
    fs::rename(out.join("orders"), out.join("returns")).unwrap();
    let (_, said, _) = diff(out, &["--format", "json"]);
    let whole: Vec<(String, String)> = lines(&said)
        .iter()
        .map(|one| {
            (
                text(one, "/name").to_owned(),
                text(one, "/stateMachine").to_owned(),
            )
        })
        .collect();
    let expected = [
        ("payment", "kept"),
        ("orders", "added"),
        ("returns", "removed"),
    ];
    assert_eq!(
        whole,
        expected.map(|(name, what)| (name.to_owned(), what.to_owned()))
    );

    // A definition on its own.
    let file = out.join("payment/definition.asl.json");
    let (status, said, _) = diff(&file, &["payment"]);
    assert_eq!(
        (status, said.as_str()),
        (Status::Fine, "no change in behaviour\n")
    );
    let (status, _, err) = diff(&file, &[]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("is the definition of one workflow"), "{err}");
}

#[test]
fn everything_has_a_form_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let (_, said, _) = run(&["list", "--format", "json"]);
    assert_eq!(
        said,
        "{\"name\":\"payment\",\"kind\":\"Standard\",\"states\":1}\n{\"name\":\"orders\",\"kind\":\"Standard\",\"states\":3}\n"
    );
    for (args, change) in [
        (vec!["synth", "payment"], "written"),
        (vec!["synth", "payment"], "unchanged"),
    ] {
        let (_, said, _) = run(&[&args[..], &["--out", out, "--format", "json"]].concat());
        assert!(
            lines(&said)
                .iter()
                .all(|one| text(one, "/change") == change),
            "{said}"
        );
    }
    let (status, said, _) = run(&[
        "synth", "orders", "--check", "--out", out, "--format", "json",
    ]);
    assert_eq!(status, Status::Findings);
    assert!(
        lines(&said)
            .iter()
            .all(|one| text(one, "/change") == "missing"),
        "{said}"
    );
    let (_, said, _) = run(&["notes", "payment", "--format", "json"]);
    assert_eq!(text(&lines(&said)[0], "/name"), "payment");
}

#[test]
fn colours_are_as_asked() {
    let (_, out, _) = run(&["lint", "payment", "--color", "always"]);
    assert!(out.contains("\u{1b}["), "{out}");
    let (_, out, _) = run(&["lint", "payment", "--color", "never"]);
    assert!(!out.contains('\u{1b}'), "{out}");
    // Before the command as behind it.
    let (_, out, _) = run(&["--color", "always", "lint", "payment"]);
    assert!(out.contains("\u{1b}["), "{out}");
    let (status, _, err) = run(&["--check", "lint"]);
    assert_eq!(status, Status::Failed);
    assert!(
        err.starts_with("error: `--check` stands before the command"),
        "{err}"
    );
    let (status, _, err) = run(&["lint", "--color", "alway"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("'always'"), "{err}");
}

#[test]
fn completions_are_printed_or_say_what_they_need() {
    let (status, out, err) = run(&["completions", "bash"]);
    if cfg!(feature = "completions") {
        assert!(out.contains("flows") && out.contains("--explain"), "{out}");
    } else {
        assert_eq!(status, Status::Failed);
        assert!(
            err.contains("cargo add sfn-codegen --features completions"),
            "{err}"
        );
    }
}

#[test]
fn schemas_are_those_of_types_or_what_the_definition_shows() {
    // `Order` has no schema of its own.
    let (status, out, _) = run(&["schema", "orders"]);
    assert_eq!(status, Status::Fine);
    let schema: Json = out.parse().unwrap();
    assert_eq!(text(&schema, "/properties/total/type"), "number");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let app = App::new().workflow(Workflow::new("greeting", greet).with_schemas());
    let status = app.run_from(["flows", "schema", "--format", "json"], &mut out, &mut err);
    assert_eq!(status, Status::Fine);
    let both: Json = String::from_utf8(out).unwrap().parse().unwrap();
    assert_eq!(
        (text(&both, "/inputFrom"), text(&both, "/input/type")),
        ("types", "string")
    );
}

#[state]
fn greet(name: Expr<String>) -> Flow<String> {
    succeed(name)
}
