//! The other side: what those need who start the state machine, answer its callbacks or do its activities.
//!
//! Each is a role or a user of its own, never the execution role.

use super::policy::{Condition, Policy, Statement};
use super::template::{ACCOUNT, PARTITION, REGION};
use sfn_asl::WorkflowKind;

/// The policies of somebody who is not the state machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// What they may do.
    pub policy: Policy,
    /// Who may assume the role, when it is a service's role.
    pub trust: Option<Policy>,
}

/// Who starts a state machine.
///
/// ```
/// use sfn_asl::WorkflowKind;
/// use sfn_codegen::iam::Caller;
///
/// let policy = Caller::new("webhooks", WorkflowKind::Express).synchronous().policy();
/// assert_eq!(policy.statements[0].actions, ["states:StartSyncExecution"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Caller {
    name: String,
    kind: WorkflowKind,
    synchronous: bool,
    follows: bool,
    qualifier: Option<String>,
}

impl Caller {
    /// Starts the state machine of that name and kind, and does not wait for it.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: WorkflowKind) -> Self {
        Self {
            name: name.into(),
            kind,
            synchronous: false,
            follows: false,
            qualifier: None,
        }
    }

    /// Waits for the answer: `StartSyncExecution`, which only Express workflows have. For a Standard one it means to
    /// follow the execution, see [`follows`](Self::follows).
    #[must_use]
    pub fn synchronous(mut self) -> Self {
        match self.kind {
            WorkflowKind::Express => self.synchronous = true,
            WorkflowKind::Standard => self.follows = true,
        }
        self
    }

    /// Looks after the executions too: describes them, reads their history, stops them. Standard only, since executions
    /// of Express workflows are not kept.
    #[must_use]
    pub fn follows(mut self) -> Self {
        self.follows = self.kind == WorkflowKind::Standard;
        self
    }

    /// Starts it by an alias or a version only. IAM sees the ARN of the state machine, and the qualifier as a condition:
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html>.
    #[must_use]
    pub fn qualifier(mut self, qualifier: impl Into<String>) -> Self {
        self.qualifier = Some(qualifier.into());
        self
    }

    /// What the caller may do.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let conditions = match &self.qualifier {
            Some(qualifier) => vec![equals("states:StateMachineQualifier", qualifier)],
            None => Vec::new(),
        };
        let start = if self.synchronous {
            ("StartSync", "states:StartSyncExecution")
        } else {
            ("Start", "states:StartExecution")
        };
        let mut statements = vec![Statement {
            conditions,
            ..statement(start.0, &[start.1], vec![machine(&self.name)])
        }];
        if self.follows {
            let executions = own(&format!("execution:{}:*", self.name));
            let actions = [
                "states:DescribeExecution",
                "states:GetExecutionHistory",
                "states:StopExecution",
            ];
            statements.push(statement("Follow", &actions, vec![executions]));
        }
        Policy { statements }
    }
}

/// What a worker needs that answers callbacks. A token says which execution it is for, so IAM knows no resource here.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html>
#[must_use]
pub fn callback_worker() -> Policy {
    Policy {
        statements: vec![answers()],
    }
}

/// What a worker needs that does an activity of that name.
///
/// ```
/// let policy = sfn_codegen::iam::activity_worker("transcode");
/// assert_eq!(policy.statements[0].actions, ["states:GetActivityTask"]);
/// ```
#[must_use]
pub fn activity_worker(name: &str) -> Policy {
    activity_workers([name])
}

/// What a worker needs that does all activities of those names.
pub(crate) fn activity_workers<'n>(names: impl IntoIterator<Item = &'n str>) -> Policy {
    let mut activities: Vec<String> = names
        .into_iter()
        .map(|name| own(&format!("activity:{name}")))
        .collect();
    activities.sort();
    Policy {
        statements: vec![
            statement("Poll", &["states:GetActivityTask"], activities),
            answers(),
        ],
    }
}

fn answers() -> Statement {
    let actions = [
        "states:SendTaskFailure",
        "states:SendTaskHeartbeat",
        "states:SendTaskSuccess",
    ];
    statement("Answer", &actions, vec!["*".to_owned()])
}

/// The role with which a rule of an event bus starts the state machine. `rule` is the name of the rule on the default
/// bus, or `bus/rule`.
///
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html>
#[must_use]
pub fn event_target(name: &str, rule: &str) -> Access {
    let rule = format!("arn:{PARTITION}:events:{REGION}:{ACCOUNT}:rule/{rule}");
    Access {
        policy: Caller::new(name, WorkflowKind::Standard).policy(),
        trust: Some(trust("events.amazonaws.com", rule)),
    }
}

