//! For a `build.rs`: the same files as [`App`](crate::App) writes, when a package is built.
//!
//! ```no_run
//! # use sfn_dsl::prelude::*;
//! # #[state] fn done(text: Expr<String>) -> Flow<String> { succeed(text) }
//! # fn echo() -> Workflow<String, String> { Workflow::new("echo", done) }
//! // build.rs
//! fn main() -> Result<(), sfn_codegen::build::BuildError> {
//!     sfn_codegen::build::emit([echo()], "workflows")
//! }
//! ```

use crate::collect::{check_names, synthesize_all};
use crate::error::Errors;
use crate::files::{Change, Planned, apply, plan};
use crate::settings::Settings;
use crate::synthesize::synthesize_files;
use sfn_dsl::AnyWorkflow;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Writes the files of the workflows into a directory, one directory for each.
///
/// The directory is relative to the package, as every path in a `build.rs` is. Use [`configure`] for more.
///
/// # Errors
/// When a workflow has errors, in which case nothing is written, or when a file cannot be written. Under cargo, what is
/// wrong is also told to cargo, which shows it and fails the build.
pub fn emit<W: Into<AnyWorkflow>>(
    workflows: impl IntoIterator<Item = W>,
    out_dir: impl AsRef<Path>,
) -> Result<(), BuildError> {
    workflows
        .into_iter()
        .fold(configure().out_dir(out_dir.as_ref()), Config::workflow)
        .emit()
}

/// Begins a configuration.
#[must_use]
pub fn configure() -> Config {
    Config::default()
}

/// What to write, and how.
#[derive(Clone, Debug, Default)]
pub struct Config {
    workflows: Vec<AnyWorkflow>,
    settings: Settings,
}

impl Config {
    /// Adds a workflow.
    #[must_use]
    pub fn workflow(mut self, workflow: impl Into<AnyWorkflow>) -> Self {
        self.workflows.push(workflow.into());
        self
    }

    /// Sets the directory that holds a directory for each workflow; `workflows` when it is not set.
    #[must_use]
    pub fn out_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.settings = self.settings.out_dir(directory);
        self
    }

    /// Sets how workflows are synthesized. A directory that was set before stays when these name none.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        let directory = settings.out_dir.clone().or(self.settings.out_dir.take());
        self.settings = Settings {
            out_dir: directory,
            ..settings
        };
        self
    }

    /// Writes the files.
    ///
    /// Cargo runs the build script again when its code has changed, workflows included, and when one of the files is gone
    /// or is no longer what was written. A script that reads other files has to name them:
    /// `println!("cargo::rerun-if-changed=..")`.
    ///
    /// # Errors
    /// As [`emit`].
    pub fn emit(self) -> Result<(), BuildError> {
        let set = |name| std::env::var_os(name);
        let (result, lines) = self.emit_with(set("OUT_DIR").map(PathBuf::from).as_deref());
        if set("CARGO").is_some() && set("OUT_DIR").is_some() {
            lines.iter().for_each(|line| println!("{line}"));
        }
        result
    }

    /// Writes the files, and says what to tell cargo.
    fn emit_with(self, cargo_out: Option<&Path>) -> (Result<(), BuildError>, Vec<String>) {
        let result = self.write();
        let lines = match &result {
            // With nothing to watch nothing is said: cargo then watches every file of the package. The script itself is
            // not named, since cargo runs it after each time it compiles it, wherever it is.
            Ok(planned) => {
                let kept = planned.iter().filter(|file| file.wanted.is_some());
                kept.map(|file| format!("cargo::rerun-if-changed={}", file.path.display()))
                    .collect()
            }
            Err(BuildError::Workflow(errors)) => errors
                .iter()
                .map(|error| cargo_error(&error.to_string()))
                .collect(),
            Err(BuildError::Io(error)) => vec![cargo_error(&error.to_string())],
        };
        if let (Ok(planned), Some(out)) = (&result, cargo_out) {
            as_old_as_the_run(planned, out);
        }
        (result.map(|_| ()), lines)
    }

    fn write(&self) -> Result<Vec<Planned>, BuildError> {
        check_names(&self.workflows)?;
        let all = synthesize_all(&self.workflows, |workflow| {
            synthesize_files(workflow, &self.settings)
        })?;
        let out = self
            .settings
            .out_dir_ref()
            .unwrap_or(Path::new("workflows"));
        let mut planned = Vec::new();
        for (artifacts, files) in all {
            planned.extend(plan(&artifacts.name, files, out)?);
        }
        apply(&planned)?;
        Ok(planned)
    }
}

