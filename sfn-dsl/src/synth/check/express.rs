//! What waits for longer than an Express execution lasts, in the words of Rust.

use sfn_asl::{TooLong, Waits};

use super::Report;

/// How long an Express execution may last, in seconds.
const LONGEST: i64 = sfn_asl::MAX_EXPRESS_SECONDS;

pub(super) fn tell(found: &TooLong<'_>, out: &mut Report<'_>) {
    let (name, seconds) = (found.visit.name, found.seconds);
    let (message, help) = match found.waits {
        Waits::State => (
            format!(
                "state `{name}` waits for {seconds} seconds, and an Express execution lasts for {LONGEST} at most"
            ),
            "wait for less, or make the workflow Standard: `Flow<_>` in place of `Flow<_, Express>`",
        ),
        Waits::Retrier(_) => (
            format!(
                "state `{name}` tries again after {seconds} seconds, and an Express execution lasts for {LONGEST} at most"
            ),
            "try again sooner, or make the workflow Standard: `Flow<_>` in place of `Flow<_, Express>`",
        ),
    };
    out.error(
        "longer-than-express",
        &found.visit,
        &found.at(),
        message,
        help,
    );
}
