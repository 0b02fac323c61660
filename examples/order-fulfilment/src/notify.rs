//! Tells the customer. Nobody waits for it: an Express workflow that is started and left alone.

use crate::Customer;
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub(crate) struct Notice {
    pub(crate) customer: Customer,
    pub(crate) trackings: Vec<String>,
}

#[lambda("mail-render-shipped-v1")]
fn render(notice: Notice) -> Mail;

#[derive(Shape)]
struct Mail {
    to: String,
    subject: String,
    body: String,
}

static OUTBOX: Queue = Queue::named("mail-outbox-v1");

#[state]
fn render_mail(notice: Expr<Notice>) -> Flow<(), Express> {
    render(notice)
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(2))
        .next(send_mail)
}

#[state]
fn send_mail(mail: Expr<Mail>) -> Flow<(), Express> {
    sqs::send_message(&OUTBOX, mail)
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
        .discard_result(())
        .end()
}

pub(crate) fn workflow() -> Workflow<Notice, (), Express> {
    Workflow::new("fulfilment-notify-customer-v1", render_mail)
        .comment("Tells the customer that the order is on its way")
        .timeout_seconds(60)
}
