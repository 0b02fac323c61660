//! The workflow that the data describes, through the DSL: every state is a closure that looks itself up.

use std::rc::Rc;

use sfn_dsl::prelude::*;
use sfn_dsl::{Errors, Synthesis};

use crate::model::{Body, Call, CatchData, Ending, Model, RetryData, Test};

/// The data of every state.
#[derive(Shape)]
pub struct Data {
    pub id: String,
    pub total: u64,
    pub items: Vec<Data>,
    pub note: Option<String>,
    pub check: Option<Check>,
    pub error: Option<ErrorOutput>,
}

#[derive(Shape)]
pub struct Check {
    pub ok: bool,
}

#[derive(Shape)]
pub struct Note {
    pub about: String,
    pub total: u64,
    pub label: String,
}

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:work")]
fn work(data: Data) -> Data;

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:check")]
fn check(data: Data) -> Check;

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:check", direct)]
fn check_directly(data: Data) -> Check;

#[lambda(arn = "arn:aws:lambda:eu-west-1:123456789012:function:note")]
fn note(note: Note) -> Check;

pub fn synthesize<K: Kind>(model: &Rc<Model>) -> Result<Synthesis, Errors> {
    let language = if model.jsonata { Jsonata } else { JsonPath };
    let start = make::<K>(model, model.scopes[0].start);
    Workflow::new("random", start)
        .query_language(language)
        .synthesize()
}

fn make<K: Kind>(model: &Rc<Model>, at: usize) -> StateFn<Data, Data, K> {
    let data = &model.states[at];
    let of = Rc::clone(model);
    let mut made = state(data.name.clone(), move |data| define(&of, at, data));
    if let Some(comment) = &data.comment {
        made = made.comment(comment.clone());
    }
    if data.own_jsonata {
        made = made.query_language(Jsonata);
    }
    made
}

/// Adds retriers, catchers and the way on to a Task, Parallel or Map.
macro_rules! finish {
    ($builder:expr, $model:expr, $data:expr, $end:expr) => {{
        let (model, data, end): (&Rc<Model>, Expr<Data>, &Ending) = ($model, $data, $end);
        let mut builder = $builder;
        for retry in &end.retry {
            builder = builder.retry(retrier(retry));
        }
        match end.catch.split_first() {
            None => match end.next {
                Some(next) => builder.next(make(model, next)),
                None => builder.end(),
            },
            Some((first, rest)) => {
                let handled = |c: &CatchData, error: Expr<ErrorOutput>| match c.with_error {
                    true => data.with(|d| d.error, error),
                    false => data,
                };
                let mut builder = builder.catch_with(
                    names(&first.errors),
                    |e| handled(first, e),
                    make(model, first.target),
                );
                for c in rest {
                    builder = builder.catch_with(
                        names(&c.errors),
                        |e| handled(c, e),
                        make(model, c.target),
                    );
                }
                match end.next {
                    Some(next) => builder.next(make(model, next)),
                    None => builder.end(),
                }
            }
        }
    }};
}

fn define<K: Kind>(model: &Rc<Model>, at: usize, data: Expr<Data>) -> Flow<Data, K> {
    match &model.states[at].body {
        Body::Task(task) => {
            macro_rules! task {
                ($call:expr) => {{
                    let mut call = $call;
                    if let Some(seconds) = task.timeout {
                        call = call.timeout_seconds(seconds);
                    }
                    if !task.recommended_retry {
                        call = call.without_default_retry();
                    }
                    call
                }};
            }
            let end = &task.end;
            match task.call {
                Call::Work => finish!(task!(work(data)), model, data, end),
                Call::WorkDiscarded => {
                    finish!(task!(work(data)).discard_result(data), model, data, end)
                }
                Call::Check => {
                    finish!(task!(check(data)).put(data, |d| d.check), model, data, end)
                }
                Call::CheckDirectly => {
                    let call = task!(check_directly(data)).put(data, |d| d.check);
                    finish!(call, model, data, end)
                }
                Call::Note => {
                    let payload = NoteExpr {
                        about: data.id,
                        total: data.total,
                        label: lit("random"),
                    };
                    let call = task!(note(payload)).put(data, |d| d.check);
                    finish!(call, model, data, end)
                }
            }
        }
        Body::Pass { noted, next } => {
            let pass = match noted {
                Some(text) => pass(data.with(|d| d.note, text.clone())),
                None => pass(data),
            };
            match next {
                Some(next) => pass.next(make(model, *next)),
                None => pass.end(),
            }
        }
        Body::Wait { seconds, next } => {
            let wait = wait(data).seconds(*seconds);
            match next {
                Some(next) => wait.next(make(model, *next)),
                None => wait.end(),
            }
        }
        Body::Succeed => succeed(data),
        Body::Fail {
            error,
            cause: Some(cause),
        } => fail(error.clone(), cause.clone()),
        Body::Fail { error, cause: None } => fail_error(error.clone()),
        Body::Choice { rules, default } => {
            let mut choice = choice(data);
            for (test, target) in rules {
                choice = choice.when(condition(test, data), make(model, *target));
            }
            match default {
                Some(default) => choice.otherwise(make(model, *default)),
                None => choice.or_no_choice_matched(),
            }
        }
        Body::Parallel {
            branches,
            tuple,
            end,
        } => {
            let mut starts = branches.iter().map(|b| make(model, model.scopes[*b].start));
            if *tuple && branches.len() == 2 {
                let mut branch = || starts.next().expect("two branches");
                let both = parallel(data).branch(branch()).branch(branch());
                return finish!(both.discard_result(data), model, data, end);
            }
            finish!(
                parallel_all(data, starts).discard_result(data),
                model,
                data,
                end
            )
        }
        Body::Map { body, limit, end } => {
            let mut map = map(data.items, make(model, model.scopes[*body].start));
            if let Some(limit) = limit {
                map = map.max_concurrency(*limit);
            }
            finish!(map.discard_result(data), model, data, end)
        }
    }
}

fn condition(test: &Test, data: Expr<Data>) -> Expr<bool> {
    match test {
        Test::Above(total) => data.total.gt(*total),
        Test::Named(id) => data.id.eq(id.clone()),
        Test::Both(total, id) => data.total.le(*total).and(data.id.eq(id.clone())),
        Test::Neither(total, id) => not(data.total.lt(*total).or(data.id.eq(id.clone()))),
    }
}

fn names(errors: &[String]) -> Vec<ErrorName> {
    errors.iter().cloned().map(errors::custom_name).collect()
}

fn retrier(data: &RetryData) -> Retry {
    let mut retry = Retry::on(names(&data.errors));
    if let Some(seconds) = data.interval {
        retry = retry.interval_seconds(seconds);
    }
    if let Some(attempts) = data.attempts {
        retry = retry.max_attempts(attempts);
    }
    if let Some(tenths) = data.rate {
        retry = retry.backoff_rate(f64::from(tenths) / 10.0);
    }
    if let Some(seconds) = data.max_delay {
        retry = retry.max_delay_seconds(seconds);
    }
    match data.jitter {
        Some(true) => retry.full_jitter(),
        Some(false) => retry.no_jitter(),
        None => retry,
    }
}
