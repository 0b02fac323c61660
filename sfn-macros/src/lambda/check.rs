//! What AWS accepts as the name of a function, an alias, an ARN.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>

use syn::LitStr;

use crate::errors::Errors;

pub(super) fn name(given: &LitStr, errors: &Errors) {
    let name = given.value();
    if name.starts_with("arn:") {
        errors.on(given, "this is an ARN: write `#[lambda(arn = \"..\")]`");
    } else if let Some((name, qualifier)) = name.split_once(':') {
        errors.on(
            given,
            format_args!(
                "say the qualifier apart: `#[lambda(\"{name}\", qualifier = \"{qualifier}\")]`"
            ),
        );
    } else if name.starts_with("${") {
        errors.on(
            given,
            "this is a placeholder: write `#[lambda(placeholder = \"..\")]` with its name alone",
        );
    } else if !is_name(&name) {
        errors.on(
            given,
            "a function's name has 1 to 64 letters, digits, `-` and `_`: write it as AWS shows it",
        );
    }
}

pub(super) fn qualifier(given: &LitStr, errors: &Errors) {
    let qualifier = given.value();
    let fits =
        (1..=128).contains(&qualifier.len()) && qualifier.chars().all(|c| is_letter(c) || c == '$');
    if !fits {
        errors.on(
            given,
            "a qualifier is an alias, a version number or `$LATEST`: write it as AWS shows it",
        );
    }
}

pub(super) fn placeholder(given: &LitStr, errors: &Errors) {
    let placeholder = given.value();
    if let Some(name) = placeholder
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
    {
        errors.on(
            given,
            format_args!("give the placeholder's name alone: `placeholder = \"{name}\"`"),
        );
    } else if placeholder.is_empty()
        || !placeholder
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_.:".contains(c))
    {
        errors.on(
            given,
            "a placeholder's name has letters and digits: write it as in `DefinitionSubstitutions`",
        );
    }
}

pub(super) fn arn(given: &LitStr, errors: &Errors) {
    let arn = resolved(&given.value());
    let parts: Vec<&str> = arn.split(':').collect();
    let fits = match parts.as_slice() {
        [
            "arn",
            partition,
            "lambda",
            region,
            account,
            "function",
            name,
            rest @ ..,
        ] => {
            rest.len() <= 1
                && is_name(name)
                && [partition, region, account]
                    .iter()
                    .chain(&rest.iter().collect::<Vec<_>>())
                    .all(|p| !p.is_empty())
        }
        _ => false,
    };
    if !fits {
        errors.on(given, "not the ARN of a function: it has the form `arn:aws:lambda:REGION:ACCOUNT:function:NAME`");
    }
}

/// Whether a function's ARN ends in a version or an alias.
pub(super) fn is_qualified(arn: &str) -> bool {
    resolved(arn).split(':').count() > 7
}

/// With something in place of each `${placeholder}`, whose own colons separate nothing.
fn resolved(arn: &str) -> String {
    let mut out = String::with_capacity(arn.len());
    let mut rest = arn;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push('x');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out + rest
}

fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len()) && name.chars().all(is_letter)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span;

    use super::*;

    fn says(check: fn(&LitStr, &Errors), text: &str) -> String {
        let errors = Errors::new();
        check(&LitStr::new(text, Span::call_site()), &errors);
        errors.into_tokens().to_string()
    }

    #[test]
    fn names() {
        for fine in ["validate-order", "a", "Order_2", &"x".repeat(64)] {
            assert_eq!(says(name, fine), "", "{fine}");
        }
        for (wrong, advice) in [
            ("", "1 to 64"),
            ("validate order", "1 to 64"),
            (&*"x".repeat(65), "1 to 64"),
            ("arn:aws:lambda:eu-west-1:123456789012:function:f", "arn ="),
            ("validate:live", "qualifier = \\\"live\\\""),
            ("${Validate}", "placeholder ="),
        ] {
            assert!(
                says(name, wrong).contains(advice),
                "{wrong}: {}",
                says(name, wrong)
            );
        }
    }

    #[test]
    fn arns() {
        for fine in [
            "arn:aws:lambda:eu-west-1:123456789012:function:validate-order",
            "arn:aws-cn:lambda:cn-north-1:123456789012:function:f:live",
            "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${Name}",
        ] {
            assert_eq!(says(arn, fine), "", "{fine}");
        }
        for wrong in [
            "",
            "arn:aws:sns:eu-west-1:123456789012:topic",
            "arn:aws:lambda:eu-west-1::function:f",
            "f",
        ] {
            assert!(
                says(arn, wrong).contains("not the ARN of a function"),
                "{wrong}"
            );
        }
        assert!(is_qualified(
            "arn:aws:lambda:eu-west-1:123456789012:function:f:live"
        ));
        assert!(!is_qualified(
            "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:f"
        ));
    }

    #[test]
    fn placeholders_and_qualifiers() {
        assert_eq!(says(placeholder, "ValidateOrderArn"), "");
        assert!(
            says(placeholder, "${ValidateOrderArn}")
                .contains("placeholder = \\\"ValidateOrderArn\\\"")
        );
        assert!(says(placeholder, "").contains("letters and digits"));
        assert_eq!(says(qualifier, "$LATEST"), "");
        assert!(says(qualifier, "").contains("an alias"));
    }
}
