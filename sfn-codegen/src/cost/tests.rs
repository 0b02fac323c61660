//! The prices against the worked examples of AWS and against the tables of people who published theirs.

use super::prices::{REGIONS, express, find, standard};
use super::*;
use sfn_asl::StateMachine;

fn cents(dollars: f64) -> f64 {
    (dollars * 100.0).round() / 100.0
}

fn of(text: &str, items: u64) -> Paths {
    let document = StateMachine::from_json_str(text).unwrap();
    let assumptions = Assumptions {
        items,
        ..Assumptions::default()
    };
    paths(&document, &assumptions)
}

/// A chain of that many Pass states.
fn chain(states: usize) -> String {
    let state = |n: usize| {
        let on = if n == states {
            r#""End": true"#.to_owned()
        } else {
            format!(r#""Next": "S{}""#, n + 1)
        };
        format!(r#""S{n}": {{"Type": "Pass", {on}}}"#)
    };
    let states: Vec<String> = (1..=states).map(state).collect();
    format!(
        r#"{{"StartAt": "S1", "States": {{{}}}}}"#,
        states.join(", ")
    )
}

#[test]
fn the_worked_examples_of_the_pricing_page() {
    assert_eq!(cents(express(100e6, 10.0, 64)), 482.97);
    assert_eq!(cents(express(1e6, 30.0, 64)), 32.25);
    assert_eq!(cents(standard(400_000.0, &REGIONS[0], true)), 9.9);
}

#[test]
fn durations_and_memory_are_rounded_up() {
    let one = |seconds, memory| express(1e6, seconds, memory);
    assert_eq!(one(0.01, 1), one(0.1, 64));
    assert_eq!(one(0.1, 65), one(0.1, 128));
    assert!(one(0.11, 64) > one(0.1, 64));
    assert_eq!(one(0.2, 64), one(0.19, 64));
}

#[test]
fn standard_workflows_as_published() {
    // States in an execution, executions a month, dollars without the free transitions.
    for (states, executions, dollars) in [
        (5, 10_000, 1.25),
        (20, 100_000, 50.0),
        (50, 50_000, 62.5),
        (510, 10_000, 127.5),
        (10, 10_000_000, 2_500.0),
        (10, 1_000, 0.25),
    ] {
        let paths = of(&chain(states), 1);
        let assumptions = Assumptions {
            free_tier: false,
            ..Assumptions::default()
        };
        assert_eq!(
            cents(month(&paths, &assumptions, executions).standard),
            dollars,
            "{states}"
        );
    }
}

#[test]
fn express_workflows_as_published() {
    for (seconds, executions, dollars) in [
        (1.0, 1e6, 2.04),
        (3.0, 1e6, 4.13),
        (0.2, 10e6, 12.08),
        // Published as about 153.50: 3,125,000 GB-seconds are 52.08 dollars, and a hundred million starts 100.
        (0.5, 100e6, 152.08),
        // Published as about 2.04, which is the price of one second.
        (2.0, 1e6, 3.08),
        // Published as about 12, which is the price of a fifth of a second.
        (0.5, 10e6, 15.21),
        // Published as about 8; at 64 MB it is 187,500 GB-seconds.
        (30.0, 100e3, 3.23),
        // Published as about 5.50; twice as much is twice the price of three.
        (300.0, 20e3, 6.27),
    ] {
        assert_eq!(
            cents(express(executions, seconds, 64)),
            dollars,
            "{seconds} s, {executions}"
        );
    }
}

#[test]
fn a_million_items_as_published() {
    // Published as about 1 to 5 dollars for a million items with Express children, 25 to 50 with Standard ones: those of one second,
    // and those of one or two states.
    let million = |kind: &str, states: usize| {
        let map = chain(states).replacen(
            '{',
            &format!(
                r#"{{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "{kind}"}},"#
            ),
            1,
        );
        let text = format!(
            r#"{{"StartAt": "Each", "States": {{"Each": {{"Type": "Map", "ItemProcessor": {map}, "End": true}}}}}}"#
        );
        let assumptions = Assumptions {
            items: 1_000_000,
            child_seconds: 1.0,
            free_tier: false,
            ..Assumptions::default()
        };
        let document = StateMachine::from_json_str(&text).unwrap();
        cents(month(&paths(&document, &assumptions), &assumptions, 1).standard)
    };
    assert_eq!(million("EXPRESS", 2), 2.04);
    assert_eq!(
        (million("STANDARD", 1), million("STANDARD", 2)),
        (25.0, 50.0)
    );
}

#[test]
fn small_pipelines_as_published() {
    // Ten thousand orders of five states: 1.25 dollars, which leaves out that 4,000 transitions are free.
    // Six thousand documents of twelve states are 72,000 transitions.
    for (states, executions, all, billed) in [(5, 10_000, 1.25, 1.15), (12, 6_000, 1.8, 1.7)] {
        let paths = of(&chain(states), 1);
        let bill = |free_tier| {
            let assumptions = Assumptions {
                free_tier,
                ..Assumptions::default()
            };
            cents(month(&paths, &assumptions, executions).standard)
        };
        assert_eq!((bill(false), bill(true)), (all, billed));
    }
}

#[test]
fn prices_fall_by_tiers() {
    // A GB-second, one million times: the first tier ends at 3.6 million, the second at 18 million.
    let hour = |executions: f64| express(executions, 1.0, 1024) - executions / 1e6;
    assert_eq!(cents(hour(3.6e6)), 60.0);
    assert_eq!(cents(hour(18e6)), 180.0);
    assert_eq!(cents(hour(28e6)), 225.61);
}

#[test]
fn a_map_counts_itself_and_what_is_in_it() {
    let text = |config: &str| {
        format!(
            r#"{{"StartAt": "Each", "States": {{"Each": {{"Type": "Map", "End": true, {config} "StartAt": "A", "States": {{
                "A": {{"Type": "Pass", "Next": "B"}}, "B": {{"Type": "Pass", "End": true}}}}}}}}}}}}"#
        )
    };
    let inline = of(&text(r#""ItemProcessor": {"#), 100);
    assert_eq!(
        (inline.least, inline.likely, inline.most),
        (201.0, 201.0, 201.0)
    );
    assert_eq!(inline.assumed_items, ["Each"]);
    // Children of their own, in batches of 30: four of them.
    let standard = of(
        &text(
            r#""ItemBatcher": {"MaxItemsPerBatch": 30}, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#,
        ),
        100,
    );
    assert_eq!(standard.likely, 9.0);
    let express = of(
        &text(
            r#""ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},"#,
        ),
        100,
    );
    assert_eq!((express.likely, express.express_children), (1.0, 100.0));
    assert_eq!(express.not_in_express[0].0, "Each");
}

#[test]
fn choices_errors_retries_and_loops() {
    let paths = of(
        r#"{"StartAt": "Try", "States": {
            "Try": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Good",
                "Retry": [{"ErrorEquals": ["A"], "MaxAttempts": 2}, {"ErrorEquals": ["B"]}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Clean"}]},
            "Good": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "Done"}], "Default": "Pause"},
            "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Try"},
            "Clean": {"Type": "Pass", "Next": "Tell"}, "Tell": {"Type": "Pass", "Next": "Done"},
            "Done": {"Type": "Succeed"}}}"#,
        1,
    );
    // Try, Good, Done.
    assert_eq!(paths.least, 3.0);
    // Half of the executions go round once more: Try, Good, Pause twice on average, less one Pause, and Done.
    assert!((paths.likely - 6.0).abs() < 1e-6, "{}", paths.likely);
    // Try with five retries, Good, Pause once, then the error is caught: Clean, Tell, Done.
    assert_eq!(paths.most, 6.0 + 1.0 + 1.0 + 3.0);
    assert_eq!(paths.loops, ["Good", "Pause", "Try"]);
}

