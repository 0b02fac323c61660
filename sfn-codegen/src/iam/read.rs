//! What a value says where a template has a hole: a name, a whole ARN, or nothing that helps.

use super::arn::{Arn, split_colon, whole_placeholder};
use super::pieces::Hole;
use super::template::REGION;
use super::values::Value;
use super::words;

/// A hole with one of its values, read.
pub(super) enum Read<'t> {
    /// Text to put in, and where the resource is when that is not here.
    Name {
        text: String,
        place: Option<Place>,
        why: Option<String>,
        assumed: Option<String>,
    },
    /// The value is the whole resource, and why there is a `*` in it.
    Whole(String, Option<String>),
    /// `*`, and why.
    Open(String),
    Absent(&'t str),
}

impl Read<'_> {
    /// The same, `within` an ARN that goes on behind it: there stands no other ARN, but the name at its end if it is
    /// clear which that is.
    pub(super) fn within(self, within: bool, path: &str) -> Self {
        match self {
            Self::Whole(arn, why) if within => match Arn::parse(&arn).map(only_name) {
                Some(Some((name, place))) => Self::Name {
                    text: name.to_owned(),
                    place: Some(place),
                    why,
                    assumed: None,
                },
                Some(None) => Self::Open(format!("`{path}` is another kind of ARN")),
                None => Self::Open(format!(
                    "what `{arn}` stands for is known only at deployment"
                )),
            },
            other => other,
        }
    }
}

/// The name in an ARN of the form `kind/name` or `kind:name`.
fn only_name(arn: Arn<'_>) -> Option<(&str, Place)> {
    let place = Place {
        partition: Some(arn.partition.to_owned()),
        region: arn.region.to_owned(),
        account: arn.account.to_owned(),
    };
    let mut parts = arn.resource.split(['/', ':']);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(name), None) => Some((name, place)),
        _ => None,
    }
}

/// Where a resource is.
pub(crate) struct Place {
    pub(crate) partition: Option<String>,
    pub(crate) region: String,
    pub(crate) account: String,
}

/// Reads a value. Before a name in the resource part stands `prefix`; the resource belongs to `service`.
pub(super) fn read<'t>(
    hole: &Hole<'t>,
    value: Value<'_>,
    prefix: Option<&str>,
    service: Option<&str>,
) -> Read<'t> {
    match value {
        Value::Known(text) => read_text(hole, &text, prefix, service),
        Value::Like(pattern) => {
            let completed = Some(format!("`{}` is completed from data", hole.path));
            match read_text(hole, &pattern, prefix, service) {
                // An ARN whose parts cannot be told apart is no name either.
                Read::Name { .. } | Read::Whole(..)
                    if pattern.starts_with("arn:")
                        && !Arn::parse(&pattern).is_some_and(Arn::tells_its_place) =>
                {
                    Read::Open(format!("`{}` comes from data", hole.path))
                }
                Read::Name {
                    text,
                    place,
                    assumed,
                    ..
                } => Read::Name {
                    text,
                    place,
                    why: completed,
                    assumed,
                },
                Read::Whole(arn, _) => Read::Whole(arn, completed),
                other => other,
            }
        }
        Value::FromData => Read::Open(format!("`{}` comes from data", hole.path)),
        Value::Absent => match hole.or {
            Some(text) => Read::Name {
                text: text.to_owned(),
                place: None,
                why: None,
                assumed: None,
            },
            None => Read::Absent(hole.path),
        },
    }
}

fn read_text<'t>(
    hole: &Hole<'t>,
    text: &str,
    prefix: Option<&str>,
    service: Option<&str>,
) -> Read<'t> {
    if let Some(reader) = hole.reader {
        match reader.read(text, hole.path) {
            words::Answer::Name(text, place) => {
                return Read::Name {
                    text,
                    place,
                    why: None,
                    assumed: None,
                };
            }
            words::Answer::Whole(text, why) => return Read::Whole(text, why),
            words::Answer::Open(why) => return Read::Open(why),
            words::Answer::Spread(text, place, why) => {
                return Read::Name {
                    text,
                    place,
                    why: Some(why),
                    assumed: None,
                };
            }
            words::Answer::Absent => return Read::Absent(hole.path),
            words::Answer::Plain => {}
        }
    }
    if let Some(arn) = Arn::parse(text) {
        return read_arn(hole, text, arn, prefix, service);
    }
    // With a version or alias behind it, as well.
    let head = split_colon(text).map_or(text, |(head, _)| head);
    if stands_for_arn(head, hole.path) {
        return if hole.after.is_some() || hole.head {
            Read::Open(format!(
                "what `{text}` stands for is known only at deployment"
            ))
        } else {
            Read::Whole(text.to_owned(), None)
        };
    }
    let mut place = None;
    let mut name: &str = text;
    // A partial ARN: 123456789012:function:name.
    if let (Some((account, rest)), Some(prefix)) = (
        text.split_once(':'),
        prefix.filter(|prefix| !prefix.is_empty()),
    ) && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && let Some(rest) = rest.strip_prefix(prefix)
    {
        place = Some(Place {
            partition: None,
            region: REGION.to_owned(),
            account: account.to_owned(),
        });
        name = rest;
    }
    if hole.head {
        name = split_colon(name).map_or(name, |(head, _)| head);
    }
    // The same with a version or alias behind it.
    let bare = split_colon(name).map_or(name, |(head, _)| head);
    let assumed = whole_placeholder(bare)
        .filter(|_| service.is_some() && !hole.path.is_empty())
        .map(|_| format!("`{bare}` is taken for a name; let its own name end in `Arn` when it stands for an ARN"));
    let why =
        (hole.rev && name.ends_with(":*")).then(|| format!("`{}` names no revision", hole.path));
    Read::Name {
        text: name.to_owned(),
        place,
        why,
        assumed,
    }
}

fn read_arn<'t>(
    hole: &Hole<'t>,
    text: &str,
    arn: Arn<'_>,
    prefix: Option<&str>,
    service: Option<&str>,
) -> Read<'t> {
    let rest = match (service, prefix) {
        (Some(service), Some(prefix)) if service == arn.service => {
            arn.resource.strip_prefix(prefix)
        }
        _ => None,
    };
    match rest {
        Some(name) => {
            let name = if hole.head {
                split_colon(name).map_or(name, |(head, _)| head)
            } else {
                name
            };
            let place = Place {
                partition: Some(arn.partition.to_owned()),
                region: arn.region.to_owned(),
                account: arn.account.to_owned(),
            };
            let why = (hole.rev && name.ends_with(":*"))
                .then(|| format!("`{}` names no revision", hole.path));
            Read::Name {
                text: name.to_owned(),
                place: Some(place),
                why,
                assumed: None,
            }
        }
        None if hole.after.is_some() => Read::Open(format!(
            "`{}` is not the kind of ARN it should be",
            hole.path
        )),
        None => Read::Whole(text.to_owned(), None),
    }
}

/// Whether text is nothing but a placeholder that stands for an ARN: it or its parameter is called so.
pub(super) fn stands_for_arn(text: &str, path: &str) -> bool {
    let Some(name) = whole_placeholder(text) else {
        return false;
    };
    let ends = |name: &str| name.ends_with("Arn") || name.ends_with("ARN") || name.ends_with("arn");
    ends(name) || ends(path.trim_end_matches("[]"))
}
