//! Texts short enough to stand in a picture.

/// The lines of a node's name.
#[cfg(feature = "draw")]
pub(super) const LINE: usize = 26;
/// The characters of its detail and of a label that are shown.
#[cfg(feature = "draw")]
pub(super) const DETAIL: usize = 34;
#[cfg(feature = "draw")]
pub(super) const LABEL: usize = 32;

/// The text, cut where it is too long.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(most.saturating_sub(1)).collect();
            format!("{}\u{2026}", kept.trim_end())
        }
    }
}

/// A label on at most two lines, broken between words.
#[cfg(feature = "draw")]
pub(super) fn label(text: &str) -> Vec<String> {
    if text.chars().count() <= LABEL {
        return vec![text.to_owned()];
    }
    let spaces = text.char_indices().enumerate().take(LABEL + 1);
    let at = spaces
        .filter(|(count, (_, char))| *char == ' ' && *count > LABEL / 3)
        .last();
    match at {
        Some((_, (at, _))) => vec![text[..at].to_owned(), shortened(text[at..].trim(), LABEL)],
        None => vec![shortened(text, LABEL)],
    }
}

/// A name on at most two lines, broken where words end.
#[cfg(feature = "draw")]
pub(super) fn lines(name: &str) -> Vec<String> {
    if name.chars().count() <= LINE {
        return vec![name.to_owned()];
    }
    let chars: Vec<char> = name.chars().collect();
    let ends = |at: &usize| {
        let (before, here) = (chars[at - 1], chars[*at]);
        here == ' '
            || matches!(before, '-' | '_' | ' ' | '.')
            || (before.is_lowercase() && here.is_uppercase())
    };
    let half = chars.len().div_ceil(2).min(LINE);
    let at = (half..LINE.min(chars.len()))
        .find(ends)
        .or_else(|| (1..half).rev().find(ends))
        .unwrap_or(LINE.min(chars.len() - 1));
    let text = |chars: &[char]| chars.iter().collect::<String>().trim().to_owned();
    vec![text(&chars[..at]), shortened(&text(&chars[at..]), LINE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(shortened("abc", 3), "abc");
        assert_eq!(shortened("abcd", 3), "ab\u{2026}");
        assert_eq!(
            shortened("\u{fc}\u{fc}\u{fc}\u{fc}", 3),
            "\u{fc}\u{fc}\u{2026}"
        );
    }

    #[cfg(feature = "draw")]
    #[test]
    fn long_labels_break_between_words() {
        assert_eq!(label("total > 100"), ["total > 100"]);
        assert_eq!(
            label("order.customer.country = \"DE\" and total > 100"),
            ["order.customer.country = \"DE\"", "and total > 100"]
        );
        assert_eq!(label(&"x".repeat(80)).len(), 1);
        let long = label(&"\u{fc} ".repeat(80));
        assert!(long.len() == 2 && long[1].ends_with('\u{2026}'), "{long:?}");
    }

    #[cfg(feature = "draw")]
    #[test]
    fn long_names_break_where_words_end() {
        assert_eq!(lines("CheckInventory"), ["CheckInventory"]);
        assert_eq!(
            lines("SendShippingNotificationToCustomer"),
            ["SendShippingNotification", "ToCustomer"]
        );
        assert_eq!(
            lines("Wait for the approval of the second manager"),
            ["Wait for the approval", "of the second manager"]
        );
        assert!(
            lines(&"x".repeat(80))
                .iter()
                .all(|line| line.chars().count() <= LINE)
        );
    }
}
