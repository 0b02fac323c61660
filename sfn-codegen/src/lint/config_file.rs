//! The configuration of a project: levels of rules, and overrides for some files, state machines or states.

use super::config::{Config, UnknownRule};
use super::rule::Level;
use crate::iam::covers;
use crate::nearest::nearest;
use sfn_asl::{Diagnostic, Json, Limits, ReadJson, WorkflowKind, pointer};
use std::fmt;

/// What a project says of lints, in a file `sfn-lint.json` or `sfn-lint.yaml`.
///
/// ```
/// use sfn_asl::WorkflowKind::Standard;
/// use sfn_codegen::lint::{ConfigFile, Level};
///
/// let file = ConfigFile::parse(r#"{
///     "rules": {"task-without-catch": "warning"},
///     "overrides": [
///         {"comment": "until they are gone", "files": ["legacy/*"], "rules": {"all": "off"}},
///         {"machines": ["orders*"], "states": ["Notify*"], "rules": {"task-without-retry": "off"}}
///     ]
/// }"#)?;
///
/// let config = file.config(Standard, "infra/orders.asl.json", "orders-eu");
/// assert_eq!(config.level_of("task-without-catch", "Charge"), Some(Level::Warning));
/// assert_eq!(config.level_of("task-without-retry", "NotifyBuyer"), Some(Level::Off));
/// let config = file.config(Standard, "legacy/old.asl.json", "old");
/// assert_eq!(config.level_of("task-without-timeout", "Charge"), Some(Level::Off));
/// # Ok::<(), sfn_codegen::lint::ConfigError>(())
/// ```
///
/// A pattern has `*` for anything, `/` included, and `?` for one character. Files are named from the folder of the
/// configuration; a pattern without `/` is that of the file's own name. A state machine is called as its resource in a
/// template, as its workflow in Rust, or as its file up to the first dot. What an override does not name it is for all of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigFile {
    rules: Config,
    overrides: Vec<Override>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Override {
    files: Option<Vec<String>>,
    machines: Option<Vec<String>>,
    /// With the patterns of states in it.
    rules: Config,
}

/// What is wrong with a configuration, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The place, as a JSON pointer.
    pub pointer: String,
    /// The line and column, when they are known.
    pub position: Option<sfn_asl::diagnostic::Position>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(f, "{position}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}

impl ConfigFile {
    /// What the file is called that is looked for, from the folder of a definition upwards; the first one counts.
    pub const NAMES: &'static [&'static str] = &["sfn-lint.json", "sfn-lint.yaml", "sfn-lint.yml"];

    /// Reads a configuration: JSON, or YAML with the feature `yaml`.
    ///
    /// # Errors
    /// What is wrong first: what is not read, and rules, levels and fields that do not exist.
    ///
    /// ```
    /// use sfn_codegen::lint::ConfigFile;
    ///
    /// let error = ConfigFile::parse("{\"rules\": {\n  \"retry-without-jiter\": \"off\"\n}}").unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "2:3: there is no rule `retry-without-jiter`, did you mean `retry-without-jitter`?"
    /// );
    /// ```
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let read = read(text);
        let wrong = read.diagnostics.iter().find(|found| found.is_error());
        let value = match (&read.value, wrong) {
            (Some(value), None) => value,
            (_, wrong) => {
                return Err(ConfigError {
                    pointer: String::new(),
                    position: wrong.and_then(|wrong| wrong.position),
                    message: wrong.map_or_else(
                        || "there is nothing in it".to_owned(),
                        |wrong: &Diagnostic| wrong.message.clone(),
                    ),
                });
            }
        };
        whole(value).map_err(|wrong| ConfigError {
            position: read.places.key_position(&wrong.pointer),
            ..wrong
        })
    }

    /// What it says of a state machine, in a file whose path begins at the folder of the configuration. Later overrides win.
    #[must_use]
    pub fn config(&self, kind: WorkflowKind, file: &str, machine: &str) -> Config {
        let mut config = self.rules.clone().with_kind(kind);
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let is_file = |pattern: &String| {
            covers(pattern, file) || !pattern.contains('/') && covers(pattern, name)
        };
        let is_machine = |pattern: &String| covers(pattern, machine);
        for part in &self.overrides {
            let files = part.files.as_ref();
            let machines = part.machines.as_ref();
            if files.is_none_or(|all| all.iter().any(is_file))
                && machines.is_none_or(|all| all.iter().any(is_machine))
            {
                config.extend(&part.rules);
            }
        }
        config
    }
}

