//! How what a lint asks for is written in Rust: its help speaks of the fields of the document.

/// Rules, and the call that does what they ask for.
const CALLS: &[(&str, &str)] = &[
    ("task-without-timeout", ".timeout_seconds(..)"),
    ("call-without-timeout", ".timeout_seconds(..)"),
    (
        "callback-without-deadline",
        ".timeout_seconds(..) or .heartbeat_seconds(..)",
    ),
    ("task-without-retry", ".retry(Retry::on(..))"),
    ("task-without-catch", ".catch(errors, handler)"),
    ("lambda-transient-errors", ".retry(Retry::on([..]))"),
    ("retry-without-jitter", ".full_jitter() on the Retry"),
    (
        "retry-never-waits",
        ".interval_seconds(..) and .backoff_rate(..) on the Retry",
    ),
    (
        "retry-waits-too-long",
        ".max_delay_seconds(..) on the Retry",
    ),
    ("catch-loses-input", ".catch_with(errors, .., handler)"),
    ("choice-without-default", ".otherwise(state)"),
    (
        "distributed-map-without-concurrency",
        ".max_concurrency(..)",
    ),
    ("inline-map-without-concurrency", ".max_concurrency(..)"),
    ("concurrency-never-reached", ".max_concurrency(..)"),
    ("map-results-unwritten", ".result_writer(..)"),
    (
        "map-tolerates-no-failure",
        ".tolerated_failure_percentage(..) or .tolerated_failure_count(..)",
    ),
];

/// The call that does what a rule asks for.
pub(super) fn call(rule: &str) -> Option<&'static str> {
    let row = CALLS.iter().find(|(code, _)| *code == rule);
    row.map(|(_, call)| *call)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_about_a_rule() {
        for (code, _) in super::CALLS {
            assert!(crate::lint::rule(code).is_some(), "{code}");
        }
    }
}
