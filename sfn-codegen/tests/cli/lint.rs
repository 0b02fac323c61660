//! `sfn lint`.

use super::Folder;
use sfn_asl::Json;
use sfn_codegen::Status;

const OLD_MAP: &str = r#"{
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "Iterator": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
      "End": true
    }
  }
}"#;

#[test]
fn findings_are_shown_where_they_are() {
    let folder = Folder::new().with("map.json", OLD_MAP);
    let (status, out, _) = folder.run(&["lint", "map.json"]);
    assert_eq!(status, Status::Findings);
    assert!(
        out.contains(
            "warning[deprecated-field]: `Iterator` of a Map is called `ItemProcessor` now"
        ),
        "{out}"
    );
    assert!(out.contains("map.json:6:"), "{out}");
    let (_, out, _) = folder.run(&["lint", "map.json", "--format", "json"]);
    let json: Json = out.trim().parse().unwrap();
    assert_eq!(
        json.pointer("/diagnostics/0/rule").and_then(Json::as_str),
        Some("deprecated-field")
    );
}

#[test]
fn what_is_mechanical_is_mended() {
    let folder = Folder::new().with("map.json", OLD_MAP);
    let (status, out, err) = folder.run(&["lint", "map.json", "--fix"]);
    assert_eq!(
        (status, out.as_str(), err.as_str()),
        (
            Status::Fine,
            "1 definition in 1 file: nothing found\n",
            "map.json:6\n-      \"Iterator\": {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}},\n+      \"ItemProcessor\": {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}},\n\nnote: 1 place mended in map.json\n"
        )
    );
    // Everything else is as it was.
    assert_eq!(
        std::fs::read_to_string(folder.path("map.json")).unwrap(),
        OLD_MAP.replace("Iterator", "ItemProcessor")
    );
}

#[test]
fn rules_are_listed_explained_and_set() {
    let folder = Folder::new()
        .with("map.json", OLD_MAP)
        .with("off.json", r#"{"rules": {"deprecated-field": "off"}}"#)
        .with("wrong.json", r#"{"rules": {"deprecated-fields": "off"}}"#);
    let (_, out, _) = folder.run(&["lint", "--list"]);
    assert!(out.contains("task-without-timeout"), "{out}");
    let (_, out, _) = folder.run(&["lint", "--explain", "choice-without-default"]);
    assert!(out.contains("States.NoChoiceMatched"), "{out}");
    assert_eq!(
        folder.run(&["lint", "map.json", "--config", "off.json"]).0,
        Status::Fine
    );
    assert_eq!(
        folder
            .run(&["lint", "map.json", "--allow", "deprecated-field"])
            .0,
        Status::Fine
    );
    let (status, _, err) = folder.run(&["lint", "map.json", "--config", "wrong.json"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("did you mean `deprecated-field`?"), "{err}");
}
