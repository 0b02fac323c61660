//! What a path is once it is read: plain data, ready to be looked over or followed.

use crate::jsonata::Span;

/// A path, see [`parse`](super::parse).
#[derive(Clone, Debug, PartialEq)]
pub struct JsonPath {
    /// Where it begins.
    pub root: Root,
    /// What is selected from there, one after the other.
    pub segments: Vec<Segment>,
}

/// Where a path begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`: the data of the state.
    Input,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(String),
    /// `@`: the item a filter looks at; only in a [`Filter`].
    Item,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Where it is in the text, with its dot or brackets.
    pub span: Span,
    /// Whether it looks in all that is below too: `..`.
    pub descendant: bool,
    /// What it selects.
    pub selector: Selector,
}

/// What a step of a path selects.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Selector {
    /// `.name`, `['name']`; several, `['a','b']`, give one object of them.
    Names(Vec<String>),
    /// `*`
    Wildcard,
    /// `[0]`, `[-1]`, `[0,2]`
    Indices(Vec<i64>),
    /// `[from:to:step]`
    Slice {
        /// The first index.
        from: Option<i64>,
        /// The index after the last one.
        to: Option<i64>,
        /// How many to go on.
        step: Option<i64>,
    },
    /// `[?(..)]`
    Filter(Filter),
    /// `[(@.length-1)]`: the item so many before the end.
    FromEnd(i64),
    /// `.length()` and the like.
    Function {
        /// Its name.
        name: String,
        /// The text between its brackets.
        arguments: String,
    },
}

/// What a filter asks of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// `a && b`
    And(Vec<Filter>),
    /// `a || b`
    Or(Vec<Filter>),
    /// `!a`
    Not(Box<Filter>),
    /// `left operator right`
    Compare {
        /// What is compared.
        left: Operand,
        /// How.
        operator: Comparator,
        /// With what.
        right: Operand,
    },
    /// A value alone: whether it is there.
    Exists(Operand),
}

/// A value in a filter.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// `@.name`, `$.name`
    Path(JsonPath),
    /// A string.
    String(String),
    /// A number.
    Number(f64),
    /// `true` or `false`
    Bool(bool),
    /// `null`
    Null,
    /// `/pattern/flags`
    Regex {
        /// What is between the slashes.
        pattern: String,
        /// The letters after them.
        flags: String,
    },
    /// `[..]`
    List(Vec<Operand>),
}

macro_rules! comparators {
    ($($name:ident = $($text:literal)|+,)*) => {
        /// How a filter compares.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Comparator {
            $(#[doc = concat!($("`", $text, "` ",)+)] $name,)*
        }

        /// Every way to write each of them. INVARIANT: what begins like another one comes before it.
        pub(super) const COMPARATORS: &[(&str, Comparator)] = &[$($(($text, Comparator::$name),)+)*];
    };
}

comparators! {
    TypeSafeEqual = "===",
    TypeSafeNotEqual = "!==",
    Equal = "==",
    NotEqual = "!=",
    LessOrEqual = "<=",
    Less = "<",
    GreaterOrEqual = ">=",
    Greater = ">",
    Matches = "=~",
    NotIn = "nin",
    In = "in",
    Contains = "contains",
    SubsetOf = "subsetof",
    AnyOf = "anyof",
    NoneOf = "noneof",
    All = "all",
    Size = "sizeof" | "size",
    Type = "type",
    Empty = "empty",
}

impl JsonPath {
    /// Whether it leads to one value at most. What does not gives a list, also of one value or none.
    ///
    /// ```
    /// use sfn_asl::jsonpath::parse;
    ///
    /// assert!(parse("$.order.items[0]['name','price']").unwrap().is_definite());
    /// assert!(!parse("$.order.items[*]").unwrap().is_definite());
    /// ```
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.segments.iter().all(|segment| {
            !segment.descendant
                && match &segment.selector {
                    Selector::Names(_) | Selector::FromEnd(_) | Selector::Function { .. } => true,
                    Selector::Indices(indices) => indices.len() == 1,
                    Selector::Wildcard | Selector::Slice { .. } | Selector::Filter(_) => false,
                }
        })
    }

    /// The variable it reads first, if it begins with one.
    #[must_use]
    pub fn variable(&self) -> Option<&str> {
        match &self.root {
            Root::Variable(name) => Some(name),
            _ => None,
        }
    }

    /// Shows a function every path in it: itself, and those in its filters.
    pub fn each_path<'p>(&'p self, see: &mut dyn FnMut(&'p JsonPath)) {
        see(self);
        for segment in &self.segments {
            if let Selector::Filter(filter) = &segment.selector {
                filter.each_path(see);
            }
        }
    }
}

impl Filter {
    fn each_path<'p>(&'p self, see: &mut dyn FnMut(&'p JsonPath)) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().for_each(|one| one.each_path(see)),
            Self::Not(of) => of.each_path(see),
            Self::Compare { left, right, .. } => {
                left.each_path(see);
                right.each_path(see);
            }
            Self::Exists(operand) => operand.each_path(see),
        }
    }
}

impl Operand {
    fn each_path<'p>(&'p self, see: &mut dyn FnMut(&'p JsonPath)) {
        match self {
            Self::Path(path) => path.each_path(see),
            Self::List(items) => items.iter().for_each(|item| item.each_path(see)),
            _ => {}
        }
    }
}
