//! Filling a resource template from the parameters of a call.
//!
//! The templates are those of the tables in `data/`; their head describes them. Knows nothing of services: how a value
//! is read is said by the words in the template.

use super::arn::{Arn, whole_placeholder};
use super::values::{Parameters, Value};
use super::words;
use std::borrow::Cow;

/// What a template is filled from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'d> {
    pub(crate) parameters: Parameters<'d>,
    /// The name of the state machine.
    pub(crate) own_name: &'d str,
    /// The partition that resources are in when no ARN says it.
    pub(crate) partition: &'d str,
}

/// A filled template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled<'t> {
    pub(crate) text: String,
    /// Why there is a `*` where a parameter should be.
    pub(crate) open: Option<String>,
    /// Why there is a `*` although the parameter is known.
    pub(crate) spread: Option<String>,
    /// The parameter that is not there, when one is not.
    pub(crate) absent: Option<&'t str>,
    /// What was taken for granted.
    pub(crate) assumed: Option<String>,
}

pub(crate) const REGION: &str = "${AWS::Region}";
pub(crate) const ACCOUNT: &str = "${AWS::AccountId}";
pub(crate) const PARTITION: &str = "${AWS::Partition}";

enum Piece<'t> {
    Text(&'t str),
    Partition,
    Region,
    Account,
    OwnName,
    Hole(Hole<'t>),
    /// A colon and the parameter, or nothing.
    Suffix(&'t str),
}

/// A parameter in a template, and how its value is read.
#[derive(Clone, Copy, Default)]
struct Hole<'t> {
    path: &'t str,
    after: Option<&'t str>,
    or: Option<&'t str>,
    head: bool,
    rev: bool,
    reader: Option<words::Reader>,
}

/// A hole with one of its values, read.
enum Read<'t> {
    /// Text to put in, and where the resource is when that is not here.
    Name {
        text: String,
        place: Option<Place>,
        why: Option<String>,
        assumed: Option<String>,
    },
    /// The value is the whole resource.
    Whole(String),
    /// `*`, and why.
    Open(String),
    Absent(&'t str),
}

/// Where a resource is.
pub(crate) struct Place {
    pub(crate) partition: Option<String>,
    pub(crate) region: String,
    pub(crate) account: String,
}

/// Fills a template; several results when a parameter is a list.
pub(crate) fn fill<'t>(template: &'t str, source: Source<'_>) -> Vec<Filled<'t>> {
    let pieces = parse(template);
    let mut choices: Vec<Vec<Value<'_>>> = vec![Vec::new()];
    for hole in holes(&pieces) {
        let values = expanded(source.parameters.get(hole.path), hole);
        choices = choices
            .into_iter()
            .flat_map(|chosen| {
                values
                    .iter()
                    .map(move |value| [chosen.as_slice(), std::slice::from_ref(value)].concat())
            })
            .collect();
    }
    let prefix = own_prefix(&pieces);
    let service = Arn::parse(template).map(|arn| arn.service);
    choices
        .into_iter()
        .map(|values| {
            let reads: Vec<Read<'_>> = holes(&pieces)
                .zip(values)
                .enumerate()
                .map(|(at, (hole, value))| {
                    read(
                        hole,
                        value,
                        hole.after.or(prefix.filter(|_| at == 0)),
                        service,
                    )
                })
                .collect();
            assemble(&pieces, reads, source)
        })
        .collect()
}

/// A name without a revision stands for two resources: itself and all its revisions.
fn expanded<'d>(values: Vec<Value<'d>>, hole: &Hole<'_>) -> Vec<Value<'d>> {
    if !hole.rev {
        return values;
    }
    let mut all = Vec::with_capacity(values.len() * 2);
    for value in values {
        if let Value::Known(text) = &value {
            let name = Arn::parse(text).map_or(text.as_ref(), |arn| arn.resource);
            let open = super::arn::split_colon(name.rsplit('/').next().unwrap_or(name)).is_none();
            if open && !stands_for_arn(text, hole.path) && !text.ends_with('*') {
                all.push(Value::Known(format!("{text}:*").into()));
            }
        }
        all.push(value);
    }
    all
}

fn read<'t>(
    hole: &Hole<'t>,
    value: Value<'_>,
    prefix: Option<&str>,
    service: Option<&str>,
) -> Read<'t> {
    let text = match value {
        Value::Known(text) => text,
        Value::FromData => return Read::Open(format!("`{}` comes from data", hole.path)),
        Value::Absent => {
            return match hole.or {
                Some(text) => Read::Name {
                    text: text.to_owned(),
                    place: None,
                    why: None,
                    assumed: None,
                },
                None => Read::Absent(hole.path),
            };
        }
    };
    if let Some(reader) = hole.reader {
        match reader.read(&text, hole.path) {
            words::Answer::Name(text, place) => {
                return Read::Name {
                    text,
                    place,
                    why: None,
                    assumed: None,
                };
            }
            words::Answer::Whole(text) => return Read::Whole(text),
            words::Answer::Open(why) => return Read::Open(why),
            words::Answer::Spread(text, place, why) => {
                return Read::Name {
                    text,
                    place: Some(place),
                    why: Some(why),
                    assumed: None,
                };
            }
            words::Answer::Absent => return Read::Absent(hole.path),
            words::Answer::Plain => {}
        }
    }
    if let Some(arn) = Arn::parse(&text) {
        return read_arn(hole, &text, arn, prefix, service);
    }
    if stands_for_arn(&text, hole.path) {
        return if hole.after.is_some() || hole.head {
            Read::Open(format!(
                "what `{text}` stands for is known only at deployment"
            ))
        } else {
            Read::Whole(text.into_owned())
        };
    }
    let mut place = None;
    let mut name: &str = &text;
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
        name = super::arn::split_colon(name).map_or(name, |(head, _)| head);
    }
    let assumed = whole_placeholder(name)
        .filter(|_| service.is_some() && !hole.path.is_empty())
        .map(|_| format!("`{name}` is taken for a name; let its own name end in `Arn` when it stands for an ARN"));
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
                super::arn::split_colon(name).map_or(name, |(head, _)| head)
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
        None => Read::Whole(text.to_owned()),
    }
}

