//! Strings: their parts, what is in them, what they look like. What else they stand for is `codec`.

use super::function::{self, Function, call};
use super::node::{Node, Op};
use super::pattern::{Pattern, Regex, TextMatch};
use super::{Expr, IntoExpr, closure};

/// A whole number as a node.
pub(super) fn number(n: impl ToString) -> Node {
    Node::new(Op::Number(n.to_string().into()))
}

impl<T> Expr<T> {
    /// A function of this value and more.
    pub(super) fn apply<U>(self, function: &'static Function, more: &[Node]) -> Expr<U> {
        let arguments: Vec<Node> = std::iter::once(self.node())
            .chain(more.iter().copied())
            .collect();
        Expr::from_node(call(function, arguments))
    }
}

/// What a function is given.
pub(super) fn given<T>(value: impl IntoExpr<T>) -> Node {
    closure::settled(value.into_expr().node())
}

impl Expr<String> {
    /// How many characters. JSONata `$length`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.len().to_jsonata().unwrap(), "$length($states.context.State.Name)");
    /// ```
    #[must_use]
    pub fn len(self) -> Expr<u64> {
        self.apply(&function::STRING_LEN, &[])
    }

    /// Whether the string is empty.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.is_empty().to_jsonata().unwrap(), r#"$states.context.State.Name = """#);
    /// ```
    #[must_use]
    pub fn is_empty(self) -> Expr<bool> {
        self.eq("")
    }

    /// Whether this text, or what this [`regex`](crate::regex) says, occurs in the string. JSONata `$contains`; JSONPath
    /// `StringMatches` in a Choice, for a literal.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.contains("Pay").to_jsonata().unwrap(), r#"$contains($states.context.State.Name, "Pay")"#);
    /// ```
    #[must_use]
    pub fn contains(self, part: impl Pattern) -> Expr<bool> {
        let part = part.looked_for();
        let function = if part.is_regex {
            &function::CONTAINS_MATCH
        } else {
            &function::STRING_CONTAINS
        };
        self.apply(function, &[part.node])
    }

    /// Whether the string begins with this. JSONata compares its first characters; JSONPath `StringMatches` in a Choice,
    /// for a literal.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.starts_with("Pay").to_jsonata().unwrap(), r#"$substring($states.context.State.Name, 0, 3) = "Pay""#);
    /// ```
    #[must_use]
    pub fn starts_with(self, start: impl IntoExpr<String>) -> Expr<bool> {
        self.apply(&function::STARTS_WITH, &[given(start)])
    }

    /// Whether the string ends with this. JSONata compares its last characters; JSONPath `StringMatches` in a Choice, for a
    /// literal.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.ends_with(".pdf").to_jsonata().unwrap(), r#"$substring($states.context.State.Name, -4) = ".pdf""#);
    /// ```
    #[must_use]
    pub fn ends_with(self, end: impl IntoExpr<String>) -> Expr<bool> {
        self.apply(&function::ENDS_WITH, &[given(end)])
    }

    /// In capital letters. JSONata `$uppercase`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.to_uppercase().to_jsonata().unwrap(), "$uppercase($states.context.State.Name)");
    /// ```
    #[must_use]
    pub fn to_uppercase(self) -> Expr<String> {
        self.apply(&function::UPPERCASE, &[])
    }

    /// In small letters. JSONata `$lowercase`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.to_lowercase().to_jsonata().unwrap(), "$lowercase($states.context.State.Name)");
    /// ```
    #[must_use]
    pub fn to_lowercase(self) -> Expr<String> {
        self.apply(&function::LOWERCASE, &[])
    }

    /// Without blanks at both ends, as in Rust. JSONata's own `$trim` also joins blanks inside: that is
    /// [`collapse_whitespace`](Expr::collapse_whitespace). JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.trim().to_jsonata().unwrap(), r#"$replace($states.context.State.Name, /^\s+|\s+$/, "")"#);
    /// ```
    #[must_use]
    pub fn trim(self) -> Expr<String> {
        let ends = super::pattern::regex(r"^\s+|\s+$").node();
        self.apply(&function::TRIM, &[ends, Node::text("")])
    }

    /// Without blanks at both ends, and with one for each row of blanks inside. JSONata `$trim`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.collapse_whitespace().to_jsonata().unwrap(), "$trim($states.context.State.Name)");
    /// ```
    #[doc(alias = "trim")]
    #[must_use]
    pub fn collapse_whitespace(self) -> Expr<String> {
        self.apply(&function::COLLAPSE, &[])
    }

    /// So many characters from this place on, counted from 0; fewer where the string ends. JSONata `$substring`; JSONPath
    /// has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.substring(0, 8).to_jsonata().unwrap(), "$substring($states.context.State.Name, 0, 8)");
    /// ```
    #[must_use]
    pub fn substring(self, start: impl IntoExpr<u64>, length: impl IntoExpr<u64>) -> Expr<String> {
        self.apply(&function::SUBSTRING, &[given(start), given(length)])
    }

    /// What begins at this place, counted from 0. JSONata `$substring`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.substring_from(2).to_jsonata().unwrap(), "$substring($states.context.State.Name, 2)");
    /// ```
    #[must_use]
    pub fn substring_from(self, start: impl IntoExpr<u64>) -> Expr<String> {
        self.apply(&function::SUBSTRING, &[given(start)])
    }

    /// The last characters, as many as this. JSONata `$substring` with a negative start; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.last_chars(4).to_jsonata().unwrap(), "$substring($states.context.State.Name, -4)");
    /// ```
    #[must_use]
    pub fn last_chars(self, count: u32) -> Expr<String> {
        // From -0 on is everything.
        if count == 0 {
            return "".into_expr();
        }
        self.apply(&function::SUBSTRING, &[number(-i64::from(count))])
    }

