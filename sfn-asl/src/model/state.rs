//! A state of any type.

use super::choice::ChoiceRule;
use super::errors::{Catcher, Retrier};
use super::layout::Findings;
use super::map::Map;
use super::record::{Field, IntoField, wrong_type};
use super::states::{Choice, Fail, Parallel, Pass, Succeed, Task, Wait};
use super::text::{Path as AslPath, ReferencePath, StateName};
use super::values::Nullable;
use super::words::QueryLanguage;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Object};
use crate::pointer::Path;

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident $as:ident,)*) => {
        /// A state.
        #[derive(Clone, Debug, PartialEq)]
        pub enum State {
            $($(#[$doc])* $name(Box<$name>),)*
            /// What stands where a state should, when its `Type` is missing or does not exist; kept as it is.
            Unknown(Json),
        }

        impl State {
            /// The types of states there are.
            pub const TYPES: &'static [&'static str] = &[$(stringify!($name),)*];

            /// Reads a state. What is not one becomes [`State::Unknown`].
            #[must_use]
            pub fn from_json(value: Json) -> Self {
                match value.get("Type").and_then(Json::as_str) {
                    $(Some(stringify!($name)) => $name::read(value).map_or_else(Self::Unknown, Self::from),)*
                    _ => Self::Unknown(value),
                }
            }

            /// The state as the JSON it is written as.
            #[must_use]
            pub fn to_json(&self) -> Json {
                match self {
                    $(Self::$name(state) => state.to_json(),)*
                    Self::Unknown(value) => value.clone(),
                }
            }

            pub(crate) fn write_text(&self, out: &mut crate::json::Text) {
                match self {
                    $(Self::$name(state) => super::record::Field::write_text(&**state, out),)*
                    Self::Unknown(value) => out.value(value),
                }
            }

            /// The type, unless it is unknown.
            #[must_use]
            pub fn type_name(&self) -> Option<&'static str> {
                match self {
                    $(Self::$name(_) => Some(stringify!($name)),)*
                    Self::Unknown(_) => None,
                }
            }

            /// The members a state of this type can have.
            #[must_use]
            pub fn fields(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$name(_) => $name::FIELDS,)*
                    Self::Unknown(_) => &[],
                }
            }

            /// Whether the field of that name is set.
            #[must_use]
            pub fn is_set(&self, name: &str) -> bool {
                match self {
                    $(Self::$name(state) => state.is_set(name),)*
                    Self::Unknown(_) => false,
                }
            }

            pub(crate) fn length(&self) -> usize {
                match self {
                    $(Self::$name(state) => state.length(),)*
                    Self::Unknown(value) => value.compact_length(),
                }
            }

            /// The names of the fields that are set.
            #[must_use]
            pub fn set_fields(&self) -> Vec<&'static str> {
                match self {
                    $(Self::$name(state) => state.set_fields(),)*
                    Self::Unknown(_) => Vec::new(),
                }
            }

            /// The order of members when this was read, and the members no field takes.
            #[must_use]
            pub fn layout(&self) -> Option<&super::Layout> {
                match self {
                    $(Self::$name(state) => Some(&state.layout),)*
                    Self::Unknown(_) => None,
                }
            }

            pub(crate) fn inspect(&self, path: &Path<'_>, out: &mut Findings) {
                match self {
                    $(Self::$name(state) => state.inspect(path, out),)*
                    Self::Unknown(value) => out.wrong.push(unknown(value, path)),
                }
            }

            $(
                #[doc = concat!("The state, if it is a ", stringify!($name), " state.")]
                #[must_use]
                pub fn $as(&self) -> Option<&$name> {
                    match self {
                        Self::$name(state) => Some(state),
                        _ => None,
                    }
                }
            )*
        }

        $(
            impl From<$name> for State {
                fn from(state: $name) -> Self {
                    Self::$name(Box::new(state))
                }
            }
        )*
    };
}

states! {
    /// Does work.
    Task as_task,
    /// Passes its input on, or makes data.
    Pass as_pass,
    /// Goes where its rules say.
    Choice as_choice,
    /// Waits.
    Wait as_wait,
    /// Ends well.
    Succeed as_succeed,
    /// Ends with an error.
    Fail as_fail,
    /// Runs branches side by side.
    Parallel as_parallel,
    /// Does the same with every item of a list.
    Map as_map,
}

impl IntoField<State> for State {
    fn into_field(self) -> State {
        self
    }
}

/// Answers for the fields that several types of states share.
macro_rules! shared {
    ($($(#[$doc:meta])* $method:ident -> $ty:ty { $($name:ident)* })*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $method(&self) -> Option<&$ty> {
            match self {
                $(Self::$name(state) => state.$method.as_ref(),)*
                #[allow(unreachable_patterns)]
                _ => None,
            }
        }
    )*};
}

