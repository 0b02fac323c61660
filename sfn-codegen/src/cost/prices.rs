//! What AWS asks: <https://aws.amazon.com/step-functions/pricing/>, read in November 2026. Prices of regions come from an
//! older copy of that page.

/// A region with its price.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Region {
    /// Such as `eu-west-1`.
    pub name: &'static str,
    /// US dollars for a thousand transitions of Standard workflows.
    pub per_1000_transitions: f64,
}

const fn region(name: &'static str, per_1000_transitions: f64) -> Region {
    Region {
        name,
        per_1000_transitions,
    }
}

/// The regions whose price is known, the one that AWS quotes first.
pub static REGIONS: [Region; 18] = [
    region("us-east-1", 0.025),
    region("us-east-2", 0.025),
    region("us-west-2", 0.025),
    region("us-west-1", 0.0279),
    region("ca-central-1", 0.025),
    region("sa-east-1", 0.0375),
    region("us-gov-east-1", 0.03),
    region("us-gov-west-1", 0.03),
    region("eu-west-1", 0.025),
    region("eu-central-1", 0.025),
    region("eu-west-2", 0.025),
    region("eu-west-3", 0.0297),
    region("eu-north-1", 0.025),
    region("ap-southeast-1", 0.025),
    region("ap-northeast-1", 0.025),
    region("ap-southeast-2", 0.025),
    region("ap-northeast-2", 0.0271),
    region("ap-south-1", 0.0285),
];

/// The transitions of Standard workflows that every account has free each month.
pub const FREE_TRANSITIONS: f64 = 4_000.0;
/// For a start of an Express workflow.
const PER_REQUEST: f64 = 1.0 / 1_000_000.0;
/// GB-hours of Express workflows up to which a price holds, and the price.
const PER_GB_HOUR: [(f64, f64); 3] = [(1_000.0, 0.06), (5_000.0, 0.03), (f64::INFINITY, 0.016_42)];
/// Durations are rounded up to this many seconds.
const STEP_SECONDS: f64 = 0.1;
/// Memory is rounded up to this many MB.
const STEP_MB: u64 = 64;

/// The region of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.name == name)
}

/// So many transitions of Standard workflows.
///
/// ```
/// use sfn_codegen::cost::prices::{find, standard};
///
/// let region = find("eu-west-1").unwrap();
/// assert!((standard(104_000.0, region, true) - 2.5).abs() < 1e-9);
/// ```
#[must_use]
pub fn standard(transitions: f64, region: &Region, free_tier: bool) -> f64 {
    let free = if free_tier { FREE_TRANSITIONS } else { 0.0 };
    (transitions - free).max(0.0) * region.per_1000_transitions / 1_000.0
}

/// So many executions of Express workflows, each of so many seconds and so much memory.
///
/// ```
/// // The example of AWS: a million of thirty seconds and 64 MB.
/// let dollars = sfn_codegen::cost::prices::express(1e6, 30.0, 64);
/// assert!((dollars - 32.25).abs() < 0.005);
/// ```
#[must_use]
pub fn express(executions: f64, seconds: f64, memory_mb: u64) -> f64 {
    // A duration of exactly two steps is not three, whatever floating point makes of it.
    let steps = (seconds / STEP_SECONDS - 1e-9).ceil().max(1.0);
    let megabytes = memory_mb.div_ceil(STEP_MB).max(1) * STEP_MB;
    let gb_hours = executions * steps * STEP_SECONDS / 3_600.0 * megabytes as f64 / 1024.0;
    let mut below = 0.0;
    let mut duration = 0.0;
    for (up_to, price) in PER_GB_HOUR {
        let here = gb_hours.min(up_to) - below;
        if here <= 0.0 {
            break;
        }
        duration += here * price;
        below = up_to;
    }
    executions * PER_REQUEST + duration
}
