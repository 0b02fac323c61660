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

#[test]
fn a_configuration_is_looked_for_upwards_and_knows_files_machines_and_states() {
    let two = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "B"}]},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.y", "IsPresent": true, "Next": "C"}]}, "C": {"Type": "Succeed"}}}"#;
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("infra/old")).unwrap();
    let folder = folder
        .with("infra/orders.json", two)
        .with("infra/old/bills.json", two)
        .with(
            "sfn-lint.yaml",
            "rules:\n  choice-without-default: error   # everywhere\noverrides:\n  - files: \"infra/old/*\"\n    states: [B]\n    rules: { choice-without-default: off }\n  - machines: [ord*]\n    rules: { choice-without-default: info }\n",
        );
    let (_, out, _) = folder.run(&[
        "lint",
        "infra/orders.json",
        "infra/old/bills.json",
        "--format=json",
    ]);
    let found: Vec<Vec<String>> = out
        .lines()
        .map(|line| {
            let report: Json = line.parse().unwrap();
            let found = crate::found(&report).into_iter();
            found
                .map(|(level, _, place, _)| format!("{level} {place}"))
                .collect()
        })
        .collect();
    assert_eq!(found[0], ["INFO /States/A", "INFO /States/B"]);
    assert_eq!(found[1], ["ERROR /States/A"]);
    // What is said on the command line counts for more.
    let (status, ..) = folder.run(&[
        "lint",
        "infra/orders.json",
        "--deny",
        "choice-without-default",
    ]);
    assert_eq!(status, Status::Findings);
    let (status, ..) = folder.run(&["lint", "infra/old/bills.json", "--allow=all"]);
    assert_eq!(status, Status::Fine);
    let (status, out, _) = folder.run(&[
        "lint",
        "infra/old/bills.json",
        "--allow=all",
        "--warn=choice-without-default",
    ]);
    assert_eq!(status, Status::Findings);
    assert!(out.contains("warning[choice-without-default]"), "{out}");
}

