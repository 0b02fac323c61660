//! Edits of a text: JSON or YAML, a definition or a template that holds some.

use super::json::{Spot, spots};
use super::{Edit, mend};
use sfn_asl::{Json, Limits, ReadJson};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;

/// A text that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mended {
    /// The text now.
    pub text: String,
    /// What changed, in the order of the text.
    pub changes: Vec<Change>,
}

/// Lines that changed; of very long ones the part around the change. Prints as a difference does, `-` before what was there and
/// `+` before what is there now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The number of the first line, counted from 1.
    pub line: usize,
    /// What was there.
    pub before: String,
    /// What is there now.
    pub after: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (mark, text) in [('-', &self.before), ('+', &self.after)] {
            for line in text.lines() {
                writeln!(f, "{mark}{line}")?;
            }
        }
        Ok(())
    }
}

/// Why a text was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotMended(pub(super) &'static str);

impl fmt::Display for NotMended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for NotMended {}

/// A part of a text, and what comes in its place.
pub(super) type Patch = (Range<usize>, String);

/// Applies edits to a text, whose places are pointers into it. Nothing else changes.
///
/// # Errors
/// When the text cannot be read, or an edit has no place in it where nothing else would change with it.
///
/// ```
/// use sfn_codegen::lint::Edit;
/// use sfn_codegen::lint::fix::mend_text;
///
/// let text = "{\n  \"Type\": \"Map\",\n  \"Iterator\": {}\n}\n";
/// let edit = Edit::Rename { pointer: "/Iterator".to_owned(), to: "ItemProcessor" };
/// let mended = mend_text(text, &[edit])?;
/// assert_eq!(mended.text, text.replace("Iterator", "ItemProcessor"));
/// assert_eq!(mended.changes[0].to_string(), "-  \"Iterator\": {}\n+  \"ItemProcessor\": {}\n");
/// # Ok::<(), sfn_codegen::lint::fix::NotMended>(())
/// ```
pub fn mend_text(text: &str, edits: &[Edit]) -> Result<Mended, NotMended> {
    let is_json = text
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with(['{', '[']);
    let before = read(text, is_json)?;
    let mut patches = if is_json {
        json(text, edits)?
    } else {
        yaml(text, &before, edits)?
    };
    patches.sort_by_key(|(range, _)| (range.start, range.end));
    patches.dedup();
    // What is in a part that goes needs no mending.
    let mut kept: Vec<Patch> = Vec::new();
    for patch in patches {
        match kept.last() {
            Some((last, _)) if patch.0.end <= last.end && patch.0.start < last.end => {}
            Some((last, _)) if patch.0.start < last.end => {
                return Err(NotMended("two changes are in each other's way"));
            }
            _ => kept.push(patch),
        }
    }
    let now = apply(text, &kept);
    let mut expected = before.value.unwrap_or_default();
    mend(&mut expected, edits);
    let same = read(&now, is_json)?
        .value
        .is_some_and(|value| value == expected);
    if !same {
        return Err(NotMended("more would change than is meant"));
    }
    Ok(Mended {
        changes: changes(text, &kept),
        text: now,
    })
}

fn read(text: &str, is_json: bool) -> Result<ReadJson, NotMended> {
    let limits = Limits::default();
    #[cfg(feature = "yaml")]
    let read = if is_json {
        sfn_asl::read_json(text, &limits)
    } else {
        sfn_asl::read_yaml_template(text, &limits)
    };
    #[cfg(not(feature = "yaml"))]
    let read = {
        let _ = is_json;
        sfn_asl::read_json(text, &limits)
    };
    if read.value.is_none() || read.diagnostics.iter().any(sfn_asl::Diagnostic::is_error) {
        return Err(NotMended("it cannot be read"));
    }
    Ok(read)
}

#[cfg(feature = "yaml")]
fn yaml(text: &str, read: &ReadJson, edits: &[Edit]) -> Result<Vec<Patch>, NotMended> {
    super::yaml::patches(text, read, edits)
}

#[cfg(not(feature = "yaml"))]
fn yaml(_: &str, _: &ReadJson, _: &[Edit]) -> Result<Vec<Patch>, NotMended> {
    Err(NotMended("it is no JSON"))
}

