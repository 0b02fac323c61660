//! A workflow: a first state with a name, a kind and settings.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use crate::expr::node::Scope;
use crate::flow::def::within;
use crate::flow::{QueryLanguage, State, Transition};
use crate::integrations::states::{StartExecution, StartSyncExecution, SyncExecution};
use crate::kind::{Kind, RunsAtOnce, Standard, WorkflowKind};
use crate::resource::{IntoResource, Reference, StateMachine};
use crate::shape::Shape;
use crate::synth::{Annotations, Errors, Synthesis, SynthesisError, check, walk};
use crate::{IntoExpr, Task};

/// A workflow that takes an `In` and ends in an `Out`: its first state, and what the state machine is called.
///
/// The kind comes from the first state: a flow `Flow<Receipt>` is Standard, `Flow<Ack, Express>` is Express.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct Order { id: String }
///
/// /// Says which order it was.
/// #[state]
/// fn confirm(order: Expr<Order>) -> Flow<String> {
///     succeed(order.id)
/// }
///
/// pub fn confirmation() -> Workflow<Order, String> {
///     Workflow::new("order-confirmation", confirm).comment("Confirms an order").timeout_seconds(300)
/// }
///
/// let synthesis = confirmation().synthesize().unwrap();
/// assert_eq!(synthesis.document.to_string_compact(), concat!(
///     r#"{"Comment":"Confirms an order","QueryLanguage":"JSONata","TimeoutSeconds":300,"StartAt":"Confirm","States":{"#,
///     r#""Confirm":{"Type":"Succeed","Comment":"Says which order it was.","Output":"{% $states.input.id %}"}}}"#,
/// ));
/// ```
pub struct Workflow<In, Out, K = Standard> {
    any: AnyWorkflow,
    of: PhantomData<fn(In) -> (Out, K)>,
}

/// A workflow whatever its types: what a list of workflows holds.
#[derive(Clone)]
pub struct AnyWorkflow {
    name: Cow<'static, str>,
    comment: Option<Cow<'static, str>>,
    timeout: Option<u64>,
    language: QueryLanguage,
    kind: WorkflowKind,
    start: Transition,
    input_schema: fn() -> Option<serde_json::Value>,
    output_schema: fn() -> Option<serde_json::Value>,
    location: &'static Location<'static>,
}

impl<In: Shape, Out: Shape, K: Kind> Workflow<In, Out, K> {
    /// A workflow with this name (at most 80 characters, unique in the account and region) and first state.
    #[track_caller]
    pub fn new(name: impl Into<Cow<'static, str>>, start: impl State<In, Out, K>) -> Self {
        let any = AnyWorkflow {
            name: name.into(),
            comment: None,
            timeout: None,
            language: QueryLanguage::Jsonata,
            kind: K::KIND,
            start: Transition::to::<In, Out, K, _>(start),
            input_schema: schema::<In>,
            output_schema: schema::<Out>,
            location: Location::caller(),
        };
        Workflow {
            any,
            of: PhantomData,
        }
    }

    /// The machine's `Comment`.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<Cow<'static, str>>) -> Self {
        self.any.comment = Some(comment.into());
        self
    }

    /// The longest that a whole execution may take, in seconds (`TimeoutSeconds`). Past it the execution fails with
    /// `States.Timeout`, which nothing inside can catch.
    #[must_use]
    pub fn timeout_seconds(mut self, seconds: u64) -> Self {
        self.any.timeout = Some(seconds);
        self
    }

    /// The language of paths and expressions: [`Jsonata`](QueryLanguage::Jsonata), the default, or
    /// [`JsonPath`](QueryLanguage::JsonPath).
    #[must_use]
    pub fn query_language(mut self, language: QueryLanguage) -> Self {
        self.any.language = language;
        self
    }

    /// Takes the JSON Schemas of input and output from `schemars` whatever the types are made of.
    ///
    /// Types that derive both `Shape` and `schemars::JsonSchema` have their schemas without this. A generic type,
    /// `Page<Order>`, needs it: the derive cannot see whether `Page<T>` has a schema.
    #[cfg(feature = "schemars")]
    #[must_use]
    pub fn with_schemas(mut self) -> Self
    where
        In: schemars::JsonSchema,
        Out: schemars::JsonSchema,
    {
        self.any.input_schema = crate::shape::schema_by_schemars::<In>;
        self.any.output_schema = crate::shape::schema_by_schemars::<Out>;
        self
    }

    /// The deployed state machine by its name, for a parent workflow that starts it; `.alias("live")` or `.version(3)` of it
    /// names one of its versions.
    #[must_use]
    pub fn reference(&self) -> StateMachine<In, Out, K> {
        StateMachine::from_name(self.any.name.clone())
    }

    /// A task that starts this workflow with an input of its type; `.sync()` waits for the output of a Standard one,
    /// typed too. An Express one is run by [`start_sync`](Self::start_sync).
    #[track_caller]
    pub fn start(
        &self,
        input: impl IntoExpr<In>,
    ) -> Task<crate::integrations::states::Started, StartExecution<In, Out, K>> {
        crate::integrations::states::start_execution(self.reference(), input)
    }

    /// A task that runs this Express workflow to its end, with an input of its type:
    /// [`start_sync_execution`](crate::integrations::states::start_sync_execution).
    #[track_caller]
    pub fn start_sync(
        &self,
        input: impl IntoExpr<In>,
    ) -> Task<SyncExecution<Out>, StartSyncExecution<In, Out>>
    where
        K: RunsAtOnce,
    {
        crate::integrations::states::start_sync_execution(self.reference(), input)
    }

    /// The ASL document, and what authoring knows beyond it.
    ///
    /// # Errors
    /// Everything that types could not see, each with its place in the source and what to do.
    pub fn synthesize(&self) -> Result<Synthesis, Errors> {
        self.any.synthesize()
    }
}

