//! What is wrong with a document, and where: one form for the reader, the model and the validator.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The service accepts the document, but it will hardly do what its author meant.
    Warning,
    /// The service rejects the document, or its executions cannot work.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A line and a column in a text, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Another place that a diagnostic speaks of, such as the first of two duplicate keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The place as a JSON pointer.
    pub pointer: String,
    /// The place in the text, when the document came from one.
    pub position: Option<Position>,
    /// What is there.
    pub message: String,
}

/// One thing that is wrong with a document.
///
/// The message says the cause, [`help`](Self::help) the remedy; both in lower case and without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Which rule it breaks.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The place as a JSON pointer; empty for the document as a whole.
    pub pointer: String,
    /// The place in the text, when the document came from one.
    pub position: Option<Position>,
    /// Other places that matter.
    pub related: Vec<Related>,
    /// What to do about it.
    pub help: Option<String>,
    /// What part of the string at the place it is about, in bytes of the string.
    pub span: Option<(usize, usize)>,
}

impl Diagnostic {
    /// An error of that code.
    pub fn error(code: Code, pointer: impl fmt::Display, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            pointer: pointer.to_string(),
            position: None,
            related: Vec::new(),
            help: None,
            span: None,
        }
    }

    /// A warning of that code.
    pub fn warning(code: Code, pointer: impl fmt::Display, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, pointer, message)
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what part of the string at the place it is about, in bytes of the string.
    #[must_use]
    pub fn with_span(mut self, start: usize, end: usize) -> Self {
        self.span = Some((start, end));
        self
    }

    /// Names another place.
    #[must_use]
    pub fn with_related(mut self, pointer: impl fmt::Display, message: impl Into<String>) -> Self {
        self.related.push(Related {
            pointer: pointer.to_string(),
            position: None,
            message: message.into(),
        });
        self
    }

    /// Sets the place in the text.
    #[must_use]
    pub fn with_position(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// Whether this is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    /// `3:14: error[dangling-transition]: .. at /States/A/Next`, so that putting `file:` in front makes a line that
    /// editors can follow. Further places and the help come on lines of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(f, "{position}: ")?;
        }
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if !self.pointer.is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        for related in &self.related {
            f.write_str("\n  note: ")?;
            if let Some(position) = related.position {
                write!(f, "{position}: ")?;
            }
            f.write_str(&related.message)?;
            if !related.pointer.is_empty() {
                write!(f, " at {}", related.pointer)?;
            }
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// Several diagnostics, to be handed on as one error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }

    /// The diagnostics as a plain list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self(diagnostics)
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, diagnostic) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Which rule a diagnostic speaks of. The text of a code is stable; codes are added as rules are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable text, such as `dangling-transition`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

