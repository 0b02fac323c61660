//! Several files, and folders of them.

use super::Folder;
use sfn_codegen::Status;
use std::fs;

const GOOD: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#;
const BAD: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}"#;
const TEMPLATE: &str = "Resources:\n  Orders:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A: {Type: Succeed}\n";

impl Folder {
    fn and(self, name: &str, text: &str) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// The files that `sfn validate` looks at when it is given the folder.
    fn looked_at(&self) -> Vec<String> {
        // A name with a dot is one of the folder.
        let (_, reports) = self.reports(&["./"]);
        let text = |report: &sfn_asl::Json| report["file"].as_str().unwrap().to_owned();
        let root = format!("{}/", self.path(".").display());
        reports
            .iter()
            .map(|report| text(report).replace(&root, "").replace("./", ""))
            .collect()
    }
}

#[test]
fn a_folder_is_looked_through() {
    let folder = Folder::new()
        .and("a.asl.json", GOOD)
        .and("orders/definition.asl.json", GOOD)
        .and(
            "orders/policy.json",
            r#"{"Version": "2012-10-17", "Statement": []}"#,
        )
        .and("plain.json", GOOD)
        .and(
            "plain.yaml",
            "StartAt: A\nStates:\n  A:\n    Type: Succeed\n",
        )
        .and("sam/template.yaml", TEMPLATE)
        .and("package.json", r#"{"name": "x"}"#)
        .and(
            "schema.json",
            r#"{"properties": {"StartAt": {"Type": "x"}, "States": {}}}"#,
        )
        .and("notes.md", "StartAt States Type")
        .and("node_modules/x/a.asl.json", BAD)
        .and("target/sfn/a.asl.json", BAD)
        .and(".hidden/a.asl.json", BAD)
        .and("build/a.asl.json", BAD)
        .and(".gitignore", "build/\n");
    assert_eq!(
        folder.looked_at(),
        [
            "a.asl.json",
            "orders/definition.asl.json",
            "plain.json",
            "plain.yaml",
            "sam/template.yaml"
        ]
    );
}

#[test]
fn a_folder_that_is_named_is_looked_through_whatever_it_is_called() {
    let folder = Folder::new().and("target/a.asl.json", BAD);
    let path = folder.path("target");
    let (status, out, _) = folder.run(&["validate", path.to_str().unwrap()]);
    // Its own name has no dot, and is given as it is.
    assert_eq!(status, Status::Findings, "{out}");
}

#[test]
fn a_folder_without_definitions_is_said() {
    let folder = Folder::new().and("a.json", "{}");
    let (status, out, err) = folder.run(&["validate", "./"]);
    assert_eq!((status, out.as_str()), (Status::Failed, ""));
    assert!(
        err.starts_with("error: there is no definition in the folder "),
        "{err}"
    );
}

#[test]
fn many_files_are_told_in_their_order() {
    let names: Vec<String> = (10..40).map(|n| format!("{n}.json")).collect();
    let mut folder = Folder::new();
    for (at, name) in names.iter().enumerate() {
        let text = if at % 3 == 0 { BAD } else { GOOD };
        folder = folder.with(name, text);
    }
    let mut args: Vec<&str> = names.iter().map(String::as_str).collect();
    args.reverse();
    args.push("missing.json");
    args.push(&names[0]);
    let (status, out, err) = folder.run(&[&["validate", "--format=json"], &args[..]].concat());
    assert_eq!(status, Status::Failed);
    assert!(
        err.starts_with("error: `missing.json` cannot be read: ") && err.lines().count() == 1,
        "{err}"
    );
    let told: Vec<String> = out
        .lines()
        .map(|line| {
            let report: sfn_asl::Json = line.parse().unwrap();
            report["file"].as_str().unwrap().to_owned()
        })
        .collect();
    // Each once, although one was given twice.
    assert_eq!(told, args[..30]);
    let (_, out, _) = folder.run(&[&["validate"], &args[..30]].concat());
    assert!(
        out.ends_with("30 definitions in 30 files: 10 errors\n"),
        "{out}"
    );
}

#[test]
fn folders_are_compared_file_by_file() {
    let changed = GOOD
        .replace("Pass", "Succeed")
        .replace(", \"End\": true", "");
    let folder = Folder::new()
        .and("old/a/definition.asl.json", GOOD)
        .and("old/b/definition.asl.json", GOOD)
        .and("new/a/definition.asl.json", &changed)
        .and("new/c/definition.asl.json", GOOD);
    let (old, new) = (folder.path("old"), folder.path("new"));
    let args = ["diff", old.to_str().unwrap(), new.to_str().unwrap()];
    let (status, out, _) = folder.run(&args);
    assert_eq!(status, Status::Findings);
    assert!(out.starts_with("a:\nchanged\n  A Type: "), "{out}");
    assert!(
        out.ends_with("c: the state machine is added\nb: the state machine is removed\n"),
        "{out}"
    );
}

#[test]
fn policies_of_a_folder_have_the_names_of_its_folders() {
    let task = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "https://sqs.eu-west-1.amazonaws.com/123456789012/q", "MessageBody": "x"}, "End": true}}}"#;
    let folder = Folder::new()
        .and("flows/a/definition.asl.json", task)
        .and("flows/b/definition.asl.json", task);
    let flows = folder.path("flows");
    let (status, out, err) = folder.run(&["iam", "--format", "json", flows.to_str().unwrap()]);
    assert_eq!((status, err.as_str()), (Status::Fine, ""));
    let names: Vec<String> = out
        .lines()
        .map(|line| {
            let role: sfn_asl::Json = line.parse().unwrap();
            assert!(role["policy"]["Statement"].as_array().is_some());
            role["name"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(names, ["a", "b"]);
}
