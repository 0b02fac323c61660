//! What a document remembers of its text: the order of members, and members that no field takes.

use crate::diagnostic::Diagnostic;
use crate::json::{Json, Object};
use std::collections::HashMap;

/// What a typed struct remembers of the object it was read from: the order of members, unknown members, and members
/// whose value has the wrong type. Empty for what is built in code, which is written in the usual order.
///
/// Two layouts are equal when they keep the same members; order does not matter.
#[derive(Clone, Debug, Default)]
pub struct Layout(Vec<Member>);

#[derive(Clone, Debug)]
enum Member {
    /// A member that the struct has a field for.
    Known(&'static str),
    /// A member kept as it was.
    Kept(Box<(String, Json)>),
}

impl Layout {
    pub(crate) fn with_capacity(members: usize) -> Self {
        Self(Vec::with_capacity(members))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn know(&mut self, name: &'static str) {
        self.0.push(Member::Known(name));
    }

    /// Keeps a member that no field takes, so that it is written back at its place.
    pub fn keep(&mut self, key: impl Into<String>, value: impl Into<Json>) {
        let key = key.into();
        self.0
            .retain(|member| !matches!(member, Member::Kept(kept) if kept.0 == key));
        self.push_kept(key, value.into());
    }

    /// Keeps a member whose key is known to be new.
    pub(crate) fn push_kept(&mut self, key: String, value: Json) {
        self.0.push(Member::Kept(Box::new((key, value))));
    }

    /// The members that no field took: unknown ones, and known ones of the wrong type.
    pub fn kept(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().filter_map(|member| match member {
            Member::Kept(kept) => Some((kept.0.as_str(), &kept.1)),
            Member::Known(_) => None,
        })
    }

    /// The kept member of that name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.kept()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value)
    }

    pub(crate) fn lists(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|member| matches!(member, Member::Known(known) if *known == name))
    }

    /// Writes the members in their order. `give` finds the value of a field that is set, `listed` telling that the
    /// member was there when the object was read.
    pub(crate) fn write(&self, out: &mut Object, mut give: impl FnMut(&str, bool) -> Option<Json>) {
        for member in &self.0 {
            match member {
                Member::Known(name) => {
                    if let Some(value) = give(name, true) {
                        out.insert(*name, value);
                    }
                }
                // A field that was set later wins over what was read in its name.
                Member::Kept(kept) => {
                    let value = give(&kept.0, false).unwrap_or_else(|| kept.1.clone());
                    out.insert(kept.0.as_str(), value);
                }
            }
        }
    }
}

impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        if self.kept().eq(other.kept()) {
            return true;
        }
        let theirs: HashMap<&str, &Json> = other.kept().collect();
        theirs.len() == self.kept().count()
            && self
                .kept()
                .all(|(key, value)| theirs.get(key) == Some(&value))
    }
}

/// A member of the document that the language does not know at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// Where it stands, as a JSON pointer.
    pub pointer: String,
    /// Its name.
    pub name: String,
    /// What it stands in, such as `Task state` or `retrier`.
    pub owner: &'static str,
    /// The names that are known there.
    pub known: &'static [&'static str],
}

/// What an inspection of a document collects.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) unknown: Vec<UnknownField>,
    pub(crate) wrong: Vec<Diagnostic>,
}
