//! Whether patterns of a policy take in what is needed, as surely as texts with `${Placeholders}` allow.
//!
//! Knows how IAM matches actions and ARNs; not which statement a pattern is in.

use super::arn::{Arn, covers};
use super::existing::Patterns;
use super::object::object;

/// How surely a pattern takes something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    No,
    Maybe,
    Yes,
}

/// Whether the actions take one in. IAM does not tell capitals from small letters in them.
pub(super) fn takes_action(patterns: &Patterns, action: &str) -> bool {
    let taken = patterns
        .texts
        .iter()
        .any(|pattern| matches_action(pattern, action));
    taken != patterns.negated
}

pub(super) fn matches_action(pattern: &str, action: &str) -> bool {
    covers(&pattern.to_ascii_lowercase(), &action.to_ascii_lowercase())
}

pub(super) fn takes_resource(patterns: &Patterns, resource: &str) -> Sure {
    let taken = patterns
        .texts
        .iter()
        .map(|pattern| takes_needed(pattern, resource))
        .max()
        .unwrap_or(Sure::No);
    match (patterns.negated, taken) {
        (false, taken) => taken,
        (true, Sure::Yes) => Sure::No,
        (true, Sure::Maybe) => Sure::Maybe,
        (true, Sure::No) => Sure::Yes,
    }
}

/// Whether a pattern takes in all that the resource stands for. Placeholders of the same name are the same, the current
/// partition, region and account are whatever is written in their places; any other may be anything.
pub(super) fn takes(pattern: &str, resource: &str) -> Sure {
    let is_plain = |text: &str| !text.contains(['*', '?', '$']);
    if is_plain(pattern) && is_plain(resource) {
        return if pattern == resource {
            Sure::Yes
        } else {
            Sure::No
        };
    }
    if covers(pattern, resource) {
        return Sure::Yes;
    }
    let (here, there) = (settled(pattern, resource), settled(resource, pattern));
    if covers(&here, &there) {
        return Sure::Yes;
    }
    if let Some(same) = same_object(pattern, resource) {
        return same;
    }
    if takes_all(pattern) && made_here(resource) {
        return Sure::Yes;
    }
    if !has_hole(&here) && !has_hole(&there) {
        return Sure::No;
    }
    if may_be_same(&here, &there) {
        Sure::Maybe
    } else {
        Sure::No
    }
}

/// Whether a pattern takes in what a state needs. Of a resource that the document leaves open the state may need no more
/// than the pattern has.
pub(super) fn takes_needed(pattern: &str, resource: &str) -> Sure {
    match takes(pattern, resource) {
        Sure::No if within(pattern, resource) => Sure::Maybe,
        sure => sure,
    }
}

/// Whether one of the resources is among those that a resource with a `*` stands for: who wrote the policy knows more
/// than the document shows.
pub(super) fn bounds(resources: &Patterns, resource: &str) -> bool {
    let mut texts = resources.texts.iter();
    !resources.negated && texts.any(|text| within(text, resource))
}

fn within(pattern: &str, resource: &str) -> bool {
    let (here, there) = (settled(pattern, resource), settled(resource, pattern));
    // A reference is one of all that there are.
    let is_one =
        || takes_all(resource) && object(pattern).is_some_and(|object| object.of.is_none());
    resource.contains('*') && (covers(&there, &here) || is_one())
}

/// Whether a pattern takes in what it refers to by another attribute than the resource does; none when the two do not
/// refer to the same thing of a template.
fn same_object(pattern: &str, resource: &str) -> Option<Sure> {
    let (here, there) = (object(pattern)?, object(resource)?);
    let different = |(here, there): (_, _)| here != there;
    if (here.name, here.attribute) != (there.name, there.attribute)
        || here.of.zip(there.of).is_some_and(different)
    {
        return None;
    }
    // A reference that stands for an ARN here stands for one there, whatever was taken for its name.
    let is_arn = here.of.is_none() && here.rest.is_empty() && there.of.is_some();
    if covers(here.rest, there.rest) || (is_arn && there.rest == ":*") {
        return Some(Sure::Yes);
    }
    // What follows is a part of a name, or has a reference of its own: then it is not for this to tell.
    let plain = |rest: &str| rest.is_empty() || rest.starts_with([':', '/']) && !has_hole(rest);
    (plain(here.rest) && plain(there.rest)).then_some(Sure::No)
}

/// Whether a pattern takes in all of a kind that there are where the template is deployed: `function:*`.
fn takes_all(pattern: &str) -> bool {
    Arn::parse(pattern).is_some_and(|arn| {
        let kind = arn.resource.trim_end_matches('*');
        let ends = ["", "*/"].contains(&kind) || kind.ends_with([':', '/']);
        let all = ends && kind.len() < arn.resource.len() && kind.matches([':', '/']).count() < 2;
        let here = |part: &str| part.is_empty() || part == "*" || part.starts_with("${");
        all && !kind.contains(['?', '$']) && here(arn.region) && here(arn.account)
    })
}

/// Whether it is the ARN of what the template itself makes, and so is in its account and region.
fn made_here(resource: &str) -> bool {
    let name = resource
        .strip_prefix("${")
        .and_then(|rest| rest.split_once('}'))
        .and_then(|(inside, _)| inside.rsplit_once('.'));
    name.is_some_and(|(thing, attribute)| {
        let elsewhere = ["var.", "local.", "data.", "module."];
        attribute.eq_ignore_ascii_case("arn")
            && object(resource).is_some()
            && !elsewhere
                .iter()
                .any(|prefix| resource[2..].starts_with(prefix))
            && !matches!(thing, "var" | "local")
    })
}

