//! What a row of a table allows, given the parameters of a call.

use super::merge::Allowed;
use super::note::{Note, NoteKind};
use super::policy::Condition;
use super::row::{Grant, Pattern, Resource, Row, When};
use super::template::{Filled, Source, fill, fill_text};
use super::values::Value;
use std::borrow::Cow;

/// A state that asks for something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asker<'d> {
    /// The state, as a JSON pointer.
    pub(crate) pointer: &'d str,
    pub(crate) source: Source<'d>,
}

impl Asker<'_> {
    pub(crate) fn note(
        &self,
        kind: NoteKind,
        reason: impl Into<String>,
        doc: Option<&'static str>,
    ) -> Note {
        Note {
            kind,
            state: self.pointer.to_owned(),
            statement: None,
            resource: None,
            reason: reason.into(),
            doc,
        }
    }
}

/// A resource, and why it is not narrower when it is not.
pub(crate) struct Narrowed {
    pub(crate) text: String,
    pub(crate) why: Option<String>,
    pub(crate) assumed: Option<String>,
}

/// Adds what the row allows with the pattern.
pub(crate) fn row(
    row: &'static Row,
    pattern: Option<Pattern>,
    asker: &Asker<'_>,
    out: &mut Vec<Allowed>,
) {
    for grant in row.grants {
        let now = grant.patterns.is_empty()
            || pattern.is_some_and(|pattern| grant.patterns.contains(&pattern));
        if now && holds(grant.when.as_ref(), asker.source) {
            self::grant(grant, row.doc, asker, out);
        }
    }
}

fn grant(grant: &'static Grant, doc: &'static str, asker: &Asker<'_>, out: &mut Vec<Allowed>) {
    let found: Vec<Narrowed> = grant
        .resources
        .iter()
        .flat_map(|resource| narrow(resource, asker.source))
        .collect();
    if found.is_empty() {
        return;
    }
    if let Some(purpose) = grant.optional {
        let list: Vec<&str> = found
            .iter()
            .map(|narrowed| narrowed.text.as_str())
            .collect();
        let reason = format!(
            "{purpose} also needs {} on {}",
            grant.actions.join(", "),
            list.join(", ")
        );
        let notes = vec![asker.note(NoteKind::MayNeed, reason, Some(doc))];
        out.push(Allowed {
            actions: Vec::new(),
            resources: Vec::new(),
            conditions: Vec::new(),
            notes,
        });
        return;
    }
    let mut notes = Vec::new();
    let conditions = conditions(grant, doc, asker, &mut notes);
    let because = (!grant.because.is_empty()).then_some(grant.because);
    for narrowed in &found {
        notes.extend(remarks(narrowed, because, doc, asker));
    }
    out.push(Allowed {
        actions: grant.actions.iter().copied().map(Cow::Borrowed).collect(),
        resources: found.into_iter().map(|narrowed| narrowed.text).collect(),
        conditions,
        notes,
    });
}

/// What there is to say of a resource. INVARIANT: a resource with a `*` never goes without a reason.
pub(crate) fn remarks(
    narrowed: &Narrowed,
    because: Option<&str>,
    doc: &'static str,
    asker: &Asker<'_>,
) -> Vec<Note> {
    let mut notes = Vec::new();
    if narrowed.text.contains(['*', '?']) {
        let why = narrowed
            .why
            .as_deref()
            .or(because)
            .unwrap_or(match asker.source.own_name {
                own if own.contains('*') && narrowed.text.contains(own) => {
                    "the name of the state machine is made when it is deployed"
                }
                _ => "the name is written with a `*` in the document",
            });
        let mut note = asker.note(NoteKind::Wildcard, why, Some(doc));
        note.resource = Some(narrowed.text.clone());
        notes.push(note);
    }
    if let Some(assumed) = &narrowed.assumed {
        let mut note = asker.note(NoteKind::Assumption, assumed, None);
        note.resource = Some(narrowed.text.clone());
        notes.push(note);
    }
    notes
}

/// The resources that a line of the table stands for in this call; none when the call does not have its parameter.
pub(crate) fn narrow(resource: &'static Resource, source: Source<'_>) -> Vec<Narrowed> {
    let mut all = Vec::new();
    for filled in fill(resource.template, source) {
        let Filled {
            text,
            open,
            spread,
            absent,
            assumed,
        } = filled;
        let why = match (open, absent) {
            (_, Some(_)) if !resource.required => continue,
            (Some(why), _) => Some(why),
            (None, Some(parameter)) => Some(format!("the call has no `{parameter}`")),
            (None, None) => None,
        };
        match why {
            Some(why) if !resource.otherwise.is_empty() => {
                let others = resource
                    .otherwise
                    .iter()
                    .flat_map(|template| fill(template, source));
                all.extend(others.map(|filled| Narrowed {
                    text: filled.text,
                    why: Some(why.clone()),
                    assumed: None,
                }));
            }
            why => all.push(Narrowed {
                text,
                why: why.or(spread),
                assumed,
            }),
        }
    }
    all
}

/// Whether a statement is needed: its parameter is there, with one of the values that call for it.
pub(crate) fn holds(when: Option<&When>, source: Source<'_>) -> bool {
    when.is_none_or(|when| {
        source
            .parameters
            .get(when.parameter)
            .iter()
            .any(|value| match value {
                Value::Known(text) => {
                    when.values.is_empty() || when.values.contains(&text.as_ref())
                }
                Value::FromData | Value::Like(_) => true,
                Value::Absent => false,
            })
    })
}

fn conditions(
    grant: &'static Grant,
    doc: &'static str,
    asker: &Asker<'_>,
    notes: &mut Vec<Note>,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for condition in grant.conditions {
        let found: Vec<Value<'_>> = condition
            .values
            .iter()
            .flat_map(|value| fill_text(value, asker.source))
            .collect();
        let like = condition.operator.ends_with("Like");
        let open = |value: &Value<'_>| match value {
            Value::FromData => true,
            // Only some operators know wildcards.
            Value::Like(_) => !like,
            Value::Known(_) | Value::Absent => false,
        };
        if found.iter().any(open) {
            let reason = format!(
                "no condition on {}, since the value comes from data",
                condition.key
            );
            notes.push(asker.note(NoteKind::Unconditioned, reason, Some(doc)));
            continue;
        }
        let values: Vec<String> = found
            .into_iter()
            .filter_map(|value| match value {
                Value::Known(text) => Some(text.into_owned()),
                Value::Like(text) => Some(text),
                Value::FromData | Value::Absent => None,
            })
            .collect();
        if !values.is_empty() {
            conditions.push(Condition {
                operator: condition.operator.to_owned(),
                key: condition.key.to_owned(),
                values,
            });
        }
    }
    conditions.sort();
    conditions
}