codes! {
    /// The text is not JSON, or not YAML.
    Syntax = "syntax",
    /// The text is not UTF-8.
    InvalidUtf8 = "invalid-utf8",
    /// The text is longer, deeper or fuller than the limits allow.
    LimitExceeded = "limit-exceeded",
    /// A key occurs twice in one object.
    DuplicateKey = "duplicate-key",
    /// YAML that has no meaning in a definition: tags, merge keys, several documents.
    UnsupportedYaml = "unsupported-yaml",
    /// A field holds another kind of value than it should.
    WrongType = "wrong-type",
    /// A field the language does not know at this place.
    UnknownField = "unknown-field",
    /// A state without a type, or with one that does not exist.
    UnknownStateType = "unknown-state-type",
    /// A field that must be there is not.
    MissingField = "missing-field",
    /// A field that may not be there, because of another one or of the query language.
    ForbiddenField = "forbidden-field",
    /// A field that belongs to the other query language.
    WrongQueryLanguage = "wrong-query-language",
    /// A value outside the range or list that its field allows.
    InvalidValue = "invalid-value",
    /// `StartAt` names no state of its scope.
    UnknownStartAt = "unknown-start-at",
    /// A transition names no state.
    DanglingTransition = "dangling-transition",
    /// A transition leads into or out of a branch or item processor.
    TransitionOutOfScope = "transition-out-of-scope",
    /// No transition leads to a state.
    UnreachableState = "unreachable-state",
    /// No end can be reached from a state machine's start.
    NoTerminalState = "no-terminal-state",
    /// A state name is empty or too long.
    InvalidStateName = "invalid-state-name",
    /// The name of a state machine is empty.
    MachineNameEmpty = "machine-name-empty",
    /// The name of a state machine has more than 80 characters.
    MachineNameTooLong = "machine-name-too-long",
    /// The name of a state machine has a character that it cannot have.
    MachineNameInvalid = "machine-name-invalid",
    /// Two states of one machine have the same name.
    DuplicateStateName = "duplicate-state-name",
    /// The label of a Distributed Map has what an ARN cannot have.
    InvalidLabel = "invalid-label",
    /// Two Distributed Maps of one machine have the same label.
    DuplicateLabel = "duplicate-label",
    /// A choice rule has no operator, or several.
    InvalidChoiceRule = "invalid-choice-rule",
    /// A wait has no timer, or several.
    InvalidWait = "invalid-wait",
    /// A retrier or catcher is wrong, or comes where it can never act.
    InvalidErrorHandling = "invalid-error-handling",
    /// A retrier or catcher never acts: one before it takes all that it names.
    ErrorAlreadyHandled = "error-already-handled",
    /// A retrier or catcher never acts: nothing in its state raises what it names.
    ErrorNeverRaised = "error-never-raised",
    /// A retrier or catcher names an error that ends the execution, whoever names it.
    TerminalError = "terminal-error",
    /// A string is not the path its field asks for.
    InvalidPath = "invalid-path",
    /// A payload template is wrong.
    InvalidTemplate = "invalid-template",
    /// What looks like a path or a call is taken as text, since the name of its member does not end with `.$`.
    PathTakenAsText = "path-taken-as-text",
    /// What looks like a path is taken as text, since the field has another one beside it whose name ends with `Path`.
    PathInWrongField = "path-in-wrong-field",
    /// The result of a Pass state holds what looks like a path; nothing in it is evaluated.
    StaticResult = "static-result",
    /// A JSONata string is not an expression where it must be one, or is mixed with text.
    InvalidExpression = "invalid-expression",
    /// A JSONata expression reads what there is not at its place: a context, a result, an error.
    UnsupportedExpression = "unsupported-expression",
    /// A resource is not an ARN.
    InvalidResource = "invalid-resource",
    /// A task calls a service, an action or a pattern that does not exist.
    UnknownIntegration = "unknown-integration",
    /// A task gives a parameter that its integration does not have.
    UnknownParameter = "unknown-parameter",
    /// A task leaves out a parameter that its integration needs.
    MissingParameter = "missing-parameter",
    /// The kind of workflow does not allow what a state does.
    NotInExpress = "not-in-express",
    /// A field that only a Distributed Map has.
    DistributedOnly = "distributed-only",
    /// A variable's name is wrong or reserved, or it belongs to an outer scope.
    InvalidVariable = "invalid-variable",
    /// A variable is read that no state sets, or none of this scope.
    UnassignedVariable = "unassigned-variable",
    /// The context object has nothing of that name, or not in this state.
    UnknownContextMember = "unknown-context-member",
    /// An expression calls a function that does not exist, or with too much.
    UnknownFunction = "unknown-function",
    /// A `${Placeholder}` of a definition in a template that nothing replaces.
    UnknownSubstitution = "unknown-substitution",
    /// The definition, or a part of it, is over a quota of the service.
    QuotaExceeded = "quota-exceeded",
}

impl Code {
    /// The code that the service gives for it in the answer of `ValidateStateMachineDefinition`, as far as it has published
    /// any or was seen to answer with one; `SCHEMA_VALIDATION_FAILED` stands for most.
    ///
    /// ```
    /// assert_eq!(sfn_asl::Code::DanglingTransition.service_code(), "MISSING_TRANSITION_TARGET");
    /// ```
    #[must_use]
    pub const fn service_code(self) -> &'static str {
        match self {
            Self::Syntax | Self::InvalidUtf8 | Self::DuplicateKey | Self::UnsupportedYaml => {
                "INVALID_JSON_DESCRIPTION"
            }
            Self::UnknownStartAt
            | Self::DanglingTransition
            | Self::TransitionOutOfScope
            | Self::UnreachableState => "MISSING_TRANSITION_TARGET",
            Self::NoTerminalState => "MISSING_END_STATE",
            Self::DuplicateStateName => "DUPLICATE_STATE_NAME",
            Self::InvalidStateName => "INVALID_STATE_NAME",
            Self::MachineNameEmpty => "STATE_MACHINE_NAME_EMPTY",
            Self::MachineNameTooLong => "STATE_MACHINE_NAME_TOO_LONG",
            Self::MachineNameInvalid => "STATE_MACHINE_NAME_INVALID",
            Self::InvalidLabel => "INVALID_LABEL_NAME",
            Self::DuplicateLabel => "DUPLICATE_LABEL_NAME",
            // These two are in no list, and in the answers.
            Self::InvalidExpression => "INVALID_JSONATA_EXPRESSION",
            Self::UnsupportedExpression => "UNSUPPORTED_JSONATA_EXPRESSION",
            Self::PathTakenAsText => "NO_DOLLAR",
            Self::PathInWrongField => "NO_PATH",
            Self::StaticResult => "PASS_RESULT_IS_STATIC",
            _ => "SCHEMA_VALIDATION_FAILED",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
