//! The parameters of integrations: missing, unknown, or in the wrong case.
//!
//! The service refuses a name that it does not know. A name that is near a known one is an error; any other may be newer than
//! the tables here, and is a warning.

use super::api::{self, Operation};
use super::tables::{PARAMETERS, Parameters};
use crate::iam::Target;
use crate::nearest::nearest;
use sfn_asl::json::{Json, Object};
use sfn_asl::model::{Task, has_placeholder};
use sfn_asl::{Code, Diagnostic, pointer};
use std::collections::HashMap;

/// What the resources of a document take, each looked up once: a definition calls the same thing over and over.
#[derive(Default)]
pub(super) struct Known<'d>(HashMap<&'d str, Takes>);

/// What a resource takes, as far as it is known.
enum Takes {
    Nothing,
    /// `service:operation`, which nothing is known of but that its parameters begin with a capital.
    Capitals(String),
    Listed {
        /// `service:operation`
        name: String,
        operation: Operation,
        /// Of these one must be there; empty for none.
        one_of: &'static [&'static str],
        /// Where not everything is listed, what is not may be right.
        complete: bool,
        /// Whether it is an SDK call.
        sdk: bool,
    },
}

impl Takes {
    fn of(resource: &str) -> Self {
        match Target::of(resource) {
            Target::Optimized { name, .. } => Self::optimized(name),
            Target::Sdk {
                service, action, ..
            } => {
                let name = format!("{service}:{action}");
                match api::sdk(service, action) {
                    None => Self::Capitals(name),
                    Some(operation) => Self::Listed {
                        name,
                        operation,
                        one_of: &[],
                        complete: true,
                        sdk: true,
                    },
                }
            }
            _ => Self::Nothing,
        }
    }

    fn optimized(name: &str) -> Self {
        let row = PARAMETERS.binary_search_by(|row| row.name.cmp(name)).ok();
        let row = row.map(|row| &PARAMETERS[row]);
        let listed = |row: &Parameters| Operation {
            required: row.required.to_vec(),
            optional: [row.one_of, row.optional].concat(),
        };
        // What is written here of an integration goes before what its API takes.
        let full = row.filter(|row| !row.optional.is_empty()).map(listed);
        let full = full.or_else(|| api::like(name));
        let complete = full.is_some();
        let Some(operation) = full.or_else(|| row.map(listed)) else {
            return Self::Nothing;
        };
        Self::Listed {
            name: name.to_owned(),
            operation,
            one_of: row.map_or(&[], |row| row.one_of),
            complete,
            sdk: false,
        }
    }
}

impl<'d> Known<'d> {
    /// Checks what a task gives to its resource.
    pub(super) fn check(
        &mut self,
        task: &Task,
        resource: &'d str,
        at: &str,
        out: &mut Vec<Diagnostic>,
    ) {
        let (field, template) = match (&task.parameters, &task.arguments) {
            (Some(template), None) => ("Parameters", template),
            (None, Some(template)) => ("Arguments", template),
            // Without either the whole input is given, of which nothing is known here.
            _ => return,
        };
        // An expression gives what it gives.
        let Json::Object(given) = template else {
            return;
        };
        if given.keys().any(|key| has_placeholder(key)) {
            return;
        }
        let takes = self
            .0
            .entry(resource)
            .or_insert_with(|| Takes::of(resource));
        let mut call = Call {
            given,
            place: format!("{at}/{field}"),
            out,
        };
        match takes {
            Takes::Nothing => {}
            Takes::Capitals(name) => {
                for key in given.keys().filter(|key| is_small(key)) {
                    call.capital(name, key);
                }
            }
            Takes::Listed {
                name,
                operation,
                one_of,
                complete,
                sdk,
            } => call.compare(name, operation, one_of, *complete, *sdk),
        }
    }
}

/// The name of the parameter that a member of a template gives.
fn plain(key: &str) -> &str {
    key.strip_suffix(".$").unwrap_or(key)
}

/// What a task gives to what it calls.
struct Call<'c> {
    given: &'c Object,
    /// Where that stands.
    place: String,
    out: &'c mut Vec<Diagnostic>,
}

impl Call<'_> {
    fn compare(
        &mut self,
        name: &str,
        takes: &Operation,
        one_of: &[&str],
        complete: bool,
        sdk: bool,
    ) {
        let known = || takes.required.iter().chain(&takes.optional).copied();
        let mut slips = Vec::new();
        for key in self.given.keys() {
            let given = plain(key);
            // Wrong case is wrong also where not everything is listed.
            let spelt = known().find(|known| *known != given && known.eq_ignore_ascii_case(given));
            if known().any(|known| known == given) || !complete && spelt.is_none() {
                continue;
            }
            let meant = spelt.or_else(|| nearest(given, known()));
            slips.extend(meant);
            let capital = |meant: &str| meant[1..] == given[1..];
            if sdk && is_small(given) && meant.is_none_or(capital) {
                self.capital(name, key);
                continue;
            }
            let pointer = pointer::join(&self.place, key);
            let message = format!("`{name}` has no parameter `{given}`");
            self.out.push(match meant {
                Some(meant) => Diagnostic::error(Code::UnknownParameter, pointer, message)
                    .with_help(format!("did you mean `{meant}`?")),
                None if takes.required.is_empty() && takes.optional.is_empty() => {
                    Diagnostic::warning(Code::UnknownParameter, pointer, message)
                        .with_help("it takes none: remove it")
                }
                // The service may know more than the tables here.
                None => Diagnostic::warning(Code::UnknownParameter, pointer, message).with_help(
                    "look it up in the reference of the API; remove it if it is not there",
                ),
            });
        }
        // A slip in a name is one mistake, not also a missing parameter.
        let there =
            |name: &&str| self.given.keys().any(|key| plain(key) == *name) || slips.contains(name);
        let missing: Vec<&str> = takes
            .required
            .iter()
            .copied()
            .filter(|name| !there(name))
            .collect();
        for parameter in missing {
            let message = format!("`{name}` needs the parameter `{parameter}`");
            self.out.push(
                Diagnostic::error(Code::MissingParameter, &self.place, message)
                    .with_help(format!("add `{parameter}`")),
            );
        }
        if !one_of.is_empty() && !one_of.iter().any(there) {
            let names = one_of.join("`, `");
            let message = format!("`{name}` needs one of the parameters `{names}`");
            self.out.push(
                Diagnostic::error(Code::MissingParameter, &self.place, message)
                    .with_help("add one of them"),
            );
        }
    }

    /// A parameter of an SDK call that begins with a small letter: whatever the case of an API, theirs begin with a capital.
    fn capital(&mut self, call: &str, key: &str) {
        let name = plain(key);
        let meant = name[..1].to_uppercase() + &name[1..];
        let message =
            format!("`{call}` has no parameter `{name}`: those of SDK calls begin with a capital");
        self.out.push(
            Diagnostic::error(
                Code::UnknownParameter,
                pointer::join(&self.place, key),
                message,
            )
            .with_help(format!("write `{meant}`")),
        );
    }
}

fn is_small(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}
