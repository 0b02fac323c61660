//! Activities: tasks that workers anywhere poll for. <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html>

use crate::flow::def::{Arguments, Pattern, Target};
use crate::resource::Activity;
use crate::shape::Shape;
use crate::{ActivityWorker, IntoExpr, Task};

/// A task that a worker does.
#[derive(Clone, Copy, Debug)]
pub struct RunActivity;

/// Hands the task to whichever worker of the activity asks next, and waits for its result. Standard workflows only. Give it
/// a `heartbeat_seconds`, so that a worker that dies is noticed.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Page { url: String }
/// #[derive(Shape)] pub struct Scan { text: String }
/// #[derive(LambdaError)] pub enum ScanError { PaperJam }
/// static SCANNER: Activity<Page, Scan, ScanError> = Activity::named("scanner");
///
/// #[state]
/// fn scan(page: Expr<Page>) -> Flow<Scan> {
///     activity::run(&SCANNER, page)
///         .timeout_seconds(600)
///         .heartbeat_seconds(60)
///         .retry(Retry::on(errors::HEARTBEAT_TIMEOUT).max_attempts(2))
///         .catch(ScanError::PAPER_JAM, jammed)
///         .end()
/// }
/// #[state]
/// fn jammed(error: Expr<ErrorOutput>) -> Flow<Scan> { fail("PaperJam", error.cause) }
/// # Workflow::new("w", scan).synthesize().unwrap();
/// ```
#[track_caller]
pub fn run<In: Shape, Out: Shape, E>(
    activity: &Activity<In, Out, E>,
    input: impl IntoExpr<In>,
) -> Task<Out, RunActivity, ActivityWorker, E> {
    let arn = activity.to_arn();
    let mut task = Task::build(
        Target::Arn(arn.clone().into()),
        Pattern::Activity,
        Arguments::Whole(input.into_expr().node()),
    );
    if !arn.starts_with("arn:") {
        // A placeholder that is all there is could be a function's.
        let some = Activity::<In, Out, E>::named("*").to_arn();
        task.body().known.push((arn.into(), some.into()));
    }
    task
}
