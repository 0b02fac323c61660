//! What executions of a definition cost in a month, as Standard and as Express.
//!
//! `paths` counts transitions in the document, `prices` holds what AWS asks, this puts them together. How long an execution
//! takes and how many items a Map gets no document says: those are assumptions, and are told as such. What the called
//! services cost is not looked at, nor are logs, traces and data transfer.

mod paths;
pub mod prices;

pub use paths::{Paths, paths};

use prices::{Region, express, standard};

/// What the document does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumptions {
    /// How many items each Map gets, by its name; `items` for those that are not named.
    pub items_of: Vec<(String, u64)>,
    /// How many items a Map gets.
    pub items: u64,
    /// How long an execution takes, in seconds; an Express one is billed for it.
    pub seconds: f64,
    /// How long a child execution of a Distributed Map takes, in seconds, when it is an Express one.
    pub child_seconds: f64,
    /// How much memory an Express execution takes, in MB; 64 at least, and in steps of 64.
    pub memory_mb: u64,
    /// Whether the 4,000 transitions a month that are free in every account are still there.
    pub free_tier: bool,
    /// The region.
    pub region: &'static Region,
}

impl Default for Assumptions {
    /// Ten items, two seconds, 64 MB, in us-east-1, with the free transitions.
    fn default() -> Self {
        Self {
            items_of: Vec::new(),
            items: 10,
            seconds: 2.0,
            child_seconds: 2.0,
            memory_mb: 64,
            free_tier: true,
            region: &prices::REGIONS[0],
        }
    }
}

impl Assumptions {
    pub(crate) fn items(&self, map: &str) -> u64 {
        let named = self.items_of.iter().find(|(name, _)| name == map);
        named.map_or(self.items, |(_, items)| *items)
    }
}

/// The bill of a month, in US dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Month {
    /// How many executions there are.
    pub executions: u64,
    /// As Standard: the way that is likely.
    pub standard: f64,
    /// As Standard, if every execution takes the shortest way.
    pub standard_least: f64,
    /// As Standard, if every execution takes the longest way.
    pub standard_most: f64,
    /// As Express; none when it cannot be one.
    pub express: Option<f64>,
}

/// The bill of so many executions in a month.
///
/// ```
/// use sfn_asl::model::{StateMachine, Succeed};
/// use sfn_codegen::cost::{Assumptions, month, paths};
///
/// let document = StateMachine::new("Done").state("Done", Succeed::new());
/// let assumptions = Assumptions::default();
/// let month = month(&paths(&document, &assumptions), &assumptions, 1_000_000);
/// assert!((month.standard - 24.9).abs() < 1e-9);
/// ```
#[must_use]
pub fn month(paths: &Paths, assumptions: &Assumptions, executions: u64) -> Month {
    let children = express(
        paths.express_children * executions as f64,
        assumptions.child_seconds,
        assumptions.memory_mb,
    );
    let as_standard = |transitions: f64| {
        standard(
            transitions * executions as f64,
            assumptions.region,
            assumptions.free_tier,
        ) + children
    };
    Month {
        executions,
        standard: as_standard(paths.likely),
        standard_least: as_standard(paths.least),
        standard_most: as_standard(paths.most),
        express: paths.not_in_express.is_empty().then(|| {
            express(
                executions as f64,
                assumptions.seconds,
                assumptions.memory_mb,
            )
        }),
    }
}

/// From how many executions a month Express costs less; none when it never does or is impossible.
///
/// ```
/// use sfn_asl::model::{Pass, StateMachine};
/// use sfn_codegen::cost::{Assumptions, break_even, paths};
///
/// let document = StateMachine::new("A").state("A", Pass::new().end());
/// let assumptions = Assumptions { free_tier: false, ..Assumptions::default() };
/// // Without free transitions it does from the first.
/// assert_eq!(break_even(&paths(&document, &assumptions), &assumptions), Some(1));
/// ```
#[must_use]
pub fn break_even(paths: &Paths, assumptions: &Assumptions) -> Option<u64> {
    let cheaper = |executions: u64| {
        let month = month(paths, assumptions, executions);
        month
            .express
            .is_some_and(|express| express < month.standard)
    };
    // Both bills grow with the executions, the free transitions are used up first, and Express gets cheaper by its
    // tiers: where it is once cheaper, it stays so.
    let most = 1 << 40;
    if !cheaper(most) {
        return None;
    }
    let (mut low, mut high) = (0_u64, most);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if cheaper(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests;