#[test]
fn what_is_not_known_is_an_error_with_a_place() {
    let folder = Folder::new().with("map.json", OLD_MAP).with(
        "sfn-lint.json",
        "{\n  \"rules\": {\n    \"retry-without-gitter\": \"off\"\n  }\n}",
    );
    let (status, _, err) = folder.run(&["lint", "map.json"]);
    assert_eq!(status, Status::Failed);
    assert_eq!(
        err,
        "error: there is no rule `retry-without-gitter`, did you mean `retry-without-jitter`?\n  --> sfn-lint.json:3:5\n"
    );
    for (text, message) in [
        (
            "{\"rule\": {}}",
            "there is no `rule` here, did you mean `rules`?",
        ),
        (
            "{\"rules\": {\"deprecated-field\": \"loud\"}}",
            "the level of `deprecated-field` is one of \"off\", \"info\", \"warning\", \"error\"",
        ),
        ("{\"overrides\": {}}", "`overrides` is a list"),
        (
            "{\"overrides\": [{\"files\": 1, \"rules\": {}}]}",
            "`files` is a pattern, or a list of patterns",
        ),
        ("{", "the text ends inside an object"),
    ] {
        let folder = Folder::new()
            .with("map.json", OLD_MAP)
            .with("sfn-lint.json", text);
        let (status, _, err) = folder.run(&["lint", "map.json"]);
        assert_eq!(status, Status::Failed);
        assert!(err.contains(message), "{err}");
    }
    let (status, _, err) = folder.run(&["lint", "map.json", "--warn", "deprecated-feild"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("did you mean `deprecated-field`?"), "{err}");
    let (status, _, err) = folder.run(&[
        "lint",
        "map.json",
        "--warn=deprecated-field",
        "--deny=deprecated-field",
    ]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("more than one level"), "{err}");
}

const POLL: &str = r#"# What the night shift runs.
StartAt: Ask
States:
  Ask:          # the old map
    Type: Map
    Iterator:   # renamed
      StartAt: Call
      States:
        Call:
          Type: Task
          Resource: arn:aws:states:::sns:publish
          Parameters: { TopicArn: "${Topic}", "Message.$": $.text }
          Retry:
            # all of them
            - ErrorEquals: [States.TaskFailed]
              MaxAttempts: 2
            - ErrorEquals:
                - Sns.Throttled
              # never
              MaxAttempts: 9

            # the slow ones
            - ErrorEquals: [States.Timeout]   # or so
          End: true
    End: true
"#;

#[test]
fn yaml_is_mended_and_keeps_its_comments() {
    let folder = Folder::new().with("poll.yaml", POLL);
    let (status, out, err) = folder.run(&["lint", "poll.yaml", "--fix", "--dry-run"]);
    assert_eq!((status, err.as_str()), (Status::Findings, ""));
    assert!(
        out.starts_with(
            "poll.yaml:6\n-    Iterator:   # renamed\n+    ItemProcessor:   # renamed\n"
        ),
        "{out}"
    );
    assert_eq!(
        std::fs::read_to_string(folder.path("poll.yaml")).unwrap(),
        POLL
    );
    let (_, _, err) = folder.run(&["lint", "poll.yaml", "--fix"]);
    assert!(
        err.ends_with("note: 4 places mended in poll.yaml\n"),
        "{err}"
    );
    let mended = std::fs::read_to_string(folder.path("poll.yaml")).unwrap();
    let expected = POLL
        .replace("Iterator:", "ItemProcessor:")
        .replace("              MaxAttempts: 2\n", "              JitterStrategy: FULL\n              MaxAttempts: 2\n")
        .replace("            - ErrorEquals:\n                - Sns.Throttled\n              # never\n              MaxAttempts: 9\n", "")
        .replace("            - ErrorEquals: [States.Timeout]", "            - JitterStrategy: FULL\n              ErrorEquals: [States.Timeout]");
    assert_eq!(mended, expected);
    // Once is enough.
    let (_, out, err) = folder.run(&["lint", "poll.yaml", "--fix"]);
    assert!(!err.contains("mended"), "{err}");
    assert!(
        !out.contains("deprecated-field") && !out.contains("retry-without-jitter"),
        "{out}"
    );
}

#[test]
fn templates_are_mended_where_that_is_safe() {
    let template = "Resources:\n  Flow:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition:\n        StartAt: A\n        States:\n          A:\n            Type: Map   # old\n            Iterator: { StartAt: B, States: { B: { Type: Pass, End: true } } }\n            End: true\n      Role: !GetAtt Role.Arn   # not ours\n";
    let folder = Folder::new().with("template.yaml", template);
    let (_, _, err) = folder.run(&["lint", "template.yaml", "--fix"]);
    assert!(err.contains("1 place mended"), "{err}");
    assert_eq!(
        std::fs::read_to_string(folder.path("template.yaml")).unwrap(),
        template.replace("Iterator", "ItemProcessor")
    );
    // A definition that is a text of a template is left to its author.
    let text = Json::from_iter([(
        "Resources",
        Json::from_iter([(
            "Flow",
            Json::from_iter([
                ("Type", Json::from("AWS::StepFunctions::StateMachine")),
                (
                    "Properties",
                    Json::from_iter([("DefinitionString", Json::from(OLD_MAP))]),
                ),
            ]),
        )]),
    )])
    .to_pretty();
    let folder = Folder::new().with("template.json", &text);
    let (_, _, err) = folder.run(&["lint", "template.json", "--fix"]);
    assert!(err.starts_with("note: 1 change in `template.json` cannot be made: the definition is a text in a template"), "{err}");
    assert_eq!(
        std::fs::read_to_string(folder.path("template.json")).unwrap(),
        text
    );
}

#[test]
fn json_of_any_form_is_mended() {
    let compact = r#"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","Parameters":{"TopicArn":"t","Message":"m"},"Retry":[{"ErrorEquals":["States.TaskFailed"]},{"ErrorEquals":["Busy"]}],"End":true}}}"#;
    let folder = Folder::new().with("a.json", compact);
    folder.run(&["lint", "a.json", "--fix"]);
    assert_eq!(
        std::fs::read_to_string(folder.path("a.json")).unwrap(),
        compact.replace(
            r#"[{"ErrorEquals":["States.TaskFailed"]},{"ErrorEquals":["Busy"]}]"#,
            r#"[{"ErrorEquals":["States.TaskFailed"],"JitterStrategy":"FULL"}]"#
        )
    );
    let tabs = "{\r\n\t\"StartAt\": \"A\",\r\n\t\"States\": {\r\n\t\t\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\",\r\n\t\t\t\"Retry\": [{\r\n\t\t\t\t\"ErrorEquals\": [\"Busy\"]\r\n\t\t\t}],\r\n\t\t\t\"End\": true}\r\n\t}\r\n}\r\n";
    let folder = Folder::new().with("a.json", tabs);
    folder.run(&["lint", "a.json", "--fix"]);
    assert_eq!(
        std::fs::read_to_string(folder.path("a.json")).unwrap(),
        tabs.replace(
            "[\"Busy\"]",
            "[\"Busy\"],\r\n\t\t\t\t\"JitterStrategy\": \"FULL\""
        )
    );
}

/// Every rule, many findings, and all of it on one line: minutes when anything goes through it all for each of them.
#[test]
fn what_is_long_is_linted_soon() {
    let states = (0..4_000).map(|at| {
        let task = Json::from_iter([
            ("Type", Json::from("Task")),
            ("Resource", Json::from("arn:aws:states:::lambda:invoke")),
            ("ResultPath", Json::from(format!("$.r{at}"))),
            (
                "Retry",
                Json::from(vec![Json::from_iter([(
                    "ErrorEquals",
                    Json::from(vec![Json::from("A")]),
                )])]),
            ),
            ("Next", Json::from(format!("S{}", at + 1))),
        ]);
        (format!("S{at}"), task)
    });
    let end = Json::from_iter([("Type", Json::from("Succeed"))]);
    let states = states.chain([("S4000".to_owned(), end)]).collect::<Json>();
    let text = Json::from_iter([("StartAt", Json::from("S0")), ("States", states)]).to_compact();
    let folder = Folder::new().with("long.json", &text);
    let began = std::time::Instant::now();
    let (_, out, _) = folder.run(&["lint", "long.json", "--warn=all", "--format=json"]);
    assert!(out.len() > 1_000_000);
    let (_, _, err) = folder.run(&["lint", "long.json", "--fix", "--format=json"]);
    assert!(err.contains("places mended in long.json"));
    assert!(err.len() < 4 * text.len());
    let (_, _, err) = folder.run(&["lint", "long.json", "--fix", "--format=json"]);
    assert_eq!(err, "");
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
