//! Amazon EventBridge. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html>

use super::{Data, integration, response};
use crate::expr::node::{Name, Node, Op};
use crate::resource::{EventBus, IntoResource};
use crate::{Expr, IntoExpr, Task};

integration! {
    /// `events:putEvents`.
    PutEvents = "events" : "putEvents",
    patterns [Callback],
    options {}
}

response! {
    /// What EventBridge answers. A failed entry raises [`errors::EVENTS_FAILED_ENTRY`](crate::errors::EVENTS_FAILED_ENTRY).
    PutEventsResult / PutEventsResultExpr {
        /// How many entries failed: 0 here, or the state would have failed.
        failed_entry_count: u64 => "FailedEntryCount",
    }
}

/// An event for a bus.
#[derive(Clone, Debug)]
#[must_use = "give it to `put_events`"]
pub struct Event {
    members: Vec<(Name, Node)>,
}

/// An event: who sends it, what kind it is, and its detail (an object).
pub fn event(
    source: impl IntoExpr<String>,
    detail_type: impl IntoExpr<String>,
    detail: impl Data,
) -> Event {
    let detail = detail.data().node;
    Event {
        members: vec![
            ("Source".into(), source.into_expr().node()),
            ("DetailType".into(), detail_type.into_expr().node()),
            ("Detail".into(), detail),
        ],
    }
}

impl Event {
    /// The bus to put it on; the account's default bus otherwise (`EventBusName`).
    pub fn on(mut self, bus: impl IntoResource<EventBus>) -> Self {
        self.members
            .push(("EventBusName".into(), bus.reference().0));
        self
    }

    /// When it happened; the time of the call otherwise (`Time`).
    pub fn at(mut self, time: Expr<crate::Timestamp>) -> Self {
        self.members.push(("Time".into(), time.node()));
        self
    }

    /// The ARNs of what it is about (`Resources`), which rules can ask for.
    ///
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Shape)] pub struct Upload { object_arn: String }
    ///
    /// #[state]
    /// fn tell(upload: Expr<Upload>) -> Flow<Upload> {
    ///     let stored = events::event("uploads", "Stored", upload).resources([upload.object_arn]);
    ///     events::put_events([stored]).discard_result(upload).end()
    /// }
    /// # Workflow::new("w", tell).synthesize().unwrap();
    /// ```
    pub fn resources(mut self, arns: impl IntoExpr<Vec<String>>) -> Self {
        self.members
            .push(("Resources".into(), arns.into_expr().node()));
        self
    }

    /// The trace that it belongs to, as X-Ray writes it in a header (`TraceHeader`).
    pub fn trace_header(mut self, header: impl IntoExpr<String>) -> Self {
        self.members
            .push(("TraceHeader".into(), header.into_expr().node()));
        self
    }
}

/// Puts events on their buses, up to 10 in one call.
#[track_caller]
pub fn put_events(events: impl IntoIterator<Item = Event>) -> Task<PutEventsResult, PutEvents> {
    let task = PutEvents::call();
    let entries = events
        .into_iter()
        .map(|e| Node::object(e.members))
        .collect();
    task.argument("Entries", Node::new(Op::Array(entries)))
}
