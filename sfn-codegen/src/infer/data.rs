//! Data as far as a definition tells what it is made of: the input of the execution, or what the definition itself puts together.

use std::collections::BTreeMap;

/// A step into data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    /// A member of an object.
    Name(String),
    /// An item of a list, whichever.
    Item,
}

/// A place in the input of the execution.
pub(super) type Path = Vec<Step>;

/// The longest place, and the most members, that are followed: what is past them is not known.
const MAX_STEPS: usize = 24;
const MAX_FIELDS: usize = 128;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Type {
    Object,
    Array,
    String,
    /// A string that is a time.
    Time,
    Number,
    Integer,
    Boolean,
    Null,
}

/// What is known of data.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    /// Nothing.
    Unknown,
    /// It is what stands there in the input.
    Input(Path),
    /// It is of a type.
    Typed(Type),
    /// It is an object that was put together.
    Object(BTreeMap<String, Field>, Rest),
    /// A list of such.
    List(Box<Data>),
    /// A list with these items.
    Tuple(Vec<Data>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub(super) data: Data,
    /// Whether it is there on every way.
    pub(super) always: bool,
}

/// The members of an object besides those that are known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Rest {
    /// There are none.
    None,
    /// Those that the input has there.
    Input(Path),
    /// Anything.
    Any,
}

impl Data {
    /// The whole input.
    pub(super) fn input() -> Self {
        Self::Input(Vec::new())
    }

    /// An object with these members and no others.
    pub(super) fn object(members: impl IntoIterator<Item = (String, Data)>) -> Self {
        let field = |(name, data)| (name, Field { data, always: true });
        Self::Object(members.into_iter().map(field).collect(), Rest::None).bounded()
    }

    fn bounded(self) -> Self {
        match self {
            Self::Object(fields, _) if fields.len() > MAX_FIELDS => Self::Unknown,
            Self::Input(path) if path.len() > MAX_STEPS => Self::Unknown,
            other => other,
        }
    }

    /// As an object that can be added to.
    fn opened(self) -> (BTreeMap<String, Field>, Rest) {
        match self {
            Self::Object(fields, rest) => (fields, rest),
            Self::Input(path) => (BTreeMap::new(), Rest::Input(path)),
            _ => (BTreeMap::new(), Rest::Any),
        }
    }

    /// What a step leads to.
    pub(super) fn at(&self, step: &Step) -> Self {
        match (self, step) {
            (Self::Input(path), step) => {
                let mut path = path.clone();
                path.push(step.clone());
                Self::Input(path).bounded()
            }
            (Self::Object(fields, rest), Step::Name(name)) => match (fields.get(name), rest) {
                (Some(field), _) => field.data.clone(),
                (None, Rest::Input(path)) => Self::Input(path.clone()).at(step),
                (None, _) => Self::Unknown,
            },
            (Self::List(item), Step::Item) => (**item).clone(),
            _ => Self::Unknown,
        }
    }

    /// With something put at the end of names.
    pub(super) fn with(self, names: &[String], value: Self) -> Self {
        let Some((name, below)) = names.split_first() else {
            return value;
        };
        let inner = self.at(&Step::Name(name.clone()));
        let data = if below.is_empty() {
            value
        } else {
            // What is not there yet is made.
            let start = match inner {
                Self::Unknown => Self::Object(BTreeMap::new(), Rest::Any),
                inner => inner,
            };
            start.with(below, value)
        };
        let (mut fields, rest) = self.opened();
        fields.insert(name.clone(), Field { data, always: true });
        Self::Object(fields, rest).bounded()
    }

    /// With the members of another on top, as `$merge` does.
    pub(super) fn merged(self, over: Self) -> Self {
        let (mut fields, rest) = self.opened();
        match over {
            Self::Object(more, Rest::None) => {
                fields.extend(more);
                Self::Object(fields, rest).bounded()
            }
            // Anything may be in the place of what is known.
            _ => Self::Unknown,
        }
    }

    /// What is one or the other.
    pub(super) fn or(&self, other: &Self) -> Self {
        if self == other {
            return self.clone();
        }
        match (self, other) {
            (Self::Typed(a), Self::Typed(b)) => match (a, b) {
                (Type::Number | Type::Integer, Type::Number | Type::Integer) => {
                    Self::Typed(Type::Number)
                }
                (Type::String | Type::Time, Type::String | Type::Time) => Self::Typed(Type::String),
                _ => Self::Unknown,
            },
            (Self::List(a), Self::List(b)) => Self::List(Box::new(a.or(b))),
            (Self::Object(..) | Self::Input(_), Self::Object(..) | Self::Input(_)) => {
                if let (Self::Input(_), Self::Input(_)) = (self, other) {
                    return Self::Unknown;
                }
                let (a, a_rest) = self.clone().opened();
                let (b, b_rest) = other.clone().opened();
                let mut fields = BTreeMap::new();
                for name in a
                    .keys()
                    .chain(b.keys().filter(|name| !a.contains_key(*name)))
                {
                    fields.insert(name.clone(), both((&a, &a_rest), (&b, &b_rest), name));
                }
                let rest = if a_rest == b_rest { a_rest } else { Rest::Any };
                Self::Object(fields, rest).bounded()
            }
            _ => Self::Unknown,
        }
    }
}

type Members<'m> = (&'m BTreeMap<String, Field>, &'m Rest);

/// A member of one of two objects, or of both.
fn both(a: Members<'_>, b: Members<'_>, name: &str) -> Field {
    let of = |(fields, rest): Members<'_>| match (fields.get(name), rest) {
        (Some(field), _) => Some(field.clone()),
        (None, Rest::None) => None,
        (None, Rest::Input(path)) => Some(Field {
            data: Data::Input(path.clone()).at(&Step::Name(name.to_owned())),
            always: false,
        }),
        (None, Rest::Any) => Some(Field {
            data: Data::Unknown,
            always: false,
        }),
    };
    match (of(a), of(b)) {
        (Some(a), Some(b)) => Field {
            data: a.data.or(&b.data),
            always: a.always && b.always,
        },
        (Some(one), None) | (None, Some(one)) => Field {
            always: false,
            ..one
        },
        (None, None) => Field {
            data: Data::Unknown,
            always: false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Step {
        Step::Name(text.to_owned())
    }

    #[test]
    fn what_is_put_beside_the_input_leaves_the_rest_of_it() {
        let data = Data::input().with(&["receipt".to_owned()], Data::Typed(Type::String));
        assert_eq!(data.at(&name("receipt")), Data::Typed(Type::String));
        assert_eq!(data.at(&name("order")), Data::Input(vec![name("order")]));
        let nested = Data::input().with(&["a".to_owned(), "b".to_owned()], Data::Unknown);
        let a = nested.at(&name("a"));
        assert_eq!(a.at(&name("c")), Data::Input(vec![name("a"), name("c")]));
        assert_eq!(a.at(&name("b")), Data::Unknown);
    }

    #[test]
    fn ways_that_meet_keep_what_they_share() {
        let with = Data::input().with(&["note".to_owned()], Data::Typed(Type::String));
        let both = with.or(&Data::input());
        assert_eq!(both.at(&name("id")), Data::Input(vec![name("id")]));
        assert_eq!(both.at(&name("note")), Data::Unknown);
        assert_eq!(Data::input().or(&Data::Typed(Type::Null)), Data::Unknown);
        let one = Data::object([("a".to_owned(), Data::Unknown)]);
        let Data::Object(fields, Rest::None) = one.or(&Data::object([])) else {
            panic!("two objects that were put together make one");
        };
        assert!(!fields["a"].always);
    }
}
