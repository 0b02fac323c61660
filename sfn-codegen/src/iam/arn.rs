//! ARNs as text that may hold `${Placeholders}`, colons in them included.

/// The six parts of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arn<'t> {
    pub(crate) partition: &'t str,
    pub(crate) service: &'t str,
    pub(crate) region: &'t str,
    pub(crate) account: &'t str,
    pub(crate) resource: &'t str,
}

impl<'t> Arn<'t> {
    /// Takes an ARN apart; none when the text is not one.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let rest = text.strip_prefix("arn:")?;
        let (partition, rest) = split_colon(rest)?;
        let (service, rest) = split_colon(rest)?;
        let (region, rest) = split_colon(rest)?;
        let (account, resource) = split_colon(rest)?;
        Some(Self {
            partition,
            service,
            region,
            account,
            resource,
        })
    }

    /// Whether the parts of a pattern are what they seem: a `*` may stand for several, colons included, and then what is
    /// taken for the account is none.
    pub(crate) fn tells_its_place(self) -> bool {
        let account = self.account;
        let number = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let account = number || account.is_empty() || account == "*" || account.contains("${");
        account && !self.service.contains('*')
    }
}

/// Splits at the first colon that is not in a placeholder.
pub(crate) fn split_colon(text: &str) -> Option<(&str, &str)> {
    split_outside(text, b':')
}

/// Splits at the first such character that is not in a placeholder.
pub(crate) fn split_outside(text: &str, at: u8) -> Option<(&str, &str)> {
    let mut open = 0_usize;
    let mut before = 0;
    let at = text.bytes().position(|byte| {
        match byte {
            b'{' if before == b'$' => open += 1,
            b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        before = byte;
        byte == at && open == 0
    })?;
    Some((&text[..at], &text[at + 1..]))
}

/// The name of the placeholder, when the text is nothing but one.
pub(crate) fn whole_placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix("${")?.strip_suffix('}')?;
    (!name.is_empty() && !name.contains(['{', '}'])).then_some(name)
}

/// Whether a pattern with `*` and `?` matches everything that the text does. Text may hold wildcards itself.
pub(crate) fn covers(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where to go on when a match fails: behind the last star, one character further.
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                back = Some((p + 1, t));
                p += 1;
            }
            Some(b'?') if text[t] != b'*' => (p, t) = (p + 1, t + 1),
            Some(byte) if *byte == text[t] => (p, t) = (p + 1, t + 1),
            _ => match back {
                Some((star, from)) => {
                    back = Some((star, from + 1));
                    (p, t) = (star, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_in_placeholders_do_not_split() {
        let arn = Arn::parse(
            "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:orders-${Stage}",
        )
        .unwrap();
        assert_eq!(arn.region, "${AWS::Region}");
        assert_eq!(arn.resource, "orders-${Stage}");
        let arn = Arn::parse("arn:aws:lambda:eu-west-1:1:function:f:live").unwrap();
        assert_eq!((arn.account, arn.resource), ("1", "function:f:live"));
        let nested = "arn:aws:s3:::${Fn::Select:[0,'${Fn::Split:[':','${Bucket.Arn}']}']}/x";
        assert!(Arn::parse(nested).unwrap().resource.ends_with("]}/x"));
        assert_eq!(Arn::parse("arn:aws:s3"), None);
        assert_eq!(Arn::parse("orders"), None);
    }

    #[test]
    fn a_placeholder_is_whole_or_not() {
        assert_eq!(whole_placeholder("${TopicArn}"), Some("TopicArn"));
        assert_eq!(whole_placeholder("${A}-${B}"), None);
        assert_eq!(whole_placeholder("x${A}"), None);
    }

    #[test]
    fn stars_cover_what_they_match() {
        assert!(covers("*", "arn:aws:s3:::b"));
        assert!(covers(
            "arn:aws:dynamodb:r:a:table/*",
            "arn:aws:dynamodb:r:a:table/t/index/*"
        ));
        assert!(covers("a*b*c", "a-b-b-c"));
        assert!(!covers("a*b*c", "a-c"));
        assert!(!covers("function:f", "function:f:*"));
        assert!(!covers("x-??????", "x-*"));
        assert!(covers("x-??????", "x-abcdef"));
    }
}