/// Whether text is nothing but a placeholder that stands for an ARN: it or its parameter is called so.
fn stands_for_arn(text: &str, path: &str) -> bool {
    let Some(name) = whole_placeholder(text) else {
        return false;
    };
    let ends = |name: &str| name.ends_with("Arn") || name.ends_with("ARN") || name.ends_with("arn");
    ends(name) || ends(path.trim_end_matches("[]"))
}

fn assemble<'t>(pieces: &[Piece<'t>], reads: Vec<Read<'t>>, source: Source<'_>) -> Filled<'t> {
    let mut filled = Filled::default();
    let place = reads.iter().find_map(|read| match read {
        Read::Name { place, .. } => place.as_ref(),
        _ => None,
    });
    let partition = place
        .and_then(|place| place.partition.as_deref())
        .unwrap_or(source.partition);
    let region = place.map_or(REGION, |place| &place.region);
    let account = place.map_or(ACCOUNT, |place| &place.account);
    let mut reads = reads.iter();
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(literal) => text.push_str(literal),
            Piece::Partition => text.push_str(partition),
            Piece::Region => text.push_str(region),
            Piece::Account => text.push_str(account),
            Piece::OwnName => text.push_str(source.own_name),
            Piece::Suffix(path) => match source.parameters.get(path).swap_remove(0) {
                Value::Known(value) => {
                    text.push(':');
                    text.push_str(&value);
                }
                Value::FromData => {
                    text.push_str(":*");
                    filled
                        .open
                        .get_or_insert_with(|| format!("`{path}` comes from data"));
                }
                Value::Absent => {}
            },
            Piece::Hole(_) => match reads.next() {
                Some(Read::Name {
                    text: name,
                    why,
                    assumed,
                    ..
                }) => {
                    text.push_str(name);
                    filled.spread = filled.spread.or_else(|| why.clone());
                    filled.assumed = filled.assumed.or_else(|| assumed.clone());
                }
                Some(Read::Whole(arn)) => arn.clone_into(&mut text),
                Some(Read::Open(why)) => {
                    text.push('*');
                    filled.open = filled.open.or_else(|| Some(why.clone()));
                }
                Some(Read::Absent(path)) => {
                    text.push('*');
                    filled.absent = filled.absent.or(Some(*path));
                }
                None => {}
            },
        }
    }
    while text.contains("**") {
        text = text.replace("**", "*");
    }
    filled.text = text;
    filled
}

