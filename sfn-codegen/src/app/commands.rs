//! What `sfn` does with files, done with workflows: the bodies are those of `commands`, and only the documents come from here.

use super::args::Command;
use super::{Run, Status, Stop};
use crate::collect::synthesize_all;
use crate::commands::diff::{Pair, Side};
use crate::commands::finding::Tally;
use crate::commands::named::Named;
use crate::commands::{diff, lint, validate};
use crate::synthesize::synthesize_annotated;
use sfn_asl::{Json, Limits, StateMachine, WorkflowKind};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl Run<'_, '_> {
    /// Runs a command that looks at documents.
    pub(super) fn analyse(&mut self, command: Command) -> Result<Status, Stop> {
        match command {
            Command::Validate { names, options } => self.validate(&names.names, &options),
            Command::Lint { names, options } => self.lint(&names.names, &options),
            Command::Iam {
                names,
                options,
                place,
            } => {
                self.at(place)?;
                options.run(&self.named(&names.names)?, &read_value, self.io)
            }
            Command::Graph { names, options } => {
                let all = self.named(&names)?;
                if all.len() > 1 && options.folder().is_none() {
                    return Err(Stop::Usage(
                        "error: there is more than one workflow to draw\n  = help: name one, or write all to a folder: `--out pictures/`".to_owned(),
                    ));
                }
                options.run(&all.iter().collect::<Vec<_>>(), self.io)
            }
            Command::Diff {
                names,
                against,
                options,
                place,
            } => {
                self.at(place)?;
                self.diff(&names.names, against, &options)
            }
            Command::Cost { names, options } => options.run(&self.named(&names.names)?, self.io),
            Command::Schema { names, options } => options.run(&self.named(&names.names)?, self.io),
            // The others are no analyses.
            Command::List { .. }
            | Command::Synth { .. }
            | Command::Print { .. }
            | Command::Completions { .. }
            | Command::Notes { .. } => Ok(Status::Fine),
        }
    }

    /// The named workflows as documents, or all; what is wrong with any of them is told first, as everywhere.
    fn named(&self, names: &[String]) -> Result<Vec<Named>, Stop> {
        let settings = &self.app.settings;
        Ok(synthesize_all(self.wanted(names)?, |workflow| {
            let (artifacts, annotations) = synthesize_annotated(workflow, settings)?;
            Ok(Named::of(artifacts, annotations, settings))
        })?)
    }

    fn validate(&mut self, names: &[String], options: &validate::Options) -> Result<Status, Stop> {
        let mut tally = Tally::default();
        for one in self.named(names)? {
            tally += options.one(&one, WorkflowKind::Standard, self.io)?;
        }
        options.end(&tally, self.io)
    }

    fn lint(&mut self, names: &[String], options: &lint::Options) -> Result<Status, Stop> {
        if let Some(status) = options.about(self.io)? {
            return Ok(status);
        }
        let folder = self.around.manifest.as_ref().map(PathBuf::from);
        let rules = options.rules(folder.as_ref().unwrap_or(&self.around.current))?;
        let mut tally = Tally::default();
        for one in self.named(names)? {
            tally += options.one(&one, WorkflowKind::Standard, &rules, self.io)?;
        }
        options.end(&tally, self.io)
    }

    fn diff(
        &mut self,
        names: &[String],
        against: Option<PathBuf>,
        options: &diff::Options,
    ) -> Result<Status, Stop> {
        let before = self.out_dir(against);
        let all = self.named(names)?;
        if before.is_file() && all.len() != 1 {
            return Err(Stop::Usage(format!(
                "error: `{}` is the definition of one workflow\n  = help: name the workflow, or say `--against` a folder",
                self.around.relative(&before)
            )));
        }
        if !before.exists() {
            return Err(Stop::Usage(format!(
                "error: there is nothing at `{}` to compare with\n  = help: `synth` writes the files of all workflows; `--against` says where others are",
                self.around.relative(&before)
            )));
        }
        let mut old = Vec::new();
        for one in &all {
            old.push(deployed(&before, &one.name)?);
        }
        // Folders that no workflow writes any more, unless only some were asked about.
        let mut gone = Vec::new();
        if names.is_empty() && before.is_dir() {
            for name in others(&before, &all)? {
                gone.extend(deployed(&before, &name)?.map(|deployed| (name, deployed)));
            }
        }
        let mut pairs: Vec<Pair<'_>> = Vec::new();
        for (one, old) in all.iter().zip(&old) {
            let policy = one.authored.as_ref().map(|of| of.policy.to_json());
            pairs.push(Pair {
                name: &one.name,
                old: old.as_ref().map(Deployed::side),
                new: Some(Side {
                    document: &one.document,
                    policy,
                }),
            });
        }
        pairs.extend(gone.iter().map(|(name, old)| Pair {
            name,
            old: Some(old.side()),
            new: None,
        }));
        options.run(&pairs, self.io)
    }
}

