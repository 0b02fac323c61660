//! Filling a resource template from the parameters of a call.
//!
//! The templates are those of the tables in `data/`; their head describes them. Knows nothing of services: how a value
//! is read is said by the words in the template.

use super::arn::Arn;
use super::pieces::{Hole, Piece, holes, own_prefix, parse};
use super::read::{Read, read, stands_for_arn};
use super::values::{Parameters, Value};
use super::words::Answer;
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
    /// Why the resource is not known at all: its first parameter, the one that names it, does not tell.
    pub(crate) open: Option<String>,
    /// Why there is a `*` in a resource that is known as far as it goes.
    pub(crate) spread: Option<String>,
    /// The parameter that is not there, when one is not.
    pub(crate) absent: Option<&'t str>,
    /// What was taken for granted.
    pub(crate) assumed: Option<String>,
}

pub(crate) const REGION: &str = "${AWS::Region}";
pub(crate) const ACCOUNT: &str = "${AWS::AccountId}";
pub(crate) const PARTITION: &str = "${AWS::Partition}";

/// Fills a template; several results when a parameter is a list.
pub(crate) fn fill<'t>(template: &'t str, source: Source<'_>) -> Vec<Filled<'t>> {
    let pieces = parse(template);
    let prefix = own_prefix(&pieces);
    let service = Arn::parse(template).map(|arn| arn.service);
    let filled = |values: Vec<Value<'_>>| {
        let count = values.len();
        let reads = holes(&pieces).zip(values).enumerate();
        let reads = reads.map(|(at, (hole, value))| {
            let before = hole.after.or(prefix.filter(|_| at == 0));
            read(hole, value, before, service).within(at + 1 < count, hole.path)
        });
        assemble(&pieces, reads.collect(), source)
    };
    let mut values: Vec<Vec<Value<'_>>> = holes(&pieces)
        .map(|hole| expanded(source.parameters.get(hole.path), hole))
        .collect();
    // Nearly always every parameter has one value.
    if values.iter().all(|values| values.len() == 1) {
        let only = values.iter_mut().filter_map(Vec::pop).collect();
        return vec![filled(only)];
    }
    let mut choices: Vec<Vec<Value<'_>>> = vec![Vec::new()];
    for values in values {
        choices = choices
            .into_iter()
            .flat_map(|chosen| {
                values
                    .iter()
                    .map(move |value| [chosen.as_slice(), std::slice::from_ref(value)].concat())
            })
            .collect();
    }
    choices.into_iter().map(filled).collect()
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
    let mut text = String::new();
    let mut named = false;
    let point = access_point(&reads);
    if let Some(point) = &point {
        filled.assumed = Some(format!(
            "the bucket behind `{point}` lets its access points decide, or allows the request itself as well"
        ));
    }
    let mut reads = reads.iter();
    for piece in pieces {
        match piece {
            Piece::Text(":s3:::") if point.is_some() => {
                text.extend([":s3:", region, ":", account, ":"]);
            }
            Piece::Text(literal) if point.is_some() && literal.starts_with('/') => {
                text.extend(["/object", literal]);
            }
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
                value @ (Value::FromData | Value::Like(_)) => {
                    text.push(':');
                    match value {
                        Value::Like(pattern) => text.push_str(&pattern),
                        _ => text.push('*'),
                    }
                    filled
                        .spread
                        .get_or_insert_with(|| format!("`{path}` comes from data"));
                }
                Value::Absent => {}
            },
            Piece::Hole(_) => {
                let names_it = !std::mem::replace(&mut named, true);
                match reads.next() {
                    Some(Read::Name {
                        text: name,
                        why,
                        assumed,
                        ..
                    }) => {
                        match &point {
                            Some(point) if names_it => text.push_str(point),
                            _ => text.push_str(name),
                        }
                        filled.spread = filled.spread.or_else(|| why.clone());
                        filled.assumed = filled.assumed.or_else(|| assumed.clone());
                    }
                    Some(Read::Whole(arn, why)) => {
                        arn.clone_into(&mut text);
                        filled.spread = filled.spread.or_else(|| why.clone());
                    }
                    Some(Read::Open(why)) => {
                        text.push('*');
                        let reason = if names_it {
                            &mut filled.open
                        } else {
                            &mut filled.spread
                        };
                        reason.get_or_insert_with(|| why.clone());
                    }
                    Some(Read::Absent(path)) => {
                        text.push('*');
                        filled.absent = filled.absent.or(Some(*path));
                    }
                    None => {}
                }
            }
        }
    }
    while text.contains("**") {
        text = text.replace("**", "*");
    }
    filled.text = text;
    filled
}

