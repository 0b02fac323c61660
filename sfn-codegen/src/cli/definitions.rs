//! The definitions that a command works on: those in the files and folders it was given, and in the files that these name.

use super::file::{Definition, File, Named as NamedFile, read};
use super::folder::{self, Given};
use super::progress::Progress;
use super::{Io, Stop};
use crate::commands::io::Status;
use crate::commands::named::Named;
use crate::iam::Deployment;
use sfn_asl::{Json, Limits, WorkflowKind};
use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Everything that was asked for.
#[derive(Default)]
pub(super) struct Definitions {
    pub(super) all: Vec<Named>,
    /// Whether something could not be read; it has been told.
    pub(super) incomplete: bool,
}

impl Definitions {
    pub(super) fn status(&self) -> Status {
        if self.incomplete {
            Status::Failed
        } else {
            Status::Fine
        }
    }

    /// The one of that name, or the only one.
    pub(super) fn one(&self, file: &str, name: Option<&str>) -> Result<&Named, Stop> {
        let chosen: Vec<&Named> = self
            .all
            .iter()
            .filter(|one| name.is_none_or(|wanted| wanted == one.name))
            .collect();
        if let [one] = chosen.as_slice() {
            return Ok(one);
        }
        const SHOWN: usize = 8;
        let mut names: Vec<String> = self
            .all
            .iter()
            .take(SHOWN)
            .map(|one| format!("`{}`", one.name))
            .collect();
        if self.all.len() > SHOWN {
            names.push(format!("or another of {}", self.all.len()));
        }
        let what = match name {
            Some(name) if chosen.is_empty() => format!("no definition called `{name}`"),
            Some(name) => format!("more than one definition called `{name}`"),
            None => "more than one definition".to_owned(),
        };
        let near = name.and_then(|name| {
            crate::nearest::nearest(name, self.all.iter().map(|one| one.name.as_str()))
        });
        let help = match near {
            Some(near) if chosen.is_empty() => format!("did you mean `{near}`?"),
            _ => format!("say which with --name: {}", names.join(", ")),
        };
        Err(Stop::Usage(format!(
            "error: there is {what} in `{file}`\n  = help: {help}"
        )))
    }
}

/// The files that were asked for, folders looked through.
pub(super) struct Files {
    names: Vec<String>,
    /// How many could not be found; it has been told.
    missing: usize,
}

/// What looks at a file: gives what came of it, and the files that it names.
type Seen<T> = Result<(T, Vec<NamedFile>), Stop>;

impl Files {
    /// Looks through folders; what cannot be looked through is told.
    pub(super) fn find(given: &[String], io: &mut Io<'_>) -> Result<Self, Stop> {
        let mut files = Self {
            names: Vec::new(),
            missing: 0,
        };
        let mut known = HashSet::new();
        for name in given {
            match folder::files(name) {
                Given::File => {
                    if known.insert(name.clone()) {
                        files.names.push(name.clone());
                    }
                }
                Given::Folder(found, errors) => {
                    for error in &errors {
                        io.complain(&format!("error: {error}"))?;
                    }
                    files.missing += errors.len();
                    if found.is_empty() && errors.is_empty() {
                        files.missing += 1;
                        io.complain(&format!(
                            "error: there is no definition in the folder `{name}`\n  = help: looked for are .asl.json and .asl.yaml, and other JSON and YAML that holds a definition or a template; not in node_modules, target, hidden folders and what .gitignore names"
                        ))?;
                    }
                    files
                        .names
                        .extend(found.into_iter().filter(|name| known.insert(name.clone())));
                }
            }
        }
        Ok(files)
    }

    /// Their names.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether everything that was given is there.
    pub(super) fn is_complete(&self) -> bool {
        self.missing == 0
    }

