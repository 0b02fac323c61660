//! An agent works on a task: it decides, calls a tool, observes what comes of it, and decides again, until it has an answer
//! or one of its limits is reached.
//!
//! What it said and saw is kept by `agents-decide-v1` under the session, since a conversation outgrows a payload. What the
//! workflow itself has to know from round to round is in variables.

use sfn_codegen::App;
use sfn_dsl::prelude::*;

/// Rounds that an agent has at most, whatever is asked: a Standard execution ends after 25,000 events.
const MAX_ROUNDS: u64 = 100;

/// What is asked.
#[derive(Shape)]
struct Request {
    goal: String,
    /// How many tokens it may cost.
    token_budget: u64,
}

/// What the agent decides upon.
#[derive(Shape)]
struct Situation {
    session: String,
    goal: String,
    rounds_left: u64,
    /// What came of the last tool; nothing in the first round.
    observation: Option<Observation>,
}

#[derive(Shape)]
struct Decided {
    tokens_used: u64,
    action: Action,
}

/// What the agent can decide.
#[derive(Shape)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Action {
    /// Done.
    Answer { text: String },
    /// A tool that answers within a minute.
    CallTool { call: ToolCall },
    /// One that takes its time: a crawl, a build, a simulation.
    StartJob { call: ToolCall },
    /// Something that only whoever asked can know.
    AskPerson { call_id: String, question: String },
}

#[derive(Shape)]
struct ToolCall {
    id: String,
    tool: String,
    arguments: Value,
}

/// What came of a call. A tool that fails is observed like any other: the agent may know another way.
#[derive(Shape)]
struct Observation {
    call_id: String,
    succeeded: bool,
    content: String,
}

/// What the workers of long tools get.
#[derive(Shape)]
struct Job {
    call: ToolCall,
    session: String,
    task_token: TaskToken,
}

#[derive(Shape)]
struct Question {
    question: String,
    session: String,
    task_token: TaskToken,
}

#[derive(Shape)]
struct Answer {
    text: String,
    rounds: u64,
    tokens: u64,
}

#[derive(LambdaError)]
enum ModelError {
    Throttled,
    Overloaded,
    /// What the model said is no action. It is asked again.
    Unreadable,
}

#[lambda("agents-decide-v1")]
fn decide_with_model(situation: Situation) -> Result<Decided, ModelError>;

/// Gives what the tool says, as text for the model.
#[lambda("agents-call-tool-v3")]
fn use_tool(call: ToolCall) -> String;

static JOBS: Queue = Queue::named("agents-jobs-v1");
static QUESTIONS: Queue = Queue::named("agents-questions-v1");

static GOAL: Variable<String> = Variable::named("goal");
static BUDGET: Variable<u64> = Variable::named("budget");
static ROUNDS: Variable<u64> = Variable::named("rounds");
static TOKENS: Variable<u64> = Variable::named("tokens");

#[state]
fn begin(request: Expr<Request>) -> Flow<Answer> {
    pass(none::<Observation>())
        .assign(&GOAL, request.goal)
        .assign(&BUDGET, request.token_budget)
        .assign(&ROUNDS, 0)
        .assign(&TOKENS, 0)
        .next(decide)
}

/// The session is the execution: its name is unique, and whoever looks at one finds the other.
#[state]
fn decide(observation: Expr<Option<Observation>>) -> Flow<Answer> {
    let situation = SituationExpr {
        session: context::execution_name(),
        goal: GOAL.get(),
        rounds_left: lit(MAX_ROUNDS) - ROUNDS.get(),
        observation,
    };
    decide_with_model(situation)
        .timeout_seconds(120)
        .retry(
            Retry::on([ModelError::THROTTLED, ModelError::OVERLOADED])
                .interval_seconds(5)
                .max_attempts(8)
                .max_delay_seconds(120)
                .full_jitter(),
        )
        .retry(Retry::on((ModelError::UNREADABLE, errors::TIMEOUT)).max_attempts(2))
        .assign_result(&TOKENS, |decided| TOKENS.get() + decided.tokens_used)
        .assign(&ROUNDS, ROUNDS.get() + 1)
        .catch(errors::ALL, no_decision)
        .next(act)
}

