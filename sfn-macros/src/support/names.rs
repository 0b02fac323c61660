//! Names in the spellings that Rust and AWS use, and the nearest one to a misspelt one.

use syn::Ident;
use syn::ext::IdentExt;

/// The name without the `r#` that lets a keyword be one.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// `check_inventory2` as `CheckInventory2`.
pub(crate) fn pascal_case(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    for word in snake.split('_') {
        let mut chars = word.chars();
        if let Some(first) = chars.next() {
            out.extend(first.to_uppercase());
            out.push_str(chars.as_str());
        }
    }
    out
}

/// `HttpError` as `http_error`, and `HTTPError` too.
pub(crate) fn snake_case(pascal: &str) -> String {
    let chars: Vec<char> = pascal.chars().collect();
    let mut out = String::with_capacity(pascal.len() + 4);
    for (i, c) in chars.iter().enumerate() {
        let word_starts = c.is_uppercase()
            && i > 0
            && chars[i - 1] != '_'
            && (!chars[i - 1].is_uppercase()
                || chars.get(i + 1).is_some_and(|next| next.is_lowercase()));
        if word_starts {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The known name that `wrong` was probably meant to be.
pub(crate) fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let reach = wrong.chars().count() / 3 + 1;
    let with_distance = known.iter().map(|name| (distance(wrong, name), *name));
    with_distance
        .min_by_key(|(far, _)| *far)
        .filter(|(far, _)| *far <= reach)
        .map(|(_, name)| name)
}

/// How many characters to insert, remove or change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let change = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn list(names: &[&str]) -> String {
    let mut out = String::new();
    for (i, name) in names.iter().enumerate() {
        let join = match i {
            0 => "",
            _ if i + 1 == names.len() => " and ",
            _ => ", ",
        };
        out.push_str(join);
        out.push('`');
        out.push_str(name);
        out.push('`');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (snake, pascal) in [
            ("check_inventory2", "CheckInventory2"),
            ("f", "F"),
            ("_private_", "Private"),
            ("process__payment", "ProcessPayment"),
            ("__", ""),
            ("größe", "Größe"),
        ] {
            assert_eq!(pascal_case(snake), pascal);
        }
        for (pascal, snake) in [
            ("PaymentDeclined", "payment_declined"),
            ("HTTPError", "http_error"),
            ("Sha256", "sha256"),
            ("A", "a"),
            ("ABTest", "ab_test"),
            ("Snake_Case", "snake_case"),
        ] {
            assert_eq!(snake_case(pascal), snake);
        }
    }

    #[test]
    fn suggests_what_is_near() {
        assert_eq!(nearest("nam", &["name", "query_language"]), Some("name"));
        assert_eq!(
            nearest("queryLanguage", &["name", "query_language"]),
            Some("query_language")
        );
        assert_eq!(nearest("retries", &["name", "query_language"]), None);
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
