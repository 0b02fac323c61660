//! AWS SDK integrations: any API of any service.
//! <https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html>
//!
//! [`aws_sdk!`](macro@crate::aws_sdk) checks names when it is compiled; [`call`] takes them as strings, for what is known only
//! at run time or newer than the table that the macro looks into.
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Reminder { id: String, at: String, text: String }
//! static SCHEDULING: Role = Role::named("scheduling");
//! static REMINDERS: Queue = Queue::named("reminders");
//!
//! #[state]
//! fn remind(reminder: Expr<Reminder>) -> Flow<Reminder> {
//!     aws_sdk!(scheduler:createSchedule {
//!         Name: reminder.id,
//!         ScheduleExpression: text!("at({})", reminder.at),
//!         FlexibleTimeWindow: { Mode: "OFF" },
//!         ActionAfterCompletion: "DELETE",
//!         Target: { Arn: &REMINDERS, RoleArn: &SCHEDULING, Input: reminder.text },
//!     })
//!     .discard_result(reminder)
//!     .end()
//! }
//! # Workflow::new("w", remind).synthesize().unwrap();
//! ```

use super::Data;
use crate::Task;
use crate::expr::node::Name;
use crate::kind::Callback;
use crate::shape::Shape;

/// `aws-sdk:service:action`.
#[derive(Clone, Copy, Debug)]
pub struct SdkCall;

#[diagnostic::do_not_recommend]
impl Callback for SdkCall {}

/// Calls an API: `call::<Output>("s3", "getObject")`. The author says what comes back.
///
/// The service is spelt in lower case (`s3`, `sfn`, `cloudwatchlogs`) and the action with a small first letter; synthesis
/// checks both against the list of supported services and suggests the nearest names. Parameters are spelt as the API
/// does, in PascalCase.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Document { bucket: String, key: String }
/// #[derive(Shape)] #[serde(rename_all = "PascalCase")] pub struct Head { content_length: u64 }
///
/// #[state]
/// fn measure(document: Expr<Document>) -> Flow<u64> {
///     aws_sdk::call::<Head>("s3", "headObject")
///         .with("Bucket", document.bucket)
///         .with("Key", document.key)
///         .output(|head| head.content_length)
///         .end()
/// }
/// # Workflow::new("w", measure).synthesize().unwrap();
/// ```
#[track_caller]
pub fn call<R: Shape>(service: impl Into<Name>, action: impl Into<Name>) -> Task<R, SdkCall> {
    let service: Name = service.into();
    Task::call(format!("aws-sdk:{service}"), action)
}

impl<R, P, E, C> Task<R, SdkCall, P, E, C> {
    /// Sets a parameter of the API: from data, from what is known, from a resource (`&ORDERS`), which becomes what the API
    /// calls it by: its ARN in a parameter that is called `..Arn`, else its name, or a queue's URL.
    #[track_caller]
    pub fn with(self, parameter: impl Into<Name>, value: impl Data) -> Self {
        let parameter = parameter.into();
        let (node, resources) = value.data().for_parameter(&parameter);
        self.about(resources).argument(parameter, node)
    }
}
