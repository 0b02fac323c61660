//! The patterns at work: their documents are played, with services that fail when they like.

use serde_json::{Value, json};
use sfn_dsl::prelude::*;

use crate::play::{Answer, Event, Play, error};
use crate::states;
use crate::table::Table;
use crate::{approval, circuit_breaker, poll, repeat, saga};

/// Plays a workflow to its end, with this answer to each state's call; and the states it came through.
fn play(
    states: &Value,
    start: &str,
    input: Value,
    answer: impl FnMut(&str, &Value) -> Answer,
) -> (Answer, Vec<String>) {
    let mut play = Play::new(states, start, input);
    let end = play.play_on(&mut 0, answer);
    (end, play.way)
}

fn lambda(payload: Value) -> Answer {
    Ok(json!({ "Payload": payload }))
}

#[test]
fn a_saga_undoes_what_was_done_in_reverse_wherever_it_fails() {
    let states = states(Jsonata, saga::checkout());
    let steps = ["Reserve", "Charge", "Ship"];
    let undone = [&[][..], &["Release"], &["Refund", "Release"]];
    for failing in 0..=steps.len() {
        let mut calls = Vec::new();
        let (end, way) = play(&states, "Reserve", json!({ "id": "o-1" }), |at, call| {
            calls.push((at.to_owned(), call["Payload"].clone()));
            match at {
                _ if steps.get(failing) == Some(&at) => error("Down"),
                "Reserve" => lambda(json!({ "reservation_id": "r-1" })),
                "Charge" => lambda(json!({ "charge_id": "c-1" })),
                _ => lambda(Value::Null),
            }
        });
        let payload = |at: &str| {
            calls
                .iter()
                .find(|(name, _)| name == at)
                .map(|(_, p)| p.clone())
        };
        if failing == steps.len() {
            assert_eq!(end, Ok(json!("c-1")));
            assert_eq!(way, ["Reserve", "Charge", "Ship", "Confirm"]);
            continue;
        }
        // It ends with what went wrong first, and with what it began with.
        assert_eq!(end, Err(("Down".into(), "o-1".into())));
        let expected: Vec<&str> = steps[..=failing]
            .iter()
            .chain(undone[failing])
            .copied()
            .chain(["Cancelled"])
            .collect();
        assert_eq!(way, expected);
        // Each undo gets what its step made, whatever failed later.
        if undone[failing].contains(&"Release") {
            assert_eq!(payload("Release"), Some(json!({ "reservation_id": "r-1" })));
        }
        if undone[failing].contains(&"Refund") {
            assert_eq!(payload("Refund"), Some(json!({ "charge_id": "c-1" })));
        }
    }
}

#[test]
fn a_saga_whose_undo_fails_stops_there_and_says_both() {
    let states = states(Jsonata, saga::checkout());
    let (end, way) = play(
        &states,
        "Reserve",
        json!({ "id": "o-1" }),
        |at, _| match at {
            "Ship" => error("NoCarrier"),
            "Refund" => error("BankDown"),
            "Reserve" => lambda(json!({ "reservation_id": "r-1" })),
            _ => lambda(json!({ "charge_id": "c-1" })),
        },
    );
    assert_eq!(end, Err(("Refund".into(), "BankDown happened".into())));
    assert_eq!(way, ["Reserve", "Charge", "Ship", "Refund", "Page"]);
}

#[test]
fn an_approval_passes_from_one_to_the_next() {
    let states = states(Jsonata, approval::expenses());
    let expense = || json!({ "id": "e-1", "answer_within": 60 });
    let ask = |manager: Answer, director: Answer| {
        let mut answers = [("AskManager", manager), ("AskDirector", director)].into_iter();
        play(&states, "AskManager", expense(), move |at, _| {
            let (asked, answer) = answers.next().unwrap();
            assert_eq!(at, asked);
            answer
        })
    };
    let yes = || Ok(json!({ "decision": "approved", "by": "m" }));
    let no = || Ok(json!({ "decision": "rejected", "by": "d", "reason": "too much" }));
    let silence = || error("States.Timeout");
    assert_eq!(ask(yes(), silence()).1, ["AskManager", "Decide", "Pay"]);
    let (end, way) = ask(silence(), no());
    assert_eq!(way, ["AskManager", "AskDirector", "Decide", "Refuse"]);
    assert_eq!(end, Err(("Rejected".into(), "e-1".into())));
    assert_eq!(
        ask(silence(), silence()).1,
        ["AskManager", "AskDirector", "Nobody"]
    );
    let (end, way) = ask(error("ToolBroken"), silence());
    assert_eq!(way, ["AskManager", "Broken"]);
    assert_eq!(end, Err(("ToolBroken".into(), "e-1".into())));
    // An answer that is none.
    let strange = ask(Ok(json!({ "decision": "maybe" })), silence());
    assert_eq!(strange.0, error("States.NoChoiceMatched"));
}

