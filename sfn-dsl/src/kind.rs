//! Kinds of workflow and patterns of integration, as types: what is not allowed does not compile.

/// A Standard workflow: up to a year, exactly once, with callbacks, `.sync` jobs, activities and Distributed Maps.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard;

/// An Express workflow: up to five minutes, at least once, request-response integrations only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Express;

pub use sfn_asl::WorkflowKind;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Standard {}
    impl Sealed for super::Express {}
}

/// [`Standard`] or [`Express`]. A state that is generic over `K: Kind` serves both.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a kind of workflow",
    label = "use `Standard` or `Express` here"
)]
pub trait Kind: sealed::Sealed + 'static {
    /// The kind as a value.
    const KIND: WorkflowKind;
}
#[diagnostic::do_not_recommend]
impl Kind for Standard {
    const KIND: WorkflowKind = WorkflowKind::Standard;
}
#[diagnostic::do_not_recommend]
impl Kind for Express {
    const KIND: WorkflowKind = WorkflowKind::Express;
}

/// Calls the service and goes on with its response. In every kind of workflow.
#[derive(Clone, Copy, Debug)]
pub struct RequestResponse;

/// `.sync`: starts a job and waits until it is done. Standard workflows only.
#[derive(Clone, Copy, Debug)]
pub struct Sync;

/// `.waitForTaskToken`: hands out a token and waits until somebody returns it. Standard workflows only.
#[derive(Clone, Copy, Debug)]
pub struct WaitForTaskToken;

/// A worker polls for the task. Standard workflows only.
#[derive(Clone, Copy, Debug)]
pub struct ActivityWorker;

/// A Map that runs its items as executions of their own. Standard workflows only.
#[derive(Clone, Copy, Debug)]
pub struct Distributed;

/// Which patterns run in which kind of workflow.
pub trait AllowedIn<K> {}
#[diagnostic::do_not_recommend]
impl<K: Kind> AllowedIn<K> for RequestResponse {}
// For every kind under a condition, and not for `Standard` alone: the compiler would take the only kind there is an
// impl for, and then speak of two types that differ.
impl<K: CanSync> AllowedIn<K> for Sync {}
impl<K: CanWaitForTaskToken> AllowedIn<K> for WaitForTaskToken {}
impl<K: CanRunActivities> AllowedIn<K> for ActivityWorker {}
impl<K: CanRunDistributedMaps> AllowedIn<K> for Distributed {}

/// Patterns whose call can be made with another role.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html>
#[diagnostic::on_unimplemented(
    message = "an activity has no `.credentials(..)`",
    label = "nothing is called here that a role could be used for",
    note = "a worker asks for its task with a role of its own: remove the call, and give that role what it needs"
)]
pub trait WithRole {}
#[diagnostic::do_not_recommend]
impl WithRole for RequestResponse {}
#[diagnostic::do_not_recommend]
impl WithRole for Sync {}
#[diagnostic::do_not_recommend]
impl WithRole for WaitForTaskToken {}

/// Kinds of workflow with `.sync()`.
#[diagnostic::on_unimplemented(
    message = "`.sync()` needs a Standard workflow, and this flow is of kind `{Self}`",
    label = "ends a flow of kind `{Self}` here",
    note = "leave out `.sync()` to go on as soon as the job is started, or make the workflow Standard: `Flow<_>` in place of `Flow<_, {Self}>`"
)]
pub trait CanSync {}
#[diagnostic::do_not_recommend]
impl CanSync for Standard {}

/// Kinds of workflow with callbacks.
#[diagnostic::on_unimplemented(
    message = "`wait_for_task_token` needs a Standard workflow, and this flow is of kind `{Self}`",
    label = "ends a flow of kind `{Self}` here",
    note = "make the call by itself to go on at once, or make the workflow Standard: `Flow<_>` in place of `Flow<_, {Self}>`"
)]
pub trait CanWaitForTaskToken {}
#[diagnostic::do_not_recommend]
impl CanWaitForTaskToken for Standard {}

/// Kinds of workflow with activities.
#[diagnostic::on_unimplemented(
    message = "an activity needs a Standard workflow, and this flow is of kind `{Self}`",
    label = "ends a flow of kind `{Self}` here",
    note = "call a Lambda function instead, or make the workflow Standard: `Flow<_>` in place of `Flow<_, {Self}>`"
)]
pub trait CanRunActivities {}
#[diagnostic::do_not_recommend]
impl CanRunActivities for Standard {}

/// Kinds of workflow with Distributed Maps.
#[diagnostic::on_unimplemented(
    message = "a Distributed Map needs a Standard workflow, and this flow is of kind `{Self}`",
    label = "ends a flow of kind `{Self}` here",
    note = "run the items within the execution, `map(list, state)`, or make the workflow Standard: `Flow<_>` in place of `Flow<_, {Self}>`; its children may be Express all the same"
)]
pub trait CanRunDistributedMaps {}
#[diagnostic::do_not_recommend]
impl CanRunDistributedMaps for Standard {}

/// Kinds of workflow whose end another workflow can wait for.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>
#[diagnostic::on_unimplemented(
    message = "`.sync()` waits for a Standard workflow, and the one started here is of kind `{Self}`",
    label = "the end of this workflow cannot be waited for",
    note = "run it to its end within this state with `states::start_sync_execution(..)`; or leave out `.sync()` to start it and go on at once"
)]
pub trait CanBeWaitedFor {}
#[diagnostic::do_not_recommend]
impl CanBeWaitedFor for Standard {}

/// Kinds of workflow that run to their end within one call.
/// <https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html>
#[diagnostic::on_unimplemented(
    message = "only an Express workflow runs within one call, and the one started here is of kind `{Self}`",
    label = "this workflow cannot be run within one call",
    note = "start it and wait for its end instead: `states::start_execution(&CHILD, input).sync()`"
)]
pub trait RunsAtOnce {}
#[diagnostic::do_not_recommend]
impl RunsAtOnce for Express {}

/// An integration that can be called back with a task token.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `.waitForTaskToken` form",
    label = "this service cannot hand out a task token",
    note = "send the token through Lambda (a function without `direct`), SNS, SQS, EventBridge, ECS, API Gateway or an SDK call instead"
)]
pub trait Callback {}

/// An integration that can wait for the job it starts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `.sync` form",
    label = "Step Functions cannot wait for this to finish",
    note = "jobs are started by the integration of their service, `glue::start_job_run(..)`, `batch::submit_job(..)`, `ecs::run_task(..)` and so on; for a service without `.sync`, start the job and poll: a Wait state, a status call and a Choice"
)]
pub trait Job {
    /// What the finished job gives.
    type Result;
    /// The suffix of the resource: `.sync`, `.sync:2`.
    const SUFFIX: &'static str;
}
