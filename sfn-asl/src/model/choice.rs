//! Choice rules: comparisons in JSONPath, conditions in JSONata.

use super::record::{Field, Findings, Flat, IntoField, read_list, record, wrong_type};
use super::text::{ReferencePath, StateName, is_expression};
use crate::diagnostic::Diagnostic;
use crate::json::{Json, Object};
use crate::pointer::Path;

/// What an operator compares: decides which operands it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compares {
    /// Strings.
    String,
    /// Numbers.
    Numeric,
    /// Timestamps by RFC 3339.
    Timestamp,
    /// Booleans.
    Boolean,
    /// The kind of the value, or whether there is one; the operand is a boolean.
    Kind,
}

macro_rules! operators {
    ($($variant:ident = $name:literal, $function:ident ($operand:ty), $compares:ident $(, $path:ident)?;)*) => {
        /// An operator of a comparison.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operator {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Operator {
            /// Every operator there is.
            pub const ALL: &'static [Operator] = &[$(Operator::$variant,)*];

            /// The member of a rule that is this operator.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The operator that a member of a rule is.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// What the operator compares.
            #[must_use]
            pub const fn compares(self) -> Compares {
                match self {
                    $(Self::$variant => Compares::$compares,)*
                }
            }

            /// Whether the operand is a path to the value to compare with.
            #[must_use]
            pub const fn takes_path(self) -> bool {
                match self {
                    $(Self::$variant => false $(|| operators!(@ $path))?,)*
                }
            }
        }

        impl Comparison {
            $(
                #[doc = concat!("Compares with `", $name, "`.")]
                #[must_use]
                pub fn $function(variable: impl Into<String>, operand: impl Into<$operand>) -> Self {
                    Self::new(variable, Operator::$variant, Json::from(operand.into()))
                }
            )*
        }
    };
    (@ path) => { true };
}

/// A comparison of a JSONPath choice rule: a variable, an operator and what to compare with.
///
/// ```
/// use sfn_asl::model::Comparison;
///
/// let rule = Comparison::is_present("$.total", true).and(Comparison::numeric_greater_than("$.total", 100)).next("Big");
/// assert_eq!(
///     rule.to_json().to_string(),
///     r#"{"And":[{"Variable":"$.total","IsPresent":true},{"Variable":"$.total","NumericGreaterThan":100}],"Next":"Big"}"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The path to the value.
    pub variable: ReferencePath,
    /// The operator.
    pub operator: Operator,
    /// What to compare with: a value, or a path when the operator takes one.
    pub operand: Json,
}

impl Comparison {
    /// A comparison from its parts.
    #[must_use]
    pub fn new(variable: impl Into<String>, operator: Operator, operand: impl Into<Json>) -> Self {
        Self {
            variable: ReferencePath::unchecked(variable),
            operator,
            operand: operand.into(),
        }
    }

    /// Makes it a rule that leads to a state.
    #[must_use]
    pub fn next(self, state: impl Into<String>) -> ChoiceRule {
        ChoiceRule::from(self).next(state)
    }

    /// Both must hold.
    #[must_use]
    pub fn and(self, other: impl Into<ChoiceRule>) -> ChoiceRule {
        ChoiceRule::from(self).and(other)
    }

    /// One of both must hold.
    #[must_use]
    pub fn or(self, other: impl Into<ChoiceRule>) -> ChoiceRule {
        ChoiceRule::from(self).or(other)
    }

    /// It must not hold.
    #[must_use]
    pub fn negate(self) -> ChoiceRule {
        ChoiceRule::from(self).negate()
    }
}