impl State {
    shared! {
        /// The remark for people.
        comment -> String { Task Pass Choice Wait Succeed Fail Parallel Map }
        /// The query language the state itself names.
        query_language -> QueryLanguage { Task Pass Choice Wait Succeed Fail Parallel Map }
        /// The state that `Next` names.
        next -> StateName { Task Pass Wait Parallel Map }
        /// JSONPath: what of the input is used.
        input_path -> Nullable<AslPath> { Task Pass Choice Wait Succeed Parallel Map }
        /// JSONPath: what of the data is handed on.
        output_path -> Nullable<AslPath> { Task Pass Choice Wait Succeed Parallel Map }
        /// JSONPath: where the result goes in the input.
        result_path -> Nullable<ReferencePath> { Task Pass Parallel Map }
        /// JSONPath: what is made of the result.
        result_selector -> Json { Task Parallel Map }
        /// JSONPath: the payload template.
        parameters -> Json { Task Pass Parallel Map }
        /// JSONata: the payload.
        arguments -> Json { Task Parallel }
        /// JSONata: the output.
        output -> Json { Task Pass Choice Wait Succeed Parallel Map }
        /// Variables that are set.
        assign -> Object { Task Pass Choice Wait Parallel Map }
    }

    /// Whether the state says `"End": true`.
    #[must_use]
    pub fn is_end(&self) -> bool {
        self.end() == Some(true)
    }

    /// What the state says in `End`.
    #[must_use]
    pub fn end(&self) -> Option<bool> {
        match self {
            Self::Task(state) => state.end,
            Self::Pass(state) => state.end,
            Self::Wait(state) => state.end,
            Self::Parallel(state) => state.end,
            Self::Map(state) => state.end,
            _ => None,
        }
    }

    /// Whether an execution, branch or item can end here: Succeed, Fail, or `"End": true`.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Succeed(_) | Self::Fail(_)) || self.is_end()
    }

    /// The retriers; none for types that have no `Retry`.
    #[must_use]
    pub fn retry(&self) -> &[Retrier] {
        match self {
            Self::Task(state) => &state.retry,
            Self::Parallel(state) => &state.retry,
            Self::Map(state) => &state.retry,
            _ => &[],
        }
    }

    /// The catchers; none for types that have no `Catch`.
    #[must_use]
    pub fn catch(&self) -> &[Catcher] {
        match self {
            Self::Task(state) => &state.catch,
            Self::Parallel(state) => &state.catch,
            Self::Map(state) => &state.catch,
            _ => &[],
        }
    }

    /// The rules; none unless this is a Choice.
    #[must_use]
    pub fn choices(&self) -> &[ChoiceRule] {
        self.as_choice().map_or(&[], |choice| &choice.choices)
    }

    /// Every transition out of this state: the place that names the target, below the state, and the target.
    pub fn transitions(&self) -> impl Iterator<Item = (Transition, &StateName)> {
        let default = self.as_choice().and_then(|choice| choice.default.as_ref());
        let rules = self.choices().iter().enumerate();
        let catchers = self.catch().iter().enumerate();
        self.next()
            .map(|target| (Transition::Next, target))
            .into_iter()
            .chain(
                rules.filter_map(|(at, rule)| Some((Transition::Choice(at), rule.next.as_ref()?))),
            )
            .chain(default.map(|target| (Transition::Default, target)))
            .chain(
                catchers.filter_map(|(at, catcher)| {
                    Some((Transition::Catch(at), catcher.next.as_ref()?))
                }),
            )
    }
}

/// What in a state leads to another one. Prints as the rest of a JSON pointer: `/Catch/0/Next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transition {
    /// `Next`
    Next,
    /// The `Next` of a choice rule.
    Choice(usize),
    /// The `Default` of a Choice.
    Default,
    /// The `Next` of a catcher.
    Catch(usize),
}

impl std::fmt::Display for Transition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Next => f.write_str("/Next"),
            Self::Choice(at) => write!(f, "/Choices/{at}/Next"),
            Self::Default => f.write_str("/Default"),
            Self::Catch(at) => write!(f, "/Catch/{at}/Next"),
        }
    }
}

fn unknown(value: &Json, path: &Path<'_>) -> Diagnostic {
    let types = State::TYPES.join(", ");
    match value.get("Type") {
        None if value.as_object().is_none() => wrong_type(path, "an object (state)", value),
        None => Diagnostic::error(Code::UnknownStateType, path, "a state must have a Type")
            .with_help(format!("add one of {types}")),
        Some(Json::String(name)) => {
            let message = format!("there is no state type `{}`", super::text::shorten(name));
            let known = State::TYPES.iter().copied();
            let help = match crate::validate::closest(name, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("use one of {types}"),
            };
            Diagnostic::error(Code::UnknownStateType, path.key("Type"), message).with_help(help)
        }
        Some(other) => wrong_type(&path.key("Type"), "a string (state type)", other),
    }
}
