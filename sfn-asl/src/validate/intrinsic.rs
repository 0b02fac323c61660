//! The form of paths and of calls of intrinsic functions; what they give is not asked here.
//!
//! Lenient where the service's own reader is not known to refuse: this is a check of form, not an engine.

/// The intrinsic functions, and how many arguments each takes at least and at most.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("States.Array", 0, usize::MAX),
    ("States.ArrayPartition", 2, 2),
    ("States.ArrayContains", 2, 2),
    ("States.ArrayRange", 3, 3),
    ("States.ArrayGetItem", 2, 2),
    ("States.ArrayLength", 1, 1),
    ("States.ArrayUnique", 1, 1),
    ("States.Base64Encode", 1, 1),
    ("States.Base64Decode", 1, 1),
    ("States.Hash", 2, 2),
    ("States.JsonMerge", 3, 3),
    ("States.StringToJson", 1, 1),
    ("States.JsonToString", 1, 1),
    ("States.MathRandom", 2, 3),
    ("States.MathAdd", 2, 2),
    ("States.StringSplit", 2, 2),
    ("States.UUID", 0, 0),
    ("States.Format", 1, usize::MAX),
];

/// The functions that compute with numbers.
const NUMERIC: &[&str] = &["States.ArrayRange", "States.MathAdd", "States.MathRandom"];

/// How deep calls may be nested.
const MAX_NESTING: usize = 10;

/// The name of the function that a text calls, if it looks like a call.
pub(super) fn function(text: &str) -> Option<&str> {
    let name = &text[..text.find('(').unwrap_or(text.len())];
    name.starts_with("States.").then(|| name.trim_end())
}

/// Checks the form of a path.
pub(super) fn path(text: &str) -> Result<(), String> {
    if !text.starts_with('$') {
        return Err("it does not begin with `$`".to_owned());
    }
    let mut brackets: Vec<char> = Vec::new();
    let mut chars = text.trim_end().chars().peekable();
    let mut last = ' ';
    while let Some(char) = chars.next() {
        match char {
            '\'' | '"' if !brackets.is_empty() => quoted(char, &mut chars)?,
            '[' | '(' => brackets.push(if char == '[' { ']' } else { ')' }),
            ']' | ')' => {
                if brackets.pop() != Some(char) {
                    return Err(format!("`{char}` closes nothing"));
                }
                if last == '[' {
                    return Err("the brackets are empty".to_owned());
                }
            }
            '.' if chars.peek().is_none() => return Err("it ends with `.`".to_owned()),
            _ if char.is_whitespace() && brackets.is_empty() => {
                return Err("a name with a blank must be quoted, as in $['unit price']".to_owned());
            }
            _ => {}
        }
        last = char;
    }
    match brackets.pop() {
        Some(open) => Err(format!("a `{open}` is missing")),
        None => Ok(()),
    }
}

/// Passes over the rest of a quoted text.
fn quoted(quote: char, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Result<(), String> {
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                chars.next();
            }
            _ if char == quote => return Ok(()),
            _ => {}
        }
    }
    Err("a quoted text is not closed".to_owned())
}

