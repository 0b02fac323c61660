//! What an expression is once it is read: plain data, ready to be looked over or evaluated.
//!
//! The form is that of a path language: what is written with `.`, `[..]`, `^(..)`, `@`, `#` and `{..}` is one [`Path`] of
//! [`Step`]s, each with the [`Stage`]s that its results pass. What JSONata works out before it evaluates (which step a `%`
//! looks back to, which steps carry bindings, which lists stay lists) is worked out here too.

use std::fmt;

/// A part of a text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, the first byte after it.
    pub end: usize,
}

impl Span {
    /// From here to there.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// A whole expression, see [`parse`](super::parse).
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What is evaluated.
    pub root: Node,
    /// The label of each `%` of the expression, by the number it has in [`Kind::Parent`] and [`Step::ancestor`]: those
    /// that look back to the same step share one.
    pub labels: Vec<usize>,
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it is in the text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether `[]` follows it: a list of one item stays a list.
    pub keep_array: bool,
}

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Kind {
    /// A string.
    String(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// `/pattern/flags`
    Regex(Regex),
    /// `$name`; the empty name is `$`, the context, and `$` is `$$`, the root.
    Variable(String),
    /// A field. As a rule a step of a [`Path`].
    Name(String),
    /// `*`
    Wildcard,
    /// `**`
    Descendant,
    /// `%`, by its number; see [`Expression::labels`].
    Parent(usize),
    /// Steps.
    Path(Path),
    /// What orders the results so far. Only as a step.
    Sort(Vec<SortTerm>),
    /// `of[..][..]` where `of` is no path.
    Filter {
        /// What is filtered.
        of: Box<Node>,
        /// The predicates and indices, in order.
        predicates: Vec<Node>,
    },
    /// `of{..}` where `of` is no path.
    Group {
        /// What is grouped.
        of: Box<Node>,
        /// Keys and values.
        pairs: Vec<(Node, Node)>,
    },
    /// `left operator right`
    Binary {
        /// The operator.
        operator: Operator,
        /// What is before it.
        left: Box<Node>,
        /// What is after it.
        right: Box<Node>,
    },
    /// `-of`
    Negate(Box<Node>),
    /// `[..]`
    Array(Vec<Node>),
    /// `from..to`, only in an [`Array`](Kind::Array).
    Range {
        /// The first number.
        from: Box<Node>,
        /// The last number.
        to: Box<Node>,
    },
    /// `{..}`
    Object(Vec<(Node, Node)>),
    /// `(..; ..)`
    Block(Vec<Node>),
    /// `condition ? then : otherwise`
    Condition {
        /// What is tested.
        condition: Box<Node>,
        /// What it is when the test holds.
        then: Box<Node>,
        /// What it is when it does not.
        otherwise: Option<Box<Node>>,
    },
    /// `$name := value`
    Bind {
        /// The variable.
        name: String,
        /// Its value.
        value: Box<Node>,
    },
    /// `function(..)`; a partial application when an argument is a [`Placeholder`](Kind::Placeholder).
    Call {
        /// What is called.
        function: Box<Node>,
        /// With what.
        arguments: Vec<Node>,
    },
    /// `?` among the arguments of a call.
    Placeholder,
    /// `function($a, ..)<..>{ .. }`
    Lambda {
        /// The names of the parameters.
        parameters: Vec<String>,
        /// The types it says it takes.
        signature: Option<Box<super::Signature>>,
        /// What it does.
        body: Box<Node>,
    },
    /// `left ~> right`
    Apply {
        /// What is handed over.
        left: Box<Node>,
        /// What it is handed to.
        right: Box<Node>,
    },
    /// `| pattern | update, delete |`
    Transform {
        /// What is changed.
        pattern: Box<Node>,
        /// What it gets.
        update: Box<Node>,
        /// What it loses.
        delete: Option<Box<Node>>,
    },
}

/// A regular expression, as JavaScript reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regex {
    /// What is between the slashes.
    pub pattern: String,
    /// `i`
    pub ignore_case: bool,
    /// `m`
    pub multi_line: bool,
}