fn schema<T: Shape>() -> Option<serde_json::Value> {
    #[cfg(feature = "schemars")]
    return crate::shape::schema_of::<T>();
    #[cfg(not(feature = "schemars"))]
    return None;
}

impl AnyWorkflow {
    /// The name of the workflow.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> WorkflowKind {
        self.kind
    }

    /// What it is for, if it says so.
    #[must_use]
    pub fn comment(&self) -> Option<&str> {
        self.comment.as_deref()
    }

    /// The ASL document, and what authoring knows beyond it.
    ///
    /// # Errors
    /// Everything that types could not see, each with its place in the source and what to do.
    pub fn synthesize(&self) -> Result<Synthesis, Errors> {
        let (synthesis, ()) = self.synthesize_beside(|_, _| ())?;
        Ok(synthesis)
    }

    /// As [`synthesize`](Self::synthesize), and what `work` makes of the document: a large one is checked meanwhile, on
    /// another thread. What was made of a document with errors is dropped.
    #[doc(hidden)]
    pub fn synthesize_beside<T>(
        &self,
        work: impl FnOnce(&sfn_asl::StateMachine, &Annotations) -> T,
    ) -> Result<(Synthesis, T), Errors> {
        let walked = within(Scope(0), || walk(self.start.clone(), self.language));
        let mut errors = walked.errors;
        let mut document = walked.machine;
        document.comment = self.comment.as_deref().map(str::to_owned);
        document.timeout_seconds = self.timeout.map(Into::into);
        let annotations = walked.annotations;
        let (kind, at, sound) = (self.kind, self.location, errors.is_empty());
        let checked = || {
            let found = validate(&document, kind, &annotations, at);
            let handlers = sound.then(|| check(&document, kind, &annotations));
            (handlers.unwrap_or_default(), found)
        };
        let ((handlers, found), made) = beside(document.states.len(), checked, || {
            work(&document, &annotations)
        });
        if errors.is_empty() {
            errors.extend(handlers);
            errors.extend(found);
        } else {
            let alone = found
                .into_iter()
                .filter(|error| stands_alone(error, &errors));
            let alone: Vec<_> = alone.collect();
            errors.extend(alone);
        }
        errors.extend(self.check_name());
        if !errors.is_empty() {
            return Err(Errors::new(errors));
        }
        let synthesis = Synthesis {
            name: self.name.to_string(),
            kind: self.kind,
            document,
            input_schema: (self.input_schema)(),
            output_schema: (self.output_schema)(),
            annotations,
        };
        Ok((synthesis, made))
    }

    fn check_name(&self) -> Option<SynthesisError> {
        let trouble = name_trouble("workflow", &self.name)?;
        let mut error = SynthesisError::new(
            "workflow-name",
            "",
            self.location,
            trouble,
            "use up to 80 letters, digits, `-` and `_`, such as `order-processing-prod`",
        );
        error.state = None;
        Some(error)
    }
}

