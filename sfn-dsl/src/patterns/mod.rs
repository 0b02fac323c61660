//! Patterns: several states that belong together, made by one call.
//!
//! | | problem | its page |
//! | --- | --- | --- |
//! | saga | several services are to change or none | [`saga`] |
//! | poll until | a job that nothing tells the end of | [`poll`] |
//! | approval | a person decides, and may not answer | [`approval`] |
//! | fan-out | one item's failure is not the failure of all | [`fan_out`] |
//! | bounded loop | again until it is good, but not for ever | [`repeat`] |
//! | continue as new | longer than one execution can be | [`continue_as_new`] |
//! | circuit breaker | a service that is down is left alone for a while | [`circuit_breaker`] |
//!
//! A pattern is an ordinary state: what its last method returns is a [`StateFn`] to give to `.next(..)`, to `when(..)`, to
//! a Map or to [`Workflow::new`](crate::Workflow::new). The states it makes carry the names that the author gives, or names
//! made from them; nothing else is in the document that would not be in one written by hand. Where a pattern goes on is
//! said in a struct with a field for each way out, so that none is forgotten.
//!
//! A step of a pattern is a call that is not finished: an ordinary task, Map or Parallel with the timeouts, retries and
//! catchers that the author wants, without the `.next(..)` or `.end()`. Catchers of its own come before the pattern's.
//!
//! A team's own patterns are made in the same way: functions that return a [`StateFn`].

pub mod approval;
pub mod circuit_breaker;
pub mod continue_as_new;
pub mod fan_out;
pub mod poll;
pub mod repeat;
pub mod saga;
mod step;

use std::panic::Location;

pub use step::{Call, Step};

use crate::expr::node::Name;
use crate::flow::state_told_at;
use crate::shape::DataType;
use crate::{ErrorOutput, Expr, Flow, Shape, StateFn};

/// Data, and what went wrong with it.
///
/// On the wire it is the data with one more member, `failure`.
#[derive(Clone, Debug, Shape)]
pub struct Failed<T> {
    /// What it was about.
    #[serde(flatten)]
    pub data: T,
    /// What went wrong.
    pub failure: ErrorOutput,
}

/// The flow of a state that puts these members beside the data of a `T`, which is to have none of that name.
fn beside<T: Shape, O, K>(members: &[&'static str], mut flow: Flow<O, K>) -> Flow<O, K> {
    // Types that flatten themselves do not end.
    let mut open = vec![(T::data_type(), 0)];
    while let Some((data_type, depth)) = open.pop() {
        let DataType::Struct(own) = data_type else {
            continue;
        };
        for member in own {
            if member.flatten && depth < 32 {
                open.push(((member.data_type)(), depth + 1));
            } else if members.contains(&member.name) && !member.flatten {
                flow.def.overwritten.push(member.name);
            }
        }
    }
    flow
}

/// A state of a pattern. What is wrong with it is told where the author called the pattern.
fn state_at<In: 'static, Out: 'static, K: 'static>(
    location: &'static Location<'static>,
    name: impl Into<Name>,
    define: impl Fn(Expr<In>) -> Flow<Out, K> + 'static,
) -> StateFn<In, Out, K> {
    state_told_at(location, folder(), name, define)
}

/// Where the patterns are, as rustc names their places.
fn folder() -> &'static str {
    file!().trim_end_matches("mod.rs")
}

/// `TranscodeVideo` as `transcode_video`: part of a variable's name.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    let mut between = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() {
            between = !out.is_empty();
            continue;
        }
        if between || (c.is_ascii_uppercase() && out.ends_with(|l: char| !l.is_ascii_uppercase())) {
            out.push('_');
        }
        between = false;
        out.push(c);
    }
    out.to_ascii_lowercase()
}
