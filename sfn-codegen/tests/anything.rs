//! Whatever a document says, every analysis answers: no panic, no hang.

#![cfg(feature = "cli")]

mod checks;

use proptest::prelude::*;
use sfn_asl::json::Json;

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
    fn every_analysis_answers(one in machine(2), other in machine(1)) {
        let bytes = one.to_compact();
        for check in [checks::validate, checks::iam, checks::policy, checks::lint, checks::schema, checks::graph, checks::cost, checks::diff] {
            check(bytes.as_bytes());
        }
        checks::diff(Json::from(vec![one, other]).to_compact().as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_command_answers(one in machine(1), which in 0..4_u8, template in any::<bool>()) {
        let inside = Json::from_iter([("Definition", one.clone())]);
        let machine = Json::from_iter([("Type", Json::from("AWS::Serverless::StateMachine")), ("Properties", inside)]);
        let whole = if template { Json::from_iter([("Resources", Json::from_iter([("M", machine)]))]) } else { one };
        checks::file(format!("{}{}", char::from(which), whole.to_pretty()).as_bytes());
    }
}
