//! `sfn schema`.

use super::Folder;
use sfn_asl::Json;
use sfn_codegen::Status;

const WAIT: &str = r#"{"StartAt": "Hold", "States": {"Hold": {"Type": "Wait", "SecondsPath": "$.pause", "End": true}}}"#;

#[test]
fn a_schema_is_printed_as_it_is_used() {
    let folder = Folder::new().with("hold.asl.json", WAIT);
    let (status, out, err) = folder.run(&["schema", "hold.asl.json"]);
    assert_eq!((status, err.as_str()), (Status::Fine, ""));
    assert_eq!(
        out,
        r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "hold: input",
  "type": "object",
  "properties": {
    "pause": {
      "description": "read by `Hold`",
      "type": "integer"
    }
  },
  "required": [
    "pause"
  ]
}
"#
    );
    let (_, out, _) = folder.run(&["schema", "hold.asl.json", "--of", "output"]);
    let schema: Json = out.parse().unwrap();
    assert_eq!(schema["description"].as_str(), Some("the input"));
}

#[test]
fn both_are_in_the_form_for_programs() {
    let folder = Folder::new()
        .with("a.json", WAIT)
        .with("b.json", "{")
        .with("c.json", WAIT);
    let args = ["schema", "--format", "json", "a.json", "b.json", "c.json"];
    let (status, out, err) = folder.run(&args);
    assert_eq!(status, Status::Failed);
    assert!(
        err.starts_with("error: the definition in `b.json` cannot be read"),
        "{err}"
    );
    let lines: Vec<Json> = out.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["file", "name", "input", "inputFrom", "output", "outputFrom"]
    );
    assert_eq!(lines[1]["inputFrom"].as_str(), Some("definition"));
}
