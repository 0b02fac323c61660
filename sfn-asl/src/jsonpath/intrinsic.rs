//! Calls of intrinsic functions: `States.Format('order {}', $.id)`.

use super::{JsonPath, parse_argument};
use crate::json::Number;
use crate::jsonata::Span;
use crate::model::shorten;

/// How deep calls may be nested.
pub const MAX_CALLS: usize = 10;

/// A call of an intrinsic function, see [`parse_call`].
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Where it is in the text.
    pub span: Span,
    /// The row of the function.
    pub function: &'static Intrinsic,
    /// With what it is called.
    pub arguments: Vec<Argument>,
}

/// An argument of a [`Call`].
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// A path.
    Path(JsonPath),
    /// What another call gives.
    Call(Call),
    /// A text in single quotes. `\'` is resolved; `\{`, `\}` and `\\` stay as they are, since a template needs them.
    String(String),
    /// A number.
    Number(Number),
    /// `true` or `false`
    Bool(bool),
    /// `null`
    Null,
}

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any value.
    Any,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A string.
    String,
    /// A number.
    Number,
    /// A boolean.
    Bool,
}

impl Kind {
    /// Whether a value of that kind will do.
    fn takes(self, other: Kind) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }

    fn words(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Bool => "a boolean",
        }
    }
}

/// An intrinsic function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intrinsic {
    /// Its name, `States.` with it.
    pub name: &'static str,
    /// What it takes.
    pub parameters: &'static [Kind],
    /// How many of them must be given.
    pub required: usize,
    /// What it takes any number of after those.
    pub rest: Option<Kind>,
    /// What it gives.
    pub gives: Kind,
}

use Kind::{Any, Array, Bool, Number as Num, Object, String as Str};

const fn row(
    name: &'static str,
    parameters: &'static [Kind],
    required: usize,
    rest: Option<Kind>,
    gives: Kind,
) -> Intrinsic {
    Intrinsic {
        name,
        parameters,
        required,
        rest,
        gives,
    }
}

const fn fixed(name: &'static str, parameters: &'static [Kind], gives: Kind) -> Intrinsic {
    row(name, parameters, parameters.len(), None, gives)
}

/// The intrinsic functions there are.
pub const INTRINSICS: &[Intrinsic] = &[
    row("States.Array", &[], 0, Some(Any), Array),
    fixed("States.ArrayContains", &[Array, Any], Bool),
    fixed("States.ArrayGetItem", &[Array, Num], Any),
    fixed("States.ArrayLength", &[Array], Num),
    fixed("States.ArrayPartition", &[Array, Num], Array),
    fixed("States.ArrayRange", &[Num, Num, Num], Array),
    fixed("States.ArrayUnique", &[Array], Array),
    fixed("States.Base64Decode", &[Str], Str),
    fixed("States.Base64Encode", &[Str], Str),
    row("States.Format", &[Str], 1, Some(Any), Str),
    fixed("States.Hash", &[Any, Str], Str),
    fixed("States.JsonMerge", &[Object, Object, Bool], Object),
    fixed("States.JsonToString", &[Any], Str),
    fixed("States.MathAdd", &[Num, Num], Num),
    row("States.MathRandom", &[Num, Num, Num], 2, None, Num),
    fixed("States.StringSplit", &[Str, Str], Array),
    fixed("States.StringToJson", &[Str], Any),
    fixed("States.UUID", &[], Str),
];

/// The algorithms of `States.Hash`.
const HASHES: &[&str] = &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

impl Call {
    /// Shows a function every path in the call.
    pub fn each_path<'c>(&'c self, see: &mut dyn FnMut(&'c JsonPath)) {
        for argument in &self.arguments {
            match argument {
                Argument::Path(path) => path.each_path(see),
                Argument::Call(call) => call.each_path(see),
                _ => {}
            }
        }
    }

