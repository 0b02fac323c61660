//! The types a function says it takes and gives: `<s-n?:s>`.

/// The signature of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The parameters.
    pub parameters: Vec<Parameter>,
    /// What it gives, as it is written after the colon.
    pub returns: Option<String>,
}

/// A parameter in a [`Signature`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The letters of the types it takes: `s`tring, `n`umber, `b`oolean, nu`l`l, `o`bject, `a`rray, `f`unction, `j`son, `x` any.
    pub types: String,
    /// What is in an array, or what a function takes and gives, as it is written between `<` and `>`.
    pub inner: Option<String>,
    /// `-`: takes the context when it is not given.
    pub context: bool,
    /// `?`: may be left out.
    pub optional: bool,
    /// `+`: one or more.
    pub repeated: bool,
}

/// Reads a signature, the angle brackets with it.
pub(super) fn parse(text: &str) -> Result<Signature, (&'static str, String)> {
    let inside = text.strip_prefix('<').unwrap_or(text);
    let inside = inside.strip_suffix('>').unwrap_or(inside);
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut returns = None;
    let mut at = 0;
    while let Some(letter) = inside[at..].chars().next() {
        let next = at + letter.len_utf8();
        at = next;
        match letter {
            ':' => {
                returns = Some(inside[next..].to_owned());
                break;
            }
            's' | 'n' | 'b' | 'l' | 'o' | 'a' | 'f' | 'j' | 'x' => {
                parameters.push(parameter(letter.to_string()));
            }
            '(' => {
                let end = closing(inside, next, '(', ')');
                let choice = &inside[next..end];
                if choice.contains('<') {
                    return Err((
                        "S0402",
                        "a choice of types cannot say what is in an array".to_owned(),
                    ));
                }
                parameters.push(parameter(choice.to_owned()));
                at = (end + 1).min(inside.len());
            }
            '-' | '?' | '+' => {
                if let Some(last) = parameters.last_mut() {
                    let flag = match letter {
                        '-' => &mut last.context,
                        '?' => &mut last.optional,
                        _ => &mut last.repeated,
                    };
                    *flag = true;
                }
            }
            '<' => match parameters.last_mut() {
                Some(last) if matches!(last.types.as_str(), "a" | "f") => {
                    let end = closing(inside, next, '<', '>');
                    last.inner = Some(inside[next..end].to_owned());
                    at = (end + 1).min(inside.len());
                }
                _ => {
                    let message = "only arrays `a` and functions `f` have types in `<..>`";
                    return Err(("S0401", message.to_owned()));
                }
            },
            _ => {}
        }
    }
    Ok(Signature {
        parameters,
        returns,
    })
}

fn parameter(types: String) -> Parameter {
    Parameter {
        types,
        inner: None,
        context: false,
        optional: false,
        repeated: false,
    }
}

/// Where what was opened is closed; the end when it is not.
fn closing(text: &str, from: usize, open: char, close: char) -> usize {
    let mut depth = 1;
    for (at, char) in text[from..].char_indices() {
        if char == close {
            depth -= 1;
            if depth == 0 {
                return from + at;
            }
        } else if char == open {
            depth += 1;
        }
    }
    text.len()
}
