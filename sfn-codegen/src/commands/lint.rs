//! `lint`: what is legal and will hurt.

use super::finding::{Level3, Tally, Unit, report};
use super::io::{Format, Io, Status, Stop};
use crate::lint::{Config, ConfigFile, Finding, Level, RULES, Rule, UnknownRule, lint, rule};
use clap::Args;
use sfn_asl::{Json, WorkflowKind};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Say what a rule is for, with a definition that breaks it and one that does not
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// List the rules
    #[arg(long)]
    list: bool,
    /// Rules to switch off; `all` is every rule, and a rule by its name counts for more than that
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
    /// Rules whose findings are warnings
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    warn: Vec<String>,
    /// Rules whose findings are errors
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Levels of rules [default: sfn-lint.json or sfn-lint.yaml, looked for from the folder of each file upwards]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
}

/// The levels that were asked for: on the command line, and in the configurations of projects.
pub(crate) struct Rules {
    /// The one that was named.
    named: Option<Arc<Found>>,
    /// Those that were found, by the folder they were looked for from.
    found: Mutex<HashMap<PathBuf, Option<Arc<Found>>>>,
    /// Where to look for what stands in no file.
    folder: PathBuf,
    said: Vec<(String, Level)>,
}

/// A configuration, and the folder that it names files from.
struct Found {
    folder: PathBuf,
    file: ConfigFile,
}

impl Options {
    /// Answers what is asked of the rules themselves; none when documents are to be looked at.
    pub(crate) fn about(&self, io: &mut Io<'_>) -> Result<Option<Status>, Stop> {
        if self.list {
            for rule in RULES {
                match self.format {
                    Format::Human => io.line(&format!(
                        "{:36} {:8} {}",
                        rule.code,
                        rule.level,
                        rule.title()
                    ))?,
                    Format::Json => io.line(&told(rule).to_compact())?,
                }
            }
            return Ok(Some(Status::Fine));
        }
        match &self.explain {
            Some(code) => self.explain(code, io).map(Some),
            None => Ok(None),
        }
    }

    fn explain(&self, code: &str, io: &mut Io<'_>) -> Result<Status, Stop> {
        match rule(code) {
            Some(rule) if self.format == Format::Json => io.line(&told(rule).to_compact())?,
            Some(rule) => {
                let page = rule.page().split_once('\n').map_or("", |(_, rest)| rest);
                let mends = if rule.mends { ", mended by --fix" } else { "" };
                io.line(&format!(
                    "{}: {} ({}{mends})\n{}",
                    rule.code,
                    rule.title(),
                    rule.level,
                    page.trim_end()
                ))?;
            }
            None => return Err(unknown(&UnknownRule::new(code))),
        }
        Ok(Status::Fine)
    }

    /// What was asked for. What stands in no file is looked at as if it stood in that folder.
    pub(crate) fn rules(&self, folder: &Path) -> Result<Rules, Stop> {
        let named = match &self.config {
            Some(path) => Some(Arc::new(read(Path::new(path))?)),
            None => None,
        };
        let levels = [
            (&self.allow, Level::Off),
            (&self.warn, Level::Warning),
            (&self.deny, Level::Error),
        ];
        let said = levels
            .iter()
            .flat_map(|(codes, level)| codes.iter().map(|code| (code.clone(), *level)));
        let mut said: Vec<(String, Level)> = said.collect();
        // A rule by its name counts for more than all of them.
        said.sort_by_key(|(code, _)| code != "all");
        for (at, (code, _)) in said.iter().enumerate() {
            if code != "all" && rule(code).is_none() {
                return Err(unknown(&UnknownRule::new(code)));
            }
            if said[..at].iter().any(|(other, _)| other == code) {
                return Err(Stop::Usage(format!(
                    "error: `{code}` is given more than one level"
                )));
            }
        }
        Ok(Rules {
            named,
            found: Mutex::default(),
            folder: folder.to_owned(),
            said,
        })
    }

