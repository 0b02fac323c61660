//! The differences for people, for review comments, for programs.

use super::{Diff, FieldChange, Moved, Permission};
use sfn_asl::json::Json;
use std::fmt::{self, Write as _};

/// A title, and lines below it.
type Section = (&'static str, Vec<String>);

impl Diff {
    fn sections(&self, code: &str) -> Vec<Section> {
        let coded = |text: &str| format!("{code}{text}{code}");
        let name = |pointer: &str| coded(&name(pointer));
        let mut sections: Vec<Section> = vec![
            (
                "added",
                self.added.iter().map(|state| name(state)).collect(),
            ),
            (
                "removed",
                self.removed.iter().map(|state| name(state)).collect(),
            ),
            (
                "renamed",
                self.renamed
                    .iter()
                    .map(|one| format!("{} is now {}", name(&one.from), name(&one.to)))
                    .collect(),
            ),
        ];
        let fields = |fields: &[FieldChange], of: &str| -> Vec<String> {
            let line = |change: &FieldChange| {
                let value = |json: &Option<Json>| match json {
                    Some(json) => coded(&shortened(&json.to_compact())),
                    None => "nothing".to_owned(),
                };
                let field = change.field.trim_start_matches('/').replace('/', ".");
                format!(
                    "{of}{field}: {} is now {}",
                    value(&change.old),
                    value(&change.new)
                )
            };
            fields.iter().map(line).collect()
        };
        let mut changed = fields(&self.machine, "");
        for one in &self.changed {
            changed.extend(fields(&one.fields, &format!("{} ", name(&one.state))));
        }
        sections.push(("changed", changed));
        let way = |moved: &Moved| {
            let (state, place) = split(&moved.place);
            let target = |target: &Option<String>| match target {
                Some(target) => coded(target),
                None => "no state".to_owned(),
            };
            let of = if state.is_empty() {
                String::new()
            } else {
                format!("{} ", coded(&state))
            };
            format!(
                "{of}{place}: {} is now {}",
                target(&moved.from),
                target(&moved.to)
            )
        };
        sections.push(("rewired", self.rewired.iter().map(way).collect()));
        let paths = |paths: &[String]| paths.iter().map(|path| coded(path)).collect();
        sections.push(("input needed", paths(&self.input.needed)));
        sections.push(("input no longer needed", paths(&self.input.not_needed)));
        if let Some(permissions) = &self.permissions {
            let line = |one: &Permission| {
                let condition = if one.condition.is_empty() {
                    String::new()
                } else {
                    format!(" if {}", one.condition)
                };
                format!(
                    "{} on {}{condition}",
                    coded(&one.action),
                    coded(&one.resource)
                )
            };
            sections.push((
                "policy widened",
                permissions.widened.iter().map(line).collect(),
            ));
            sections.push((
                "policy narrowed",
                permissions.narrowed.iter().map(line).collect(),
            ));
        }
        sections.retain(|(_, lines)| !lines.is_empty());
        sections
    }

    /// What is to be thought of before it is deployed.
    fn verdict(&self) -> &'static str {
        if self.breaks_running() {
            "executions that are running go on with the old definition, but their role no longer allows all that they need: keep the old permissions until they have ended"
        } else {
            "executions that are running go on with the old definition, and may still do what they need"
        }
    }

    /// The differences for a review comment.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::diff::Diff;
    ///
    /// let old = StateMachine::new("A").state("A", Succeed::new());
    /// let new = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// assert!(Diff::between(&old, &new).to_markdown().starts_with("**added**\n\n- `B`\n"));
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        if self.is_empty() {
            return "No change in behaviour.\n".to_owned();
        }
        let mut out = String::new();
        for (title, lines) in self.sections("`") {
            // Writing to a string does not fail.
            let _ = writeln!(out, "**{title}**\n");
            for line in lines {
                let _ = writeln!(out, "- {line}");
            }
            out.push('\n');
        }
        let sign = if self.breaks_running() {
            "\u{26a0}\u{fe0f} "
        } else {
            ""
        };
        let mut verdict = self.verdict().to_owned();
        verdict[..1].make_ascii_uppercase();
        let _ = writeln!(out, "{sign}{verdict}.");
        out
    }

    /// The differences for programs; `docs/json.md` says what is what.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::diff::Diff;
    ///
    /// let old = StateMachine::new("A").state("A", Succeed::new());
    /// let new = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// assert_eq!(Diff::between(&old, &new).to_json()["added"][0].as_str(), Some("/States/B"));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Json {
        let texts = |texts: &[String]| texts.iter().map(Json::from).collect::<Json>();
        let optional = |json: &Option<Json>| json.clone().unwrap_or(Json::Null);
        let target = |text: &Option<String>| text.as_deref().map_or(Json::Null, Json::from);
        let fields = |fields: &[FieldChange]| -> Json {
            let one = |change: &FieldChange| {
                Json::from_iter([
                    ("field", Json::from(&change.field)),
                    ("old", optional(&change.old)),
                    ("new", optional(&change.new)),
                ])
            };
            fields.iter().map(one).collect()
        };
        let permissions = |permissions: &[Permission]| -> Json {
            let one = |one: &Permission| {
                Json::from_iter([
                    ("action", Json::from(&one.action)),
                    ("resource", Json::from(&one.resource)),
                    ("condition", Json::from(&one.condition)),
                ])
            };
            permissions.iter().map(one).collect()
        };
        let renamed: Json = self
            .renamed
            .iter()
            .map(|one| {
                Json::from_iter([("from", Json::from(&one.from)), ("to", Json::from(&one.to))])
            })
            .collect();
        let changed: Json = self
            .changed
            .iter()
            .map(|one| {
                Json::from_iter([
                    ("state", Json::from(&one.state)),
                    ("fields", fields(&one.fields)),
                ])
            })
            .collect();
        let rewired: Json = self
            .rewired
            .iter()
            .map(|one| {
                Json::from_iter([
                    ("place", Json::from(&one.place)),
                    ("from", target(&one.from)),
                    ("to", target(&one.to)),
                ])
            })
            .collect();
        let policy = self.permissions.as_ref().map_or(Json::Null, |found| {
            Json::from_iter([
                ("widened", permissions(&found.widened)),
                ("narrowed", permissions(&found.narrowed)),
            ])
        });
        Json::from_iter([
            ("added", texts(&self.added)),
            ("removed", texts(&self.removed)),
            ("renamed", renamed),
            ("changed", changed),
            ("rewired", rewired),
            ("machine", fields(&self.machine)),
            (
                "input",
                Json::from_iter([
                    ("needed", texts(&self.input.needed)),
                    ("notNeeded", texts(&self.input.not_needed)),
                ]),
            ),
            ("policy", policy),
            ("breaksRunning", Json::from(self.breaks_running())),
        ])
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "no change in behaviour");
        }
        for (title, lines) in self.sections("") {
            writeln!(f, "{title}")?;
            for line in lines {
                writeln!(f, "  {line}")?;
            }
        }
        writeln!(f, "{}", self.verdict())
    }
}

/// The state at the end of a pointer, with those it is in: `Ship > Pack`.
fn name(pointer: &str) -> String {
    let steps: Vec<&str> = pointer.split('/').collect();
    let names: Vec<String> = steps
        .windows(2)
        .filter(|pair| pair[0] == "States")
        .map(|pair| sfn_asl::pointer::unescape(pair[1]).into_owned())
        .collect();
    names.join(" > ")
}

/// A place that names a target: the state, and the field.
fn split(place: &str) -> (String, String) {
    let steps: Vec<&str> = place.split('/').collect();
    let last = steps.windows(2).rposition(|pair| pair[0] == "States");
    let rest = last.map_or(1, |at| at + 2).min(steps.len());
    (name(place), steps[rest..].join("."))
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}..", &text[..at]),
        None => text.to_owned(),
    }
}
