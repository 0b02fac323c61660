//! What a rule is: its name, its level, what it looks for, and its page.

use super::Found;
use super::context::Context;
use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not looked for.
    Off,
    /// Good to know; does not make `sfn lint` fail.
    Info,
    /// It will hurt one day.
    Warning,
    /// It hurts.
    Error,
}

impl Level {
    /// Every level, as it is called in a configuration.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("off", Self::Off),
        ("info", Self::Info),
        ("warning", Self::Warning),
        ("error", Self::Error),
    ];

    /// The level of that name.
    ///
    /// ```
    /// use sfn_codegen::lint::Level;
    ///
    /// assert_eq!(Level::from_name("warning"), Some(Level::Warning));
    /// assert_eq!(Level::from_name("loud"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let row = Self::ALL.iter().find(|(word, _)| *word == name);
        row.map(|(_, level)| *level)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = Self::ALL.iter().find(|(_, level)| level == self);
        f.pad(row.map_or("", |(word, _)| word))
    }
}

/// A rule: a row of [`RULES`](super::RULES).
///
/// ```
/// let rule = sfn_codegen::lint::rule("choice-without-default").unwrap();
/// assert_eq!(rule.level, sfn_codegen::lint::Level::Warning);
/// assert_eq!(rule.title(), "a choice without a Default");
/// assert!(rule.why().contains("States.NoChoiceMatched"));
/// assert!(rule.bad().text.contains("\"Choices\""));
/// ```
#[non_exhaustive]
pub struct Rule {
    /// Its name.
    pub code: &'static str,
    /// Its level when nobody says another.
    pub level: Level,
    /// Whether `sfn lint --fix` mends what it finds, or some of it.
    pub mends: bool,
    page: &'static str,
    pub(super) check: fn(&Context<'_>, &mut Found<'_>),
}

/// A definition that shows a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The definition, as JSON.
    pub text: &'static str,
    /// Whether it is one of an Express workflow.
    pub express: bool,
}

impl Rule {
    pub(super) const fn new(
        code: &'static str,
        level: Level,
        page: &'static str,
        check: fn(&Context<'_>, &mut Found<'_>),
    ) -> Self {
        Self {
            code,
            level,
            mends: false,
            page,
            check,
        }
    }

    pub(super) const fn mending(mut self) -> Self {
        self.mends = true;
        self
    }

    /// All that is to be said of it, as Markdown: a title, the reason, a definition that breaks it and one that does not.
    #[must_use]
    pub fn page(&self) -> &'static str {
        self.page
    }

    /// What it finds, in a few words.
    #[must_use]
    pub fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }

    /// Why that hurts, and what to do.
    #[must_use]
    pub fn why(&self) -> &'static str {
        let rest = self.page.split_once('\n').map_or("", |(_, rest)| rest);
        rest.split("It finds something here:")
            .next()
            .unwrap_or_default()
            .trim()
    }

    /// A definition in which it finds something.
    #[must_use]
    pub fn bad(&self) -> Example {
        self.example(1)
    }

    /// The same one mended: nothing is found.
    #[must_use]
    pub fn good(&self) -> Example {
        self.example(2)
    }

    /// INVARIANT: a page has two fenced definitions, which a test holds.
    fn example(&self, at: usize) -> Example {
        let fence = self.page.split("```json").nth(at).unwrap_or_default();
        let (word, rest) = fence.split_once('\n').unwrap_or_default();
        Example {
            text: rest.split("```").next().unwrap_or_default(),
            express: word.trim() == "express",
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("code", &self.code)
            .field("level", &self.level)
            .finish_non_exhaustive()
    }
}