fn json(text: &str, edits: &[Edit]) -> Result<Vec<Patch>, NotMended> {
    let wanted: HashSet<&str> = edits.iter().map(Edit::pointer).collect();
    let spots = spots(text, &wanted);
    let removed: HashSet<&str> = edits
        .iter()
        .filter(|edit| matches!(edit, Edit::Remove { .. }))
        .map(Edit::pointer)
        .collect();
    edits
        .iter()
        .map(|edit| of_json(text, edit, &spots, &removed))
        .collect()
}

fn of_json(
    text: &str,
    edit: &Edit,
    spots: &HashMap<String, Spot>,
    removed: &HashSet<&str>,
) -> Result<Patch, NotMended> {
    let spot = spots
        .get(edit.pointer())
        .ok_or(NotMended("what is to be changed is not there"))?;
    let written = |value: &Json| value.to_compact();
    match edit {
        Edit::Rename { to, .. } => match &spot.key {
            Some(key) => Ok((key.clone(), format!("\"{to}\""))),
            None => Err(NotMended("what is to be renamed has no name")),
        },
        Edit::Replace { value, .. } => Ok((spot.value.clone(), written(value))),
        Edit::Add { key, value, .. } => {
            let member = |colon: &str| format!("\"{key}\"{colon}{}", written(value));
            let Some((name, first)) = &spot.first else {
                let inside = spot.value.start + 1;
                return Ok((inside..inside, member(": ")));
            };
            let colon = &text[name.end..first.start];
            let before = &text[spot.value.start + 1..name.start];
            let between = match before.contains('\n') {
                true => before,
                false if colon.ends_with(' ') => " ",
                false => "",
            };
            Ok((first.end..first.end, format!(",{between}{}", member(colon))))
        }
        Edit::Remove { pointer } => {
            // With the comma that is before it, or else after it.
            let first = pointer
                .rsplit_once('/')
                .is_none_or(|(list, at)| first_kept(list, at, removed));
            match (spot.before, spot.after) {
                (Some(before), _) if !first => Ok((before..spot.value.end, String::new())),
                (_, Some(after)) => Ok((spot.value.start..after, String::new())),
                _ => Ok((spot.value.clone(), String::new())),
            }
        }
    }
}

/// Whether nothing stays before an item of a list.
fn first_kept(list: &str, at: &str, removed: &HashSet<&str>) -> bool {
    let at = at.parse().unwrap_or(0);
    (0..at).all(|before| removed.contains(format!("{list}/{before}").as_str()))
}

fn apply(text: &str, patches: &[Patch]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, with) in patches {
        out.push_str(&text[at..range.start]);
        out.push_str(with);
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// How much of a line is shown on each side of a change.
const WIDE: usize = 200;

/// The lines that change, those of neighbours together.
fn changes(text: &str, patches: &[Patch]) -> Vec<Change> {
    // Of a definition on one line what is around the place, and not all of it.
    let line_start = |at: usize| {
        let from = text.floor_char_boundary(at.saturating_sub(WIDE));
        let feed = text[from..at].rfind('\n');
        feed.map_or(from, |feed| from + feed + 1)
    };
    let line_end = |at: usize| {
        let to = text.ceil_char_boundary((at + WIDE).min(text.len()));
        let feed = text[at..to].find('\n');
        feed.map_or(to, |feed| at + feed)
    };
    let mut groups: Vec<(Range<usize>, Vec<Patch>)> = Vec::new();
    for patch in patches {
        let mut lines = line_start(patch.0.start)..line_end(patch.0.end);
        // What the one before shows is not shown again.
        if let Some((last, _)) = groups.last()
            && last.len() >= 4 * WIDE
            && last.end <= patch.0.start
        {
            lines.start = lines.start.max(last.end);
        }
        match groups.last_mut() {
            Some((last, patches)) if lines.start <= last.end && last.len() < 4 * WIDE => {
                last.end = last.end.max(lines.end);
                patches.push(patch.clone());
            }
            _ => groups.push((lines, vec![patch.clone()])),
        }
    }
    let (mut counted, mut line) = (0, 1);
    groups
        .into_iter()
        .map(|(lines, patches)| {
            line += text[counted..lines.start].matches('\n').count();
            counted = lines.start;
            let own: Vec<Patch> = patches
                .into_iter()
                .map(|(range, with)| (range.start - lines.start..range.end - lines.start, with))
                .collect();
            let before = &text[lines.clone()];
            Change {
                line,
                before: before.to_owned(),
                after: apply(before, &own),
            }
        })
        .collect()
}
