//! `sfn cost`.

use super::Folder;
use sfn_asl::Json;
use sfn_codegen::Status;

const FIVE: &str = r#"{"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Pass", "Next": "D"},
    "D": {"Type": "Pass", "Next": "E"}, "E": {"Type": "Pass", "End": true}}}"#;

#[test]
fn a_month_is_priced_both_ways() {
    let folder = Folder::new().with("five.asl.json", FIVE);
    let (status, out, err) = folder.run(&[
        "cost",
        "five.asl.json",
        "--executions",
        "10k",
        "--duration",
        "1s",
        "--no-free-tier",
    ]);
    assert_eq!((status, err.as_str()), (Status::Fine, ""));
    assert!(
        out.starts_with("transitions of an execution: 5 at least, 5 likely, 5 at most\n"),
        "{out}"
    );
    let asked = out.lines().find(|line| line.ends_with('<')).unwrap();
    let words: Vec<&str> = asked.split_whitespace().collect();
    assert_eq!(
        words,
        ["10,000", "$1.25", "$1.25", "..", "$1.25", "$0.02", "<"]
    );
    assert!(
        out.contains("Express costs less from 1 executions a month"),
        "{out}"
    );
}

#[test]
fn programs_get_json() {
    let folder = Folder::new().with("five.json", FIVE);
    let (_, out, _) = folder.run(&[
        "cost",
        "five.json",
        "--executions",
        "10000",
        "--format",
        "json",
    ]);
    let json: Json = out.parse().unwrap();
    let at = |pointer: &str| json.pointer(pointer).and_then(Json::as_f64);
    assert_eq!(at("/transitions/likely"), Some(5.0));
    assert_eq!(at("/months/1/executions"), Some(10_000.0));
    // 46,000 transitions after the free ones.
    assert_eq!(at("/months/1/standard"), Some(1.15));
}

#[test]
fn maps_take_the_items_they_are_given() {
    let map = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}}}}"#;
    let folder = Folder::new().with("map.json", map);
    let (_, out, _) = folder.run(&["cost", "map.json"]);
    assert!(
        out.contains("11 likely") && out.contains("`Each` gets 10 items, which `--items` sets"),
        "{out}"
    );
    let (_, out, _) = folder.run(&["cost", "map.json", "--items", "Each=100"]);
    assert!(
        out.contains("101 likely") && !out.contains("--items"),
        "{out}"
    );
}

#[test]
fn what_cannot_be_express_has_no_price_as_such() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}}}"#;
    let folder = Folder::new().with("wait.json", text);
    let (_, out, _) = folder.run(&["cost", "wait.json"]);
    assert!(
        out.contains("`A` cannot be in an Express workflow: it waits for a callback"),
        "{out}"
    );
    assert!(!out.contains("Express costs less"), "{out}");
}

#[test]
fn wrong_options_say_what_is_right() {
    let folder = Folder::new().with("five.json", FIVE);
    for (args, expected) in [
        (["--region", "mars"], "known are us-east-1"),
        (["--duration", "soon"], "such as 300ms, 2s or 1"),
        (["--items", "Each=many"], "`--items Charge=20` for one"),
        (["--executions", "-1"], "unexpected argument"),
    ] {
        let (status, _, err) = folder.run(&[&["cost", "five.json"], args.as_slice()].concat());
        assert_eq!(status, Status::Failed, "{args:?}");
        assert!(err.contains(expected), "{err}");
    }
}

#[test]
fn a_map_that_is_not_there_gets_no_items() {
    let text = r#"{"StartAt": "Charge", "States": {"Charge": {"Type": "Map", "End": true,
        "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}}}}"#;
    let folder = Folder::new().with("map.json", text);
    let (status, _, err) = folder.run(&["cost", "map.json", "--items", "Charg=5"]);
    assert_eq!(status, Status::Failed);
    assert_eq!(
        err,
        "error: there is no Map `Charg` to give items to\n  = help: did you mean `Charge`?\n"
    );
}