    /// What stands before the first of these texts; the whole string where there is none. JSONata `$substringBefore`;
    /// JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.substring_before("-").to_jsonata().unwrap(), r#"$substringBefore($states.context.State.Name, "-")"#);
    /// ```
    #[must_use]
    pub fn substring_before(self, mark: impl IntoExpr<String>) -> Expr<String> {
        self.apply(&function::BEFORE, &[given(mark)])
    }

    /// What stands after the first of these texts; the whole string where there is none. JSONata `$substringAfter`;
    /// JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.substring_after("-").to_jsonata().unwrap(), r#"$substringAfter($states.context.State.Name, "-")"#);
    /// ```
    #[must_use]
    pub fn substring_after(self, mark: impl IntoExpr<String>) -> Expr<String> {
        self.apply(&function::AFTER, &[given(mark)])
    }

    /// What stands before and after the first of these texts, if there is one. JSONata only.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// let service: Expr<String> = name.split_once(":").map(|parts| parts.0).unwrap_or("none");
    /// # let _ = service;
    /// ```
    #[must_use]
    pub fn split_once(self, mark: impl IntoExpr<String>) -> Expr<Option<(String, String)>> {
        let mark: Expr<String> = mark.into_expr();
        let parts = (self.substring_before(mark), self.substring_after(mark));
        let parts: Expr<(String, String)> = parts.into_expr();
        self.contains(mark).then_some(parts)
    }

    /// Filled up at its start to this width. JSONata `$pad` with a negative width; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.pad_start(8, "0").to_jsonata().unwrap(), r#"$pad($states.context.State.Name, -8, "0")"#);
    /// ```
    #[must_use]
    pub fn pad_start(self, width: u32, with: impl IntoExpr<String>) -> Expr<String> {
        self.apply(&function::PAD, &[number(-i64::from(width)), given(with)])
    }

    /// Filled up at its end to this width. JSONata `$pad`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.pad_end(8, " ").to_jsonata().unwrap(), r#"$pad($states.context.State.Name, 8, " ")"#);
    /// ```
    #[must_use]
    pub fn pad_end(self, width: u32, with: impl IntoExpr<String>) -> Expr<String> {
        self.apply(&function::PAD, &[number(width), given(with)])
    }

    /// The parts between these texts, or between what this [`regex`](crate::regex) finds. JSONata `$split`; JSONPath
    /// `States.StringSplit`, at a single literal character, and without parts that are empty.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.split("-").to_jsonata().unwrap(), r#"$split($states.context.State.Name, "-")"#);
    /// assert_eq!(name.split("-").to_jsonpath().unwrap(), "States.StringSplit($$.State.Name, '-')");
    /// ```
    #[must_use]
    pub fn split(self, at: impl Pattern) -> Expr<Vec<String>> {
        let at = at.looked_for();
        let function = if at.is_regex {
            &function::SPLIT_MATCH
        } else {
            &function::SPLIT
        };
        self.apply(function, &[at.node])
    }

    /// With every one of these replaced. With a [`regex`](crate::regex), `$1` in the replacement is what its first group
    /// caught and `$$` a dollar sign. JSONata `$replace`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.replace(" ", "_").to_jsonata().unwrap(), r#"$replace($states.context.State.Name, " ", "_")"#);
    /// ```
    #[must_use]
    pub fn replace(self, what: impl Pattern, with: impl IntoExpr<String>) -> Expr<String> {
        self.apply(&function::REPLACE, &[what.looked_for().node, given(with)])
    }

    /// With the first of these replaced, as many as this; like [`replace`](Expr::replace).
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// assert_eq!(name.replacen("-", "/", 1).to_jsonata().unwrap(), r#"$replace($states.context.State.Name, "-", "/", 1)"#);
    /// ```
    #[must_use]
    pub fn replacen(
        self,
        what: impl Pattern,
        with: impl IntoExpr<String>,
        count: u32,
    ) -> Expr<String> {
        let what = what.looked_for().node;
        self.apply(&function::REPLACE, &[what, given(with), number(count)])
    }

    /// With everything that the expression finds replaced by something made of it. JSONata `$replace` with a function;
    /// JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// let loud = name.replace_with(regex(r"\bnew\b"), |found| found.text.to_uppercase());
    /// assert_eq!(
    ///     loud.to_jsonata().unwrap(),
    ///     r"$replace($states.context.State.Name, /\bnew\b/, function($found) { $uppercase($found.match) })",
    /// );
    /// ```
    #[must_use]
    pub fn replace_with<E: IntoExpr<String>>(
        self,
        what: Regex,
        with: impl FnOnce(Expr<TextMatch>) -> E,
    ) -> Expr<String> {
        let with = closure::function(["found"], |[found]| given(with(Expr::from_node(found))));
        self.apply(&function::REPLACE, &[what.node(), with])
    }

    /// Everything that the expression finds. JSONata `$match`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// let numbers: Expr<Vec<String>> = name.find_all(regex(r"\d+")).map(|found| found.text);
    /// # let _ = numbers;
    /// ```
    #[must_use]
    pub fn find_all(self, what: Regex) -> Expr<Vec<TextMatch>> {
        self.apply(&function::FIND_ALL, &[what.node()])
    }

    /// The first that the expression finds, if there is one. JSONata `$match`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let name = context::state_name();
    /// let year: Expr<Option<String>> = name.find(regex(r"(\d{4})-")).map(|found| found.groups[0]);
    /// # let _ = year;
    /// ```
    #[must_use]
    pub fn find(self, what: Regex) -> Expr<Option<TextMatch>> {
        let found: Expr<TextMatch> = self.apply(&function::FIND, &[what.node(), number(1)]);
        Expr::from_node(found.node().maybe())
    }
}
