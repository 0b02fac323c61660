//! One state, from what its builder left to ASL in the state's dialect.

mod assign;
mod distributed;
mod errors;
mod jsonata;
mod jsonpath;

use std::panic::Location;

use sfn_asl::model::{self, State};

pub(super) use errors::settle_retriers;

use super::error::SynthesisError;
use super::variables::Uses;
use crate::Unsupported;
use crate::expr::node::{Name, Node, Op, Scope, Summary};
use crate::flow::def::{Arguments, Assignment, Body, Pattern, StateDef, Target, TaskBody};
use crate::flow::{QueryLanguage, StateMeta};
use crate::render::{Misplaced, Position, check, reads};

/// What writing one state needs to know, and what went wrong meanwhile.
pub(super) struct Lowering<'a> {
    meta: &'a StateMeta,
    scope: Scope,
    /// Where the state's builder was called.
    location: &'static Location<'static>,
    /// Where its output was said.
    output_location: &'static Location<'static>,
    /// The names of all states so far, by their number: to say whose data a stray expression is.
    names: &'a [Name],
    errors: Vec<SynthesisError>,
    uses: Uses,
}

/// A state as it was written.
pub(super) struct Lowered {
    pub(super) state: State,
    /// Everything that its dialect cannot say, and that it reads where it is not.
    pub(super) errors: Vec<SynthesisError>,
    /// The variables that it reads and assigns.
    pub(super) uses: Uses,
}

/// The state in ASL.
pub(super) fn lower(
    def: &StateDef,
    meta: &StateMeta,
    scope: Scope,
    machine: QueryLanguage,
    names: &[Name],
) -> Lowered {
    let mut lowering = Lowering {
        meta,
        scope,
        location: def.location,
        output_location: def.output_location,
        names,
        errors: Vec::new(),
        uses: Uses::default(),
    };
    let language = lowering.language(machine);
    lowering.check_positions(def);
    lowering.check_task(def);
    lowering.uses.write(def);
    let told = lowering.errors.len();
    let unwritable = |e: &SynthesisError| matches!(e.code, "not-a-field" | "not-json");
    let marked = lowering.errors.iter().any(unwritable);
    let mut state = match language {
        QueryLanguage::Jsonata => jsonata::lower(&mut lowering, def),
        QueryLanguage::JsonPath => jsonpath::lower(&mut lowering, def),
    };
    assign::assign(&mut lowering, def, language, &mut state);
    if marked {
        // What has no place in any dialect was told; that this dialect cannot write its mark is no news.
        lowering.errors.truncate(told);
    }
    let own = (language != machine).then_some(match language {
        QueryLanguage::Jsonata => model::QueryLanguage::Jsonata,
        QueryLanguage::JsonPath => model::QueryLanguage::JsonPath,
    });
    let comment = def
        .comment
        .as_deref()
        .or(meta.comment.as_deref())
        .map(str::to_owned);
    head(&mut state, comment, own);
    Lowered {
        state,
        errors: lowering.errors,
        uses: lowering.uses,
    }
}

/// Sets what every state has.
fn head(state: &mut State, comment: Option<String>, language: Option<model::QueryLanguage>) {
    macro_rules! set {
        ($($Type:ident)*) => {
            match state {
                $(State::$Type(s) => {
                    s.comment = comment.or(s.comment.take());
                    s.query_language = language.or(s.query_language.take());
                })*
                State::Unknown(_) => {}
            }
        };
    }
    set!(Task Pass Choice Wait Succeed Fail Parallel Map);
}

