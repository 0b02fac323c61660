//! The binary of a team, run on a temporary directory.

use sfn_codegen::{App, Status};
use sfn_dsl::prelude::*;
use std::fs;
use std::path::Path;

#[state]
fn greet(name: Expr<String>) -> Flow<String> {
    succeed(name)
}

#[state]
fn look_up(name: Expr<String>) -> Flow<String> {
    aws_sdk::call::<String>("dynamodb", "getItm")
        .with("TableName", name)
        .end()
}

#[state]
fn remember(name: Expr<String>) -> Flow<String> {
    aws_sdk::call::<String>("s3", "headObject")
        .with("Bucket", "names")
        .with("Key", name)
        .end()
}

struct Ran {
    status: Status,
    out: String,
    err: String,
}

fn run(app: App, args: &[&str]) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = app.run_from(
        std::iter::once("flows").chain(args.iter().copied()),
        &mut out,
        &mut err,
    );
    Ran {
        status,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
    }
}

fn app() -> App {
    App::new()
        .workflow(Workflow::new("greeting", greet))
        .workflow(Workflow::new("memory", remember))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The first words of every line about a file: `written`, `unchanged`.
fn words(out: &str) -> Vec<&str> {
    out.lines()
        .filter(|line| !line.ends_with("its role needs no permissions"))
        .filter_map(|line| line.split(' ').next())
        .collect()
}

#[test]
fn files_are_written_once() {
    let directory = tempfile::tempdir().unwrap();
    let args = ["--out", text(directory.path())];
    let first = run(app(), &args);
    assert_eq!((first.status, first.err.as_str()), (Status::Fine, ""));
    assert!(
        words(&first.out).iter().all(|word| *word == "written"),
        "{}",
        first.out
    );
    let definition = directory.path().join("greeting/definition.asl.json");
    assert!(first.out.contains(text(&definition)), "{}", first.out);
    assert!(fs::read_to_string(&definition).unwrap().ends_with("}\n"));
    let written = fs::metadata(&definition).unwrap().modified().unwrap();

    let second = run(app(), &args);
    assert!(
        words(&second.out).iter().all(|word| *word == "unchanged"),
        "{}",
        second.out
    );
    assert_eq!(
        fs::metadata(&definition).unwrap().modified().unwrap(),
        written
    );

    fs::write(&definition, "{}").unwrap();
    let third = run(
        app(),
        &["synth", "greeting", "--out", text(directory.path())],
    );
    assert_eq!(words(&third.out)[0], "written");
    assert!(!third.out.contains("memory"));
}

#[test]
fn only_the_files_themselves_are_left_behind() {
    let directory = tempfile::tempdir().unwrap();
    run(app(), &["--out", text(directory.path())]);
    let mut names: Vec<String> = fs::read_dir(directory.path().join("memory"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names[..2], ["definition.asl.json", "input.schema.json"]);
    assert!(
        names.iter().all(|name| !name.ends_with(".tmp")),
        "{names:?}"
    );
}

#[test]
fn check_writes_nothing_and_says_what_differs() {
    let directory = tempfile::tempdir().unwrap();
    let check = ["--check", "--out", text(directory.path())];
    let missing = run(app(), &check);
    assert_eq!(missing.status, Status::Findings);
    assert!(
        words(&missing.out).iter().all(|word| *word == "missing"),
        "{}",
        missing.out
    );
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);

    run(app(), &["--out", text(directory.path())]);
    let fine = run(app(), &check);
    assert_eq!(
        (fine.status, fine.out.ends_with("files are up to date\n")),
        (Status::Fine, true)
    );

    let policy = directory.path().join("memory/policy.json");
    let changed = fs::read_to_string(&policy)
        .unwrap()
        .replace("s3:GetObject", "s3:*");
    fs::write(&policy, &changed).unwrap();
    let differs = run(app(), &check);
    assert_eq!(differs.status, Status::Findings);
    assert!(differs.out.starts_with("differs "), "{}", differs.out);
    assert!(
        differs.out.contains("  -       \"Action\": \"s3:*\",\n"),
        "{}",
        differs.out
    );
    assert!(
        differs
            .out
            .contains("  +       \"Action\": \"s3:GetObject\",\n"),
        "{}",
        differs.out
    );
    assert_eq!(fs::read_to_string(&policy).unwrap(), changed);
}

#[test]
fn a_schema_that_is_gone_is_removed_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let raw = || App::new().workflow(Workflow::new("raw", anything));
    run(raw(), &["--out", text(directory.path())]);
    let schema = directory.path().join("raw/output.schema.json");
    let own = directory.path().join("raw/README.md");
    fs::write(&schema, "{}").unwrap();
    fs::write(&own, "mine").unwrap();
    fs::create_dir(directory.path().join("other")).unwrap();
    assert!(
        run(raw(), &["--check", "--out", text(directory.path())])
            .out
            .starts_with("unwanted ")
    );
    let removed = run(raw(), &["--out", text(directory.path())]);
    assert!(removed.out.contains("removed "), "{}", removed.out);
    assert!(!schema.exists() && own.exists() && directory.path().join("other").exists());
}

