//! The item of the table.

use crate::{Shape, Timestamp};

/// A circuit, as the table keeps it: the item of one service.
#[derive(Clone, Debug, Shape)]
pub struct Circuit {
    /// The service it is for; the key.
    pub service: String,
    /// Whether the service is called.
    pub status: Status,
    /// How many calls failed since the last that succeeded.
    pub failures: u64,
    /// Goes up by one with every change of the status.
    pub version: u64,
    /// Until when an open circuit stays so, and a probe is waited for.
    pub retry_at: Option<Timestamp>,
}

/// The key of the table.
#[derive(Clone, Debug, Shape)]
pub struct CircuitKey {
    /// The service.
    pub service: String,
}

/// The state of a circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// The service is called.
    Closed,
    /// The service is left alone.
    Open,
    /// One execution tries whether the service is back.
    HalfOpen,
}
