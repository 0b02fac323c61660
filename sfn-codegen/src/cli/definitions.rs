//! The definitions that a command works on: those in the files it was given, and in the files that these name.

use super::file::{Definition, File, read};
use super::{Io, Stop};
use sfn_asl::{Json, Limits, StateMachine, WorkflowKind};
use std::path::Path;

/// A definition that could be read.
pub(super) struct Loaded {
    /// What people call it: the name of the file, or of the resource in a template.
    pub(super) name: String,
    /// Where it was read from.
    pub(super) place: String,
    pub(super) document: StateMachine,
}

/// Everything that was asked for.
#[derive(Default)]
pub(super) struct Definitions {
    pub(super) all: Vec<Loaded>,
    /// Whether something could not be read; it has been told.
    pub(super) incomplete: bool,
}

/// Shows a function every file, and every file that one of them names, each with the name it was asked for by and the kind
/// of workflow that the naming file says. A file that cannot be read is told; says how many those are.
pub(super) fn each_file(
    files: &[String],
    io: &mut Io<'_>,
    mut see: impl FnMut(&str, File, Option<WorkflowKind>, &mut Io<'_>) -> Result<(), Stop>,
) -> Result<usize, Stop> {
    let mut open: Vec<(String, Option<WorkflowKind>)> = files
        .iter()
        .rev()
        .map(|file| (file.clone(), None))
        .collect();
    let mut seen: Vec<String> = files.to_vec();
    let mut unread = 0;
    while let Some((name, kind)) = open.pop() {
        let file = match read(&name) {
            Ok(file) => file,
            Err(error) => {
                unread += 1;
                io.complain(&format!("error: `{name}` cannot be read: {error}"))?;
                continue;
            }
        };
        for named in file.named.iter().rev() {
            let name = named.path.to_string_lossy().into_owned();
            if !seen.contains(&name) {
                seen.push(name.clone());
                open.push((name, named.kind));
            }
        }
        see(&name, file, kind, io)?;
    }
    Ok(unread)
}

/// Reads the definitions in all files. What cannot be read is told, and does not keep others from being read.
pub(super) fn load(files: &[String], io: &mut Io<'_>) -> Result<Definitions, Stop> {
    let mut found = Definitions::default();
    let unread = each_file(files, io, |_, file, _, io| take(file, &mut found, io))?;
    found.incomplete |= unread > 0;
    if found.all.is_empty() && !found.incomplete {
        found.incomplete = true;
        io.complain("error: there is no definition in what was given\n  = help: name a definition, or a SAM, CloudFormation or Terraform JSON template that holds one")?;
    }
    Ok(found)
}

/// Reads a file that is JSON or YAML of any kind: a policy.
pub(super) fn read_value(path: &str) -> Result<Json, String> {
    let file = read(path).map_err(|error| error.to_string())?;
    let limits = Limits::default();
    let read = if file.text.trim_start().starts_with(['{', '[']) {
        sfn_asl::read_json(&file.text, &limits)
    } else {
        sfn_asl::read_yaml_template(&file.text, &limits)
    };
    let wrong = read.diagnostics.iter().find(|found| found.is_error());
    match (read.value, wrong) {
        (Some(value), None) => Ok(value),
        (_, Some(wrong)) => Err(wrong.to_string()),
        (None, None) => Err("it is neither JSON nor YAML".to_owned()),
    }
}

fn take(mut file: File, found: &mut Definitions, io: &mut Io<'_>) -> Result<(), Stop> {
    for definition in std::mem::take(&mut file.definitions) {
        let Definition {
            pointer, parsed, ..
        } = definition;
        let place = if pointer.is_empty() {
            file.name.clone()
        } else {
            format!("{}{pointer}", file.name)
        };
        match parsed.document.filter(|_| !unreadable(&parsed.diagnostics)) {
            Some(document) => found.all.push(Loaded {
                name: name(&file.name, &pointer),
                place,
                document,
            }),
            None => {
                found.incomplete = true;
                io.complain(&format!(
                    "error: the definition in `{place}` cannot be read\n  = help: `sfn validate {}` says why",
                    file.name
                ))?;
            }
        }
    }
    Ok(())
}

/// Whether what was read is not the document that its author meant.
fn unreadable(diagnostics: &[sfn_asl::Diagnostic]) -> bool {
    let broken = [sfn_asl::Code::Syntax, sfn_asl::Code::InvalidUtf8];
    diagnostics.iter().any(|found| broken.contains(&found.code))
}

/// The name of a definition: that of its resource, or the file's without what tells its form.
fn name(file: &str, pointer: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let resource = match steps.as_slice() {
        ["Resources", name, ..] => Some(*name),
        ["resource", "aws_sfn_state_machine", name, ..] => Some(*name),
        _ => None,
    };
    if let Some(name) = resource {
        return sfn_asl::pointer::unescape(name).into_owned();
    }
    if file == "<stdin>" {
        return "state-machine".to_owned();
    }
    let name = Path::new(file)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    let name = name.split('.').next().unwrap_or_default();
    if name.is_empty() {
        "state-machine".to_owned()
    } else {
        name.to_owned()
    }
}