#[test]
fn a_parallel_state_is_all_its_branches() {
    let paths = of(
        r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "Next": "After", "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}},
            {"StartAt": "C", "States": {"C": {"Type": "Succeed"}}}]}, "After": {"Type": "Pass", "End": true}}}"#,
        1,
    );
    assert_eq!((paths.least, paths.likely, paths.most), (5.0, 5.0, 5.0));
}

#[test]
fn where_express_begins_to_cost_less() {
    let assumptions = Assumptions {
        seconds: 1.0,
        ..Assumptions::default()
    };
    let break_even = |text: &str| super::break_even(&of(text, 1), &assumptions);
    // Ten transitions cost 0.00025 dollars after 400 free executions, an Express execution 0.00000204.
    let executions = break_even(&chain(10)).unwrap();
    assert!((400..420).contains(&executions), "{executions}");
    let waiting = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true}}}"#;
    assert_eq!(break_even(waiting), None);
}

#[test]
fn anything_at_all_is_counted_in_no_time() {
    // A hundred thousand states in one circle that nothing leaves.
    let states: Vec<String> = (0..100_000)
        .map(|n| {
            format!(
                r#""S{n}": {{"Type": "Pass", "Next": "S{}"}}"#,
                (n + 1) % 100_000
            )
        })
        .collect();
    let text = format!(r#"{{"StartAt": "S0", "States": {{{}}}}}"#, states.join(","));
    let document = sfn_asl::parse(&text, &sfn_asl::Limits::default())
        .document
        .unwrap();
    let circle = paths(&document, &Assumptions::default());
    assert_eq!((circle.least, circle.most), (100_000.0, 100_000.0));
    assert!(circle.likely >= 100_000.0);
    for odd in [
        "{}",
        r#"{"StartAt": "X", "States": {"Y": {"Type": "Map"}}}"#,
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel"}}}"#,
    ] {
        let document = sfn_asl::parse(odd, &sfn_asl::Limits::default())
            .document
            .unwrap();
        let counted = paths(&document, &Assumptions::default());
        assert!(
            month(&counted, &Assumptions::default(), u64::MAX)
                .standard
                .is_finite()
        );
    }
    assert!(find("eu-west-1").is_some() && find("mars-1").is_none());
}
