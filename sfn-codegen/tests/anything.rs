//! Whatever a document says, every analysis answers: no panic, no hang.

#![cfg(feature = "cli")]

use proptest::prelude::*;
use sfn_asl::json::Json;
use sfn_asl::{Limits, WorkflowKind};
use sfn_codegen::graph::Graph;
use sfn_codegen::{cost, diff, iam, infer, lint};

/// Names that states have and lead to, the odd ones too.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("A".to_owned()),
        Just("B".to_owned()),
        Just("C/~".to_owned()),
        Just("${D}".to_owned()),
        Just(String::new()),
    ]
}

/// A value of any kind, often one that means something.
fn value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        name().prop_map(Json::from),
        prop_oneof![
            Just("$.a.b"),
            Just("$$.Task.Token"),
            Just("$"),
            Just("{% $states.input.a %}"),
            Just("{% ("),
            Just("${X}"),
            Just("States.Format('{}', $.a)"),
            Just("arn:aws:states:::lambda:invoke"),
            Just("arn:aws:states:::aws-sdk:s3:getObject"),
            Just("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
            Just("arn:aws:lambda:eu-west-1:123456789012:function:f"),
            Just("arn:aws:states:::s3:listObjectsV2"),
            Just("arn:aws:states:::dynamodb:putItem"),
            Just("s3://b/k"),
            Just("*"),
        ]
        .prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<bool>().prop_map(Json::from),
        Just(Json::Null),
        ".{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let key = prop_oneof![
            name(),
            Just("a".to_owned()),
            Just("FunctionName".to_owned()),
            Just("Bucket".to_owned()),
            Just("Key.$".to_owned()),
            Just("TableName".to_owned()),
            Just("ErrorEquals".to_owned()),
            Just("Next".to_owned()),
            Just("Variable".to_owned()),
            Just("And".to_owned()),
            Just("IsPresent".to_owned()),
            Just("InputType".to_owned()),
            Just("Mode".to_owned()),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((key, inner), 0..4).prop_map(Json::from_iter),
        ]
    })
}

fn state(depth: u32) -> BoxedStrategy<Json> {
    let kind = prop_oneof![
        Just("Task"),
        Just("Pass"),
        Just("Choice"),
        Just("Wait"),
        Just("Succeed"),
        Just("Fail"),
        Just("Parallel"),
        Just("Map"),
        Just("Odd"),
    ];
    let field = prop_oneof![
        Just("Next"),
        Just("End"),
        Just("Default"),
        Just("Resource"),
        Just("Parameters"),
        Just("Arguments"),
        Just("Output"),
        Just("Assign"),
        Just("ResultPath"),
        Just("ResultSelector"),
        Just("InputPath"),
        Just("OutputPath"),
        Just("Choices"),
        Just("Retry"),
        Just("Catch"),
        Just("Seconds"),
        Just("Timestamp"),
        Just("Items"),
        Just("ItemsPath"),
        Just("ItemReader"),
        Just("ItemSelector"),
        Just("ItemBatcher"),
        Just("ResultWriter"),
        Just("MaxConcurrency"),
        Just("Credentials"),
        Just("Label"),
        Just("TimeoutSeconds"),
        Just("QueryLanguage"),
    ];
    let fields = prop::collection::vec((field, value()), 0..6);
    let next = name().prop_map(|name| ("Next", Json::from(name)));
    let plain = (kind, fields, prop::option::of(next)).prop_map(|(kind, fields, next)| {
        let own = [("Type", Json::from(kind))]
            .into_iter()
            .chain(next)
            .chain(fields);
        Json::from_iter(own)
    });
    if depth == 0 {
        return plain.boxed();
    }
    let inside = (
        prop_oneof![Just("Branches"), Just("ItemProcessor"), Just("Iterator")],
        machine(depth - 1),
    );
    (plain, prop::option::of(inside))
        .prop_map(|(mut state, inside)| {
            if let (Some((field, machine)), Some(members)) = (inside, state.as_object_mut()) {
                let scope = if field == "Branches" {
                    Json::from(vec![machine])
                } else {
                    machine
                };
                members.insert(field, scope);
            }
            state
        })
        .boxed()
}

fn machine(depth: u32) -> BoxedStrategy<Json> {
    let states = prop::collection::vec((name(), state(depth)), 0..4).prop_map(Json::from_iter);
    (name(), states)
        .prop_map(|(start, states)| {
            Json::from_iter([("StartAt", Json::from(start)), ("States", states)])
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn every_analysis_answers(one in machine(2), other in machine(1), items in any::<u64>()) {
        let read = |json: &Json| sfn_asl::parse(&json.to_compact(), &Limits::default()).document;
        let (Some(one), Some(other)) = (read(&one), read(&other)) else { return Ok(()) };
        let graph = Graph::of(&one);
        prop_assert!(graph.edges.iter().all(|edge| edge.from < graph.nodes.len() && edge.to < graph.nodes.len()));
        prop_assert!(Graph::to_html(&one, "any").unwrap().ends_with("</html>\n"));
        let _ = (graph.to_mermaid(), graph.to_dot());
        let assumptions = cost::Assumptions { items, ..cost::Assumptions::default() };
        let paths = cost::paths(&one, &assumptions);
        prop_assert!(paths.least <= paths.most && paths.likely >= 0.0, "{paths:?}");
        let month = cost::month(&paths, &assumptions, 1_000);
        prop_assert!(month.standard >= 0.0 && month.standard.is_finite(), "{month:?}");
        let _ = cost::break_even(&paths, &assumptions);
        for kind in [WorkflowKind::Standard, WorkflowKind::Express] {
            let config = lint::Config::new(kind).level("all", lint::Level::Info).unwrap();
            let found = lint::lint(&one, &config);
            let edits: Vec<_> = found.into_iter().flat_map(|found| found.edits).collect();
            let text = one.to_string_pretty();
            if let Ok(mended) = lint::fix::mend_text(&text, &edits) {
                prop_assert!(sfn_asl::parse(&mended.text, &Limits::default()).document.is_some());
            }
        }
        let _ = (infer::input_schema(&one, "any"), infer::output_schema(&one, "any"));
        let changes = diff::Diff::between(&one, &other);
        let _ = (changes.to_string(), changes.to_markdown(), changes.to_json());
        prop_assert!(diff::Diff::between(&one, &one).is_empty());
        if let Ok(role) = iam::role(&one, "any") {
            let explanation = iam::explain(&one, "any").unwrap();
            prop_assert_eq!(explanation.statements.len(), role.policy.statements.len());
            // What is derived is exactly what is needed.
            let existing = iam::Existing::read(&role.policy.to_json()).unwrap();
            if !role.policy.statements.is_empty() {
                let comparison = iam::compare(&role.policy, &existing);
                prop_assert!(comparison.missing.is_empty() && comparison.unused.is_empty(), "{comparison}");
            }
        }
    }
}