/// IAM refuses a policy without statements.
#[test]
fn a_role_that_needs_no_permissions_has_no_policy() {
    let directory = tempfile::tempdir().unwrap();
    let args = ["--out", text(directory.path())];
    let policy = directory.path().join("greeting/policy.json");
    let first = run(app(), &args);
    assert!(!policy.exists() && directory.path().join("greeting/trust.json").exists());
    assert!(
        first
            .out
            .ends_with("greeting: no policy.json, since its role needs no permissions\n"),
        "{}",
        first.out
    );
    fs::write(&policy, "{}").unwrap();
    let stale = run(app(), &["--check", "--out", text(directory.path())]);
    assert_eq!(stale.out, format!("unwanted {}\n", policy.display()));
    run(app(), &args);
    assert!(!policy.exists());

    let print = run(app(), &["print", "greeting", "policy"]);
    assert_eq!(print.status, Status::Failed);
    assert_eq!(
        print.err,
        "error: `greeting` has no policy.json\n  = help: its role needs no permissions\n"
    );
    let notes = run(app(), &["notes"]);
    assert!(
        notes.out.starts_with("greeting: no policy.json, "),
        "{}",
        notes.out
    );
}

/// A type without a schema.
#[derive(Shape)]
struct Plain {
    text: String,
}

#[state]
fn anything(plain: Expr<Plain>) -> Flow<Plain> {
    succeed(plain)
}

#[test]
fn one_wrong_workflow_keeps_all_from_being_written() {
    let directory = tempfile::tempdir().unwrap();
    let wrong = run(
        app().workflow(Workflow::new("wrong", look_up)),
        &["--out", text(directory.path())],
    );
    assert_eq!((wrong.status, wrong.status.code()), (Status::Findings, 1));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    let lines: Vec<&str> = wrong.err.lines().collect();
    assert_eq!(
        lines[0],
        "error[unknown-action]: the service `dynamodb` has no action `getItm`"
    );
    assert!(
        lines[1].starts_with("  --> ") && lines[1].contains("app.rs:"),
        "{}",
        lines[1]
    );
    assert!(
        wrong
            .err
            .contains("  = help: did you mean `dynamodb:getItem`?\n"),
        "{}",
        wrong.err
    );
    assert!(
        wrong
            .err
            .ends_with("error: nothing was written, because of 1 error\n"),
        "{}",
        wrong.err
    );
}

#[test]
fn workflows_are_listed_and_printed() {
    let list = run(app(), &["list"]);
    assert_eq!(
        list.out,
        "greeting  Standard  1 state\nmemory    Standard  1 state\n"
    );
    let policy = run(app(), &["print", "memory", "policy"]);
    assert!(
        policy
            .out
            .starts_with("{\n  \"Version\": \"2012-10-17\",\n"),
        "{}",
        policy.out
    );
    assert!(
        policy
            .out
            .contains("\"Resource\": \"arn:${AWS::Partition}:s3:::names/*\""),
        "{}",
        policy.out
    );
    let schema = run(app(), &["print", "greeting", "input-schema"]);
    assert!(
        schema.out.contains("\"type\": \"string\""),
        "{}",
        schema.out
    );
    let none = run(
        App::new().workflow(Workflow::new("raw", anything)),
        &["print", "raw", "input-schema"],
    );
    assert_eq!(none.status, Status::Failed);
    let notes = run(app(), &["notes", "memory"]);
    assert!(notes.out.contains("`Key` comes from data"), "{}", notes.out);
}

#[test]
fn a_place_fills_in_the_placeholders() {
    let args = [
        "print",
        "memory",
        "trust",
        "--region",
        "cn-north-1",
        "--account",
        "123456789012",
    ];
    let trust = run(app(), &args);
    assert!(
        trust
            .out
            .contains("arn:aws-cn:states:cn-north-1:123456789012:stateMachine:memory"),
        "{}",
        trust.out
    );
    assert!(!trust.out.contains("${AWS::"));
}