/// Dates what was written back to when cargo started the script: a file that is watched and newer than that makes cargo
/// run the script, and compile the package, once more for nothing. Where cargo does not tell, that is what happens.
fn as_old_as_the_run(planned: &[Planned], cargo_out: &Path) {
    let started = cargo_out
        .parent()
        .and_then(|run| run.join("invoked.timestamp").metadata().ok())
        .and_then(|timestamp| timestamp.modified().ok());
    let Some(started) = started else { return };
    for file in planned
        .iter()
        .filter(|file| file.change() == Change::Written)
    {
        // It costs a run when this fails, and nothing else.
        let _ = File::options()
            .write(true)
            .open(&file.path)
            .and_then(|file| file.set_modified(started));
    }
}

/// One line for cargo; it takes no line feeds.
fn cargo_error(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    format!("cargo::error={}", lines.join(" "))
}

/// Why nothing was written.
#[non_exhaustive]
pub enum BuildError {
    /// A workflow has errors.
    Workflow(Errors),
    /// A file could not be read or written.
    Io(io::Error),
}

/// For people: it is what a `main` that returns the error prints.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workflow(errors) => errors.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Workflow(errors) => Some(errors),
            Self::Io(error) => Some(error),
        }
    }
}

impl From<Errors> for BuildError {
    fn from(errors: Errors) -> Self {
        Self::Workflow(errors)
    }
}

impl From<io::Error> for BuildError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sfn_dsl::prelude::*;

    #[state]
    fn done(text: Expr<String>) -> Flow<String> {
        succeed(text)
    }

    #[test]
    fn files_are_written_and_cargo_is_told() {
        let directory = tempfile::tempdir().unwrap();
        let config = configure()
            .workflow(Workflow::new("echo", done))
            .out_dir(directory.path());
        let (result, lines) = config.emit_with(None);
        result.unwrap();
        let definition = directory.path().join("echo/definition.asl.json");
        assert!(definition.is_file());
        // One that is gone is written again; the script may be called anything.
        assert_eq!(
            lines.len(),
            directory.path().join("echo").read_dir().unwrap().count()
        );
        assert_eq!(
            lines[0],
            format!("cargo::rerun-if-changed={}", definition.display())
        );
        assert!(
            lines.iter().all(|line| !line.contains("build.rs")),
            "{lines:?}"
        );
    }

    #[test]
    fn what_was_written_is_no_newer_than_the_run() {
        let directory = tempfile::tempdir().unwrap();
        let cargo_out = directory.path().join("run/out");
        std::fs::create_dir_all(&cargo_out).unwrap();
        let timestamp = directory.path().join("run/invoked.timestamp");
        std::fs::write(&timestamp, "").unwrap();
        let started = timestamp.metadata().unwrap().modified().unwrap();
        let emit = || {
            let config = configure()
                .workflow(Workflow::new("echo", done))
                .out_dir(directory.path().join("workflows"));
            config.emit_with(Some(&cargo_out)).0.unwrap();
        };
        emit();
        let definition = directory.path().join("workflows/echo/definition.asl.json");
        let modified = || definition.metadata().unwrap().modified().unwrap();
        assert_eq!(modified(), started);
        // What is as it should be is not touched.
        let later = started + std::time::Duration::from_secs(1000);
        let file = File::options().write(true).open(&timestamp).unwrap();
        file.set_modified(later).unwrap();
        emit();
        assert_eq!(modified(), started);
    }

    #[test]
    fn errors_are_lines_for_cargo() {
        let directory = tempfile::tempdir().unwrap();
        let config = configure()
            .workflow(Workflow::new("a/b", done))
            .out_dir(directory.path());
        let (result, lines) = config.emit_with(None);
        assert!(matches!(result, Err(BuildError::Workflow(_))));
        let error = result.unwrap_err();
        assert_eq!(format!("{error:?}"), error.to_string());
        assert!(
            lines[0].starts_with("cargo::error=error[invalid-workflow-name]: `a/b` cannot be"),
            "{lines:?}"
        );
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
