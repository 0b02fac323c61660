//! `sfn iam`: the least-privilege execution role of a definition, explained and compared with one that exists.

use super::definitions::{Loaded, load, read_value};
use super::report::Format;
use super::{Io, Stop};
use crate::app::Status;
use crate::iam::{Deployment, Existing, Policy, compare, explain_for, role_for};
use clap::Args;
use sfn_asl::json::Json;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions, or templates that hold some; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<String>,
    /// The name of the state machine [default: that of the file, or of the resource in a template]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
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
    /// How explanations and comparisons are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let existing = match &self.compare {
            Some(path) => match self.existing(path, io)? {
                Some(existing) => Some(existing),
                None => return Ok(Status::Failed),
            },
            None => None,
        };
        let found = load(&self.files, io)?;
        let mut status = if found.incomplete {
            Status::Failed
        } else {
            Status::Fine
        };
        let many = found.all.len() > 1;
        for one in &found.all {
            if many && self.format == Format::Human {
                // Several policies on one output are told apart by where they come from.
                io.complain(&format!("{}:", one.place))?;
            }
            let own = self.one(one, existing.as_ref(), io)?;
            status = worse(status, own);
        }
        Ok(status)
    }

    fn existing(&self, path: &str, io: &mut Io<'_>) -> Result<Option<Existing>, Stop> {
        let json = match read_value(path) {
            Ok(json) => json,
            Err(message) => {
                io.complain(&format!("error: `{path}` cannot be read: {message}"))?;
                return Ok(None);
            }
        };
        match Existing::read(&json) {
            Ok(existing) => Ok(Some(existing)),
            Err(errors) => {
                for error in errors {
                    io.complain(&format!("error: `{path}` is no policy: {error}"))?;
                }
                Ok(None)
            }
        }
    }

    fn deployment(&self) -> Deployment {
        let mut deployment = Deployment::new();
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
        one: &Loaded,
        existing: Option<&Existing>,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let name = self.name.as_deref().unwrap_or(&one.name);
        let deployment = self.deployment();
        let role = match role_for(&one.document, name, &deployment) {
            Ok(role) => role,
            Err(errors) => {
                for error in errors {
                    io.complain(&format!("{error}"))?;
                }
                return Ok(Status::Findings);
            }
        };
        if let Some(existing) = existing {
            let comparison = compare(&role.policy, existing);
            match self.format {
                Format::Human => write!(io.out, "{comparison}")?,
                Format::Json => io
                    .out
                    .write_all(named(one, comparison.to_json()).to_pretty().as_bytes())?,
            }
            let exact = comparison.verdict() == crate::iam::Verdict::Exact;
            return Ok(if exact {
                Status::Fine
            } else {
                Status::Findings
            });
        }
        if self.explain {
            match explain_for(&one.document, name, &deployment) {
                Ok(explanation) if self.format == Format::Human => write!(io.out, "{explanation}")?,
                Ok(explanation) => {
                    let json = named(one, explanation.to_json());
                    io.out.write_all(json.to_pretty().as_bytes())?;
                }
                // The role could be made of the same document.
                Err(errors) => {
                    for error in errors {
                        io.complain(&format!("{error}"))?;
                    }
                    return Ok(Status::Findings);
                }
            }
            return Ok(Status::Fine);
        }
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
        io.out.write_all(policy.to_string_pretty().as_bytes())?;
        let unknown = role
            .notes
            .iter()
            .filter(|note| note.kind == crate::iam::NoteKind::Unknown);
        for note in unknown {
            io.complain(&format!("warning: {note}"))?;
        }
        Ok(Status::Fine)
    }
}

/// The JSON of one definition of several.
fn named(one: &Loaded, json: Json) -> Json {
    let mut members = json.as_object().cloned().unwrap_or_default();
    let mut out = sfn_asl::json::Object::new();
    out.insert("definition", Json::from(&one.place));
    for (key, value) in std::mem::take(&mut members) {
        out.insert(key, value);
    }
    Json::Object(out)
}

/// Of two outcomes the one that a script has to know of.
fn worse(a: Status, b: Status) -> Status {
    if a.code() >= b.code() { a } else { b }
}
