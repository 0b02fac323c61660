//! `lint`: what is legal and will hurt.

use super::finding::{Level3, Tally, Unit, report};
use super::io::{Format, Io, Status, Stop};
use crate::lint::{Level, Levels, RULES, lint, rule};
use clap::Args;
use sfn_asl::{Json, Limits, WorkflowKind};

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Say what a rule is for
    #[arg(long, value_name = "CODE")]
    explain: Option<String>,
    /// List the rules
    #[arg(long)]
    list: bool,
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

impl Options {
    /// Answers what is asked of the rules themselves; none when documents are to be looked at.
    pub(crate) fn about(&self, io: &mut Io<'_>) -> Result<Option<Status>, Stop> {
        if self.list {
            for rule in RULES {
                match self.format {
                    Format::Human => io.line(&format!(
                        "{:26} {:8} {}",
                        rule.code,
                        word(rule.level),
                        rule.title
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
            Some(rule) => io.line(&format!(
                "{}: {} ({})\n\n{}",
                rule.code,
                rule.title,
                word(rule.level),
                reason(rule)
            ))?,
            None => {
                let message = Levels::default()
                    .set(code, Level::Off)
                    .err()
                    .unwrap_or_default();
                return Err(Stop::Usage(format!(
                    "error: {message}\n  = help: `lint --list` lists the rules"
                )));
            }
        }
        Ok(Status::Fine)
    }

    /// The levels of the rules.
    pub(crate) fn levels(&self) -> Result<Levels, Stop> {
        let usage = |message: String| Stop::Usage(format!("error: {message}"));
        let mut levels = Levels::default();
        let (path, asked) = match &self.config {
            Some(path) => (path.as_str(), true),
            None => (CONFIG, false),
        };
        match std::fs::read_to_string(path) {
            Ok(text) => configure(&text, &mut levels)
                .map_err(|message| usage(format!("`{path}`: {message}")))?,
            Err(error) if asked => {
                return Err(usage(format!("`{path}` cannot be read: {error}")));
            }
            Err(_) => {}
        }
        for code in &self.allow {
            levels.set(code, Level::Off).map_err(usage)?;
        }
        for code in &self.deny {
            levels.set(code, Level::Error).map_err(usage)?;
        }
        Ok(levels)
    }

    /// Looks at one, and prints what is found in it. The kind is that of the definitions that nobody says the kind of.
    pub(crate) fn one(
        &self,
        unit: &dyn Unit,
        kind: WorkflowKind,
        levels: &Levels,
        io: &mut Io<'_>,
    ) -> Result<Tally, Stop> {
        let mut findings = Vec::new();
        let mut unread = 0;
        for (at, of) in unit.documents().into_iter().enumerate() {
            let Some((document, own)) = of else {
                unread += 1;
                continue;
            };
            let lints = lint(document, own.unwrap_or(kind), levels);
            findings.extend(lints.iter().map(|lint| unit.lint(at, lint)));
        }
        unit.locate(&mut findings);
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

fn told(rule: &crate::lint::Rule) -> Json {
    Json::from_iter([
        ("rule", Json::from(rule.code)),
        ("level", Json::from(word(rule.level))),
        ("title", Json::from(rule.title)),
        ("why", Json::from(&reason(rule))),
    ])
}

fn reason(rule: &crate::lint::Rule) -> String {
    rule.why.split_whitespace().collect::<Vec<_>>().join(" ")
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
