//! `sfn lint`: what is legal and will hurt.

use super::definitions::each_file;
use super::file::{File, read};
use super::report::{Finding, Format, Level3, human, json};
use super::{Io, Stop};
use crate::app::Status;
use crate::lint::{Level, Levels, RULES, fix, lint, rule};
use clap::Args;
use sfn_asl::{Json, Limits, WorkflowKind};

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions, or templates that hold some; `-` reads standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "list"])]
    files: Vec<String>,
    /// Look at them as Express workflows; a template says itself what its workflows are
    #[arg(long)]
    express: bool,
    /// Say what a rule is for
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// List the rules
    #[arg(long)]
    list: bool,
    /// Mend what is mechanical in JSON definitions
    #[arg(long)]
    fix: bool,
    /// Rules to switch off
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
    /// Rules whose findings are errors
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Levels of rules, as JSON: {"rules": {"retry-without-jitter": "off"}} [default: sfn-lint.json, when there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<String>,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

/// The configuration that is looked for.
const CONFIG: &str = "sfn-lint.json";

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        if self.list {
            for rule in RULES {
                io.line(&format!(
                    "{:26} {:8} {}",
                    rule.code,
                    word(rule.level),
                    rule.title
                ))?;
            }
            return Ok(Status::Fine);
        }
        if let Some(code) = &self.explain {
            return self.explain(code, io);
        }
        let levels = match self.levels() {
            Ok(levels) => levels,
            Err(message) => {
                io.complain(&format!("error: {message}"))?;
                return Ok(Status::Failed);
            }
        };
        let mut status = Status::Fine;
        let unread = each_file(&self.files, io, |name, mut file, kind, io| {
            // What comes in by standard input has no place to be mended in.
            if self.fix && name != "-" && self.mend(name, &file, io)? {
                match read(name) {
                    Ok(mended) => file = mended,
                    Err(error) => {
                        io.complain(&format!("error: `{name}` cannot be read: {error}"))?
                    }
                }
            }
            let own = self.file(&file, kind, &levels, io)?;
            if own.code() > status.code() {
                status = own;
            }
            Ok(())
        })?;
        Ok(if unread > 0 { Status::Failed } else { status })
    }

    fn explain(&self, code: &str, io: &mut Io<'_>) -> Result<Status, Stop> {
        match rule(code) {
            Some(rule) => {
                let why = rule.why.split_whitespace().collect::<Vec<_>>().join(" ");
                io.line(&format!(
                    "{}: {} ({})\n\n{why}",
                    rule.code,
                    rule.title,
                    word(rule.level)
                ))?;
                Ok(Status::Fine)
            }
            None => {
                let message = Levels::default()
                    .set(code, Level::Off)
                    .err()
                    .unwrap_or_default();
                io.complain(&format!(
                    "error: {message}\n  = help: `sfn lint --list` lists the rules"
                ))?;
                Ok(Status::Failed)
            }
        }
    }

    fn levels(&self) -> Result<Levels, String> {
        let mut levels = Levels::default();
        let (path, asked) = match &self.config {
            Some(path) => (path.as_str(), true),
            None => (CONFIG, false),
        };
        match std::fs::read_to_string(path) {
            Ok(text) => {
                configure(&text, &mut levels).map_err(|message| format!("`{path}`: {message}"))?
            }
            Err(error) if asked => return Err(format!("`{path}` cannot be read: {error}")),
            Err(_) => {}
        }
        for code in &self.allow {
            levels.set(code, Level::Off)?;
        }
        for code in &self.deny {
            levels.set(code, Level::Error)?;
        }
        Ok(levels)
    }

    fn mend(&self, name: &str, file: &File, io: &mut Io<'_>) -> Result<bool, Stop> {
        let read = sfn_asl::read_json(&file.text, &Limits::default());
        let sound = !read.diagnostics.iter().any(sfn_asl::Diagnostic::is_error);
        let Some(mut json) = read.value.filter(|_| sound) else {
            return Ok(false);
        };
        let fixed = fix(&mut json);
        if fixed == 0 {
            return Ok(false);
        }
        if let Err(error) = crate::files::replace(name.as_ref(), &json.to_pretty()) {
            io.complain(&format!("error: {error}"))?;
            return Ok(false);
        }
        let s = if fixed == 1 { "" } else { "s" };
        io.complain(&format!("note: mended {fixed} field{s} in {name}"))?;
        Ok(true)
    }

    fn file(
        &self,
        file: &File,
        kind: Option<WorkflowKind>,
        levels: &Levels,
        io: &mut Io<'_>,
    ) -> Result<Status, Stop> {
        let default = if self.express {
            WorkflowKind::Express
        } else {
            WorkflowKind::Standard
        };
        let mut findings = Vec::new();
        let mut unread = false;
        for definition in &file.definitions {
            let Some(document) = &definition.parsed.document else {
                unread = true;
                continue;
            };
            let kind = definition.kind.or(kind).unwrap_or(default);
            let lints = lint(document, kind, levels);
            findings.extend(
                lints
                    .iter()
                    .map(|lint| Finding::of_lint(file, definition, lint)),
            );
        }
        findings.sort_by_key(Finding::start);
        if unread {
            io.complain(&format!(
                "error: a definition in `{0}` cannot be read\n  = help: `sfn validate {0}` says why",
                file.name
            ))?;
        }
        let told = findings
            .iter()
            .any(|finding| finding.level() != Level3::Info);
        match self.format {
            Format::Human => human(file, &findings, io.colours, io.out)?,
            Format::Json => json(file, &findings, told, io.out)?,
        }
        Ok(if unread {
            Status::Failed
        } else if told {
            Status::Findings
        } else {
            Status::Fine
        })
    }
}

fn configure(text: &str, levels: &mut Levels) -> Result<(), String> {
    let read = sfn_asl::read_json(text, &Limits::default());
    let rules = read
        .value
        .as_ref()
        .and_then(|json| json.get("rules"))
        .and_then(Json::as_object);
    let Some(rules) = rules else {
        return Err(
            "write {\"rules\": {\"CODE\": \"off\" | \"info\" | \"warning\" | \"error\"}}"
                .to_owned(),
        );
    };
    for (code, level) in rules {
        let level = match level.as_str() {
            Some("off") => Level::Off,
            Some("info") => Level::Info,
            Some("warning") => Level::Warning,
            Some("error") => Level::Error,
            _ => {
                return Err(format!(
                    "the level of `{code}` is \"off\", \"info\", \"warning\" or \"error\""
                ));
            }
        };
        levels.set(code, level)?;
    }
    Ok(())
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}