/// The text with what the other one says where this one has the partition, region or account it is in.
fn settled(text: &str, other: &str) -> String {
    let (Some(own), Some(other)) = (Arn::parse(text), Arn::parse(other)) else {
        return text.to_owned();
    };
    let pick = |own: &str, other: &str| match own {
        "${AWS::Partition}" | "${AWS::Region}" | "${AWS::AccountId}" => other.to_owned(),
        own => own.to_owned(),
    };
    [
        "arn",
        &pick(own.partition, other.partition),
        own.service,
        &pick(own.region, other.region),
        &pick(own.account, other.account),
        own.resource,
    ]
    .join(":")
}

fn has_hole(text: &str) -> bool {
    text.contains("${")
}

/// The text with a star for each placeholder.
fn opened(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push('*');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    out + rest
}

/// Whether there is a text that both may stand for. What stands for a part of an ARN has no colons, unless it is the
/// resource.
fn may_be_same(a: &str, b: &str) -> bool {
    let one = |a: &str, b: &str| may_match(&opened(a), &opened(b));
    match (Arn::parse(a), Arn::parse(b)) {
        (Some(a), Some(b)) => [
            (a.partition, b.partition),
            (a.service, b.service),
            (a.region, b.region),
            (a.account, b.account),
            (a.resource, b.resource),
        ]
        .into_iter()
        .all(|(a, b)| one(a, b)),
        _ => one(a, b),
    }
}

/// Whether there is a text that both patterns match.
fn may_match(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // No ARN is as long as that; what cannot be told in a moment is not told.
    if a.len().saturating_mul(b.len()) > 4_000_000 {
        return true;
    }
    // Row by row: whether the rest of `a` from here and the rest of `b` from there have a text in common.
    let mut below = vec![false; b.len() + 1];
    for i in (0..=a.len()).rev() {
        let mut row = vec![false; b.len() + 1];
        for j in (0..=b.len()).rev() {
            row[j] = match (a.get(i), b.get(j)) {
                (None, None) => true,
                (Some('*'), None) => below[j],
                (None, Some('*')) => row[j + 1],
                (Some('*'), Some('*')) => below[j] || row[j + 1],
                (Some('*'), Some(_)) => below[j] || row[j + 1],
                (Some(_), Some('*')) => row[j + 1] || below[j],
                (Some(x), Some(y)) => (x == y || *x == '?' || *y == '?') && below[j + 1],
                _ => false,
            };
        }
        below = row;
    }
    below[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_to_the_same_thing_are_the_same() {
        for (pattern, needed, sure) in [
            (
                "${Orders.Arn}",
                "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}",
                Sure::Yes,
            ),
            (
                "${Bucket.Arn}/*",
                "arn:${AWS::Partition}:s3:::${Bucket}/in/*",
                Sure::Yes,
            ),
            (
                "${Bucket.Arn}",
                "arn:${AWS::Partition}:s3:::${Bucket}/in/*",
                Sure::No,
            ),
            (
                "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Charge}*",
                "${Charge.Arn}",
                Sure::Yes,
            ),
            // A version is another resource than the function.
            ("${Charge.Arn}", "${Charge.Arn}:$LATEST", Sure::No),
            ("${Charge.Arn}:*", "${Charge.Arn}:$LATEST", Sure::Yes),
            ("${Charge.Arn}", "${Refund.Arn}", Sure::Maybe),
            // The Ref of a task definition is its ARN, with a revision.
            (
                "${Task}",
                "arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/${Task}:*",
                Sure::Yes,
            ),
            // Not one service's thing of that name, and another's.
            (
                "arn:aws:s3:::${Name}",
                "arn:aws:dynamodb:eu-west-1:123456789012:table/${Name}",
                Sure::No,
            ),
        ] {
            assert_eq!(takes_needed(pattern, needed), sure, "{pattern} {needed}");
        }
    }

    #[test]
    fn all_of_a_kind_takes_in_what_the_template_makes() {
        let all = "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:*";
        assert_eq!(takes_needed(all, "${Charge.Arn}"), Sure::Yes);
        // Who knows where a parameter or a module has it from.
        assert_eq!(takes_needed(all, "${ChargeArn}"), Sure::Maybe);
        assert_eq!(takes_needed(all, "${module.charge.arn}"), Sure::Maybe);
        let some = "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:app-*";
        assert_eq!(takes_needed(some, "${Charge.Arn}"), Sure::Maybe);
        let elsewhere = "arn:aws:lambda:us-east-1:${AWS::AccountId}:function:*";
        assert_eq!(takes_needed(elsewhere, "${Charge.Arn}"), Sure::Maybe);
    }

    #[test]
    fn what_the_document_leaves_open_may_be_what_is_allowed() {
        let open = "arn:aws:dynamodb:eu-west-1:123456789012:table/*";
        let one = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
        assert_eq!(takes_needed(one, open), Sure::Maybe);
        assert_eq!(takes(one, open), Sure::No);
        assert_eq!(takes_needed("${Orders.Arn}", open), Sure::Maybe);
        let index = "arn:aws:dynamodb:eu-west-1:123456789012:index/x";
        assert_eq!(takes_needed(index, open), Sure::No);
    }

    #[test]
    fn a_placeholder_for_a_region_has_no_colons() {
        let machine = "arn:aws:states:${Region}:${Account}:stateMachine:*";
        let execution = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${Child.Name}:*";
        assert_eq!(takes_needed(machine, execution), Sure::No);
    }
}
