//! What a document is made of, and where its states lead to.

use crate::{one, valid, wrong};
use sfn_asl::model::{Branch, Fail, Parallel, Pass, StateMachine, Succeed};
use sfn_asl::{ValidateOptions, validate};

#[test]
fn a_document_needs_a_start_and_states() {
    wrong("{}", &[("missing-field", "")]);
    wrong(r#"{"StartAt":"A"}"#, &[("missing-field", "")]);
    wrong(
        r#"{"StartAt":"A","States":{}}"#,
        &[("missing-field", "/States")],
    );
    wrong(
        &one(r#""Parallel","Branches":[],"End":true"#),
        &[("missing-field", "/States/A/Branches")],
    );
    wrong(
        &one(r#""Choice","Choices":[]"#),
        &[("missing-field", "/States/A/Choices")],
    );
    wrong(
        r#"{"StartAt":"B","States":{"A":{"Type":"Succeed"}}}"#,
        &[("unknown-start-at", "/StartAt")],
    );
    wrong(
        r#"{"StartAt":1,"States":{"A":{"Type":"Succeed"}}}"#,
        &[("wrong-type", "/StartAt")],
    );
    wrong(
        r#"{"Version":"2.0","StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#,
        &[("invalid-value", "/Version")],
    );
    wrong(
        r#"{"Foo":1,"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#,
        &[("unknown-field", "/Foo")],
    );
    valid(r#"{"StartAt":"${First}","States":{"A":{"Type":"Succeed"}}}"#);
}

#[test]
fn transitions_lead_to_states_of_their_scope() {
    // One slip is told once.
    wrong(
        &one(r#""Pass","Nextt":"A""#),
        &[("unknown-field", "/States/A/Nextt")],
    );
    wrong(
        &one(r#""Pass","end":true"#),
        &[("unknown-field", "/States/A/end")],
    );
    wrong(
        &one(r#""Pass","Next":"B""#),
        &[("dangling-transition", "/States/A/Next")],
    );
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"X"}],"Default":"Y"}}}"#,
        &[
            ("dangling-transition", "/States/A/Choices/0/Next"),
            ("dangling-transition", "/States/A/Default"),
        ],
    );
    wrong(
        &one(
            r#""Task","Resource":"arn:aws:states:::sns:publish","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Z"}]"#,
        ),
        &[("dangling-transition", "/States/A/Catch/0/Next")],
    );
    let inner = Branch::new("In").state("In", Pass::new().next("Out"));
    let machine = StateMachine::new("P")
        .state("P", Parallel::new().branch(inner).next("Out"))
        .state("Out", Succeed::new());
    wrong(
        &machine.to_string_compact(),
        &[(
            "transition-out-of-scope",
            "/States/P/Branches/0/States/In/Next",
        )],
    );
    valid(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${Then}"}}}"#);
    valid(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"${B}":{"Type":"Succeed"}}}"#);
}

#[test]
fn states_are_reached_and_end() {
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"},"B":{"Type":"Pass","Next":"A"}}}"#,
        &[("unreachable-state", "/States/B")],
    );
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Wait","Seconds":1,"Next":"A"}}}"#,
        &[("no-terminal-state", "/States")],
    );
    wrong(&one(r#""Pass""#), &[("missing-field", "/States/A")]);
    wrong(
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B","End":true},"B":{"Type":"Succeed"}}}"#,
        &[("forbidden-field", "/States/A/End")],
    );
    wrong(
        &one(r#""Pass","End":false"#),
        &[("missing-field", "/States/A/End")],
    );
    wrong(
        &one(r#""Pass","End":"true""#),
        &[("wrong-type", "/States/A/End")],
    );
    wrong(
        &one(
            r#""Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Next":"B"}}}]"#,
        ),
        &[("no-terminal-state", "/States/A/Branches/0/States")],
    );
}

#[test]
fn names_are_short_and_unique_in_the_whole_machine() {
    let machine = |name: &str| {
        StateMachine::new(name)
            .state(name, Succeed::new())
            .to_string_compact()
    };
    valid(&machine(&"é".repeat(80)));
    let long = "é".repeat(81);
    wrong(
        &machine(&long),
        &[("invalid-state-name", &format!("/States/{long}"))],
    );
    wrong(&machine(""), &[("invalid-state-name", "/States/")]);
    let branch = || Branch::new("B").state("B", Succeed::new());
    let twice =
        StateMachine::new("A").state("A", Parallel::new().branch(branch()).branch(branch()).end());
    wrong(
        &twice.to_string_compact(),
        &[("duplicate-state-name", "/States/A/Branches/1/States/B")],
    );
}

#[test]
fn states_have_their_own_fields_only() {
    wrong(
        &one(r#""Succeed","Next":"A""#),
        &[("forbidden-field", "/States/A/Next")],
    );
    wrong(
        &one(r#""Pass","End":true,"Retry":[]"#),
        &[("forbidden-field", "/States/A/Retry")],
    );
    wrong(
        &one(r#""Fail","InputPath":"$""#),
        &[("forbidden-field", "/States/A/InputPath")],
    );
    wrong(
        &one(r#""Pass","End":true,"Paramaters":{}"#),
        &[("unknown-field", "/States/A/Paramaters")],
    );
    wrong(
        &one(r#""Tusk","End":true"#),
        &[("unknown-state-type", "/States/A/Type")],
    );
    wrong(
        &one(r#""Task","End":true"#),
        &[("missing-field", "/States/A")],
    );
    wrong(&one(r#""Choice""#), &[("missing-field", "/States/A")]);
    wrong(
        &one(r#""Parallel","End":true"#),
        &[("missing-field", "/States/A")],
    );
    wrong(
        &one(r#""Map","End":true"#),
        &[("missing-field", "/States/A")],
    );
    wrong(
        &one(r#""Fail","Error":"E","ErrorPath":"$.e""#),
        &[("forbidden-field", "/States/A/ErrorPath")],
    );
    wrong(
        &one(r#""Task","Resource":"arn:aws:states:::sns:publish","Credentials":{},"End":true"#),
        &[("missing-field", "/States/A/Credentials")],
    );
    wrong(
        &one(r#""Task","Resource":"publish","End":true"#),
        &[("invalid-resource", "/States/A/Resource")],
    );
    valid(&one(r#""Task","Resource":"${Function}","End":true"#));
}

#[test]
fn a_definition_has_a_size() {
    let machine = |bytes: usize| {
        StateMachine::new("A")
            .comment("x".repeat(bytes))
            .state("A", Fail::default())
    };
    let frame =
        machine(0).to_string_compact().len() + r#""Comment":"","#.len() - r#""Comment":"","#.len();
    valid(&machine(1_048_576 - frame).to_string_compact());
    wrong(
        &machine(1_048_577 - frame).to_string_compact(),
        &[("quota-exceeded", "")],
    );
}

#[test]
fn a_slip_of_the_pen_gets_a_suggestion() {
    let machine = StateMachine::new("Check order")
        .state("Check order", Pass::new().next("Ship oder"))
        .state("Ship order", Succeed::new());
    let found = validate(&machine, &ValidateOptions::default());
    assert_eq!(found[0].help.as_deref(), Some("did you mean `Ship order`?"));
    // The state that was meant is not called unreachable as well.
    assert_eq!(
        found
            .iter()
            .map(|found| found.code.as_str())
            .collect::<Vec<_>>(),
        ["dangling-transition"]
    );
}