#[state]
fn act(decided: Expr<Decided>) -> Flow<Answer> {
    choice_on(decided.action, |action| match action {
        ActionCase::Answer { text } => to(text, answer),
        ActionCase::CallTool { call } => to(call, call_tool),
        ActionCase::StartJob { call } => to(call, start_job),
        ActionCase::AskPerson { call_id, question } => {
            to(AskingExpr { call_id, question }, ask_person)
        }
    })
}

#[derive(Shape)]
struct Asking {
    call_id: String,
    question: String,
}

#[state]
fn answer(text: Expr<String>) -> Flow<Answer> {
    succeed(AnswerExpr {
        text,
        rounds: ROUNDS.get(),
        tokens: TOKENS.get(),
    })
}

#[state]
fn call_tool(call: Expr<ToolCall>) -> Flow<Answer> {
    use_tool(call)
        .timeout_seconds(60)
        .output(|content| observed(call.id, content))
        .catch_with(errors::ALL, |error| not_observed(call.id, error), observe)
        .next(observe)
}

/// A worker takes the job from the queue and returns the token with what came of it; until then nothing is paid for. One that
/// gives no heartbeat for five minutes is given up.
#[state]
fn start_job(call: Expr<ToolCall>) -> Flow<Answer> {
    wait_for_task_token(|task_token| {
        let job = JobExpr {
            call,
            session: context::execution_name(),
            task_token,
        };
        sqs::send_message(&JOBS, job)
    })
    .timeout_seconds(3_600)
    .heartbeat_seconds(300)
    .output(|content| observed(call.id, content))
    .catch_with(errors::ALL, |error| not_observed(call.id, error), observe)
    .next(observe)
}

/// A day to answer; an agent that hears nothing goes on without.
#[state]
fn ask_person(asking: Expr<Asking>) -> Flow<Answer> {
    wait_for_task_token(|task_token| {
        let question = QuestionExpr {
            question: asking.question,
            session: context::execution_name(),
            task_token,
        };
        sqs::send_message(&QUESTIONS, question)
    })
    .timeout_seconds(86_400)
    .output(|content| observed(asking.call_id, content))
    .catch_with(
        errors::ALL,
        |error| not_observed(asking.call_id, error),
        observe,
    )
    .next(observe)
}

fn observed(call_id: Expr<String>, content: Expr<String>) -> ObservationExpr {
    ObservationExpr {
        call_id,
        succeeded: lit(true),
        content,
    }
}

fn not_observed(call_id: Expr<String>, error: Expr<ErrorOutput>) -> ObservationExpr {
    ObservationExpr {
        call_id,
        succeeded: lit(false),
        content: text!("{}: {}", error.error, error.cause),
    }
}

/// Round after round, until a limit is reached.
#[state]
fn observe(observation: Expr<Observation>) -> Flow<Answer> {
    choice(observation)
        .when(ROUNDS.get().ge(MAX_ROUNDS), out_of_rounds)
        .when(TOKENS.get().ge(BUDGET.get()), out_of_tokens)
        .otherwise_to(to(some(observation), decide))
}

#[state]
fn out_of_rounds(_: Expr<Observation>) -> Flow<Answer> {
    fail("OutOfRounds", text!("no answer in {} rounds", ROUNDS.get()))
}

#[state]
fn out_of_tokens(_: Expr<Observation>) -> Flow<Answer> {
    fail(
        "OutOfTokens",
        text!("{} of {} tokens used", TOKENS.get(), BUDGET.get()),
    )
}

#[state]
fn no_decision(error: Expr<ErrorOutput>) -> Flow<Answer> {
    fail("NoDecision", text!("{}: {}", error.error, error.cause))
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("agents-run-task-v1", begin)
        .comment("Decides, calls a tool, observes, until there is an answer")
        .timeout_seconds(7 * 86_400);
    App::new().workflow(workflow).run()
}