#[test]
fn a_place_that_is_none_is_told() {
    let at = |region: &str, account: &str, more: &[&str]| {
        let mut args = vec![
            "print",
            "memory",
            "trust",
            "--region",
            region,
            "--account",
            account,
        ];
        args.extend(more);
        let ran = run(app(), &args);
        assert_eq!(
            (ran.status.code(), ran.out.as_str()),
            (2, ""),
            "{region} {account}"
        );
        ran.err
    };
    assert_eq!(
        at("mars", "123456789012", &[]),
        "error: `mars` is not a region\n  = help: regions are written like `eu-west-1`, `us-gov-west-1` or `cn-north-1`\n"
    );
    assert_eq!(
        at("eu-west-1", "abc", &[]),
        "error: `abc` is not an account\n  = help: an account is 12 digits, without dashes; `aws sts get-caller-identity` tells yours\n"
    );
    assert_eq!(
        at("zz-north-1", "123456789012", &[]),
        "error: it is not known which partition the region `zz-north-1` is in\n  = help: check the region, or say the partition too: `--partition aws`\n"
    );
    let partition = at("zz-north-1", "123456789012", &["--partition", "moon"]);
    assert!(
        partition.starts_with("error: `moon` is not a partition\n"),
        "{partition}"
    );
    let directory = tempfile::tempdir().unwrap();
    let args = [
        "--region",
        "zz-north-1",
        "--account",
        "abc",
        "--out",
        text(directory.path()),
    ];
    assert_eq!(run(app(), &args).status, Status::Failed);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    let args = [
        "print",
        "memory",
        "trust",
        "--region",
        "zz-north-1",
        "--account",
        "123456789012",
        "--partition",
        "aws-zz",
    ];
    let said = run(app(), &args);
    assert!(
        said.out.contains("arn:aws-zz:states:zz-north-1:"),
        "{}{}",
        said.out,
        said.err
    );
}

#[test]
fn wrong_command_lines_are_told() {
    let unknown = run(app(), &["synth", "greating"]);
    assert_eq!((unknown.status, unknown.status.code()), (Status::Failed, 2));
    assert_eq!(
        unknown.err,
        "error: there is no workflow `greating`\n  = help: did you mean `greeting`?\n"
    );
    assert_eq!(run(app(), &["--never"]).status, Status::Failed);
    assert_eq!(
        run(app(), &["--region", "eu-west-1"]).status,
        Status::Failed
    );
    let help = run(app(), &["--help"]);
    assert_eq!((help.status, help.err.as_str()), (Status::Fine, ""));
    assert!(help.out.contains("Usage: flows"), "{}", help.out);
}

#[test]
fn names_are_checked_before_anything_else() {
    let twice = run(app().workflow(Workflow::new("greeting", greet)), &["list"]);
    assert_eq!(twice.status, Status::Findings);
    assert!(
        twice
            .err
            .starts_with("error[duplicate-workflow]: there are two workflows called `greeting`\n")
    );
    let outside = run(App::new().workflow(Workflow::new("../up", greet)), &[]);
    assert!(
        outside
            .err
            .starts_with("error[invalid-workflow-name]: `../up` cannot be the name of a workflow")
    );
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    fs::write(&file, "").unwrap();
    let failed = run(app(), &["--out", text(&file)]);
    assert_eq!(failed.status, Status::Failed);
    assert!(failed.err.starts_with("error: "), "{}", failed.err);
}

#[state]
fn slip(name: Expr<String>) -> Flow<String> {
    aws_sdk::call::<String>("s3", "headObject")
        .with("bucket", "names")
        .with("Key", name)
        .end()
}

#[test]
fn validate_says_what_is_to_be_looked_at() {
    let fine = run(app(), &["validate"]);
    assert_eq!((fine.status, fine.err.as_str()), (Status::Fine, ""));
    assert_eq!(fine.out, "2 workflows: nothing found\n");

    let slipped = || app().workflow(Workflow::new("slip", slip));
    let found = run(slipped(), &["validate", "slip"]);
    assert_eq!(found.status, Status::Findings);
    let place = format!("\n  --> {}:", file!());
    let begins = "error[unknown-parameter]: `s3:headObject` has no parameter `bucket`: those of SDK calls begin with a capital";
    assert!(
        found.out.starts_with(begins) && found.out.contains(&place),
        "{}",
        found.out
    );
    assert!(found.out.contains(
        "\n  = note: in workflow `slip`, /States/Slip/Arguments/bucket\n  = help: write `Bucket`\n"
    ));

    let json = run(slipped(), &["validate", "--format", "json"]);
    let lines: Vec<&str> = json.out.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"file":"greeting","result":"OK","diagnostics":[]}"#
    );
    assert!(
        lines[2]
            .starts_with(r#"{"file":"slip","result":"FAIL","diagnostics":[{"severity":"ERROR","#),
        "{}",
        lines[2]
    );

    assert_eq!(run(app(), &["validate", "gretting"]).status, Status::Failed);
}
