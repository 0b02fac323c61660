//! `sfn graph`.

use super::Folder;
use sfn_codegen::Status;

const HELLO: &str = r#"{"StartAt": "Hello", "States": {"Hello": {"Type": "Pass", "End": true}}}"#;

#[test]
fn a_definition_is_drawn_in_every_format() {
    let folder = Folder::new().with("hello.asl.json", HELLO);
    for (format, begins) in [
        ("mermaid", "flowchart TD\n"),
        ("dot", "digraph {\n"),
        ("svg", "<svg xmlns="),
        ("html", "<!doctype html>\n"),
    ] {
        let (status, out, err) = folder.run(&["graph", "hello.asl.json", "--format", format]);
        assert_eq!((status, err.as_str()), (Status::Fine, ""), "{format}");
        assert!(out.starts_with(begins) && out.contains("Hello"), "{out}");
    }
}

#[test]
fn a_picture_goes_into_a_file() {
    let folder = Folder::new().with("hello.json", HELLO);
    let (status, out, _) = folder.run(&[
        "graph",
        "hello.json",
        "--format",
        "svg",
        "--out",
        "hello.svg",
    ]);
    assert_eq!((status, out.as_str()), (Status::Fine, ""));
    let text = std::fs::read_to_string(folder.path("hello.svg")).unwrap();
    assert!(text.contains("<title>hello</title>"), "{text}");
}

#[test]
fn of_several_definitions_one_is_named() {
    let template = format!(
        r#"{{"Resources": {{
            "Greet": {{"Type": "AWS::StepFunctions::StateMachine", "Properties": {{"Definition": {HELLO}}}}},
            "Part": {{"Type": "AWS::StepFunctions::StateMachine", "Properties": {{"Definition": {HELLO}}}}}}}}}"#
    );
    let folder = Folder::new().with("template.json", &template);
    let (status, _, err) = folder.run(&["graph", "template.json"]);
    assert_eq!(status, Status::Failed);
    assert!(
        err.contains("say which with --name: `Greet`, `Part`"),
        "{err}"
    );
    let (status, out, _) = folder.run(&["graph", "template.json", "--name", "Part"]);
    assert_eq!(status, Status::Fine);
    assert!(out.contains("Hello"));
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = Folder::new().with("broken.json", "{\"StartAt\": ");
    let (status, _, err) = folder.run(&["graph", "broken.json"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("`sfn validate broken.json` says why"), "{err}");
    let (status, _, err) = folder.run(&["graph", "nowhere.json"]);
    assert_eq!(status, Status::Failed);
    assert!(
        err.starts_with("error: `nowhere.json` cannot be read"),
        "{err}"
    );
}

#[test]
fn a_folder_gets_one_picture_of_each() {
    let folder = Folder::new()
        .with("a.asl.json", HELLO)
        .with("a.json", HELLO)
        .with("broken.json", "{");
    let out = folder.path("pictures/");
    let args = ["graph", "--format", "svg", "--out", out.to_str().unwrap()];
    let files = ["a.asl.json", "a.json", "broken.json"];
    let (status, _, err) = folder.run(&[&args[..], &files[..]].concat());
    // What can be read is drawn all the same.
    assert_eq!(status, Status::Failed);
    assert!(err.contains("`broken.json` cannot be read"), "{err}");
    let mut names: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a-2.svg", "a.svg"]);
}