/// Steps, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The steps; at least one.
    pub steps: Vec<Step>,
    /// Whether a step asks that a list of one item stays a list.
    pub keep_singleton_array: bool,
    /// Whether what it gives keeps the bindings of its steps, for a `%` outside of it.
    pub tuple: bool,
    /// `{..}`: what its results are grouped into.
    pub group: Option<Vec<(Node, Node)>>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is done with each result so far.
    pub node: Node,
    /// What its results pass, in order.
    pub stages: Vec<Stage>,
    /// `@$name`: the variable that each result is bound to, while the context stays.
    pub focus: Option<String>,
    /// `#$name`: the variable that the place of each result is bound to.
    pub index: Option<String>,
    /// The `%` that looks back to this step; see [`Expression::labels`].
    pub ancestor: Option<usize>,
    /// Whether this step makes a list that is not taken apart.
    pub cons_array: bool,
    /// Whether the step binds something, so that from here on results travel with their bindings.
    pub tuple: bool,
    /// Those `%` in it that look back further than it.
    pub(super) seeking: Vec<usize>,
}

/// What the results of a step pass.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// `[..]`
    Filter(Node),
    /// `#$name` after a filter.
    Index(String),
}

/// What results are ordered by.
#[derive(Clone, Debug, PartialEq)]
pub struct SortTerm {
    /// Whether the largest comes first.
    pub descending: bool,
    /// The value to compare.
    pub by: Node,
}

macro_rules! operators {
    ($($name:ident = $text:literal,)*) => {
        /// An operator between two values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operator {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl Operator {
            /// How it is written.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            pub(super) fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)* _ => None }
            }
        }
    };
}

operators! {
    Add = "+",
    Subtract = "-",
    Multiply = "*",
    Divide = "/",
    Modulo = "%",
    Equal = "=",
    NotEqual = "!=",
    Less = "<",
    LessOrEqual = "<=",
    Greater = ">",
    GreaterOrEqual = ">=",
    Concatenate = "&",
    And = "and",
    Or = "or",
    In = "in",
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl Node {
    pub(super) fn new(span: Span, kind: Kind) -> Self {
        Self {
            span,
            kind,
            keep_array: false,
        }
    }

    /// Shows a function every part that this one is made of, in the order of the text.
    ///
    /// ```
    /// let expression = sfn_asl::jsonata::parse("$sum(a.b) + 1").unwrap();
    /// let mut parts = 0;
    /// expression.root.each_child(&mut |_| parts += 1);
    /// assert_eq!(parts, 2);
    /// ```
    pub fn each_child<'n>(&'n self, see: &mut dyn FnMut(&'n Node)) {
        let pairs = |pairs: &'n [(Node, Node)], see: &mut dyn FnMut(&'n Node)| {
            for (key, value) in pairs {
                see(key);
                see(value);
            }
        };
        match &self.kind {
            Kind::String(_)
            | Kind::Number(_)
            | Kind::Bool(_)
            | Kind::Null
            | Kind::Regex(_)
            | Kind::Variable(_)
            | Kind::Name(_)
            | Kind::Wildcard
            | Kind::Descendant
            | Kind::Parent(_)
            | Kind::Placeholder => {}
            Kind::Path(path) => {
                for step in &path.steps {
                    see(&step.node);
                    for stage in &step.stages {
                        if let Stage::Filter(predicate) = stage {
                            see(predicate);
                        }
                    }
                }
                if let Some(group) = &path.group {
                    pairs(group, see);
                }
            }
            Kind::Sort(terms) => terms.iter().for_each(|term| see(&term.by)),
            Kind::Filter { of, predicates } => {
                see(of);
                predicates.iter().for_each(see);
            }
            Kind::Group { of, pairs: group } => {
                see(of);
                pairs(group, see);
            }
            Kind::Binary { left, right, .. } | Kind::Apply { left, right } => {
                see(left);
                see(right);
            }
            Kind::Range { from, to } => {
                see(from);
                see(to);
            }
            Kind::Negate(of) => see(of),
            Kind::Array(items) | Kind::Block(items) => items.iter().for_each(see),
            Kind::Object(members) => pairs(members, see),
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                see(condition);
                see(then);
                if let Some(otherwise) = otherwise {
                    see(otherwise);
                }
            }
            Kind::Bind { value, .. } => see(value),
            Kind::Call {
                function,
                arguments,
            } => {
                see(function);
                arguments.iter().for_each(see);
            }
            Kind::Lambda { body, .. } => see(body),
            Kind::Transform {
                pattern,
                update,
                delete,
            } => {
                see(pattern);
                see(update);
                if let Some(delete) = delete {
                    see(delete);
                }
            }
        }
    }
}

impl Step {
    pub(super) fn new(node: Node) -> Self {
        Self {
            node,
            stages: Vec::new(),
            focus: None,
            index: None,
            ancestor: None,
            cons_array: false,
            tuple: false,
            seeking: Vec::new(),
        }
    }
}
