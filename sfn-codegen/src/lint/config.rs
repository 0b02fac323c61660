//! Which rules look, and how much what they find weighs.

use super::rule::{Level, Rule};
use super::{RULES, rule};
use crate::iam::covers;
use sfn_asl::WorkflowKind;
use std::fmt;

/// What [`lint`](super::lint()) looks for: the kind of the workflow, and the levels of rules where they are not the default.
///
/// ```
/// use sfn_codegen::lint::{Config, Level};
/// use sfn_asl::WorkflowKind;
///
/// let config = Config::new(WorkflowKind::Express)
///     .level("task-without-catch", Level::Warning)?
///     .level_in("Notify*", "task-without-retry", Level::Off)?;
/// assert_eq!(config.level_of("task-without-catch", "Charge"), Some(Level::Warning));
/// assert_eq!(config.level_of("task-without-retry", "NotifyBuyer"), Some(Level::Off));
///
/// let error = config.level("task-without-timout", Level::Off).unwrap_err();
/// assert_eq!(error.to_string(), "there is no rule `task-without-timout`, did you mean `task-without-timeout`?");
/// # Ok::<(), sfn_codegen::lint::UnknownRule>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    kind: WorkflowKind,
    /// Later ones win.
    set: Vec<Setting>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Setting {
    /// The pattern of the names of the states it is for; none for all, and for what belongs to no state.
    states: Option<String>,
    code: &'static str,
    level: Level,
}

impl Config {
    /// Every rule at its default level.
    #[must_use]
    pub fn new(kind: WorkflowKind) -> Self {
        Self {
            kind,
            set: Vec::new(),
        }
    }

    /// The kind of the workflow.
    #[must_use]
    pub fn kind(&self) -> WorkflowKind {
        self.kind
    }

    /// The same for a workflow of that kind.
    #[must_use]
    pub fn with_kind(mut self, kind: WorkflowKind) -> Self {
        self.kind = kind;
        self
    }

    /// Sets the level of a rule. What is set later wins; `all` is every rule.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn level(mut self, code: &str, level: Level) -> Result<Self, UnknownRule> {
        self.set(None, code, level)?;
        Ok(self)
    }

    /// Sets the level of a rule for the states whose name matches a pattern, in which `*` stands for anything and `?` for
    /// one character.
    ///
    /// # Errors
    /// When there is no such rule.
    pub fn level_in(mut self, states: &str, code: &str, level: Level) -> Result<Self, UnknownRule> {
        self.set(Some(states), code, level)?;
        Ok(self)
    }

    pub(super) fn set(
        &mut self,
        states: Option<&str>,
        code: &str,
        level: Level,
    ) -> Result<(), UnknownRule> {
        let rules: Vec<&'static Rule> = match rule(code) {
            Some(rule) => vec![rule],
            None if code == "all" => RULES.iter().collect(),
            None => return Err(UnknownRule::new(code)),
        };
        self.set.extend(rules.into_iter().map(|rule| Setting {
            states: states.map(str::to_owned),
            code: rule.code,
            level,
        }));
        Ok(())
    }

    /// The level of a rule in a state of that name; empty for what belongs to no state. None when there is no such rule.
    #[must_use]
    pub fn level_of(&self, code: &str, state: &str) -> Option<Level> {
        rule(code).map(|rule| self.of(rule, state))
    }

    pub(super) fn of(&self, rule: &Rule, state: &str) -> Level {
        let set = self.set.iter().rev().find(|set| {
            let here = |states: &String| !state.is_empty() && covers(states, state);
            set.code == rule.code && set.states.as_ref().is_none_or(here)
        });
        set.map_or(rule.level, |set| set.level)
    }

    /// Whether the rule is on anywhere.
    pub(super) fn is_on(&self, rule: &Rule) -> bool {
        let on = |set: &Setting| set.code == rule.code && set.level != Level::Off;
        self.of(rule, "") != Level::Off || self.set.iter().any(on)
    }

    pub(super) fn extend(&mut self, other: &Self) {
        self.set.extend(other.set.iter().cloned());
    }
}

/// A rule was named that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub code: String,
    /// The rule that was probably meant.
    pub meant: Option<&'static str>,
}

impl UnknownRule {
    pub(crate) fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            meant: crate::nearest::nearest(code, RULES.iter().map(|rule| rule.code)),
        }
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no rule `{}`", self.code)?;
        match self.meant {
            Some(meant) => write!(f, ", did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownRule {}
