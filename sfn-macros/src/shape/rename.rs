//! serde's `rename_all`: wire names from Rust names.

/// A rule of `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// How serde spells each rule, in the order of its documentation.
const RULES: [(&str, Rule); 8] = [
    ("lowercase", Rule::Lower),
    ("UPPERCASE", Rule::Upper),
    ("PascalCase", Rule::Pascal),
    ("camelCase", Rule::Camel),
    ("snake_case", Rule::Snake),
    ("SCREAMING_SNAKE_CASE", Rule::ScreamingSnake),
    ("kebab-case", Rule::Kebab),
    ("SCREAMING-KEBAB-CASE", Rule::ScreamingKebab),
];

impl Rule {
    /// The rule of this name, or what to say about it.
    pub(super) fn named(name: &str) -> Result<Rule, String> {
        let found = RULES.iter().find(|(known, _)| *known == name);
        found.map(|(_, rule)| *rule).ok_or_else(|| {
            let known = RULES.map(|(known, _)| known);
            match crate::support::names::nearest(name, &known) {
                Some(near) => format!("`rename_all` has no case `{name}`: did you mean `{near}`?"),
                None => format!(
                    "`rename_all` has no case `{name}`: it has {}",
                    crate::support::names::list(&known)
                ),
            }
        })
    }

    /// The wire name of a field, which Rust writes in snake_case.
    ///
    /// Every `_` starts a word and only ASCII letters change, as in serde.
    pub(super) fn field(self, name: &str) -> String {
        match self {
            Rule::Lower | Rule::Snake => name.to_owned(),
            Rule::Upper | Rule::ScreamingSnake => name.to_ascii_uppercase(),
            Rule::Kebab => name.replace('_', "-"),
            Rule::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
            Rule::Pascal => name.split('_').map(capitalized).collect(),
            Rule::Camel => uncapitalized(&Rule::Pascal.field(name)),
        }
    }

    /// The wire name of a variant, which Rust writes in PascalCase. Every capital letter starts a word, as in serde:
    /// `HTTPError` in snake_case is `h_t_t_p_error`.
    pub(super) fn variant(self, name: &str) -> String {
        match self {
            Rule::Pascal => name.to_owned(),
            Rule::Lower => name.to_ascii_lowercase(),
            Rule::Upper => name.to_ascii_uppercase(),
            Rule::Camel => uncapitalized(name),
            Rule::Snake => separated(name, '_'),
            Rule::ScreamingSnake => separated(name, '_').to_ascii_uppercase(),
            Rule::Kebab => separated(name, '_').replace('_', "-"),
            Rule::ScreamingKebab => separated(name, '_').to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

fn separated(name: &str, by: char) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (i, c) in name.char_indices() {
        if i > 0 && c.is_uppercase() {
            out.push(by);
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (rule, wire) in RULES.iter().zip([
            "order_id2",
            "ORDER_ID2",
            "OrderId2",
            "orderId2",
            "order_id2",
            "ORDER_ID2",
            "order-id2",
            "ORDER-ID2",
        ]) {
            assert_eq!(rule.1.field("order_id2"), wire, "{}", rule.0);
        }
    }

    #[test]
    fn variants() {
        for (rule, wire) in RULES.iter().zip([
            "cardonfile",
            "CARDONFILE",
            "CardOnFile",
            "cardOnFile",
            "card_on_file",
            "CARD_ON_FILE",
            "card-on-file",
            "CARD-ON-FILE",
        ]) {
            assert_eq!(rule.1.variant("CardOnFile"), wire, "{}", rule.0);
        }
        assert_eq!(Rule::Snake.variant("HTTPError"), "h_t_t_p_error");
    }

    #[test]
    fn a_misspelt_case_names_the_right_one() {
        assert!(Rule::named("camelcase").is_err_and(|e| e.ends_with("did you mean `camelCase`?")));
        assert!(Rule::named("title").is_err_and(|e| e.contains("it has `lowercase`")));
    }
}
