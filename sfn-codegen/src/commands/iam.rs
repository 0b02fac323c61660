//! `iam`: the least-privilege execution role of a definition, explained and compared with one that exists.

use super::io::{Format, Io, Status, Stop};
use super::named::Named;
use crate::iam::{
    Access, Caller, Deployment, Existing, NoteKind, Policy, Role, Verdict, activity_workers,
    callback_worker, compare, event_target, explain_for, note_json, role_for, schedule_target,
};
use clap::{Args, ValueEnum};
use sfn_asl::json::Json;
use sfn_asl::model::State;
use sfn_asl::{StateMachine, WorkflowKind};
use std::collections::BTreeSet;

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Say for each statement which states need it and why, and what could not be narrowed
    #[arg(long, conflicts_with = "compare")]
    explain: bool,
    /// Compare with a policy that exists: what is missing, unused, wider than needed
    #[arg(long, value_name = "POLICY")]
    compare: Option<String>,
    /// Print who may assume the role instead of what it may do
    #[arg(long, conflicts_with_all = ["explain", "compare"])]
    trust: bool,
    /// Whose role it is: the state machine's own, or that of somebody who starts it or works for it
    #[arg(
        long = "for",
        value_name = "WHO",
        default_value = "execution",
        conflicts_with = "explain"
    )]
    who: Who,
    /// The activity, the rule (NAME, or BUS/NAME) or the schedule (GROUP/NAME) [default: any; the activities of the definition]
    #[arg(long, value_name = "NAME", requires = "who")]
    by: Option<String>,
    /// The state machine writes logs to CloudWatch
    #[arg(long)]
    logging: bool,
    /// The state machine is traced with X-Ray
    #[arg(long)]
    tracing: bool,
    /// The state machine is encrypted with this key, by its ARN
    #[arg(long, value_name = "ARN", value_parser = key)]
    customer_key: Option<String>,
    /// A queue, topic, bucket or anything else that is encrypted with a key: both by ARN
    #[arg(long, value_name = "RESOURCE=KEY", value_parser = encrypted)]
    encrypted: Vec<(String, String)>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// A key by its ARN, which may be a placeholder: IAM takes neither an alias nor an id.
fn key(text: &str) -> Result<String, String> {
    if text.starts_with("arn:") || text.contains("${") {
        Ok(text.to_owned())
    } else {
        Err(
            "write the ARN of the key, or a placeholder for it: IAM knows a key by nothing else"
                .to_owned(),
        )
    }
}

/// What is encrypted, and the key.
fn encrypted(text: &str) -> Result<(String, String), String> {
    let (resource, key) = text
        .split_once('=')
        .filter(|(resource, key)| !resource.is_empty() && !key.is_empty())
        .ok_or("write the ARN of what is encrypted, `=`, and the ARN of the key")?;
    Ok((resource.to_owned(), self::key(key)?))
}

/// Whose role is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Who {
    /// The execution role of the state machine
    Execution,
    /// Who starts executions
    Caller,
    /// Who starts executions and waits for what they give: synchronously if it is an Express workflow
    WaitingCaller,
    /// Who answers the callbacks of tasks with a token
    CallbackWorker,
    /// Who does the activities
    ActivityWorker,
    /// A rule of EventBridge that starts executions
    EventRule,
    /// A schedule of EventBridge Scheduler that starts executions
    Schedule,
}

/// Reads JSON or YAML of any kind from a file, or says why it cannot.
pub(crate) type ReadValue<'r> = &'r dyn Fn(&str) -> Result<Json, String>;