/// The text that stands in the resource part before its first variable.
fn own_prefix<'t>(pieces: &[Piece<'t>]) -> Option<&'t str> {
    let mut colons = 0;
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                for (at, _) in text.match_indices(':') {
                    colons += 1;
                    if colons == 5 {
                        return Some(&text[at + 1..]);
                    }
                }
            }
            Piece::Hole(_) => return None,
            _ => {}
        }
    }
    None
}

fn holes<'p, 't>(pieces: &'p [Piece<'t>]) -> impl Iterator<Item = &'p Hole<'t>> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Hole(hole) => Some(hole),
        _ => None,
    })
}

/// Takes a template apart. A brace that is not closed is text.
fn parse(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, inside, after)) = next_hole(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(match inside {
            "partition" => Piece::Partition,
            "region" => Piece::Region,
            "account" => Piece::Account,
            "self" => Piece::OwnName,
            _ => inside
                .strip_prefix('?')
                .map_or_else(|| Piece::Hole(hole(inside)), Piece::Suffix),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn next_hole(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

fn hole(inside: &str) -> Hole<'_> {
    let mut words = inside.split(' ');
    let mut hole = Hole {
        path: words.next().unwrap_or_default(),
        ..Hole::default()
    };
    while let Some(word) = words.next() {
        match word {
            "after" => hole.after = words.next(),
            "or" => hole.or = words.next(),
            "head" => hole.head = true,
            "rev" => hole.rev = true,
            word => hole.reader = words::Reader::named(word),
        }
    }
    hole
}

/// The template with `*` for every parameter.
pub(crate) fn all_open(template: &str, partition: &str) -> String {
    let mut text = String::new();
    for piece in parse(template) {
        text.push_str(match piece {
            Piece::Text(literal) => literal,
            Piece::Partition => partition,
            Piece::Region => REGION,
            Piece::Account => ACCOUNT,
            Piece::OwnName | Piece::Hole(_) => "*",
            Piece::Suffix(_) => "",
        });
    }
    text
}

/// Whether an ARN has the form of a template: the same service, and a resource that fits.
pub(crate) fn fits(template: &str, arn: Arn<'_>) -> bool {
    let pattern = all_open(template, "*");
    Arn::parse(&pattern).is_some_and(|pattern| {
        pattern.service == arn.service
            && super::arn::covers(pattern.resource, arn.resource)
            // `function:*` must not take `function:f:live`, nor `table/*` an index of the table.
            && count(pattern.resource) == count(arn.resource)
    })
}

fn count(resource: &str) -> usize {
    let mut rest = resource;
    let mut colons = 0;
    while let Some((_, after)) = super::arn::split_colon(rest) {
        colons += 1;
        rest = after;
    }
    colons
}

/// Fills a value that is no ARN, such as that of a condition.
pub(crate) fn fill_text<'v>(template: &'v str, source: Source<'v>) -> Vec<Value<'v>> {
    match parse(template).as_slice() {
        [Piece::Hole(hole)] => source.parameters.get(hole.path),
        _ => vec![Value::Known(Cow::Borrowed(template))],
    }
}