#[test]
fn a_poll_asks_until_it_is_settled_or_enough() {
    let states = states(
        Jsonata,
        poll::polling(sfn_dsl::patterns::poll::at_most(4).every_seconds(20)),
    );
    let job = || json!({ "job_id": "j-1", "poll_after": 1 });
    let run = |statuses: &[&str]| {
        let mut play = Play::new(&states, "WaitForVideoJob", job());
        let (mut asked, mut now) = (0, 0);
        let end = play.play_on(&mut now, |_, call| {
            // The job is what is asked about each time, with the last answer beside it.
            assert_eq!(call["Payload"]["job_id"], "j-1");
            asked += 1;
            lambda(json!({ "status": statuses[asked - 1], "done": false }))
        });
        (end, asked, now)
    };
    assert_eq!(run(&["Succeeded"]), (Ok(json!("j-1")), 1, 20));
    let slow = ["Queued", "Running", "Running", "Succeeded"];
    assert_eq!(run(&slow), (Ok(json!("j-1")), 4, 80));
    assert_eq!(
        run(&["Queued", "Failed"]),
        (Err(("Broken".into(), "j-1".into())), 2, 40)
    );
    let never = ["Running"; 9];
    assert_eq!(run(&never), (Err(("TooSlow".into(), "j-1".into())), 4, 80));
    assert_eq!(run(&["Paused"]), (error("States.NoChoiceMatched"), 1, 20));
    let (end, way) = play(&states, "WaitForVideoJob", job(), |_, _| error("Throttled"));
    assert_eq!(end, Err(("Throttled".into(), "j-1".into())));
    assert_eq!(way, ["WaitForVideoJob", "CheckVideoJob", "Lost"]);
}

#[test]
fn a_loop_runs_until_it_is_done_or_enough() {
    let states = states(Jsonata, repeat::crawling::<Standard>());
    let run = |turns: usize| {
        let mut turn = 0;
        let input = json!({ "site": "s", "done": false, "executions": 0 });
        let (end, _) = play(&states, "BeginCrawl", input, |_, call| {
            assert_eq!(call["Payload"]["executions"], turn);
            turn += 1;
            lambda(json!({ "site": "s", "done": turn == turns, "executions": turn }))
        });
        (end, turn)
    };
    assert_eq!(run(1), (Ok(json!("s")), 1));
    assert_eq!(run(7), (Ok(json!("s")), 7));
    assert_eq!(run(8), (Err(("Enough".into(), "s".into())), 7));
}

/// Executions of the circuit breaker that share a table.
struct Payments {
    states: Value,
    table: Table,
}

impl Payments {
    fn new() -> Self {
        Payments {
            states: states(Jsonata, circuit_breaker::pay::<Standard>()),
            table: Table::default(),
        }
    }

    fn begin(&self) -> Play {
        Play::new(
            &self.states,
            "ReadCardsCircuit",
            json!({ "order_id": "o-1" }),
        )
    }

    /// One call of the table or of the provider; the end, when there is one.
    fn step(&mut self, play: &mut Play, now: u64, provider_is_up: bool) -> Option<Answer> {
        let arguments = match play.run(now) {
            Event::End(end) => return Some(end),
            Event::Wait(_) => return None,
            Event::Call(arguments) => arguments,
        };
        let answer = match play.at() {
            "ReadCardsCircuit" => self.table.get_item(),
            "Charge" | "ChargeOnTrial" if provider_is_up => lambda(json!({ "charge_id": "c-1" })),
            "Charge" | "ChargeOnTrial" => error("ProviderDown"),
            _ => self.table.update_item(&arguments),
        };
        play.answer(answer, now).expect("every call is caught");
        None
    }

    fn pay(&mut self, now: u64, provider_is_up: bool) -> (Answer, Vec<String>) {
        let mut play = self.begin();
        loop {
            if let Some(end) = self.step(&mut play, now, provider_is_up) {
                return (end, play.way);
            }
        }
    }

    fn status(&self) -> &str {
        self.table
            .get("status")
            .map_or("none", |status| status["S"].as_str().unwrap())
    }
}

const DOWN: &str = "Down";

fn ended(name: &str) -> Answer {
    Err((name.into(), "o-1".into()))
}