impl Lowering<'_> {
    fn error(
        &mut self,
        code: &'static str,
        location: &'static Location<'static>,
        message: String,
        help: &str,
    ) {
        let mut error = SynthesisError::new(code, &self.meta.name, location, message, help);
        if location != self.meta.location {
            error = error.related(self.meta.location, format!("in state `{}`", self.meta.name));
        }
        self.errors.push(error);
    }

    /// The value, or an error that says where it was to stand.
    fn take<T>(&mut self, field: &str, result: Result<T, Unsupported>) -> Option<T> {
        self.take_at(field, self.location, result)
    }

    fn take_at<T>(
        &mut self,
        field: &str,
        location: &'static Location<'static>,
        result: Result<T, Unsupported>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(e) => {
                self.errors.push(SynthesisError::unsupported(
                    &self.meta.name,
                    location,
                    field,
                    e,
                ));
                None
            }
        }
    }

    fn language(&mut self, machine: QueryLanguage) -> QueryLanguage {
        let own = self.meta.query_language.unwrap_or(machine);
        if machine == QueryLanguage::Jsonata && own == QueryLanguage::JsonPath {
            self.error(
                "jsonpath-in-jsonata",
                self.meta.location,
                format!("state `{}` is JSONPath in a JSONata workflow, which the service refuses", self.meta.name),
                "make the workflow JSONPath, `.query_language(JsonPath)`, and the other states JSONata; or drop the state's own language",
            );
            return machine;
        }
        own
    }

    /// Every expression reads only what is there where it stands.
    fn check_positions(&mut self, def: &StateDef) {
        let here = Summary::INPUT;
        let at = self.location;
        match &def.body {
            Body::Task(task) => {
                let call = match task.pattern {
                    Pattern::WaitForTaskToken => here | Summary::TOKEN,
                    _ => here,
                };
                match &task.arguments {
                    Arguments::Named(arguments) => {
                        for (name, node) in arguments {
                            self.check(*node, call, name, at);
                        }
                    }
                    Arguments::Whole(node) => self.check(*node, call, "payload", at),
                }
                for (field, node) in [
                    ("timeout", task.timeout),
                    ("heartbeat", task.heartbeat),
                    ("role", task.credentials),
                ] {
                    node.into_iter()
                        .for_each(|node| self.check(node, here, field, at));
                }
            }
            Body::Wait(
                crate::flow::def::Timer::Seconds(node) | crate::flow::def::Timer::Timestamp(node),
            ) => {
                self.check(*node, here, "timer", at);
            }
            Body::Fail { error, cause } => {
                error
                    .iter()
                    .for_each(|node| self.check(*node, here, "error", at));
                cause
                    .iter()
                    .for_each(|node| self.check(*node, here, "cause", at));
            }
            Body::Choice { rules, default } => {
                for rule in rules {
                    self.check(rule.condition, here, "condition", rule.target.from);
                    self.check(rule.data, here, "data", rule.target.from);
                    self.check_assigned(&rule.assign, here);
                }
                default
                    .iter()
                    .for_each(|(node, to)| self.check(*node, here, "data", to.from));
                self.check_assigned(&def.assign, here);
                return;
            }
            Body::Parallel { argument, .. } => self.check(*argument, here, "data", at),
            Body::Map(map) => {
                self.check(map.items, here, "items", at);
                let item = here | Summary::ITEM;
                map.selector
                    .iter()
                    .for_each(|node| self.check(*node, item, "item selector", at));
                map.max_concurrency
                    .iter()
                    .for_each(|node| self.check(*node, here, "max concurrency", at));
                if let Some(distributed) = &map.distributed {
                    for (what, node) in distributed.expressions() {
                        self.check(node, here, what, at);
                    }
                }
            }
            Body::Raw(_) => self.uses.text(),
            Body::Pass | Body::Succeed => {}
        }
        let after = if matches!(def.body, Body::Pass | Body::Succeed | Body::Wait(_)) {
            here
        } else {
            here | Summary::RESULT
        };
        self.check(def.output, after, "output", self.output_location);
        self.check_assigned(&def.assign, after);
        for catcher in &def.catch {
            let caught = here | Summary::ERROR;
            self.check(catcher.data, caught, "catcher", catcher.location);
            self.check_assigned(&catcher.assign, caught);
        }
    }

    fn check_assigned(&mut self, assignments: &[Assignment], reads: u8) {
        for Assignment {
            variable,
            value,
            location,
        } in assignments
        {
            self.check(
                *value,
                reads,
                &format!("value of `${}`", variable.name),
                location,
            );
        }
    }

    fn check(&mut self, node: Node, reads: u8, what: &str, location: &'static Location<'static>) {
        self.uses.read(node, what, location);
        for misplaced in check(
            node,
            Position {
                scope: self.scope,
                reads,
            },
        ) {
            let name = &self.meta.name;
            let (code, message, help) = match misplaced {
                Misplaced::OfAnotherState(of) => {
                    let whose = self
                        .names
                        .get(of.0 as usize)
                        .map_or("another state", |n| n.as_ref());
                    (
                        "expression-of-another-state",
                        format!(
                            "the {what} of state `{name}` reads data of state `{whose}`, which is gone by then"
                        ),
                        "hand the data on in the other state's output, so that it arrives in this state's input",
                    )
                }
                Misplaced::NotHere(data, help) => (
                    "data-not-here",
                    format!("the {what} of state `{name}` reads {data}, which is not there"),
                    help,
                ),
                Misplaced::Parameter(parameter) => (
                    "data-not-here",
                    format!(
                        "the {what} of state `{name}` reads `{parameter}`, what a closure was given, outside of that closure"
                    ),
                    "it exists only while the closure runs: return it from there, as part of the result, or do in the closure what needs it",
                ),
                Misplaced::NotARegex(why) => (
                    "not-a-regex",
                    format!(
                        "in the {what} of state `{name}`, a regular expression cannot be written in JSONata: {why}"
                    ),
                    "write it as in JavaScript, with every bracket that is meant as a character behind a backslash",
                ),
                Misplaced::NotAField => (
                    "not-a-field",
                    format!(
                        "in the {what} of state `{name}`, the closure of `with` or `put` does not return a field"
                    ),
                    "return one of the value's own optional fields: `order.with(|o| o.receipt, receipt)`",
                ),
                Misplaced::Malformed(why) => (
                    "malformed-jsonata",
                    format!(
                        "in the {what} of state `{name}`, the raw JSONata cannot be right: {why}"
                    ),
                    "try the expression in a JSONata playground first, or use the typed methods",
                ),
                Misplaced::NotJson(e) => (
                    "not-json",
                    format!(
                        "in the {what} of state `{name}`, a constant cannot be written as JSON: {e}"
                    ),
                    "use maps with string keys, and no values that JSON does not have",
                ),
            };
            self.error(code, location, message, help);
        }
    }

    /// What a state needs that types cannot see.
    fn check_task(&mut self, def: &StateDef) {
        for member in &def.overwritten {
            let name = &self.meta.name;
            let message = format!(
                "state `{name}` puts `{member}` beside the data, and the data has a member of that name"
            );
            let help = "give the field another name, on the wire `#[serde(rename = \"..\")]`";
            self.error("member-overwritten", self.location, message, help);
        }
        if let Body::Parallel { branches, .. } = &def.body
            && branches.is_empty()
        {
            let message = format!("state `{}` has no branches", self.meta.name);
            self.error(
                "no-branches",
                self.location,
                message,
                "give `parallel_all` at least one",
            );
        }
        if let Body::Choice { rules, .. } = &def.body
            && rules.is_empty()
        {
            let message = format!("state `{}` is a choice without rules", self.meta.name);
            let help = "add a rule with `.when(condition, state)`, or go on without a choice: `pass(data).next(state)`";
            self.error("no-rules", self.location, message, help);
        }
        if let Body::Map(map) = &def.body
            && let Some(distributed) = &map.distributed
        {
            distributed::check(self, distributed);
        }
        let Body::Task(task) = &def.body else { return };
        for (unsupported, location) in &task.trouble {
            let error = SynthesisError::unsupported(
                &self.meta.name,
                location,
                "arguments",
                unsupported.clone(),
            );
            self.errors.push(error);
        }
        let token = |node: Node| reads(node, Summary::TOKEN);
        let handed_out = || match &task.arguments {
            Arguments::Named(arguments) => arguments.iter().any(|(_, node)| token(*node)),
            Arguments::Whole(node) => token(*node),
        };
        if task.pattern == Pattern::WaitForTaskToken && !handed_out() {
            let message = format!(
                "state `{}` waits for a task token that it does not hand out",
                self.meta.name
            );
            let help = "put the token into what is sent: `wait_for_task_token(|token| sqs::send_message(&QUEUE, QuestionExpr { task_token: token, .. }))`";
            self.error("token-not-sent", self.location, message, help);
        }
    }
}