fn read(text: &str) -> ReadJson {
    let limits = Limits::default();
    #[cfg(feature = "yaml")]
    if !text.trim_start().starts_with(['{', '[']) {
        return sfn_asl::read_yaml(text, &limits);
    }
    sfn_asl::read_json(text, &limits)
}

type Result_<T> = Result<T, ConfigError>;

fn wrong<T>(pointer: impl Into<String>, message: impl Into<String>) -> Result_<T> {
    Err(ConfigError {
        pointer: pointer.into(),
        position: None,
        message: message.into(),
    })
}

fn whole(value: &Json) -> Result_<ConfigFile> {
    let mut file = ConfigFile::default();
    for (key, value) in members(value, "", &["comment", "rules", "overrides"])? {
        let here = pointer::join("", key);
        match key.as_str() {
            "rules" => rules(value, &here, &[None], &mut file.rules)?,
            "comment" => {}
            _ => {
                let Some(parts) = value.as_array() else {
                    return wrong(here, "`overrides` is a list");
                };
                for (at, part) in parts.iter().enumerate() {
                    file.overrides.push(one(part, &format!("{here}/{at}"))?);
                }
            }
        }
    }
    Ok(file)
}

fn one(value: &Json, at: &str) -> Result_<Override> {
    let members = members(
        value,
        at,
        &["comment", "files", "machines", "states", "rules"],
    )?;
    let mut part = Override::default();
    let mut states: Vec<Option<&str>> = vec![None];
    let patterns = |value: &Json, key: &str| -> Result_<Vec<String>> {
        let texts = match value {
            Json::String(text) => Some(vec![text.clone()]),
            Json::Array(items) => items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect(),
            _ => None,
        };
        match texts {
            Some(texts) if !texts.is_empty() => Ok(texts),
            _ => wrong(
                pointer::join(at, key),
                format!("`{key}` is a pattern, or a list of patterns"),
            ),
        }
    };
    let names;
    if let Some(value) = value.get("states") {
        names = patterns(value, "states")?;
        states = names.iter().map(|name| Some(name.as_str())).collect();
    }
    for (key, value) in members {
        match key.as_str() {
            "files" => part.files = Some(patterns(value, key)?),
            "machines" => part.machines = Some(patterns(value, key)?),
            "rules" => rules(value, &pointer::join(at, key), &states, &mut part.rules)?,
            _ => {}
        }
    }
    Ok(part)
}

/// The members of an object that may have these.
fn members<'j>(
    value: &'j Json,
    at: &str,
    known: &[&str],
) -> Result_<impl Iterator<Item = (&'j String, &'j Json)>> {
    let Some(members) = value.as_object() else {
        let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        return wrong(at, format!("write an object with {}", known.join(", ")));
    };
    if let Some(key) = members.keys().find(|key| !known.contains(&key.as_str())) {
        let meant = nearest(key, known.iter().copied());
        let meant = meant.map_or_else(String::new, |meant| format!(", did you mean `{meant}`?"));
        return wrong(
            pointer::join(at, key),
            format!("there is no `{key}` here{meant}"),
        );
    }
    Ok(members.iter())
}

fn rules(value: &Json, at: &str, states: &[Option<&str>], config: &mut Config) -> Result_<()> {
    let Some(members) = value.as_object() else {
        return wrong(at, "`rules` is an object of codes and levels");
    };
    for (code, value) in members {
        let here = pointer::join(at, code);
        let level = match value {
            Json::String(word) => Level::from_name(word),
            // What some readers of YAML make of `off`.
            Json::Bool(false) => Some(Level::Off),
            _ => None,
        };
        let Some(level) = level else {
            let words: Vec<String> = Level::ALL
                .iter()
                .map(|row| format!("\"{}\"", row.0))
                .collect();
            return wrong(
                here,
                format!("the level of `{code}` is one of {}", words.join(", ")),
            );
        };
        for states in states {
            let set: Result<(), UnknownRule> = config.set(*states, code, level);
            if let Err(unknown) = set {
                return wrong(here, unknown.to_string());
            }
        }
    }
    Ok(())
}