/// Both, at the same time where there are so many states that a thread is worth its start.
fn beside<A: Send, B>(
    states: usize,
    other: impl Fn() -> A + Sync,
    own: impl FnOnce() -> B,
) -> (A, B) {
    const MANY: usize = 64;
    if states < MANY {
        return (other(), own());
    }
    std::thread::scope(|scope| {
        let started = std::thread::Builder::new().spawn_scoped(scope, &other);
        let own = own();
        let other = match started.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // There are no threads to be had.
            Err(_) => other(),
        };
        (other, own)
    })
}

/// What the service would refuse, by the rules that hold for every document.
fn validate(
    document: &sfn_asl::StateMachine,
    kind: WorkflowKind,
    annotations: &Annotations,
    workflow: &'static Location<'static>,
) -> Vec<SynthesisError> {
    let found = sfn_asl::validate(document, &sfn_asl::ValidateOptions::new(kind));
    found
        .into_iter()
        .filter(sfn_asl::Diagnostic::is_error)
        .map(|diagnostic| SynthesisError {
            code: diagnostic.code.as_str(),
            state: state_at(&diagnostic.pointer),
            location: Some(
                annotations
                    .location_of(&diagnostic.pointer)
                    .unwrap_or(workflow),
            ),
            message: if diagnostic.pointer.is_empty() {
                diagnostic.message
            } else {
                format!("at `{}`: {}", diagnostic.pointer, diagnostic.message)
            },
            related: Vec::new(),
            help: diagnostic.help,
        })
        .collect()
}

/// The innermost state that a place of a document is in.
fn state_at(pointer: &str) -> Option<String> {
    let mut steps = pointer.split('/').skip(1);
    let mut state = None;
    while steps.next() == Some("States") {
        let Some(name) = steps.next() else { break };
        state = Some(sfn_asl::pointer::unescape(name).into_owned());
        match steps.next() {
            Some("ItemProcessor") => {}
            Some("Branches") => _ = steps.next(),
            _ => break,
        }
    }
    state
}

/// Whether what is wrong with the document is so whatever else is: it is a value in a state that was written as a whole.
fn stands_alone(error: &SynthesisError, others: &[SynthesisError]) -> bool {
    use sfn_asl::Code::{InvalidErrorHandling, InvalidStateName, InvalidValue};
    let by_itself = [InvalidValue, InvalidErrorHandling, InvalidStateName];
    by_itself.iter().any(|code| code.as_str() == error.code)
        && error.state.is_some()
        && others.iter().all(|other| other.state != error.state)
}

/// What the service has against the name of a state machine or an execution, if anything.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>
pub(crate) fn name_trouble(of: &str, name: &str) -> Option<String> {
    let forbidden =
        |c: char| c.is_whitespace() || c.is_control() || "?*<>{}[]\"#%\\^|~`$&,;:/".contains(c);
    let length = name.chars().count();
    if length == 0 {
        return Some(format!("the {of} name is empty"));
    }
    if length > 80 {
        return Some(format!(
            "the {of} name `{name}` has {length} characters, and 80 is the limit"
        ));
    }
    let c = name.chars().find(|c| forbidden(*c))?;
    Some(format!("the {of} name `{name}` has {c:?} in it"))
}

impl fmt::Debug for AnyWorkflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnyWorkflow")
            .field("name", &self.name)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl<In, Out, K> fmt::Debug for Workflow<In, Out, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.any.fmt(f)
    }
}
impl<In, Out, K> Clone for Workflow<In, Out, K> {
    fn clone(&self) -> Self {
        Workflow {
            any: self.any.clone(),
            of: PhantomData,
        }
    }
}
impl<In, Out, K> AsRef<AnyWorkflow> for Workflow<In, Out, K> {
    fn as_ref(&self) -> &AnyWorkflow {
        &self.any
    }
}
impl AsRef<AnyWorkflow> for AnyWorkflow {
    fn as_ref(&self) -> &AnyWorkflow {
        self
    }
}
impl<In, Out, K> From<Workflow<In, Out, K>> for AnyWorkflow {
    fn from(workflow: Workflow<In, Out, K>) -> Self {
        workflow.any
    }
}
/// A parent names a child by the child itself.
#[diagnostic::do_not_recommend]
impl<In: Shape, Out: Shape, K: Kind> IntoResource<StateMachine<In, Out, K>>
    for &Workflow<In, Out, K>
{
    fn reference(self) -> Reference {
        IntoResource::reference(Workflow::reference(self))
    }
}
#[diagnostic::do_not_recommend]
impl<In: Shape, Out: Shape, K: Kind> IntoResource<StateMachine<In, Out, K>>
    for Workflow<In, Out, K>
{
    fn reference(self) -> Reference {
        IntoResource::reference(&self)
    }
}
