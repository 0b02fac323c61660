//! Choice rules: comparisons in JSONPath, conditions in JSONata.

use super::layout::Findings;
use super::operator::Operator;
use super::record::{Field, Flat, IntoField, read_list, record, wrong_type};
use super::text::{ReferencePath, StateName, is_expression};
use crate::diagnostic::Diagnostic;
use crate::json::{Json, Object, list_length};
use crate::pointer::Path;

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

    /// The test whose name is a slip or two away from this one.
    pub(crate) fn meant(name: &str) -> Option<&'static str> {
        let operators = Operator::ALL.iter().map(|operator| operator.name());
        let names: Vec<&str> = operators.chain(["And", "Or", "Not"]).collect();
        crate::validate::closest(name, names.into_iter())
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

    fn name(&self) -> Option<&'static str> {
        self.as_ref().map(Test::name)
    }

    fn give(&self) -> Option<Json> {
        self.as_ref().map(|test| match test {
            Test::Compare(_, operand) => operand.clone(),
            Test::And(rules) | Test::Or(rules) => rules.iter().map(Field::write).collect(),
            Test::Not(rule) => rule.write(),
        })
    }

    fn length(&self) -> usize {
        match self {
            None => 0,
            Some(Test::Compare(_, operand)) => operand.compact_length(),
            Some(Test::And(rules) | Test::Or(rules)) => {
                list_length(rules.iter().map(Field::length))
            }
            Some(Test::Not(rule)) => rule.length(),
        }
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