    /// Shows a function every file, and every file that one of them names, each with the name it was asked for by and the kind
    /// of workflow that the naming file says. Several files are looked at at the same time; what is printed comes in the order of
    /// the files. A file that cannot be read is told; says how many those are.
    pub(super) fn each<T: Send>(
        &self,
        io: &mut Io<'_>,
        see: impl Fn(&str, File, Option<WorkflowKind>, &mut Io<'_>) -> Seen<T> + Sync,
        mut take: impl FnMut(T),
    ) -> Result<usize, Stop> {
        let mut unread = self.missing;
        let mut seen: HashSet<String> = self.names.iter().cloned().collect();
        let mut progress = Progress::of(self.names.len());
        let look =
            |name: &str, by: Option<&NamedFile>, io: &mut Io<'_>| -> Result<Option<_>, Stop> {
                match read(name) {
                    Ok(mut file) => {
                        if let Some(given) = by.and_then(|by| by.substitutions.as_ref()) {
                            file.fill_in(given);
                        }
                        if let Some([definition]) = by.map(|_| &mut file.definitions[..]) {
                            definition.machine = by.and_then(|by| by.machine.clone());
                        }
                        see(name, file, by.and_then(|by| by.kind), io).map(Some)
                    }
                    Err(error) => {
                        io.complain(&format!("error: `{name}` cannot be read: {error}"))?;
                        Ok(None)
                    }
                }
            };
        // Takes what came of a file, and goes through the files that it names; says how many of them cannot be read.
        let mut one =
            |found: Option<(T, Vec<NamedFile>)>, io: &mut Io<'_>| -> Result<usize, Stop> {
                let mut unread = 0;
                let mut open = vec![found];
                let mut waiting: Vec<NamedFile> = Vec::new();
                while let Some(found) = open.pop() {
                    match found {
                        None => unread += 1,
                        Some((own, named)) => {
                            take(own);
                            waiting.extend(named.into_iter().rev());
                        }
                    }
                    while let Some(named) = waiting.pop() {
                        let name = named.path.to_string_lossy().into_owned();
                        if seen.insert(name.clone()) {
                            open.push(look(&name, Some(&named), io)?);
                            break;
                        }
                    }
                }
                Ok(unread)
            };
        if self.names.len() < 2 {
            for name in &self.names {
                let found = look(name, None, io)?;
                unread += one(found, io)?;
            }
            return Ok(unread);
        }
        let (paint, paint_err) = (io.paint, io.paint_err);
        let next = AtomicUsize::new(0);
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..workers.min(self.names.len()) {
                let sender = sender.clone();
                let (look, next) = (&look, &next);
                scope.spawn(move || {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(name) = self.names.get(at) else {
                            break;
                        };
                        let (mut out, mut err) = (Vec::new(), Vec::new());
                        let mut own = Io {
                            out: &mut out,
                            err: &mut err,
                            paint,
                            paint_err,
                        };
                        let found = look(name, None, &mut own);
                        if sender.send((at, found, out, err)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            // What is done before its turn waits here.
            let mut early: Vec<Option<_>> = (0..self.names.len()).map(|_| None).collect();
            let mut turn = 0;
            for (at, found, out, err) in receiver {
                early[at] = Some((found, out, err));
                while let Some((found, out, err)) = early.get_mut(turn).and_then(Option::take) {
                    progress.clear(io);
                    io.err.write_all(&err)?;
                    io.out.write_all(&out)?;
                    unread += one(found?, io)?;
                    turn += 1;
                    progress.show(turn, io);
                }
            }
            progress.clear(io);
            Ok(unread)
        })
    }
}

/// Reads the definitions in all files. What cannot be read is told, and does not keep others from being read.
pub(super) fn load(files: &[String], io: &mut Io<'_>) -> Result<Definitions, Stop> {
    let mut found = Definitions::default();
    let files = Files::find(files, io)?;
    let unread = files.each(
        io,
        |_, mut file, kind, io| {
            let named = std::mem::take(&mut file.named);
            Ok((definitions(file, kind, io)?, named))
        },
        |own| {
            found.all.extend(own.all);
            found.incomplete |= own.incomplete;
        },
    )?;
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

/// The definitions in a file.
fn definitions(
    file: File,
    around: Option<WorkflowKind>,
    io: &mut Io<'_>,
) -> Result<Definitions, Stop> {
    let mut found = Definitions::default();
    if file.is_unreadable() {
        found.incomplete = true;
        io.complain(&format!(
            "error: `{0}` cannot be read\n  = help: `sfn validate {0}` says why",
            file.name
        ))?;
    }
    for definition in file.definitions {
        let Definition {
            pointer,
            parsed,
            kind,
            substitutions,
            machine,
            ..
        } = definition;
        let place = if pointer.is_empty() {
            file.name.clone()
        } else {
            format!("{}{pointer}", file.name)
        };
        match parsed.document.filter(|_| !unreadable(&parsed.diagnostics)) {
            Some(document) => found.all.push(Named {
                name: name(&file.name, &pointer),
                place,
                kind: kind.or(around),
                document,
                deployment: deployment(substitutions.as_ref(), machine),
                authored: None,
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
    Ok(found)
}

/// What the template around a definition says of how it is deployed.
fn deployment(substitutions: Option<&Json>, machine: Option<String>) -> Deployment {
    let given = substitutions.and_then(Json::as_object);
    let known = given.into_iter().flatten();
    known.fold(
        Deployment::new().called(machine),
        |deployment, (name, value)| match crate::iam::template_text(value) {
            Some(text) => deployment.substitution(name, text),
            None => deployment,
        },
    )
}

/// Whether what was read is not the document that its author meant.
fn unreadable(diagnostics: &[sfn_asl::Diagnostic]) -> bool {
    let broken = [sfn_asl::Code::Syntax, sfn_asl::Code::InvalidUtf8];
    diagnostics.iter().any(|found| broken.contains(&found.code))
}

/// The name of a definition: that of its resource, or the file's without what tells its form. A file that is called
/// `definition` has the name of its folder, as our own have.
pub(super) fn name(file: &str, pointer: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    let resource = match steps.as_slice() {
        ["Resources", name, ..] => Some(*name),
        ["resource", "aws_sfn_state_machine", name, ..] => Some(*name),
        ["stepFunctions", "stateMachines", name, ..] => Some(*name),
        _ => None,
    };
    if let Some(name) = resource {
        return sfn_asl::pointer::unescape(name).into_owned();
    }
    if file == "<stdin>" {
        return "state-machine".to_owned();
    }
    let path = Path::new(file);
    let stem = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.split('.').next().unwrap_or_default().to_owned()
    };
    let name = match stem(path) {
        name if name == "definition" => path.parent().map(stem).filter(|name| !name.is_empty()),
        name => Some(name),
    };
    match name.as_deref() {
        Some("") => "state-machine".to_owned(),
        None => "definition".to_owned(),
        Some(name) => name.to_owned(),
    }
}
