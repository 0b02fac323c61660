//! YAML is read as the JSON data it stands for; what is more than data is refused with a reason.
#![cfg(feature = "yaml")]

use sfn_asl::{Code, Diagnostic, Json, Limits, StateMachine, parse_yaml, read_yaml};

fn value(text: &str) -> Json {
    let read = read_yaml(text, &Limits::default());
    assert!(read.diagnostics.is_empty(), "{:#?}", read.diagnostics);
    read.value.expect("a value")
}

fn errors(text: &str) -> Vec<Diagnostic> {
    let read = read_yaml(text, &Limits::default());
    assert!(
        !read.diagnostics.is_empty(),
        "{text} was read as {:?}",
        read.value
    );
    read.diagnostics
}

#[test]
fn scalars_follow_the_core_schema() {
    let text = "[~, null, true, False, 12, -0.50, 1e3, +7, .5, 0x1F, 0o17, yes, 'true', \"12\", 1_000, 2024-01-01T00:00:00Z, 1., a b]";
    assert_eq!(
        value(text).to_string(),
        concat!(
            r#"[null,null,true,false,12,-0.50,1e3,7,0.5,31,15,"yes","true","12","1_000","#,
            r#""2024-01-01T00:00:00Z",1,"a b"]"#
        )
    );
    assert_eq!(errors("a: .inf")[0].code, Code::UnsupportedYaml);
    assert_eq!(value("a: !!str 12").to_string(), r#"{"a":"12"}"#);
    assert_eq!(value("12: 1").to_string(), r#"{"12":1}"#);
    assert_eq!(value("a: |\n  x\n  y\n").to_string(), r#"{"a":"x\ny\n"}"#);
}

#[test]
fn a_definition_is_the_same_as_in_json() {
    let yaml = "
# an order
StartAt: Check
States:
  Check:
    Type: Task
    Resource: ${CheckFunctionArn}
    Retry:
      - ErrorEquals: [States.TaskFailed]
        BackoffRate: 2.0
    Next: Done
  Done: {Type: Succeed}
";
    let json = r#"{"StartAt":"Check","States":{"Check":{"Type":"Task","Resource":"${CheckFunctionArn}","Retry":
        [{"ErrorEquals":["States.TaskFailed"],"BackoffRate":2.0}],"Next":"Done"},"Done":{"Type":"Succeed"}}}"#;
    let document = StateMachine::from_yaml_str(yaml).unwrap();
    assert_eq!(document, StateMachine::from_json_str(json).unwrap());
    assert!(document.to_json().is_identical(&json.parse().unwrap()));
}

#[test]
fn anchors_are_expanded() {
    assert_eq!(
        value("a: &x {b: [1, 2]}\nc: *x\nd: &k key\n*k : 1").to_string(),
        r#"{"a":{"b":[1,2]},"c":{"b":[1,2]},"d":"key","key":1}"#
    );
}

#[test]
fn what_is_more_than_data_is_refused() {
    let tag = &errors(
        "StartAt: A\nResource: !GetAtt Function.Arn\nother: !Join [a, [b, c]]\nlast: 1",
    )[..];
    assert_eq!(tag.len(), 2);
    assert_eq!(
        tag[0].to_string(),
        "2:11: error[unsupported-yaml]: the tag `!GetAtt` has no meaning in a definition at /Resource\n  help: CloudFormation \
         tags belong in the template: write a `${Placeholder}` here, and give its value under DefinitionSubstitutions there"
    );
    assert_eq!(
        errors("a: &x {b: 1}\nc: {<<: *x}")[0].code,
        Code::UnsupportedYaml
    );
    assert_eq!(errors("a: 1\n---\nb: 2")[0].code, Code::UnsupportedYaml);
    assert_eq!(errors("[a]: 1")[0].code, Code::UnsupportedYaml);
    assert_eq!(
        errors("a: 1\nb: 2\na: 3")[0].to_string(),
        concat!(
            "3:1: error[duplicate-key]: the key `a` occurs twice at /a\n",
            "  note: 1:1: it is here first at /a\n  help: keep one of them"
        )
    );
    assert_eq!(errors("a: &x [*x]")[0].code, Code::UnsupportedYaml);
}

#[test]
fn wrong_text_has_a_place() {
    for text in [
        "",
        "# nothing\n",
        "a: [1, 2",
        "a: 'x",
        "a:\n\t- b",
        "a: b: c",
        "*x",
        "%",
        "- a\nb: c",
        "{a: 1}}",
        "\u{0}",
    ] {
        assert!(errors(text)[0].position.is_some(), "{text:?}");
    }
    let typed = parse_yaml(
        "# é日本\nStartAt: é\nStates:\n  é: {Type: Pass, End: 'true'}\n",
        &Limits::default(),
    );
    assert_eq!(typed.diagnostics[0].position.unwrap().to_string(), "4:24");
}

#[test]
fn aliases_cannot_fill_the_memory() {
    let mut laughs = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(errors(&laughs)[0].code, Code::LimitExceeded);
    let mut long = format!("a: &a {}\n", "x".repeat(1 << 20));
    for at in 0..200 {
        long.push_str(&format!("b{at}: *a\n"));
    }
    assert_eq!(errors(&long)[0].code, Code::LimitExceeded);
    for open in ["[", "- ", "{a: "] {
        // The parser has a limit of its own for what is in brackets.
        let code = errors(&open.repeat(100_000))[0].code;
        assert!(matches!(code, Code::LimitExceeded | Code::Syntax), "{open}");
    }
}

#[test]
fn truncated_text_never_panics() {
    let text = "StartAt: &x 'é'\nStates:\n  ? A\n  : {Type: Pass, \"End\": true, Result: [*x, !!str 1]}\n  B: |\n    text\n";
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
        let _ = parse_yaml(&text[..end], &Limits::default());
    }
}
