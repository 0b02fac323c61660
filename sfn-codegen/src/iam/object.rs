//! What a text of a template refers to: `${Table.Arn}` and `arn:..:table/${Table}` are the same table.
//!
//! Knows how CloudFormation and Terraform name the attributes of what they make; not what any of it is.

use super::arn::{Arn, whole_placeholder};

/// Something that a template makes, and the text that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Object<'t> {
    /// The service and the beginning of the resource, when the text is an ARN.
    pub(super) of: Option<(&'t str, &'t str)>,
    /// What it is called in the template, without the attribute.
    pub(super) name: &'t str,
    /// The attribute without the word that says what is told of it: `lambda_function` of `lambda_function_arn`.
    pub(super) attribute: &'t str,
    /// What follows the text: a version, the keys of a bucket.
    pub(super) rest: &'t str,
}

/// Attributes that tell of the thing itself, and what longer ones end in.
const TOLD: [(&str, bool); 11] = [
    ("arn", true),
    ("bucket", false),
    ("family", false),
    ("function_name", false),
    ("id", true),
    ("name", true),
    ("queuename", false),
    ("queueurl", false),
    ("topicarn", false),
    ("topicname", false),
    ("url", true),
];

/// What the text refers to; none when it names something itself, or has more before the reference than what the ARNs
/// of its service begin with.
pub(super) fn object(text: &str) -> Option<Object<'_>> {
    let (of, reference) = match Arn::parse(text) {
        Some(arn) => {
            let at = arn.resource.find("${")?;
            let (before, reference) = arn.resource.split_at(at);
            // `table/`, `function:`, or nothing; a name that goes on with a reference is no reference.
            let whole = before.is_empty() || before.ends_with([':', '/']);
            (whole && !before.contains('*')).then_some((Some((arn.service, before)), reference))?
        }
        None => (None, text),
    };
    let (inside, rest) = inside(reference)?;
    let (name, attribute) = inside.rsplit_once('.').unwrap_or((inside, ""));
    if inside.contains("::") || inside.contains(['{', ' ']) {
        return None;
    }
    // What Terraform's plain references have is no attribute: `var.table`, `local.table`.
    if matches!(name, "var" | "local") {
        return Some(Object {
            of,
            name: inside,
            attribute: "",
            rest,
        });
    }
    Some(Object {
        of,
        name,
        attribute: stem(attribute),
        rest,
    })
}

/// The reference to another attribute of the same thing, where the text is a reference whose attribute tells what kind of
/// thing it is: the queue of a URL, the name of a state machine.
pub(super) fn other_attribute(text: &str, known: &[(Kind, &str, &str)]) -> Option<String> {
    let name = whole_placeholder(text)?;
    let (thing, attribute) = name.rsplit_once('.')?;
    let fits = |(kind, from, _): &&(Kind, &str, &str)| {
        *from == attribute
            && match kind {
                Kind::Any => !thing.contains(['.', ' ']),
                Kind::Terraform(kind) => thing
                    .strip_prefix(kind)
                    .is_some_and(|name| name.starts_with('.') && !name.contains(' ')),
            }
    };
    let (_, _, to) = known.iter().find(fits)?;
    Some(format!("${{{thing}.{to}}}"))
}

/// Of which kind of resource an attribute is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// CloudFormation's, whatever it is called: only that kind has the attribute.
    Any,
    /// Terraform's, by its type.
    Terraform(&'static str),
}

/// The attribute without what it tells.
fn stem(attribute: &str) -> &str {
    if TOLD
        .iter()
        .any(|(told, _)| attribute.eq_ignore_ascii_case(told))
    {
        return "";
    }
    let endings = TOLD.iter().filter(|(_, ending)| *ending);
    endings
        .filter_map(|(told, _)| attribute.strip_suffix(told)?.strip_suffix('_'))
        .next()
        .unwrap_or(attribute)
}

/// What is in the braces that a text begins with, and what follows them.
fn inside(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("${")?.split_once('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str, &str)> {
        object(text).map(|object| (object.name, object.attribute, object.rest))
    }

    #[test]
    fn a_reference_and_an_arn_with_the_name_are_the_same_thing() {
        for (text, name, rest) in [
            ("${Table.Arn}", "Table", ""),
            ("arn:aws:dynamodb:r:a:table/${Table}", "Table", ""),
            (
                "arn:aws:dynamodb:r:a:table/${Table}/index/*",
                "Table",
                "/index/*",
            ),
            ("arn:${AWS::Partition}:s3:::${Bucket}/*", "Bucket", "/*"),
            ("${Fn.Arn}:$LATEST", "Fn", ":$LATEST"),
            ("${Topic}", "Topic", ""),
            ("${aws_sqs_queue.jobs.arn}", "aws_sqs_queue.jobs", ""),
            (
                "arn:aws:sqs:r:a:${aws_sqs_queue.jobs.name}",
                "aws_sqs_queue.jobs",
                "",
            ),
            ("arn:aws:states:r:a:stateMachine:${Child.Name}", "Child", ""),
            ("${var.table}", "var.table", ""),
            ("arn:aws:sns:r:a:${Topic.TopicName}", "Topic", ""),
        ] {
            assert_eq!(parts(text), Some((name, "", rest)), "{text}");
        }
        let function = Some(("module.jobs", "lambda_function", ""));
        assert_eq!(parts("${module.jobs.lambda_function_arn}"), function);
        assert_eq!(
            parts("arn:aws:lambda:r:a:function:${module.jobs.lambda_function_name}"),
            function
        );
    }

    #[test]
    fn a_name_in_part_is_no_reference() {
        for text in [
            "arn:aws:dynamodb:r:a:table/orders-${Stage}",
            "arn:aws:dynamodb:r:a:table/orders",
            "${AWS::AccountId}",
            "*",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
        // Not one table: what follows the reference belongs to its name.
        assert_eq!(
            parts("arn:aws:dynamodb:r:a:table/${Stage}-orders"),
            Some(("Stage", "", "-orders"))
        );
    }
}
