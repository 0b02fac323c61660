//! `iam`: the least-privilege execution role of a definition, explained and compared with one that exists.

use super::io::{Format, Io, Status, Stop};
use super::named::Named;
use crate::iam::{
    Deployment, Existing, NoteKind, Policy, Role, compare, explain_for, note_json, role_for,
};
use clap::Args;
use sfn_asl::json::Json;

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
    /// The state machine writes logs to CloudWatch
    #[arg(long)]
    logging: bool,
    /// The state machine is traced with X-Ray
    #[arg(long)]
    tracing: bool,
    /// The state machine is encrypted with this key, by its ARN
    #[arg(long, value_name = "ARN")]
    customer_key: Option<String>,
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
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
        deployment
    }

    fn one(
        &self,
        one: &Named,
        existing: Option<&Existing>,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let deployment = self.deployment(one);
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
            let comparison = compare(&role.policy, existing);
            match self.format {
                Format::Human => io.text(&comparison.to_string())?,
                Format::Json => io.line(&named(one, comparison.to_json()).to_compact())?,
            }
            let exact = comparison.verdict() == crate::iam::Verdict::Exact;
            return Ok(if exact {
                Status::Fine
            } else {
                Status::Findings
            });
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
