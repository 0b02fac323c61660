//! Mending what is mechanical: edits of a definition, in its JSON and in the text it was read from.
//!
//! An edit keeps what the definition does, but for the moments of retries that get jitter. In text nothing else changes, comments and blanks included; what cannot be
//! changed so is refused, and what was changed is read again and compared.

mod json;
mod text;
#[cfg(feature = "yaml")]
mod yaml;

pub use text::{Change, Mended, NotMended, mend_text};

use sfn_asl::{Json, pointer};

/// A change that mends something. Places are JSON pointers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Edit {
    /// Gives a member another name.
    Rename {
        /// The member.
        pointer: String,
        /// Its new name.
        to: &'static str,
    },
    /// Puts a member after the first one of an object.
    Add {
        /// The object.
        pointer: String,
        /// The name of the member.
        key: &'static str,
        /// Its value.
        value: Json,
    },
    /// Puts another value in the place of a text.
    Replace {
        /// The value.
        pointer: String,
        /// The new one.
        value: Json,
    },
    /// Removes an item of a list.
    Remove {
        /// The item.
        pointer: String,
    },
}

impl Edit {
    /// The place that it changes.
    #[must_use]
    pub fn pointer(&self) -> &str {
        match self {
            Self::Rename { pointer, .. }
            | Self::Add { pointer, .. }
            | Self::Replace { pointer, .. }
            | Self::Remove { pointer } => pointer,
        }
    }

    /// The same edit of a definition that stands at a place of something larger.
    #[must_use]
    pub fn below(mut self, place: &str) -> Self {
        let (Self::Rename { pointer, .. }
        | Self::Add { pointer, .. }
        | Self::Replace { pointer, .. }
        | Self::Remove { pointer }) = &mut self;
        pointer.insert_str(0, place);
        self
    }
}

/// Applies edits to the JSON of a definition, and says how many of them found their place.
///
/// ```
/// use sfn_codegen::lint::{Config, lint, mend};
///
/// let text = r#"{"StartAt":"Each","States":{"Each":{"Type":"Map","End":true,"Iterator":{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}}}}"#;
/// let document = sfn_asl::StateMachine::from_json_str(text).unwrap();
/// let edits: Vec<_> = lint(&document, &Config::default()).into_iter().flat_map(|found| found.edits).collect();
///
/// let mut json = text.parse().unwrap();
/// assert_eq!(mend(&mut json, &edits), 1);
/// assert_eq!(json.to_compact(), text.replace("Iterator", "ItemProcessor"));
/// ```
pub fn mend(json: &mut Json, edits: &[Edit]) -> usize {
    // Later places first, so that what is removed or renamed does not move what is still to be found.
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by(|a, b| place(b).cmp(&place(a)));
    order.dedup();
    order.into_iter().filter(|edit| one(json, edit)).count()
}

/// A key to sort edits by: deeper places after what they are in, items of lists by their numbers, and of the edits of one
/// place those first that leave it.
fn place(edit: &Edit) -> (Vec<(usize, &str)>, u8) {
    let steps = edit.pointer().split('/').skip(1);
    let steps = steps.map(|step| (step.parse().unwrap_or(0), step));
    let rank = match edit {
        Edit::Remove { .. } => 0,
        Edit::Rename { .. } => 1,
        _ => 2,
    };
    (steps.collect(), rank)
}

fn one(json: &mut Json, edit: &Edit) -> bool {
    match edit {
        Edit::Rename { pointer, to } => {
            let Some((object, key)) = parent(json, pointer) else {
                return false;
            };
            let Some(members) = object.as_object_mut() else {
                return false;
            };
            if !members.contains_key(&key) || members.contains_key(to) {
                return false;
            }
            for (name, value) in std::mem::take(members) {
                let name = if name == key { (*to).to_owned() } else { name };
                members.insert(name, value);
            }
            true
        }
        Edit::Add {
            pointer,
            key,
            value,
        } => {
            let Some(members) = at(json, pointer).and_then(Json::as_object_mut) else {
                return false;
            };
            if members.contains_key(key) {
                return false;
            }
            if members.is_empty() {
                members.insert(*key, value.clone());
                return true;
            }
            for (place, (name, own)) in std::mem::take(members).into_iter().enumerate() {
                members.insert(name, own);
                if place == 0 {
                    members.insert(*key, value.clone());
                }
            }
            true
        }
        Edit::Replace { pointer, value } => match at(json, pointer) {
            Some(place) => {
                *place = value.clone();
                true
            }
            None => false,
        },
        Edit::Remove { pointer } => {
            let Some((list, key)) = parent(json, pointer) else {
                return false;
            };
            let at = key.parse::<usize>().ok();
            match (list.as_array_mut(), at) {
                (Some(items), Some(at)) if at < items.len() => {
                    items.remove(at);
                    true
                }
                _ => false,
            }
        }
    }
}

fn at<'j>(json: &'j mut Json, pointer: &str) -> Option<&'j mut Json> {
    pointer.split('/').skip(1).try_fold(json, |here, step| {
        let step = pointer::unescape(step);
        match here {
            Json::Object(members) => members.get_mut(&step),
            Json::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        }
    })
}

/// What holds the value at a pointer, and its name there.
fn parent<'j>(json: &'j mut Json, pointer: &str) -> Option<(&'j mut Json, String)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = pointer::unescape(key).into_owned();
    Some((at(json, parent)?, key))
}