    /// What is wrong with the arguments, as far as it can be seen before the call.
    fn check(&self) -> Result<(), String> {
        let Intrinsic {
            name,
            parameters,
            required,
            rest,
            ..
        } = self.function;
        let given = self.arguments.len();
        if given < *required || rest.is_none() && given > parameters.len() {
            let takes = match (required, parameters.len(), rest) {
                (least, _, Some(_)) => format!("at least {least}"),
                (least, most, None) if *least == most => most.to_string(),
                (least, most, None) => format!("{least} to {most}"),
            };
            return Err(format!("`{name}` takes {takes} arguments, not {given}"));
        }
        for (at, argument) in self.arguments.iter().enumerate() {
            let Some(wanted) = parameters.get(at).or(rest.as_ref()) else {
                continue;
            };
            // What a path leads to is not known here; `null` may stand for what is missing.
            let found = match argument {
                Argument::Path(_) | Argument::Null => Any,
                Argument::Call(call) => call.function.gives,
                Argument::String(_) => Str,
                Argument::Number(_) => Num,
                Argument::Bool(_) => Bool,
            };
            if !wanted.takes(found) {
                let place = at + 1;
                return Err(format!(
                    "argument {place} of `{name}` is {}, it takes {}",
                    found.words(),
                    wanted.words()
                ));
            }
        }
        self.check_values()
    }

    /// Rules on the values of arguments that are written out.
    fn check_values(&self) -> Result<(), String> {
        let name = self.function.name;
        let number = |at: usize| match self.arguments.get(at) {
            Some(Argument::Number(number)) => Some(number.as_f64()),
            _ => None,
        };
        match (name, &self.arguments[..]) {
            ("States.Format", [Argument::String(template), rest @ ..]) => {
                let holes = holes(template)?;
                if holes == rest.len() {
                    return Ok(());
                }
                Err(format!("the template has {holes} `{{}}` for {} values", rest.len()))
            }
            ("States.JsonMerge", [_, _, Argument::Bool(true)]) => {
                Err("only shallow merges exist: the third argument of `States.JsonMerge` is false".to_owned())
            }
            ("States.Hash", [_, Argument::String(algorithm)]) if !HASHES.contains(&algorithm.as_str()) => {
                Err(format!("`{}` is no algorithm: use one of {}", shorten(algorithm), HASHES.join(", ")))
            }
            ("States.ArrayPartition", _) if number(1).is_some_and(|size| size < 1.0) => {
                Err("the parts have no size: the second argument of `States.ArrayPartition` is 1 or more".to_owned())
            }
            ("States.ArrayRange", _) if number(2) == Some(0.0) => {
                Err("the third argument of `States.ArrayRange`, its step, is not 0".to_owned())
            }
            ("States.ArrayRange", _) => {
                let (Some(first), Some(last), Some(step)) = (number(0), number(1), number(2)) else {
                    return Ok(());
                };
                let items = ((last - first) / step).floor() + 1.0;
                if items > MOST_ITEMS {
                    return Err(format!("it gives {items} items, and at most {MOST_ITEMS} are allowed"));
                }
                Ok(())
            }
            (
                "States.Base64Encode" | "States.Base64Decode" | "States.Hash",
                [Argument::String(text), ..],
            ) if text.chars().count() > MOST_CHARACTERS => Err(format!(
                "`{name}` takes at most {MOST_CHARACTERS} characters"
            )),
            _ => Ok(()),
        }
    }
}

/// How many items `States.ArrayRange` gives at most.
const MOST_ITEMS: f64 = 1_000.0;
/// How long a text may be that is encoded or hashed.
const MOST_CHARACTERS: usize = 10_000;

/// How many `{}` a template has.
fn holes(template: &str) -> Result<usize, String> {
    let mut holes = 0;
    let mut chars = template.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => drop(chars.next()),
            '{' => match chars.next() {
                Some('}') => holes += 1,
                _ => {
                    return Err(
                        "a `{` in a template is followed by `}`, or written `\\{`".to_owned()
                    );
                }
            },
            _ => {}
        }
    }
    Ok(holes)
}

/// The name of the function that a text calls, if it looks like a call.
#[must_use]
pub fn called(text: &str) -> Option<&str> {
    let name = &text[..text.find('(').unwrap_or(text.len())];
    name.starts_with("States.").then(|| name.trim_end())
}

