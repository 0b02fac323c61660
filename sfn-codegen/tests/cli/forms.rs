//! The forms in which definitions come: JSON, YAML, with or without an extension that says so.

use crate::{Folder, expect};

#[test]
fn yaml_is_read_as_yaml() {
    let folder = Folder::new()
        .with(
            "a.asl.yaml",
            "StartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n",
        )
        .with(
            "b.yml",
            "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: !Ref X\n    End: true\n",
        )
        .with("c.asl", "StartAt: A\nStates:\n  A: { Type: Succeed }\n")
        .with("d.txt", "\n{\"StartAt\": \"A\"}");
    let (code, reports) = folder.reports(&["a.asl.yaml", "b.yml", "c.asl", "d.txt"]);
    assert_eq!(code, 1);
    expect(
        &reports[0],
        &[("ERROR", "dangling-transition", "/States/A/Next", "3:26")],
    );
    expect(
        &reports[1],
        &[("ERROR", "unsupported-yaml", "/States/A/Result", "5:13")],
    );
    expect(&reports[2], &[]);
    expect(&reports[3], &[("ERROR", "missing-field", "/", "2:1")]);
}

#[test]
fn what_is_no_definition_is_one_finding() {
    for (text, rule, place) in [
        ("not a definition", "syntax", "1:1"),
        ("", "syntax", "1:1"),
        ("[]", "wrong-type", "1:1"),
        ("{\"StartAt\": \"A\",}", "syntax", "1:17"),
        ("\"text\"", "wrong-type", "1:1"),
    ] {
        let (code, reports) = Folder::new().with("a.json", text).reports(&["a.json"]);
        assert_eq!(code, 1);
        let found = crate::found(&reports[0]);
        assert_eq!(
            (found[0].1.as_str(), found[0].3.as_str()),
            (rule, place),
            "{text}"
        );
        let same = found.iter().filter(|other| other.1 == rule).count();
        assert_eq!(same, 1, "{text}");
    }
    let folder = Folder::new();
    std::fs::write(folder.path("a.json"), b"{\"a\": \"\xff\"}").unwrap();
    let (_, reports) = folder.reports(&["a.json"]);
    expect(
        &reports[0],
        &[("ERROR", "invalid-utf8", "", "1:8")].map(|(a, b, _, d)| (a, b, "/", d)),
    );
}

#[test]
fn places_in_strings_are_exact() {
    let folder = Folder::new()
        .with(
            "a.json",
            r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "Output": "{% \"\u00e9\" & $nope() %}"}}}"#,
        )
        .with(
            "a.yaml",
            "QueryLanguage: JSONata\nStartAt: A\nStates:\n  A:\n    Type: Succeed\n    Output: |-\n      {% (\n        $a := 1;\n        $nope($a)\n      ) %}\n",
        );
    let (_, reports) = folder.reports(&["a.json", "a.yaml"]);
    expect(
        &reports[0],
        &[("WARNING", "unknown-function", "/States/A/Output", "1:109")],
    );
    expect(
        &reports[1],
        &[("WARNING", "unknown-function", "/States/A/Output", "9:9")],
    );
}

#[test]
fn a_megabyte_on_one_line_is_printed_in_short() {
    let states: String = (0..20_000)
        .map(|at| format!(r#""S{at}":{{"Type":"Pass","Next":"S{}"}},"#, at + 1))
        .collect();
    let text = format!(
        r#"{{"StartAt":"S0","States":{{{states}"S20000":{{"Type":"Pass","Nxt":1,"End":true}}}}}}"#
    );
    let (_, out, _) = Folder::new()
        .with("a.json", &text)
        .run(&["validate", "a.json"]);
    assert!(
        out.contains("did you mean `Next`?") && out.len() < 1_000,
        "{out}"
    );
}