#[test]
fn a_circuit_opens_cools_down_is_probed_and_closes() {
    let mut payments = Payments::new();
    let paid = Ok(json!({ "charge_id": "c-1" }));
    // All is well: nothing is written.
    let (end, way) = payments.pay(0, true);
    assert_eq!((end, way.len()), (paid.clone(), 4));
    assert!(payments.table.0.is_none());
    // A success between failures starts the count anew.
    for up in [false, false, true, false, false] {
        let _ = payments.pay(1, up);
        assert_eq!(payments.status(), "CLOSED");
    }
    assert_eq!(payments.pay(10, false).0, ended("ProviderDown"));
    assert_eq!(payments.status(), "OPEN");
    // Left alone for 90 seconds.
    for now in [10, 50, 99] {
        let (end, way) = payments.pay(now, true);
        assert_eq!(end, ended(DOWN));
        assert_eq!(way, ["ReadCardsCircuit", "IsCardsUp", "TryLater"]);
    }
    // The probe fails: open for another 90.
    let (end, way) = payments.pay(100, false);
    assert_eq!(end, ended("ProviderDown"));
    assert!(way.contains(&"OpenCardsCircuit".to_owned()), "{way:?}");
    assert_eq!(payments.status(), "OPEN");
    assert_eq!(payments.pay(189, true).0, ended(DOWN));
    // And succeeds.
    assert_eq!(payments.pay(190, true).0, paid);
    assert_eq!(payments.status(), "CLOSED");
    assert_eq!(payments.table.get("failures"), Some(&json!({ "N": "0" })));
    assert_eq!(payments.table.get("retry_at"), None);
    assert_eq!(payments.pay(191, true).1.len(), 4);
}

#[test]
fn of_many_that_come_at_once_one_probes() {
    let mut payments = Payments::new();
    (0..3).for_each(|_| drop(payments.pay(0, false)));
    let mut plays: Vec<Play> = (0..5).map(|_| payments.begin()).collect();
    // All have read the open circuit before any claims it.
    for _ in 0..2 {
        plays
            .iter_mut()
            .for_each(|play| drop(payments.step(play, 200, true)));
    }
    let trials = plays
        .iter()
        .filter(|play| play.at() == "ChargeOnTrial")
        .count();
    assert_eq!(trials, 1);
    assert_eq!(payments.status(), "HALF_OPEN");
    // The one that probes is gone for good: after a cooldown another one does.
    assert_eq!(payments.pay(289, true).0, ended(DOWN));
    assert!(payments.pay(290, true).0.is_ok());
    assert_eq!(payments.status(), "CLOSED");
}

#[test]
fn late_answers_change_nothing_that_others_decided() {
    let mut payments = Payments::new();
    // One called while all was well, and hears nothing for long.
    let mut late = payments.begin();
    drop(payments.step(&mut late, 0, false));
    assert_eq!(late.run(0), Event::Call(late_call()));
    (0..3).for_each(|_| drop(payments.pay(1, false)));
    let mut probe = payments.begin();
    (0..2).for_each(|_| drop(payments.step(&mut probe, 95, true)));
    assert_eq!(probe.at(), "ChargeOnTrial");
    // Its failure does not open the circuit under the probe.
    while payments.step(&mut late, 96, false).is_none() {}
    assert_eq!(payments.status(), "HALF_OPEN");
    while payments.step(&mut probe, 97, true).is_none() {}
    assert_eq!(payments.status(), "CLOSED");
}

fn late_call() -> Value {
    let arn = crate::arn("charge");
    json!({ "FunctionName": arn, "Payload": { "order_id": "o-1" } })
}

/// Numbers that look like chance, and are the same in each run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % n
    }
}

#[test]
fn whatever_the_order_of_steps_a_circuit_stays_whole() {
    for seed in 0..20 {
        let (mut payments, mut chance) = (Payments::new(), Chance(seed));
        let mut running: Vec<Play> = Vec::new();
        let mut version = 0;
        for turn in 0..120_u64 {
            let now = turn * 4;
            if running.len() < 4 && chance.below(2) == 0 {
                running.push(payments.begin());
            }
            if running.is_empty() {
                continue;
            }
            let place = chance.below(running.len() as u64) as usize;
            let up = chance.below(3) == 0;
            let before = payments.status().to_owned();
            let mut play = running.swap_remove(place);
            if payments.step(&mut play, now, up).is_none() {
                running.push(play);
            }
            let number = |attribute: &str| -> u64 {
                let value = payments.table.get(attribute);
                value.map_or(0, |value| value["N"].as_str().unwrap().parse().unwrap())
            };
            // Every change of the status is one version, and only then is it one.
            let changed = number("version") - version;
            assert!(changed <= 1);
            assert!(changed == 1 || payments.status() == before || before == "none");
            version = number("version");
            let retry_at = payments.table.get("retry_at").is_some();
            assert_eq!(retry_at, ["OPEN", "HALF_OPEN"].contains(&payments.status()));
            if changed == 1 && payments.status() == "OPEN" {
                assert!(number("failures") >= 3);
            }
        }
    }
}
