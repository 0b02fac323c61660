//! The tables of permissions: generated from `data/` by `cargo xtask codegen`, except for this file.

pub(in crate::iam) mod optimized;
pub(in crate::iam) mod sdk_rules;
pub(in crate::iam) mod sdk_services;

use super::row::Row;

/// Every row of the table of optimized integrations, sorted by name.
#[must_use]
pub fn optimized_rows() -> &'static [Row] {
    &optimized::ROWS
}