operators! {
    StringEquals = "StringEquals", string_equals(String), String;
    StringEqualsPath = "StringEqualsPath", string_equals_path(String), String, path;
    StringLessThan = "StringLessThan", string_less_than(String), String;
    StringLessThanPath = "StringLessThanPath", string_less_than_path(String), String, path;
    StringGreaterThan = "StringGreaterThan", string_greater_than(String), String;
    StringGreaterThanPath = "StringGreaterThanPath", string_greater_than_path(String), String, path;
    StringLessThanEquals = "StringLessThanEquals", string_less_than_equals(String), String;
    StringLessThanEqualsPath = "StringLessThanEqualsPath", string_less_than_equals_path(String), String, path;
    StringGreaterThanEquals = "StringGreaterThanEquals", string_greater_than_equals(String), String;
    StringGreaterThanEqualsPath = "StringGreaterThanEqualsPath", string_greater_than_equals_path(String), String, path;
    StringMatches = "StringMatches", string_matches(String), String;
    NumericEquals = "NumericEquals", numeric_equals(Json), Numeric;
    NumericEqualsPath = "NumericEqualsPath", numeric_equals_path(String), Numeric, path;
    NumericLessThan = "NumericLessThan", numeric_less_than(Json), Numeric;
    NumericLessThanPath = "NumericLessThanPath", numeric_less_than_path(String), Numeric, path;
    NumericGreaterThan = "NumericGreaterThan", numeric_greater_than(Json), Numeric;
    NumericGreaterThanPath = "NumericGreaterThanPath", numeric_greater_than_path(String), Numeric, path;
    NumericLessThanEquals = "NumericLessThanEquals", numeric_less_than_equals(Json), Numeric;
    NumericLessThanEqualsPath = "NumericLessThanEqualsPath", numeric_less_than_equals_path(String), Numeric, path;
    NumericGreaterThanEquals = "NumericGreaterThanEquals", numeric_greater_than_equals(Json), Numeric;
    NumericGreaterThanEqualsPath = "NumericGreaterThanEqualsPath", numeric_greater_than_equals_path(String), Numeric, path;
    TimestampEquals = "TimestampEquals", timestamp_equals(String), Timestamp;
    TimestampEqualsPath = "TimestampEqualsPath", timestamp_equals_path(String), Timestamp, path;
    TimestampLessThan = "TimestampLessThan", timestamp_less_than(String), Timestamp;
    TimestampLessThanPath = "TimestampLessThanPath", timestamp_less_than_path(String), Timestamp, path;
    TimestampGreaterThan = "TimestampGreaterThan", timestamp_greater_than(String), Timestamp;
    TimestampGreaterThanPath = "TimestampGreaterThanPath", timestamp_greater_than_path(String), Timestamp, path;
    TimestampLessThanEquals = "TimestampLessThanEquals", timestamp_less_than_equals(String), Timestamp;
    TimestampLessThanEqualsPath = "TimestampLessThanEqualsPath", timestamp_less_than_equals_path(String), Timestamp, path;
    TimestampGreaterThanEquals = "TimestampGreaterThanEquals", timestamp_greater_than_equals(String), Timestamp;
    TimestampGreaterThanEqualsPath = "TimestampGreaterThanEqualsPath", timestamp_greater_than_equals_path(String), Timestamp, path;
    BooleanEquals = "BooleanEquals", boolean_equals(bool), Boolean;
    BooleanEqualsPath = "BooleanEqualsPath", boolean_equals_path(String), Boolean, path;
    IsNull = "IsNull", is_null(bool), Kind;
    IsPresent = "IsPresent", is_present(bool), Kind;
    IsNumeric = "IsNumeric", is_numeric(bool), Kind;
    IsString = "IsString", is_string(bool), Kind;
    IsBoolean = "IsBoolean", is_boolean(bool), Kind;
    IsTimestamp = "IsTimestamp", is_timestamp(bool), Kind;
}

/// What a JSONPath rule tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Compares the rule's `Variable` with the operand.
    Compare(Operator, Json),
    /// All must hold.
    And(Vec<ChoiceRule>),
    /// One must hold.
    Or(Vec<ChoiceRule>),
    /// The rule must not hold.
    Not(Box<ChoiceRule>),
}

impl Test {
    /// The member of the rule that holds it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Compare(operator, _) => operator.name(),
            Self::And(_) => "And",
            Self::Or(_) => "Or",
            Self::Not(_) => "Not",
        }
    }

    /// Whether a member of that name is a test.
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        matches!(name, "And" | "Or" | "Not") || Operator::from_name(name).is_some()
    }
}

impl Flat for Option<Test> {
    fn take(&mut self, key: &str, value: Json) -> Result<&'static str, Json> {
        // A second test cannot be told from a mistake: the first one is the rule's, the other is kept as it is.
        if self.is_some() {
            return Err(value);
        }
        let test = match key {
            "And" => Test::And(read_list(value)?),
            "Or" => Test::Or(read_list(value)?),
            "Not" => Test::Not(Box::new(ChoiceRule::read(value)?)),
            _ => match Operator::from_name(key) {
                Some(operator) => Test::Compare(operator, value),
                None => return Err(value),
            },
        };
        Ok(self.insert(test).name())
    }

    fn give(&self) -> Option<(&'static str, Json)> {
        self.as_ref().map(|test| {
            let value = match test {
                Test::Compare(_, operand) => operand.clone(),
                Test::And(rules) | Test::Or(rules) => rules.iter().map(Field::write).collect(),
                Test::Not(rule) => rule.write(),
            };
            (test.name(), value)
        })
    }

    fn explain(key: &str, value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) -> bool {
        match (key, value) {
            ("And" | "Or", Json::Array(rules)) => {
                for (at, rule) in rules
                    .iter()
                    .enumerate()
                    .filter(|(_, rule)| rule.as_object().is_none())
                {
                    out.push(wrong_type(&path.index(at), ChoiceRule::EXPECTS, rule));
                }
            }
            ("And" | "Or", _) => out.push(wrong_type(path, "an array of choice rules", value)),
            ("Not", Json::Object(_)) => {}
            ("Not", _) => out.push(wrong_type(path, ChoiceRule::EXPECTS, value)),
            _ => return Operator::from_name(key).is_some(),
        }
        true
    }

    fn inspect(&self, path: &Path<'_>, out: &mut Findings) {
        match self {
            Some(test @ (Test::And(rules) | Test::Or(rules))) => {
                let path = path.key(test.name());
                for (at, rule) in rules.iter().enumerate() {
                    rule.inspect(&path.index(at), out);
                }
            }
            Some(Test::Not(rule)) => rule.inspect(&path.key("Not"), out),
            _ => {}
        }
    }
}

