//! Pipelines that a program defines: each tenant has a workflow of its own, made from a file that says what its documents
//! go through.
//!
//! The states of a tenant are known only when the program runs, so they are closures with names, [`state()`], and not
//! functions; what they hand one another is typed all the same.

mod config;

pub use config::{ConfigError, ConfigErrors};

use config::{Step, Tenant};
use sfn_dsl::prelude::*;
use std::rc::Rc;

/// A document on its way through the steps: each takes one and gives one.
#[derive(Shape)]
pub struct Document {
    /// Where it is.
    pub key: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What the steps found out so far.
    pub findings: Vec<Finding>,
}

/// What a step found out about a document.
#[derive(Shape)]
pub struct Finding {
    /// What it is about, `language` say.
    pub name: String,
    /// What it is, `de` say.
    pub value: String,
}

/// A document that a step could not deal with.
#[derive(Shape)]
struct Failure {
    document: Document,
    step: String,
    error: ErrorOutput,
}

/// The workflows of the tenants in a file.
///
/// # Errors
/// Everything that is wrong with the file, each with its line.
pub fn workflows(
    file: &str,
    text: &str,
) -> Result<Vec<Workflow<Document, Document>>, ConfigErrors> {
    let tenants = config::read(file, text)?;
    Ok(tenants
        .into_iter()
        .map(|tenant| workflow(Rc::new(tenant)))
        .collect())
}

fn workflow(tenant: Rc<Tenant>) -> Workflow<Document, Document> {
    let seconds: u64 = tenant.steps.iter().map(Step::longest_seconds).sum();
    Workflow::new(format!("pipelines-{}-v1", tenant.name), check_size(&tenant))
        .comment(format!("What the documents of {} go through", tenant.name))
        .timeout_seconds(seconds + 60)
}

fn check_size(tenant: &Rc<Tenant>) -> StateFn<Document, Document> {
    let tenant = Rc::clone(tenant);
    state("CheckSize", move |document: Expr<Document>| {
        choice(document)
            .when(
                document.bytes.gt(tenant.max_megabytes * 1_000_000),
                too_large,
            )
            .otherwise(step(&tenant, 0))
    })
}

#[state]
fn too_large(document: Expr<Document>) -> Flow<Document> {
    fail(
        "DocumentTooLarge",
        text!("{} has {} bytes", document.key, document.bytes),
    )
}

/// The step at this place, which goes on with the one after it.
fn step(tenant: &Rc<Tenant>, at: usize) -> StateFn<Document, Document> {
    let Some(step) = tenant.steps.get(at).cloned() else {
        return state("Done", |document| succeed(document));
    };
    let tenant = Rc::clone(tenant);
    let comment = step.kind.about;
    state(step.kind.state, move |document: Expr<Document>| {
        let function = Function::from_name(format!("pipelines-{}-v1", step.kind.name));
        let failure = |error| FailureExpr {
            document,
            step: lit(step.kind.name),
            error,
        };
        let task = lambda::call::<Document>(&function, document)
            .timeout_seconds(step.timeout_seconds)
            .retry(
                Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
                    .interval_seconds(5)
                    .max_attempts(step.retries())
                    .full_jitter(),
            );
        let next = self::step(&tenant, at + 1);
        if step.optional {
            task.catch_with(errors::ALL, |_| document, next.clone())
                .next(next)
        } else {
            task.catch_with(errors::ALL, failure, alert(&tenant))
                .next(next)
        }
    })
    .comment(comment)
}

fn alert(tenant: &Tenant) -> StateFn<Failure, Document> {
    let topic = Topic::from_name(format!("pipelines-{}-alerts", tenant.name));
    state("Alert", move |failure: Expr<Failure>| {
        let (document, error) = (failure.document, failure.error);
        sns::publish(
            &topic,
            text!("{} at {}: {}", document.key, failure.step, error.cause),
        )
        .subject("A document could not be processed")
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
        .discard_result(failure)
        .next(not_processed)
    })
}

#[state]
fn not_processed(failure: Expr<Failure>) -> Flow<Document> {
    fail(failure.error.error, failure.error.cause)
}