/// Checks the form of a call: a known function, as many arguments as it takes, each of them well-formed.
pub(super) fn call(text: &str) -> Result<(), String> {
    let mut reader = Reader { rest: text };
    reader.call(1)?;
    reader.blank();
    if reader.rest.is_empty() {
        Ok(())
    } else {
        Err("there is more text after the call".to_owned())
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn eat(&mut self, char: char) -> bool {
        self.blank();
        match self.rest.strip_prefix(char) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes text up to one of these characters.
    fn until(&mut self, ends: &[char]) -> &'t str {
        let (taken, rest) = self
            .rest
            .split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// INVARIANT: recurses no deeper than [`MAX_NESTING`].
    fn call(&mut self, depth: usize) -> Result<(), String> {
        if depth > MAX_NESTING {
            return Err(format!("calls are nested more than {MAX_NESTING} deep"));
        }
        let name = self.until(&['(', ',', ')', '\'']).trim_end();
        let Some((_, least, most)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
            return Err(format!(
                "there is no function `{}`",
                crate::model::shorten(name)
            ));
        };
        if !self.eat('(') {
            return Err(format!("`{name}` is not called: write `{name}(..)`"));
        }
        let mut arguments = 0;
        if !self.eat(')') {
            loop {
                self.blank();
                if self.rest.starts_with('\'') && NUMERIC.contains(&name) {
                    return Err(format!("`{name}` takes numbers, not text"));
                }
                self.argument(depth)?;
                arguments += 1;
                if self.eat(')') {
                    break;
                }
                if !self.eat(',') {
                    return Err(format!(
                        "the arguments of `{name}` are not separated by commas, or not closed"
                    ));
                }
            }
        }
        if (*least..=*most).contains(&arguments) {
            Ok(())
        } else {
            Err(format!("`{name}` does not take {arguments} arguments"))
        }
    }

    fn argument(&mut self, depth: usize) -> Result<(), String> {
        self.blank();
        match self.rest.chars().next() {
            Some('\'') => self.string(),
            Some('$') => self.path(),
            Some('S') if self.rest.starts_with("States.") => self.call(depth + 1),
            Some(_) => {
                let word = self.until(&[',', ')']).trim_end();
                let known = matches!(word, "true" | "false" | "null")
                    || crate::json::Number::parse(word).is_some();
                if known {
                    Ok(())
                } else {
                    Err(format!("`{}` is no argument", crate::model::shorten(word)))
                }
            }
            None => Err("an argument is missing".to_owned()),
        }
    }

    fn string(&mut self) -> Result<(), String> {
        let mut chars = self.rest[1..].chars();
        while let Some(char) = chars.next() {
            match char {
                '\'' => {
                    self.rest = chars.as_str();
                    return Ok(());
                }
                '\\' => match chars.next() {
                    Some('\'' | '{' | '}' | '\\') => {}
                    Some(other) => {
                        return Err(format!(
                            "`\\{other}` is not an escape: only \\' \\{{ \\}} \\\\ are"
                        ));
                    }
                    None => break,
                },
                _ => {}
            }
        }
        Err("a text in single quotes is not closed".to_owned())
    }

    fn path(&mut self) -> Result<(), String> {
        let mut open = 0_usize;
        let mut quote: Option<char> = None;
        let mut end = self.rest.len();
        let mut chars = self.rest.char_indices();
        while let Some((at, char)) = chars.next() {
            match (quote, char) {
                (Some(_), '\\') => {
                    chars.next();
                }
                (Some(mark), _) => quote = (mark != char).then_some(mark),
                (None, '\'' | '"') => quote = Some(char),
                (None, '[' | '(') => open += 1,
                (None, ']') => open = open.saturating_sub(1),
                (None, ')') if open > 0 => open -= 1,
                (None, ')' | ',') if open == 0 => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let (path, rest) = self.rest.split_at(end);
        self.rest = rest;
        self::path(path.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::{call, path};

    #[test]
    fn calls() {
        for text in [
            "States.UUID()",
            "States.Format('a {} b\\'c', $.x)",
            "States.Format('{}-{}', $$.Execution.Name, States.MathAdd($.a, -1))",
            "States.Array()",
            "States.ArrayContains($.list[?(@.a == 'x, y')], true)",
            "States.JsonMerge($.a, $.b['c d'], false)",
            "States.Hash( $.a , 'SHA-256' )",
        ] {
            assert_eq!(call(text), Ok(()), "{text}");
        }
        for text in [
            "States.Nope()",
            "States.UUID",
            "States.UUID(1)",
            "States.Format('a \\\" b')",
            "States.Format('a",
            "States.Format($.a b)",
            "States.Array($.a",
            "States.Array($.a) x",
            "States.Array(,)",
            "States.MathAdd(1)",
            "States.MathAdd(1, '2')",
            "States.Array(x)",
        ] {
            assert!(call(text).is_err(), "{text}");
        }
        let nested =
            |depth: usize| format!("{}1{}", "States.Array(".repeat(depth), ")".repeat(depth));
        assert!(call(&nested(10)).is_ok());
        assert!(call(&nested(11)).is_err());
        assert!(call(&nested(100_000)).is_err());
    }

    #[test]
    fn paths() {
        for text in [
            "$",
            "$$",
            "$.a.b",
            "$..a",
            "$.a[*].b",
            "$['a.b']",
            "$.a[?(@.b > 1)]",
            "$x.y",
            "$$.Map.Item.Value",
            "$.a-b",
        ] {
            assert_eq!(path(text), Ok(()), "{text}");
        }
        for text in ["", "a", "$.", "$.a[", "$.a]", "$[]", "$.a['b]", "$.a[(]"] {
            assert!(path(text).is_err(), "{text}");
        }
    }
}