/// The resource of a task.
fn resource(task: &TaskBody) -> String {
    match &task.target {
        Target::Arn(arn) => arn.to_string(),
        Target::Integration { service, action } => {
            let suffix = match task.pattern {
                Pattern::RequestResponse | Pattern::Activity => "",
                Pattern::Sync(suffix) => suffix,
                Pattern::WaitForTaskToken => ".waitForTaskToken",
            };
            ["arn:aws:states:::", service, ":", action, suffix].concat()
        }
    }
}

/// The arguments of a call as one value.
fn payload(arguments: &Arguments) -> Node {
    match arguments {
        Arguments::Named(arguments) => Node::object(arguments.iter().cloned()),
        Arguments::Whole(node) => *node,
    }
}

/// A literal string.
fn literal_text(node: Node) -> Option<&'static str> {
    match node.op() {
        Op::Text(text) => Some(text.as_ref()),
        _ => None,
    }
}

/// A state that the author wrote as text. What its builder was told to retry and to catch comes after what the text has.
fn raw(
    lowering: &mut Lowering<'_>,
    def: &StateDef,
    asl: &str,
    catchers: Vec<model::Catcher>,
) -> State {
    let read = sfn_asl::read_json(asl, &sfn_asl::Limits::default());
    let mut state = State::from_json(read.value.unwrap_or_default());
    let name = &lowering.meta.name;
    let trouble = match (&state, read.diagnostics.first()) {
        (_, Some(diagnostic)) => format!("the raw state `{name}` cannot be read: {diagnostic}"),
        (State::Unknown(_), None) => format!("the raw state `{name}` is no state of the language"),
        _ => {
            handle(lowering, def, &mut state, catchers);
            leads_elsewhere(lowering, def, &state);
            return state;
        }
    };
    lowering.error(
        "raw-state",
        lowering.location,
        trouble,
        "write a JSON object with a `Type` (Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map) and that type's fields",
    );
    state
}