    /// Looks at one, and prints what is found in it. The kind is that of the definitions that nobody says the kind of.
    pub(crate) fn one(
        &self,
        unit: &dyn Unit,
        kind: WorkflowKind,
        rules: &Rules,
        io: &mut Io<'_>,
    ) -> Result<Tally, Stop> {
        let mut findings = Vec::new();
        let mut unread = 0;
        for (at, found) in rules.look(unit, kind)?.into_iter().enumerate() {
            match found {
                Some(found) => findings.extend(unit.lints(at, &found)),
                None => unread += 1,
            }
        }
        findings.sort_by_key(|finding| (finding.line, finding.column));
        if unread > 0 {
            io.complain(&format!(
                "error: a definition in `{0}` cannot be read\n  = help: `sfn validate {0}` says why",
                unit.name()
            ))?;
        }
        let told = findings.iter().any(|found| found.level != Level3::Info);
        match self.format {
            Format::Human => unit.show(&findings, io)?,
            Format::Json => io.line(&report(unit.name(), told, &findings).to_compact())?,
        }
        let mut tally = Tally::of(unit, &findings);
        tally.unread = unread;
        Ok(tally)
    }

    /// Sums up.
    pub(crate) fn end(&self, tally: &Tally, io: &mut Io<'_>) -> Result<Status, Stop> {
        if let Some(words) = tally.words().filter(|_| self.format == Format::Human) {
            io.line(&words)?;
        }
        Ok(if tally.unread > 0 {
            Status::Failed
        } else if tally.errors() + tally.warnings() > 0 {
            Status::Findings
        } else {
            Status::Fine
        })
    }
}

impl Rules {
    /// What is found in each definition of something; none for those that could not be read.
    pub(crate) fn look(
        &self,
        unit: &dyn Unit,
        kind: WorkflowKind,
    ) -> Result<Vec<Option<Vec<Finding>>>, Stop> {
        let mut all = Vec::new();
        for (at, of) in unit.documents().into_iter().enumerate() {
            let Some((document, own)) = of else {
                all.push(None);
                continue;
            };
            let config = self.config(unit, at, own.unwrap_or(kind))?;
            all.push(Some(lint(document, &config)));
        }
        Ok(all)
    }

    fn config(&self, unit: &dyn Unit, at: usize, kind: WorkflowKind) -> Result<Config, Stop> {
        let path = unit.path().map(std::path::absolute).transpose()?;
        let folder = match path.as_deref().and_then(Path::parent) {
            Some(folder) => folder.to_owned(),
            None => self.folder.clone(),
        };
        let mut config = match self.of(&folder)? {
            Some(found) => {
                let name = match &path {
                    Some(path) => from(&found.folder, path),
                    None => unit.name().to_owned(),
                };
                found.file.config(kind, &name, &unit.machine(at))
            }
            None => Config::new(kind),
        };
        for (code, level) in &self.said {
            config = config
                .level(code, *level)
                .map_err(|error| unknown(&error))?;
        }
        Ok(config)
    }

    /// The configuration for what is in a folder: that which was named, or the next one upwards.
    fn of(&self, folder: &Path) -> Result<Option<Arc<Found>>, Stop> {
        if self.named.is_some() {
            return Ok(self.named.clone());
        }
        // Files are looked at side by side.
        let known = |found: &Mutex<HashMap<PathBuf, _>>| {
            let found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.get(folder).cloned()
        };
        if let Some(known) = known(&self.found) {
            return Ok(known);
        }
        let names = folder
            .ancestors()
            .flat_map(|folder| ConfigFile::NAMES.iter().map(|name| folder.join(name)));
        let found = match names.into_iter().find(|path| path.is_file()) {
            Some(path) => Some(Arc::new(read(&path)?)),
            None => None,
        };
        let mut all = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(folder.to_owned(), found.clone());
        Ok(found)
    }
}

/// A path as seen from a folder, with `/` between its parts.
fn from(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<_> = parts.collect();
    parts.join("/")
}

fn read(path: &Path) -> Result<Found, Stop> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Stop::Usage(format!("error: `{shown}` cannot be read: {error}")))?;
    let file = ConfigFile::parse(&text).map_err(|error| {
        let place = error
            .position
            .map_or_else(String::new, |at| format!(":{at}"));
        Stop::Usage(format!("error: {}\n  --> {shown}{place}", error.message))
    })?;
    let path = std::path::absolute(path)?;
    Ok(Found {
        folder: path.parent().unwrap_or(&path).to_owned(),
        file,
    })
}

fn unknown(error: &UnknownRule) -> Stop {
    Stop::Usage(format!(
        "error: {error}\n  = help: `lint --list` lists the rules"
    ))
}

fn told(rule: &Rule) -> Json {
    let why = rule.why().split_whitespace().collect::<Vec<_>>().join(" ");
    Json::from_iter([
        ("rule", Json::from(rule.code)),
        ("level", Json::from(rule.level.to_string())),
        ("title", Json::from(rule.title())),
        ("why", Json::from(&why)),
        ("fix", Json::from(rule.mends)),
    ])
}