impl Options {
    /// Prints the policy of each, or what is asked about it.
    pub(crate) fn run(
        &self,
        all: &[Named],
        read: ReadValue<'_>,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let existing = match &self.compare {
            Some(path) => Some(existing(path, read)?),
            None => None,
        };
        let mut status = Status::Fine;
        for one in all {
            if all.len() > 1 && self.format == Format::Human {
                // Several policies on one output are told apart by where they come from.
                io.complain(&format!("{}:", one.place))?;
            }
            status = status.or_worse(self.one(one, existing.as_ref(), io)?);
        }
        Ok(status)
    }

    fn deployment(&self, one: &Named) -> Deployment {
        let mut deployment = one.deployment.clone();
        if self.logging {
            deployment = deployment.logging();
        }
        if self.tracing {
            deployment = deployment.tracing();
        }
        if let Some(key) = &self.customer_key {
            deployment = deployment.customer_key(key);
        }
        for (resource, key) in &self.encrypted {
            deployment = deployment.encrypted(resource, key);
        }
        deployment
    }

    fn one(
        &self,
        one: &Named,
        existing: Option<&Existing>,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let deployment = self.deployment(one);
        if self.who != Who::Execution {
            return self.other(one, existing, &deployment, io);
        }
        let role = match role_for(&one.document, &one.name, &deployment) {
            Ok(role) => role,
            Err(errors) => {
                for error in errors {
                    io.complain(&format!("{}", one.located(error)))?;
                }
                return Ok(Status::Findings);
            }
        };
        if let Some(existing) = existing {
            return self.compared(one, &role.policy, existing, io);
        }
        if self.explain {
            // The role could be made of the same document.
            if let Ok(explanation) = explain_for(&one.document, &one.name, &deployment) {
                match self.format {
                    Format::Human => io.text(&explanation.to_string())?,
                    Format::Json => io.line(&named(one, explanation.to_json()).to_compact())?,
                }
            }
            return Ok(Status::Fine);
        }
        if self.format == Format::Json {
            let roles = Json::from_iter([
                ("policy", role.policy.to_json()),
                ("trust", role.trust.to_json()),
                ("notes", role.notes.iter().map(note_json).collect()),
            ]);
            io.line(&named(one, roles).to_compact())?;
            return Ok(Status::Fine);
        }
        self.policy(one, &role, io)
    }

    /// The role of somebody else.
    fn other(
        &self,
        one: &Named,
        existing: Option<&Existing>,
        deployment: &Deployment,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let kind = one.kind.unwrap_or(WorkflowKind::Standard);
        let machine = deployment.called.as_deref().unwrap_or(&one.name);
        let caller = Caller::new(machine, kind);
        let by = self.by.as_deref();
        let alone = |policy| Access {
            policy,
            trust: None,
        };
        let mut access = match self.who {
            Who::Execution | Who::Caller => alone(caller.policy()),
            Who::WaitingCaller => alone(caller.synchronous().policy()),
            Who::CallbackWorker => alone(callback_worker()),
            Who::ActivityWorker => {
                let named =
                    by.map_or_else(|| activities(&one.document), |name| vec![name.to_owned()]);
                if named.is_empty() {
                    let message = format!(
                        "error: {}: no state names an activity\n  = help: say which it is with `--by NAME`",
                        one.place
                    );
                    io.complain(&message)?;
                    return Ok(Status::Findings);
                }
                alone(activity_workers(named.iter().map(String::as_str)))
            }
            Who::EventRule => event_target(machine, by.unwrap_or("*")),
            Who::Schedule => schedule_target(machine, by.unwrap_or("*/*")),
        };
        if let Some(environment) = deployment.environment_ref() {
            let settled = |text: &str| environment.substitute(text);
            access.policy.substitute(settled);
            access
                .trust
                .iter_mut()
                .for_each(|trust| trust.substitute(settled));
        }
        if let Some(existing) = existing {
            return self.compared(one, &access.policy, existing, io);
        }
        if self.format == Format::Json {
            let trust = access.trust.as_ref().map_or(Json::Null, Policy::to_json);
            let both = Json::from_iter([("policy", access.policy.to_json()), ("trust", trust)]);
            io.line(&named(one, both).to_compact())?;
            return Ok(Status::Fine);
        }
        match (self.trust, access.trust) {
            (false, _) => io.text(&access.policy.to_string_pretty())?,
            (true, Some(trust)) => io.text(&trust.to_string_pretty())?,
            (true, None) => io.complain(&format!(
                "note: {}: that is nobody's role in particular: whoever it is may have one already",
                one.place
            ))?,
        }
        Ok(Status::Fine)
    }

    fn compared(
        &self,
        one: &Named,
        policy: &Policy,
        existing: &Existing,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let comparison = compare(policy, existing);
        match self.format {
            Format::Human => io.text(&comparison.to_string())?,
            Format::Json => io.line(&named(one, comparison.to_json()).to_compact())?,
        }
        Ok(match comparison.verdict() {
            Verdict::Exact => Status::Fine,
            _ => Status::Findings,
        })
    }

    fn policy(&self, one: &Named, role: &Role, io: &mut Io<'_>) -> Result<Status, Stop> {
        let policy: &Policy = if self.trust {
            &role.trust
        } else {
            &role.policy
        };
        if policy.statements.is_empty() {
            io.complain(&format!(
                "note: {}: its role needs no permissions, and IAM has no policy without statements",
                one.place
            ))?;
            return Ok(Status::Fine);
        }
        io.text(&policy.to_string_pretty())?;
        // What the policy alone does not show: that it is not all, and that it is too long.
        let grave = [NoteKind::Unknown, NoteKind::Size];
        let grave = role.notes.iter().filter(|note| grave.contains(&note.kind));
        for note in grave {
            io.complain(&format!("warning: {note}"))?;
        }
        Ok(Status::Fine)
    }
}

/// The activities that states name, each once.
fn activities(document: &StateMachine) -> Vec<String> {
    let mut names = BTreeSet::new();
    for visit in document.walk() {
        if let State::Task(task) = visit.state
            && let Some(resource) = &task.resource
            && let Some((_, name)) = resource.as_str().rsplit_once(":activity:")
        {
            names.insert(name.to_owned());
        }
    }
    names.into_iter().collect()
}

fn existing(path: &str, read: ReadValue<'_>) -> Result<Existing, Stop> {
    let json = read(path)
        .map_err(|message| Stop::Usage(format!("error: `{path}` cannot be read: {message}")))?;
    Existing::read(&json).map_err(|errors| {
        let lines: Vec<String> = errors
            .iter()
            .map(|error| format!("error: `{path}` is no policy: {error}"))
            .collect();
        Stop::Usage(lines.join("\n"))
    })
}

/// The JSON of one definition of several.
fn named(one: &Named, json: Json) -> Json {
    let mut members = json.as_object().cloned().unwrap_or_default();
    let mut out = sfn_asl::json::Object::new();
    out.insert("file", Json::from(&one.place));
    out.insert("name", Json::from(&one.name));
    for (key, value) in std::mem::take(&mut members) {
        out.insert(key, value);
    }
    Json::Object(out)
}