/// Whether the text of a state says another way on than its author does in Rust, which is the one that counts.
fn leads_elsewhere(lowering: &mut Lowering<'_>, def: &StateDef, state: &State) {
    let next = def.next.as_ref().map(|transition| &*transition.meta.name);
    let said = match (state.next(), state.end()) {
        (Some(said), _) if next != Some(&**said) => format!("`\"Next\": \"{said}\"`"),
        (None, Some(true)) if next.is_some() => "`\"End\": true`".to_owned(),
        _ => return,
    };
    let instead = next.map_or("ends with it".to_owned(), |next| {
        format!("goes on to `{next}`")
    });
    let name = &lowering.meta.name;
    let message =
        format!("the text of the raw state `{name}` has {said}, and the workflow {instead}");
    let help = "leave it out of the text: `.next(state)` and `.end()` say where a state goes on";
    lowering.error("raw-state", lowering.location, message, help);
}

/// Adds retriers and catchers to a state written as text, or says that its type has none.
fn handle(
    lowering: &mut Lowering<'_>,
    def: &StateDef,
    state: &mut State,
    catchers: Vec<model::Catcher>,
) {
    let retriers = errors::retriers(def);
    let (retry, catch) = match state {
        State::Task(state) => (&mut state.retry, &mut state.catch),
        State::Parallel(state) => (&mut state.retry, &mut state.catch),
        State::Map(state) => (&mut state.retry, &mut state.catch),
        other => {
            let retried = def.retry.iter().map(|retrier| (retrier.location, "Retry"));
            let caught = def.catch.iter().map(|catcher| (catcher.location, "Catch"));
            for (location, field) in retried.chain(caught) {
                let name = &lowering.meta.name;
                let kind = other.type_name().unwrap_or("state of another type");
                let message = format!("the raw state `{name}` is a {kind}, which has no `{field}`");
                let help = "leave it out: only Task, Parallel and Map states can retry and catch";
                lowering.error("raw-state", location, message, help);
            }
            return;
        }
    };
    retry.extend(retriers);
    catch.extend(catchers);
}
