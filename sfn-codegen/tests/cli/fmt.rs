//! `sfn fmt`, completions and the man page.

use super::Folder;
use sfn_codegen::Status;

const UGLY: &str = r#"{"States":{"A":{"End":true,"Type":"Pass","Result":2.0}},"StartAt":"A"}"#;
const PRETTY: &str = "{\n  \"States\": {\n    \"A\": {\n      \"End\": true,\n      \"Type\": \"Pass\",\n      \"Result\": 2.0\n    }\n  },\n  \"StartAt\": \"A\"\n}\n";

#[test]
fn a_file_is_written_in_one_form_with_nothing_lost() {
    let folder = Folder::new().with("a.json", UGLY);
    let (status, out, _) = folder.run(&["fmt", "a.json", "--check"]);
    assert_eq!(
        (status, out.as_str()),
        (Status::Findings, "would change a.json\n")
    );
    assert_eq!(folder.run(&["fmt", "a.json", "--print"]).1, PRETTY);
    assert_eq!(folder.run(&["fmt", "a.json"]).0, Status::Fine);
    assert_eq!(
        std::fs::read_to_string(folder.path("a.json")).unwrap(),
        PRETTY
    );
    assert_eq!(folder.run(&["fmt", "a.json", "--check"]).0, Status::Fine);
}

#[test]
fn what_would_lose_something_is_left_alone() {
    let twice = r#"{"A": 1, "A": 2}"#;
    let folder = Folder::new()
        .with("twice.json", twice)
        .with("a.yaml", "# why\nStartAt: A\n");
    let (status, _, err) = folder.run(&["fmt", "twice.json"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("`twice.json` cannot be formatted"), "{err}");
    assert_eq!(
        std::fs::read_to_string(folder.path("twice.json")).unwrap(),
        twice
    );
    let (status, _, err) = folder.run(&["fmt", "a.yaml"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("YAML would lose its comments"), "{err}");
}

#[test]
fn shells_and_readers_of_manuals_are_served() {
    let folder = Folder::new();
    let (status, out, _) = folder.run(&["completions", "bash"]);
    assert_eq!(status, Status::Fine);
    assert!(out.contains("validate") && out.contains("_sfn"), "{out}");
    let (_, out, _) = folder.run(&["man"]);
    assert!(out.contains(".TH sfn 1"), "{out}");
}