/// Reads a call of an intrinsic function.
///
/// ```
/// use sfn_asl::jsonpath::parse_call;
///
/// let call = parse_call("States.Format('{}-{}', $$.Execution.Name, States.MathAdd($.n, 1))").unwrap();
/// assert_eq!((call.function.name, call.arguments.len()), ("States.Format", 3));
/// assert_eq!(
///     parse_call("States.Format('{}', 1, 2)").unwrap_err(),
///     "the template has 1 `{}` for 2 values"
/// );
/// ```
///
/// # Errors
/// Unknown functions, too many or too few arguments, those that are written out and of the wrong kind, calls nested deeper
/// than [`MAX_CALLS`], and what is no call at all, in words.
pub fn parse_call(text: &str) -> Result<Call, String> {
    let mut reader = Reader { text, at: 0 };
    let call = reader.call(1)?;
    reader.blank();
    if reader.rest().is_empty() {
        Ok(call)
    } else {
        Err("there is more text after the call".to_owned())
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn blank(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, char: char) -> bool {
        self.blank();
        let is = self.rest().starts_with(char);
        if is {
            self.at += char.len_utf8();
        }
        is
    }

    /// Takes text up to one of these characters.
    fn until(&mut self, ends: &[char]) -> &'t str {
        let rest = self.rest();
        let taken = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    /// INVARIANT: recurses no deeper than [`MAX_CALLS`].
    fn call(&mut self, depth: usize) -> Result<Call, String> {
        if depth > MAX_CALLS {
            return Err(format!("calls are nested more than {MAX_CALLS} deep"));
        }
        let start = self.at;
        let name = self.until(&['(', ',', ')', '\'']).trim_end();
        let Some(function) = INTRINSICS.iter().find(|row| row.name == name) else {
            let near = crate::validate::closest(name, INTRINSICS.iter().map(|row| row.name));
            let hint = near.map_or_else(String::new, |near| format!(", did you mean `{near}`?"));
            return Err(format!("there is no function `{}`{hint}", shorten(name)));
        };
        if !self.eat('(') {
            return Err(format!("`{name}` is not called: write `{name}(..)`"));
        }
        let mut arguments = Vec::new();
        if !self.eat(')') {
            loop {
                arguments.push(self.argument(depth)?);
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
        let call = Call {
            span: Span::new(start, self.at),
            function,
            arguments,
        };
        call.check().map(|()| call)
    }

    fn argument(&mut self, depth: usize) -> Result<Argument, String> {
        self.blank();
        match self.rest().chars().next() {
            Some('\'') => self.string().map(Argument::String),
            Some('$') => {
                let (path, length) = parse_argument(self.rest()).map_err(|error| error.message)?;
                self.at += length;
                Ok(Argument::Path(path))
            }
            Some('S') if self.rest().starts_with("States.") => {
                self.call(depth + 1).map(Argument::Call)
            }
            Some(_) => {
                let word = self.until(&[',', ')']).trim_end();
                match word {
                    "true" => Ok(Argument::Bool(true)),
                    "false" => Ok(Argument::Bool(false)),
                    "null" => Ok(Argument::Null),
                    _ => Number::parse(word)
                        .map(Argument::Number)
                        .ok_or_else(|| format!("`{}` is no argument", shorten(word))),
                }
            }
            None => Err("an argument is missing".to_owned()),
        }
    }

    fn string(&mut self) -> Result<String, String> {
        let mut out = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, char)) = chars.next() {
            match char {
                '\'' => {
                    self.at += at + 1;
                    return Ok(out);
                }
                '\\' => match chars.next() {
                    Some((_, plain @ ('\'' | '\\'))) => {
                        // A backslash stays escaped, so that a template can tell it from what escapes a brace.
                        if plain == '\\' {
                            out.push('\\');
                        }
                        out.push(plain);
                    }
                    Some((_, brace @ ('{' | '}'))) => out.extend(['\\', brace]),
                    Some((_, other)) => {
                        return Err(format!(
                            "`\\{other}` is not an escape: only \\' \\{{ \\}} \\\\ are"
                        ));
                    }
                    None => break,
                },
                _ => out.push(char),
            }
        }
        Err("a text in single quotes is not closed".to_owned())
    }
}
