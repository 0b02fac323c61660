//! The other end of an activity: a program that asks for a task, works on it, and says how it went.
//!
//! Knows the activity and its types, not how Step Functions is called: [`TaskService`] is four calls of its API, which
//! `aws-sdk-sfn` has under the same names.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sfn_dsl::{Activity, LambdaError};
use std::fmt::Debug;

/// A task that somebody has to work on: what `GetActivityTask` gives.
#[derive(Clone, Debug)]
pub struct ActivityTask {
    /// What to answer with.
    pub task_token: String,
    /// The input, as JSON.
    pub input: String,
}

/// The calls of Step Functions that a worker makes.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html>
pub trait TaskService {
    /// Why a call failed.
    type Error;

    /// `GetActivityTask`: waits up to a minute, and gives nothing when there was nothing to do.
    ///
    /// # Errors
    /// When the call fails.
    fn get_activity_task(&self, activity_arn: &str) -> Result<Option<ActivityTask>, Self::Error>;

    /// `SendTaskHeartbeat`.
    ///
    /// # Errors
    /// When the call fails; with `TaskTimedOut` when nobody waits for the task any more.
    fn send_task_heartbeat(&self, task_token: &str) -> Result<(), Self::Error>;

    /// `SendTaskSuccess`.
    ///
    /// # Errors
    /// As `send_task_heartbeat`.
    fn send_task_success(&self, task_token: &str, output: &str) -> Result<(), Self::Error>;

    /// `SendTaskFailure`.
    ///
    /// # Errors
    /// As `send_task_heartbeat`.
    fn send_task_failure(
        &self,
        task_token: &str,
        error: &str,
        cause: &str,
    ) -> Result<(), Self::Error>;
}

/// How a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// There was nothing to do.
    Idle,
    /// A task was worked on and answered, well or not.
    Answered,
}

/// Asks for one task of the activity and works on it; a worker is a loop of turns.
///
/// `work` gets the input and a heartbeat, to be called more often than the `heartbeat_seconds` of the state. When a
/// heartbeat fails nobody waits any more, and the work can stop.
///
/// The types are the activity's, the same that the workflow has: a worker that takes or gives something else, or reports
/// other errors, does not compile.
///
/// # Errors
/// When a call of Step Functions fails.
pub fn take_turn<S: TaskService, In: DeserializeOwned, Out: Serialize, E: LambdaError + Debug>(
    service: &S,
    _activity: &Activity<In, Out, E>,
    activity_arn: &str,
    work: impl FnOnce(In, &dyn Fn() -> Result<(), S::Error>) -> Result<Out, E>,
) -> Result<Turn, S::Error> {
    let Some(task) = service.get_activity_task(activity_arn)? else {
        return Ok(Turn::Idle);
    };
    let token = task.task_token.as_str();
    let not_json = |name: &str, error: serde_json::Error| (name.to_owned(), error.to_string());
    let answer = serde_json::from_str(&task.input)
        .map_err(|error| not_json("InvalidInput", error))
        .and_then(|input| {
            work(input, &|| service.send_task_heartbeat(token))
                .map_err(|error| (error.error_name().to_owned(), format!("{error:?}")))
        })
        .and_then(|out| {
            serde_json::to_string(&out).map_err(|error| not_json("InvalidOutput", error))
        });
    match answer {
        Ok(output) => service.send_task_success(token, &output)?,
        Err((error, cause)) => service.send_task_failure(token, &error, &cause)?,
    }
    Ok(Turn::Answered)
}