/// The access point that stands where a bucket would: it has a place, which a bucket's ARN has not, and its objects are
/// behind `/object/`. Clients take `accesspoint:name` as well, policies do not.
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html>, November 2026.
fn access_point(reads: &[Read<'_>]) -> Option<String> {
    match reads.first()? {
        Read::Name {
            text,
            place: Some(_),
            ..
        } => {
            let name = text.strip_prefix("accesspoint")?;
            let name = name.strip_prefix(['/', ':'])?;
            Some(format!("accesspoint/{name}"))
        }
        _ => None,
    }
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

/// The parameters that a template reads.
pub(crate) fn paths(template: &str) -> impl Iterator<Item = &str> {
    parse(template).into_iter().filter_map(|piece| match piece {
        Piece::Hole(hole) => Some(hole.path),
        Piece::Suffix(path) => Some(path),
        _ => None,
    })
}

/// Whether an ARN has the form of a template: the same service, and a resource that fits.
pub(crate) fn fits(template: &str, arn: Arn<'_>) -> bool {
    let pattern = all_open(template, "*");
    Arn::parse(&pattern).is_some_and(|pattern| {
        pattern.service == arn.service
            // What is in no region or account is no name of what is: an access point is no object of a bucket.
            && (arn.region.is_empty() || !pattern.region.is_empty())
            && (arn.account.is_empty() || !pattern.account.is_empty())
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

/// The part of a value that a condition asks for: what data tells may have it or not.
fn part<'v>(hole: &Hole<'_>, value: Value<'v>) -> Value<'v> {
    let Some(reader) = hole.reader else {
        return value;
    };
    match value {
        Value::Known(text) => match reader.read(&text, hole.path) {
            Answer::Name(name, _) => Value::Known(name.into()),
            Answer::Plain => Value::Known(text),
            _ => Value::Absent,
        },
        Value::Like(_) | Value::FromData | Value::Absent => Value::Absent,
    }
}

/// Fills a value that is no ARN of a parameter, such as that of a condition.
pub(crate) fn fill_text<'v>(template: &'v str, source: Source<'v>) -> Vec<Value<'v>> {
    match parse(template).as_slice() {
        [Piece::Hole(hole)] => {
            let values = source.parameters.get(hole.path).into_iter();
            values.map(|value| part(hole, value)).collect()
        }
        [Piece::Text(text)] => vec![Value::Known(Cow::Borrowed(text))],
        pieces => {
            let mut text = String::new();
            for piece in pieces {
                match piece {
                    Piece::Text(part) => text.push_str(part),
                    Piece::Partition => text.push_str(source.partition),
                    Piece::Region => text.push_str(REGION),
                    Piece::Account => text.push_str(ACCOUNT),
                    Piece::OwnName => text.push_str(source.own_name),
                    Piece::Hole(Hole { path, .. }) | Piece::Suffix(path) => {
                        match source.parameters.get(path).as_slice() {
                            [Value::Known(value)] => text.push_str(value),
                            _ => return vec![Value::FromData],
                        }
                    }
                }
            }
            vec![Value::Known(Cow::Owned(text))]
        }
    }
}