/// What was written before.
struct Deployed {
    document: StateMachine,
    /// The statements of its policies; none when there is only a definition.
    policy: Option<Json>,
}

impl Deployed {
    fn side(&self) -> Side<'_> {
        Side {
            document: &self.document,
            policy: self.policy.clone(),
        }
    }
}

/// Reads what was written before of a workflow; none when nothing was. The path is a folder as `synth` writes it, or a definition.
fn deployed(before: &Path, name: &str) -> Result<Option<Deployed>, Stop> {
    let (path, folder) = if before.is_dir() {
        let folder = before.join(name);
        (folder.join("definition.asl.json"), Some(folder))
    } else {
        (before.to_owned(), None)
    };
    if !path.exists() {
        return Ok(None);
    }
    let wrong = |message: String| {
        Stop::Usage(format!(
            "error: `{}` cannot be read: {message}",
            path.display()
        ))
    };
    let bytes = std::fs::read(&path).map_err(|error| wrong(error.to_string()))?;
    let parsed = sfn_asl::parse_bytes(&bytes, &Limits::default());
    let Some(document) = parsed.document else {
        let reason = parsed.diagnostics.iter().find(|found| found.is_error());
        return Err(wrong(reason.map_or_else(
            || "it is no definition".to_owned(),
            ToString::to_string,
        )));
    };
    let policy = folder.map(|folder| policies(&folder)).transpose()?;
    Ok(Some(Deployed { document, policy }))
}

/// All statements of the policies in a folder.
fn policies(folder: &Path) -> Result<Json, Stop> {
    let mut statements = Vec::new();
    let numbered = (1..).map(|number| folder.join(format!("policy-{number}.json")));
    let files = std::iter::once(folder.join("policy.json"))
        .filter(|path| path.exists())
        .chain(numbered.take_while(|path| path.exists()));
    for path in files {
        let path = path.to_string_lossy();
        let json = read_value(&path)
            .map_err(|message| Stop::Usage(format!("error: `{path}` cannot be read: {message}")))?;
        match &json["Statement"] {
            Json::Array(all) => statements.extend(all.iter().cloned()),
            one => statements.push(one.clone()),
        }
    }
    Ok(Json::from_iter([("Statement", Json::Array(statements))]))
}

/// The folders with a definition that none of the workflows writes.
fn others(before: &Path, all: &[Named]) -> Result<BTreeSet<String>, Stop> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(before)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if all.iter().all(|one| one.name != name) {
            names.insert(name);
        }
    }
    Ok(names)
}

/// Reads JSON: a policy.
fn read_value(path: &str) -> Result<Json, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let read = sfn_asl::read_json(&text, &Limits::default());
    match (
        read.value,
        read.diagnostics.iter().find(|found| found.is_error()),
    ) {
        (Some(value), None) => Ok(value),
        (_, Some(wrong)) => Err(wrong.to_string()),
        (None, None) => Err("it is no JSON".to_owned()),
    }
}
