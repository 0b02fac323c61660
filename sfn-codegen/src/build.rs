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
use crate::files::{apply, plan};
use crate::settings::Settings;
use sfn_dsl::AnyWorkflow;
use std::fmt;
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
    /// # Errors
    /// As [`emit`].
    pub fn emit(self) -> Result<(), BuildError> {
        let under_cargo =
            std::env::var_os("CARGO").is_some() && std::env::var_os("OUT_DIR").is_some();
        let (result, lines) = self.emit_with();
        if under_cargo {
            lines.iter().for_each(|line| println!("{line}"));
        }
        result
    }

    /// Writes the files, and says what to tell cargo.
    fn emit_with(self) -> (Result<(), BuildError>, Vec<String>) {
        // Cargo runs a build script again whenever its code changes, workflows included; without this line it would do so
        // for every file of the package. The files that are written are not watched: they are newer than the run that
        // writes them.
        let mut lines = vec!["cargo::rerun-if-changed=build.rs".to_owned()];
        let result = self.write();
        match &result {
            Ok(()) => {}
            Err(BuildError::Workflow(errors)) => {
                lines.extend(errors.iter().map(|error| cargo_error(&error.to_string())))
            }
            Err(BuildError::Io(error)) => lines.push(cargo_error(&error.to_string())),
        }
        (result, lines)
    }

    fn write(&self) -> Result<(), BuildError> {
        check_names(&self.workflows)?;
        let all = synthesize_all(&self.workflows, &self.settings)?;
        let out = self
            .settings
            .out_dir_ref()
            .unwrap_or(Path::new("workflows"));
        let mut planned = Vec::new();
        for artifacts in &all {
            planned.extend(plan(artifacts, out)?);
        }
        Ok(apply(&planned)?)
    }
}

/// One line for cargo; it takes no line feeds.
fn cargo_error(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    format!("cargo::error={}", lines.join(" "))
}

/// Why nothing was written.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// A workflow has errors.
    Workflow(Errors),
    /// A file could not be read or written.
    Io(io::Error),
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
        let (result, lines) = config.emit_with();
        result.unwrap();
        assert_eq!(lines, ["cargo::rerun-if-changed=build.rs"]);
        assert!(directory.path().join("echo/definition.asl.json").is_file());
    }

    #[test]
    fn errors_are_lines_for_cargo() {
        let directory = tempfile::tempdir().unwrap();
        let config = configure()
            .workflow(Workflow::new("a/b", done))
            .out_dir(directory.path());
        let (result, lines) = config.emit_with();
        assert!(matches!(result, Err(BuildError::Workflow(_))));
        assert!(
            lines[1].starts_with("cargo::error=error[invalid-workflow-name]: `a/b` cannot be"),
            "{lines:?}"
        );
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
