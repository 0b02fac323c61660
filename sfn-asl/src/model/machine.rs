//! The document itself, and the scopes in it: everything that has a `StartAt` and `States`.

use super::layout::Findings;
use super::record::{Field, Slot, mismatch, record};
use super::state::State;
use super::text::StateName;
use super::values::Numeric;
use super::words::{ExecutionType, ProcessorMode, QueryLanguage};
use crate::diagnostic::Diagnostic;
use crate::json::{Json, OrderedMap, Text, list_length, string_length};
use crate::pointer::Path;

/// The states of a scope by name, in the order they were written.
pub type States = OrderedMap<StateName, State>;

impl Slot for States {
    fn take(&mut self, value: Json) -> Result<(), Json> {
        let Json::Object(members) = value else {
            return Err(value);
        };
        *self = members
            .into_iter()
            .map(|(name, state)| (StateName::unchecked(name), State::from_json(state)))
            .collect();
        Ok(())
    }

    fn is_unset(&self) -> bool {
        self.is_empty()
    }

    fn give(&self, listed: bool) -> Option<Json> {
        (listed || !self.is_empty()).then(|| {
            self.iter()
                .map(|(name, state)| (String::from(name), state.to_json()))
                .collect()
        })
    }

    fn give_text(&self, out: &mut Text) {
        out.open('{');
        for (name, state) in self {
            out.key(name);
            state.write_text(out);
        }
        out.close('}');
    }

    fn length(&self) -> usize {
        list_length(
            self.iter()
                .map(|(name, state)| string_length(name) + 1 + state.length()),
        )
    }

    fn explain(value: &Json, path: &Path<'_>, out: &mut Vec<Diagnostic>) {
        if value.as_object().is_none() {
            mismatch(path, "an object of states", value, out);
        }
    }

    fn inspect(&self, path: &Path<'_>, out: &mut Findings) {
        for (name, state) in self {
            state.inspect(&path.key(name), out);
        }
    }
}

record! {
    /// A state machine: the whole document.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Task};
    ///
    /// let machine = StateMachine::new("Greet")
    ///     .comment("Says hello")
    ///     .state("Greet", Task::new("arn:aws:lambda:eu-west-1:123456789012:function:greet").timeout_seconds(30).next("Done"))
    ///     .state("Done", Pass::new().end());
    /// assert_eq!(machine.states["Greet"].next().map(|name| name.as_str()), Some("Done"));
    /// ```
    pub struct StateMachine ("state machine") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The language of states that do not say; JSONPath when absent.
        "QueryLanguage" => query_language: Option<QueryLanguage>,
        /// The version of the language; only `1.0` exists.
        "Version" => version: Option<String>,
        /// How long an execution may take.
        "TimeoutSeconds" => timeout_seconds: Option<Numeric>,
        /// The name of the first state.
        "StartAt" => start_at: Option<StateName>,
        /// The states.
        "States" => states as none: States,
    }
}

record! {
    /// A branch of a Parallel state.
    pub struct Branch ("branch") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// The name of the first state.
        "StartAt" => start_at: Option<StateName>,
        /// The states.
        "States" => states as none: States,
    }
}

record! {
    /// What a Map state does with each item, or batch of items.
    pub struct ItemProcessor ("item processor") {
        /// A remark for people.
        "Comment" => comment: Option<String>,
        /// How the items are run.
        "ProcessorConfig" => processor_config: Option<ProcessorConfig>,
        /// The name of the first state.
        "StartAt" => start_at: Option<StateName>,
        /// The states.
        "States" => states as none: States,
    }
}

record! {
    /// How a Map state runs its items.
    pub struct ProcessorConfig ("processor config") {
        /// Inline when absent.
        "Mode" => mode: Option<ProcessorMode>,
        /// The kind of workflow the children of a Distributed Map are.
        "ExecutionType" => execution_type: Option<ExecutionType>,
    }
}

impl ProcessorConfig {
    /// The configuration of an inline Map.
    #[must_use]
    pub fn inline() -> Self {
        Self::default().mode(ProcessorMode::Inline)
    }

    /// The configuration of a Distributed Map.
    #[must_use]
    pub fn distributed(children: ExecutionType) -> Self {
        Self::default()
            .mode(ProcessorMode::Distributed)
            .execution_type(children)
    }
}

macro_rules! scopes {
    ($($name:ident),*) => {$(
        impl $name {
            /// Begins with the name of the first state.
            #[must_use]
            pub fn new(start_at: impl Into<String>) -> Self {
                Self::default().start_at(start_at)
            }

            /// Adds a state, or replaces the one of that name.
            #[must_use]
            pub fn state(mut self, name: impl Into<String>, state: impl Into<State>) -> Self {
                self.states.insert(StateName::unchecked(name), state.into());
                self
            }
        }
    )*};
}
scopes!(StateMachine, Branch, ItemProcessor);

impl StateMachine {
    /// The document for people: two blanks a level, a line feed at the end.
    #[must_use]
    pub fn to_string_pretty(&self) -> String {
        let mut out = Text::new(Some(2));
        Field::write_text(self, &mut out);
        out.finish() + "\n"
    }

    /// The document on one line.
    #[must_use]
    pub fn to_string_compact(&self) -> String {
        let mut out = Text::new(None);
        Field::write_text(self, &mut out);
        out.finish()
    }

    /// How many bytes the document has without blanks, which is what the service's quota counts at least.
    #[must_use]
    pub fn compact_length(&self) -> usize {
        Field::length(self)
    }

    /// The language of states that do not say.
    #[must_use]
    pub fn default_query_language(&self) -> QueryLanguage {
        self.query_language
            .clone()
            .unwrap_or(QueryLanguage::JsonPath)
    }

    /// Every member that the language does not know at its place, anywhere in the document.
    #[must_use]
    pub fn unknown_fields(&self) -> Vec<super::UnknownField> {
        self.findings().unknown
    }

    /// Every member whose value has the wrong type, anywhere in the document.
    #[must_use]
    pub fn type_errors(&self) -> Vec<Diagnostic> {
        self.findings().wrong
    }

    pub(crate) fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        self.inspect(&Path::Root, &mut findings);
        findings
    }
}
