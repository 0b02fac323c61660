//! Every rule: what it is called, how much it weighs, what looks for it. What is to be said of it is a page in `rules/`.

use super::rule::{Level, Rule};
use super::{
    allow, choices, data, handlers, history, kinds, maps, names, payload, polling, retries, tasks,
    unused,
};

macro_rules! rule {
    ($code:literal, $level:ident, $check:expr) => {
        Rule::new(
            $code,
            Level::$level,
            include_str!(concat!("rules/", $code, ".md")),
            $check,
        )
    };
}

/// Every rule, by theme.
pub static RULES: &[Rule] = &[
    // Tasks
    rule!("task-without-timeout", Warning, tasks::timeout),
    rule!("call-without-timeout", Off, tasks::call_timeout),
    rule!("callback-without-deadline", Warning, tasks::deadline),
    rule!("token-not-sent", Error, tasks::token),
    rule!("lambda-without-payload", Warning, tasks::payload),
    rule!("task-without-retry", Info, tasks::retry),
    rule!("task-without-catch", Off, tasks::catch),
    rule!("timeout-never-reached", Info, tasks::ends_anyway),
    // Retriers and catchers
    rule!("lambda-transient-errors", Info, retries::lambda),
    rule!("retry-without-jitter", Info, retries::jitter).mending(),
    rule!("retry-never-waits", Warning, retries::hammering),
    rule!("retry-waits-too-long", Warning, retries::too_long),
    rule!("handler-never-acts", Warning, handlers::never_act).mending(),
    rule!("catch-all-misses-data-limit", Off, handlers::data_limit),
    rule!("error-dropped", Info, handlers::dropped),
    rule!("catch-loses-input", Info, handlers::loses_input),
    rule!("failure-ends-well", Info, handlers::ends_well),
    rule!("fail-without-reason", Info, handlers::fail_without_reason),
    rule!("choice-without-default", Warning, choices::default),
    // Data
    rule!("path-nothing-provides", Error, data::unknown_paths),
    rule!("result-replaces-input", Error, data::replaced),
    rule!("field-never-read", Info, unused::fields),
    rule!("variable-never-read", Warning, unused::variables),
    rule!("whole-answer-kept", Info, payload::whole_answer),
    rule!("answer-without-bound", Warning, payload::long_answers),
    rule!("payload-grows-in-loop", Warning, payload::grows),
    // Maps, loops and limits
    rule!("loop-without-end", Warning, history::loops),
    rule!(
        "polls-instead-of-waiting",
        Info,
        polling::instead_of_waiting
    ),
    rule!("map-fills-history", Warning, history::maps),
    rule!(
        "distributed-map-without-concurrency",
        Warning,
        maps::distributed_concurrency
    ),
    rule!(
        "inline-map-without-concurrency",
        Off,
        maps::inline_concurrency
    ),
    rule!("concurrency-never-reached", Warning, maps::never_reached),
    rule!("map-results-unwritten", Warning, maps::result_writer),
    rule!("map-tolerates-no-failure", Info, maps::tolerates_none),
    rule!("definition-near-limit", Warning, names::size),
    // Standard and Express
    rule!("longer-than-express", Warning, kinds::too_long),
    rule!("express-may-run-twice", Info, kinds::runs_twice),
    rule!("express-would-do", Info, kinds::express_would_do),
    // Names
    rule!("deprecated-field", Warning, names::deprecated).mending(),
    rule!("answer-as-text", Info, names::answer_as_text).mending(),
    rule!("lambda-by-arn", Off, names::lambda_by_arn),
    rule!("hard-coded-account", Off, names::hard_coded),
    rule!("unknown-allowance", Warning, allow::unknown),
];
