//! A laboratory: the spectrometer stands on the premises, where no function of the cloud reaches it. A worker beside it
//! asks for samples, and the workflow waits for its results.
//!
//! The workflow and the [`worker`] have the same types: [`SPECTROMETER`] says what goes out, what comes back and what can
//! go wrong.

pub mod worker;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sfn_dsl::prelude::*;

/// A sample that was handed in.
#[derive(Clone, Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// What is on its label.
    pub barcode: String,
    /// Whose it is.
    pub study: String,
    /// How often it is to be measured.
    pub scans: u32,
}

/// What the spectrometer is asked to do.
#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Measurement {
    /// Which sample.
    pub barcode: String,
    /// How often.
    pub scans: u32,
}

/// What it found. The spectrum itself is too large for a payload and stays in S3.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Spectrum {
    /// Where it is.
    pub key: String,
    /// The strongest line, in nanometres.
    pub peak_nm: f64,
}

/// What can go wrong on the premises.
#[derive(Clone, Copy, Debug, PartialEq, LambdaError)]
pub enum SpectrometerError {
    /// The lamp is cold: in some minutes it works.
    LampWarmingUp,
    /// There is no sample with that label in the tray.
    SampleNotFound,
}

/// What is known of a sample in the end.
#[derive(Serialize, Deserialize, JsonSchema, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Analysis {
    /// The sample.
    pub sample: Sample,
    /// What was found.
    pub spectrum: Spectrum,
}

/// A sample that was not measured.
#[derive(Serialize, Deserialize, Shape)]
pub struct Unmeasured {
    /// The sample.
    pub sample: Sample,
    /// Why.
    pub error: ErrorOutput,
}

/// The activity that the worker asks for tasks.
pub static SPECTROMETER: Activity<Measurement, Spectrum, SpectrometerError> =
    Activity::named("laboratory-spectrometer-v1");

static RESULTS: EventBus = EventBus::named("laboratory-results-v1");
static TECHNICIANS: Topic = Topic::named("laboratory-technicians-v1");

/// A worker that is gone is noticed after two minutes without a heartbeat, and another one takes over. The two hours
/// begin when the sample is asked for, so they include the queue at the instrument.
#[state]
fn measure(sample: Expr<Sample>) -> Flow<Analysis> {
    let measurement = MeasurementExpr {
        barcode: sample.barcode,
        scans: sample.scans,
    };
    let unmeasured = |error| UnmeasuredExpr { sample, error };
    activity::run(&SPECTROMETER, measurement)
        .timeout_seconds(7_200)
        .heartbeat_seconds(120)
        .retry(
            Retry::on(SpectrometerError::LAMP_WARMING_UP)
                .interval_seconds(300)
                .max_attempts(4)
                .backoff_rate(1.0),
        )
        .retry(Retry::on(errors::HEARTBEAT_TIMEOUT).max_attempts(2))
        .output(|spectrum| AnalysisExpr { sample, spectrum })
        // An error that the worker learns to report does not compile until it is said here where it leads; a lamp that
        // stays cold is for the technician, as all the rest.
        .catch_each(|error, said| match error {
            SpectrometerError::SampleNotFound => Some(to(unmeasured(said), ask_for_the_sample)),
            SpectrometerError::LampWarmingUp => None,
        })
        .catch_with(errors::ALL, unmeasured, call_a_technician)
        .next(announce)
}

#[state]
fn announce(analysis: Expr<Analysis>) -> Flow<Analysis> {
    events::put_events([event("laboratory", "SampleAnalysed", analysis).on(&RESULTS)])
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
        .discard_result(analysis)
        .end()
}

#[state]
fn ask_for_the_sample(unmeasured: Expr<Unmeasured>) -> Flow<Analysis> {
    let sample = unmeasured.sample;
    sns::publish(
        &TECHNICIANS,
        text!("{} of {} is not in the tray", sample.barcode, sample.study),
    )
    .timeout_seconds(10)
    .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
    .discard_result(unmeasured)
    .next(not_measured)
}

#[state]
fn call_a_technician(unmeasured: Expr<Unmeasured>) -> Flow<Analysis> {
    let (sample, error) = (unmeasured.sample, unmeasured.error);
    sns::publish(
        &TECHNICIANS,
        text!("{}: {} ({})", sample.barcode, error.error, error.cause),
    )
    .subject("A sample could not be measured")
    .timeout_seconds(10)
    .retry(Retry::on(errors::TASK_FAILED).max_attempts(4).full_jitter())
    .discard_result(unmeasured)
    .next(not_measured)
}

#[state]
fn not_measured(unmeasured: Expr<Unmeasured>) -> Flow<Analysis> {
    fail(unmeasured.error.error, unmeasured.error.cause)
}

/// The workflow.
pub fn workflow() -> Workflow<Sample, Analysis> {
    Workflow::new("laboratory-analyse-sample-v1", measure)
        .comment("Has a sample measured on the premises")
        .timeout_seconds(86_400)
}
