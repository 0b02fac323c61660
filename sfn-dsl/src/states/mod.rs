//! One builder per state type.
//!
//! Each builder collects a [`StateDef`] and knows the type of the data it hands on. What the builders have in common
//! (retry, catch, output, next, end) is written once, in [`common`].

mod catch_each;
mod choice;
mod common;
mod distributed_map;
mod map;
mod parallel;
mod pass;
mod raw;
mod retry;
mod task;
mod terminal;
mod wait;

pub use catch_each::Arm;
pub use choice::{Choice, Goto, choice, choice_on, to};
pub use common::{Catching, EndsIn, ErrorOutput, ErrorOutputExpr, NoCatch};
pub use distributed_map::*;
pub use map::{Map, MapItem, map, map_select};
pub use parallel::{EmptyParallel, Parallel, parallel, parallel_all};
pub use pass::{Pass, pass};
pub use raw::{Raw, raw_state};
pub use retry::Retry;
pub use task::{Task, TaskToken, wait_for_task_token};
pub use terminal::{fail, fail_cause, fail_error, succeed};
pub use wait::{IntoMoment, Wait, Waiting, wait};