/// The role with which a schedule starts the state machine. `schedule` is `group/name`; the group of a schedule that
/// names none is `default`.
///
/// <https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html>
#[must_use]
pub fn schedule_target(name: &str, schedule: &str) -> Access {
    let schedule = format!("arn:{PARTITION}:scheduler:{REGION}:{ACCOUNT}:schedule/{schedule}");
    Access {
        policy: Caller::new(name, WorkflowKind::Standard).policy(),
        trust: Some(trust("scheduler.amazonaws.com", schedule)),
    }
}

fn trust(service: &str, source: String) -> Policy {
    let operator = if source.contains('*') {
        "ArnLike"
    } else {
        "ArnEquals"
    };
    let mut conditions = vec![
        Condition {
            operator: operator.to_owned(),
            key: "aws:SourceArn".to_owned(),
            values: vec![source],
        },
        equals("aws:SourceAccount", ACCOUNT),
    ];
    conditions.sort();
    Policy {
        statements: vec![Statement {
            service: Some(service.to_owned()),
            actions: vec!["sts:AssumeRole".to_owned()],
            conditions,
            ..Statement::default()
        }],
    }
}

fn statement(sid: &str, actions: &[&str], resources: Vec<String>) -> Statement {
    Statement {
        sid: Some(sid.to_owned()),
        actions: actions.iter().copied().map(str::to_owned).collect(),
        resources,
        ..Statement::default()
    }
}

fn equals(key: &str, value: &str) -> Condition {
    Condition {
        operator: "StringEquals".to_owned(),
        key: key.to_owned(),
        values: vec![value.to_owned()],
    }
}

fn machine(name: &str) -> String {
    own(&format!("stateMachine:{name}"))
}

fn own(resource: &str) -> String {
    format!("arn:{PARTITION}:states:{REGION}:{ACCOUNT}:{resource}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(policy: &Policy) -> Vec<String> {
        let show = |statement: &Statement| {
            format!(
                "{} on {}",
                statement.actions.join(" "),
                statement.resources.join(" ")
            )
        };
        policy.statements.iter().map(show).collect()
    }

    const OWN: &str = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}";

    #[test]
    fn a_caller_may_start_and_no_more() {
        let caller = Caller::new("orders", WorkflowKind::Standard);
        assert_eq!(
            shown(&caller.policy()),
            [format!(
                "states:StartExecution on {OWN}:stateMachine:orders"
            )]
        );
        // A Standard workflow cannot be started synchronously: whoever waits has to ask how it is.
        assert_eq!(
            shown(&caller.synchronous().policy()),
            [
                format!("states:StartExecution on {OWN}:stateMachine:orders"),
                format!(
                    "states:DescribeExecution states:GetExecutionHistory states:StopExecution on {OWN}:execution:orders:*"
                )
            ]
        );
        let express = Caller::new("hooks", WorkflowKind::Express).follows();
        assert_eq!(
            shown(&express.synchronous().policy()),
            [format!(
                "states:StartSyncExecution on {OWN}:stateMachine:hooks"
            )]
        );
    }

    #[test]
    fn an_alias_is_a_condition() {
        let policy = Caller::new("orders", WorkflowKind::Standard)
            .qualifier("live")
            .policy();
        assert_eq!(
            policy.statements[0].conditions,
            [equals("states:StateMachineQualifier", "live")]
        );
    }

    #[test]
    fn workers_poll_their_activity_and_answer() {
        assert_eq!(
            shown(&activity_worker("transcode")),
            [
                format!("states:GetActivityTask on {OWN}:activity:transcode"),
                "states:SendTaskFailure states:SendTaskHeartbeat states:SendTaskSuccess on *"
                    .to_owned()
            ]
        );
        assert_eq!(shown(&callback_worker()).len(), 1);
    }

    #[test]
    fn rules_and_schedules_have_roles_of_their_own() {
        for (access, service, source) in [
            (
                event_target("orders", "bus/placed"),
                "events.amazonaws.com",
                "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/bus/placed",
            ),
            (
                schedule_target("orders", "default/nightly"),
                "scheduler.amazonaws.com",
                "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule/default/nightly",
            ),
        ] {
            let trust = access.trust.unwrap();
            assert_eq!(trust.statements[0].service.as_deref(), Some(service));
            assert_eq!(trust.statements[0].conditions[0].values, [source]);
        }
    }
}
