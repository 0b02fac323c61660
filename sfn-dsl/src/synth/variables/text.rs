//! The variables that text of the author's names: a raw expression, a raw state.
//!
//! Looks at words, not at grammar: strings, quoted names and comments are passed over, and what the text binds itself
//! (`$x := ..`, `function($x)`) is not a variable of the workflow.

/// What a JSONata text does with names that begin with `$`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words<'t> {
    /// Read as data.
    pub(super) read: Vec<&'t str>,
    /// Called as functions.
    pub(super) called: Vec<&'t str>,
    /// Parameters of functions written in line.
    pub(super) parameters: Vec<&'t str>,
    /// Bound by `:=`.
    pub(super) bound: Vec<&'t str>,
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many bytes of `text` are one word.
fn word_length(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// The words of a JSONata expression.
pub(super) fn jsonata(text: &str) -> Words<'_> {
    let mut words = Words::default();
    let mut rest = text;
    let mut parameters = false;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '"' | '\'' | '`' => behind_quote(after, c),
            '/' if after.starts_with('*') => after.find("*/").map_or("", |at| &after[at + 2..]),
            '$' => {
                let (name, behind) = after.split_at(word_length(after));
                let next = behind.trim_start();
                if name.is_empty() {
                    // `$` and `$$`: what a predicate stands at.
                } else if parameters {
                    words.parameters.push(name);
                } else if next.starts_with(":=") {
                    words.bound.push(name);
                } else if next.starts_with('(') {
                    words.called.push(name);
                } else {
                    words.read.push(name);
                }
                behind
            }
            ')' => {
                parameters = false;
                after
            }
            c if is_word(c) => {
                let (word, behind) = rest.split_at(word_length(rest));
                parameters |= matches!(word, "function" | "λ");
                behind
            }
            _ => after,
        };
    }
    let Words {
        read,
        called,
        parameters,
        bound,
    } = &mut words;
    let own = |name: &&str| parameters.contains(name) || bound.contains(name);
    read.retain(|name| !own(name));
    called.retain(|name| !own(name));
    words
}

/// The variables that a path or an intrinsic function reads: `$name`, but not `$`, `$.` and `$$`.
pub(super) fn jsonpath(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '"' | '\'' => behind_quote(after, c),
            '$' => {
                let after = after.trim_start_matches('$');
                let (name, behind) = after.split_at(word_length(after));
                if !name.is_empty() {
                    names.push(name);
                }
                behind
            }
            _ => after,
        };
    }
    names
}

/// What stands behind a quoted text.
fn behind_quote(text: &str, quote: char) -> &str {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote != '`' {
            chars.next();
        } else if c == quote {
            return &text[at + quote.len_utf8()..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_jsonata() {
        let words = jsonata(
            "$sum($map($cart.items, function($item) { $item.price * $rate })) & \"$no\" & '$no' & `$no` /* $no */",
        );
        assert_eq!(words.read, ["cart", "rate"]);
        assert_eq!(words.called, ["sum", "map"]);
        assert_eq!(words.parameters, ["item"]);
    }

    #[test]
    fn what_the_text_binds_is_its_own() {
        let words = jsonata("($n := 3; $f := λ($x) { $x + $n }; $f ($m))");
        assert_eq!(words.read, ["m"]);
        assert!(words.called.is_empty());
        assert_eq!(words.parameters, ["x"]);
        assert_eq!(words.bound, ["n", "f"]);
    }

    #[test]
    fn no_names_at_all() {
        for text in [
            "", "$", "$$", "$[$ > 3]", "$states", "\"", "'\\'", "`a", "/*", "$$.a", "'\\",
        ] {
            let words = jsonata(text);
            assert!(words.read.iter().all(|name| *name == "states"), "{text}");
        }
    }

    #[test]
    fn the_names_of_jsonpath() {
        assert_eq!(
            jsonpath("States.Format('$no {}', $cart.total, $$.Execution.Id, $.a, $)"),
            ["cart"]
        );
        assert_eq!(jsonpath("$attempts"), ["attempts"]);
        assert!(jsonpath("$.items[?(@.a == '$b')]").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_words(text in "[$a-zé(){}:='\"`/*, ]{0,60}|.{0,60}") {
            let words = jsonata(&text);
            let names = words.read.iter().chain(&words.called);
            for name in names.copied().chain(jsonpath(&text)) {
                let found = text.contains(&["$", name].concat());
                proptest::prop_assert!(found, "{} in {}", name, text);
            }
        }
    }
}