/// A JSONata condition: an expression that gives a boolean, or a boolean.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `true` or `false`
    Bool(bool),
    /// An expression, `{% .. %}`.
    Expression(String),
}

impl Field for Condition {
    const EXPECTS: &'static str = "a boolean or a JSONata expression";

    fn read(value: Json) -> Result<Self, Json> {
        match value {
            Json::Bool(value) => Ok(Self::Bool(value)),
            Json::String(text) => Ok(Self::Expression(text)),
            other => Err(other),
        }
    }

    fn write(&self) -> Json {
        match self {
            Self::Bool(value) => (*value).into(),
            Self::Expression(text) => text.into(),
        }
    }
}

impl From<bool> for Condition {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Condition {
    fn from(text: &str) -> Self {
        Self::Expression(text.to_owned())
    }
}

impl From<String> for Condition {
    fn from(text: String) -> Self {
        Self::Expression(text)
    }
}

impl<V: Into<Condition>> IntoField<Condition> for V {
    fn into_field(self) -> Condition {
        self.into()
    }
}

impl Condition {
    /// Whether this can be a condition: a boolean, or a string that is an expression.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        match self {
            Self::Bool(_) => true,
            Self::Expression(text) => is_expression(text),
        }
    }
}

record! {
    /// A rule of a Choice state, or a part of one under `And`, `Or` and `Not`.
    pub struct ChoiceRule ("choice rule") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// JSONPath: the path to the value that is compared.
        "Variable" => variable as none: Option<ReferencePath>,
        /// JSONata: what must hold.
        "Condition" => condition as none: Option<Condition>,
        /// Variables to set when the rule matches.
        "Assign" => assign: Option<Object>,
        /// JSONata: the output of the state when the rule matches.
        "Output" => output: Option<Json>,
        /// The state to go to; of a rule at the top only.
        "Next" => next: Option<StateName>,
        flat after "Variable"
        /// JSONPath: what is tested.
        test: Option<Test>,
    }
}

impl From<Comparison> for ChoiceRule {
    fn from(comparison: Comparison) -> Self {
        Self {
            variable: Some(comparison.variable),
            test: Some(Test::Compare(comparison.operator, comparison.operand)),
            ..Self::default()
        }
    }
}

impl IntoField<ChoiceRule> for Comparison {
    fn into_field(self) -> ChoiceRule {
        self.into()
    }
}

impl ChoiceRule {
    /// A JSONata rule.
    ///
    /// ```
    /// use sfn_asl::model::ChoiceRule;
    ///
    /// let rule = ChoiceRule::condition("{% $states.input.total > 100 %}", "Big");
    /// assert_eq!(rule.to_json().to_string(), r#"{"Condition":"{% $states.input.total > 100 %}","Next":"Big"}"#);
    /// ```
    #[must_use]
    pub fn condition(condition: impl Into<Condition>, next: impl Into<String>) -> Self {
        Self {
            condition: Some(condition.into()),
            ..Self::default()
        }
        .next(next)
    }

    /// A rule that holds when all of these do.
    #[must_use]
    pub fn all_of<R: Into<ChoiceRule>>(rules: impl IntoIterator<Item = R>) -> Self {
        Self {
            test: Some(Test::And(rules.into_iter().map(Into::into).collect())),
            ..Self::default()
        }
    }

    /// A rule that holds when one of these does.
    #[must_use]
    pub fn any_of<R: Into<ChoiceRule>>(rules: impl IntoIterator<Item = R>) -> Self {
        Self {
            test: Some(Test::Or(rules.into_iter().map(Into::into).collect())),
            ..Self::default()
        }
    }

    /// Both must hold.
    #[must_use]
    pub fn and(self, other: impl Into<ChoiceRule>) -> Self {
        match self.test {
            Some(Test::And(mut rules)) => {
                rules.push(other.into());
                Self {
                    test: Some(Test::And(rules)),
                    ..self
                }
            }
            _ => Self::all_of([self, other.into()]),
        }
    }

    /// One of both must hold.
    #[must_use]
    pub fn or(self, other: impl Into<ChoiceRule>) -> Self {
        match self.test {
            Some(Test::Or(mut rules)) => {
                rules.push(other.into());
                Self {
                    test: Some(Test::Or(rules)),
                    ..self
                }
            }
            _ => Self::any_of([self, other.into()]),
        }
    }

    /// It must not hold.
    #[must_use]
    pub fn negate(self) -> Self {
        Self {
            test: Some(Test::Not(Box::new(self))),
            ..Self::default()
        }
    }

    /// The comparison, when this rule is one.
    #[must_use]
    pub fn comparison(&self) -> Option<Comparison> {
        match (&self.variable, &self.test) {
            (Some(variable), Some(Test::Compare(operator, operand))) => Some(Comparison {
                variable: variable.clone(),
                operator: *operator,
                operand: operand.clone(),
            }),
            _ => None,
        }
    }
}
