//! `sfn diff`.

use super::Folder;
use sfn_asl::Json;
use sfn_codegen::Status;

const OLD: &str = r#"{"Comment": "orders", "StartAt": "Check", "States": {
    "Check": {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": true, "Next": "Charge"}], "Default": "Refuse"},
    "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge", "TimeoutSeconds": 30,
        "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}], "Next": "Tell"},
    "Tell": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Parameters": {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:orders", "Message": "paid"}, "End": true},
    "Refuse": {"Type": "Fail", "Error": "Refused"}}}"#;

fn run(new: &str, args: &[&str]) -> (Status, String) {
    let folder = Folder::new().with("old.json", OLD).with("new.json", new);
    let (status, out, err) = folder.run(&[&["diff", "old.json", "new.json"], args].concat());
    assert_eq!(err, "");
    (status, out)
}

#[test]
fn comments_and_the_order_of_states_are_no_behaviour() {
    let new = OLD.replace(r#""Comment": "orders""#, r#""Comment": "orders, again""#);
    assert_eq!(
        run(&new, &[]),
        (Status::Fine, "no change in behaviour\n".to_owned())
    );
}

#[test]
fn a_new_name_is_no_new_state() {
    let (status, out) = run(&OLD.replace("\"Tell\"", "\"Announce\""), &[]);
    assert_eq!(status, Status::Findings);
    assert_eq!(
        out,
        "renamed\n  Tell is now Announce\nexecutions that are running go on with the old definition, and may still do what they need\n"
    );
}

#[test]
fn a_state_can_be_renamed_and_changed_at_once() {
    let new = OLD
        .replace("\"Charge\"", "\"TakePayment\"")
        .replace("\"TimeoutSeconds\": 30", "\"TimeoutSeconds\": 45");
    let (_, out) = run(&new, &[]);
    assert_eq!(
        out,
        "renamed\n  Charge is now TakePayment\nchanged\n  TakePayment TimeoutSeconds: 30 is now 45\n\
         executions that are running go on with the old definition, and may still do what they need\n"
    );
}

#[test]
fn what_executions_need_of_their_input_is_compared() {
    let new = OLD
        .replace(r#""Message": "paid""#, r#""Message.$": "$.order.text""#)
        .replace(r#""Retry": ["#, r#""ResultPath": null, "Retry": ["#);
    let (_, out) = run(&new, &[]);
    assert!(
        out.contains("input needed\n  order\n  order.text\n"),
        "{out}"
    );
    let (_, out) = run(&new, &["--format", "markdown"]);
    assert!(out.contains("**input needed**\n\n- `order`\n"), "{out}");
}

#[test]
fn what_a_state_does_and_where_it_leads_are_told_apart() {
    let new = OLD
        .replace("\"MaxAttempts\": 2", "\"MaxAttempts\": 5")
        .replace("\"Default\": \"Refuse\"", "\"Default\": \"Tell\"");
    let (_, out) = run(&new, &[]);
    assert!(
        out.contains("changed\n  Charge Retry.0.MaxAttempts: 2 is now 5\n"),
        "{out}"
    );
    assert!(
        out.contains("rewired\n  Check Default: Refuse is now Tell\n"),
        "{out}"
    );
}

#[test]
fn a_narrower_role_breaks_what_is_running() {
    let new = OLD.replace("function:charge", "function:charge-v2");
    let (_, out) = run(&new, &[]);
    assert!(out.contains("policy widened\n  lambda:InvokeFunction on arn:aws:lambda:eu-west-1:123456789012:function:charge-v2\n"), "{out}");
    assert!(out.contains("policy narrowed\n  lambda:InvokeFunction on arn:aws:lambda:eu-west-1:123456789012:function:charge\n"), "{out}");
    assert!(
        out.ends_with("keep the old permissions until they have ended\n"),
        "{out}"
    );
}

#[test]
fn states_come_and_go() {
    let new = OLD
        .replace(
            r#""End": true},"#,
            r#""Next": "Done"}, "Done": {"Type": "Succeed"},"#,
        )
        .replace(
            r#""Refuse": {"Type": "Fail", "Error": "Refused"}"#,
            r#""Deny": {"Type": "Fail", "Error": "Denied"}"#,
        )
        .replace("\"Default\": \"Refuse\"", "\"Default\": \"Deny\"");
    let (_, out) = run(&new, &[]);
    assert!(out.contains("added\n  Deny\n  Done\n"), "{out}");
    assert!(out.contains("removed\n  Refuse\n"), "{out}");
    assert!(out.contains("Tell Next: no state is now Done"), "{out}");
}

#[test]
fn a_review_comment_and_json() {
    let new = OLD.replace("\"TimeoutSeconds\": 30", "\"TimeoutSeconds\": 60");
    let (_, out) = run(&new, &["--format", "markdown"]);
    assert!(
        out.starts_with("**changed**\n\n- `Charge` TimeoutSeconds: `30` is now `60`\n"),
        "{out}"
    );
    let (_, out) = run(&new, &["--format", "json"]);
    let json: Json = out.parse().unwrap();
    let text = |pointer: &str| json.pointer(pointer).and_then(Json::as_str);
    assert_eq!(text("/changed/0/state"), Some("/States/Charge"));
    assert_eq!(json.pointer("/breaksRunning"), Some(&Json::from(false)));
}

#[test]
fn definitions_in_templates_are_paired_by_name() {
    let template = |machines: &[(&str, &str)]| {
        let machines: Vec<String> = machines
            .iter()
            .map(|(name, text)| format!(r#""{name}": {{"Type": "AWS::StepFunctions::StateMachine", "Properties": {{"Definition": {text}}}}}"#))
            .collect();
        format!(r#"{{"Resources": {{{}}}}}"#, machines.join(", "))
    };
    let folder = Folder::new()
        .with("old.json", &template(&[("A", OLD), ("B", OLD)]))
        .with("new.json", &template(&[("A", OLD), ("C", OLD)]));
    let (status, out, _) = folder.run(&["diff", "old.json", "new.json"]);
    assert_eq!(status, Status::Findings);
    assert_eq!(
        out,
        "A:\nno change in behaviour\nC: the state machine is added\nB: the state machine is removed\n"
    );
}
