//! A recording becomes text. Amazon Transcribe has no `.sync` form in Step Functions: the job is started, asked about every
//! half minute, at most two hours long, and settled.

use sfn_codegen::App;
use sfn_dsl::patterns::poll::{self, Polled};
use sfn_dsl::patterns::{Failed, FailedExpr};
use sfn_dsl::prelude::*;

/// Where recordings are, and where transcripts go; literals, so that the policy is for these buckets alone.
const RECORDINGS: &str = "media-recordings";
const TRANSCRIPTS: &str = "media-transcripts";

#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Recording {
    recording_id: String,
    key: String,
    language: String,
}

/// A job that was started.
#[derive(Shape)]
struct Job {
    recording_id: String,
    job_name: String,
}

/// What Transcribe answers when asked about a job; what is not used is left out.
#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct GetTranscriptionJob {
    transcription_job: TranscriptionJob,
}

#[derive(Shape)]
#[serde(rename_all = "PascalCase")]
struct TranscriptionJob {
    transcription_job_status: JobStatus,
    failure_reason: Option<String>,
}

#[derive(Clone, Copy, Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum JobStatus {
    Queued,
    InProgress,
    Failed,
    Completed,
}

type Asked = Polled<Job, TranscriptionJob>;

/// Where the transcript is.
#[derive(Shape)]
#[serde(rename_all = "camelCase")]
struct Transcript {
    recording_id: String,
    bucket: String,
    key: String,
}

const STARTED_BEFORE: ErrorName = errors::custom("Transcribe.ConflictException");

static ALERTS: Topic = Topic::named("media-alerts-v1");
static BUS: EventBus = EventBus::named("media");

/// A job has the name of the execution: were the start tried again, it would not be a second job.
#[state]
fn start_transcription(recording: Expr<Recording>) -> Flow<Transcript> {
    let job = JobExpr {
        recording_id: recording.recording_id,
        job_name: context::execution_name(),
    };
    let transcribed = transcribed();
    aws_sdk!(transcribe:startTranscriptionJob {
        TranscriptionJobName: job.job_name,
        Media: { MediaFileUri: text!("s3://{}/{}", RECORDINGS, recording.key) },
        LanguageCode: recording.language,
        OutputBucketName: TRANSCRIPTS,
    })
    .timeout_seconds(30)
    .retry(Retry::on(STARTED_BEFORE).max_attempts(0))
    .retry(again())
    .discard_result(job)
    .catch_with(STARTED_BEFORE, |_| job, transcribed.clone())
    .catch_with(
        errors::ALL,
        |failure| FailedExpr {
            data: lit(job),
            failure,
        },
        lost,
    )
    .next(transcribed)
}

/// Every half minute, two hours long.
fn transcribed() -> StateFn<Job, Transcript> {
    poll::at_most(240)
        .every_seconds(30)
        .check("Transcription", |job: Expr<Job>| {
            aws_sdk!(transcribe:getTranscriptionJob {
                TranscriptionJobName: job.job_name,
            } -> GetTranscriptionJob)
            .timeout_seconds(10)
            .retry(again())
            .output(|answer| answer.transcription_job)
        })
        .decide_on(
            |job| job.transcription_job_status,
            |asked, status| match status {
                JobStatus::Queued | JobStatus::InProgress => poll::again(),
                JobStatus::Completed => poll::settle(asked.job, announce),
                JobStatus::Failed => poll::settle(asked, not_transcribed),
            },
        )
        .ends(poll::Ends {
            exhausted: too_slow,
            failed: lost,
        })
}

#[state]
fn announce(job: Expr<Job>) -> Flow<Transcript> {
    let transcript = TranscriptExpr {
        recording_id: job.recording_id,
        bucket: lit(TRANSCRIPTS),
        key: text!("{}.json", job.job_name),
    };
    events::put_events([event("media.transcription", "RecordingTranscribed", transcript).on(&BUS)])
        .timeout_seconds(10)
        .retry(again())
        .discard_result(transcript)
        .catch_with(
            errors::ALL,
            |failure| FailedExpr { data: job, failure },
            lost,
        )
        .end()
}

/// Transcribe gave up on the recording: a format it does not know, a language it does not hear.
#[state]
fn not_transcribed(asked: Expr<Asked>) -> Flow<Transcript> {
    let reason = asked.answer.failure_reason.unwrap_or("no reason was given");
    fail(
        "NotTranscribed",
        text!("recording {}: {}", asked.job.recording_id, reason),
    )
}

#[state]
fn too_slow(asked: Expr<Asked>) -> Flow<Transcript> {
    let text = text!(
        "recording {} is not transcribed after two hours, see job {}",
        asked.job.recording_id,
        asked.job.job_name
    );
    alert(text)
        .discard_result(text)
        .catch_with(errors::ALL, |_| text, given_up)
        .next(given_up)
}

#[state]
fn given_up(text: Expr<String>) -> Flow<Transcript> {
    fail("TooSlow", text)
}

/// The job could not be started, asked about or announced.
#[state]
fn lost(failed: Expr<Failed<Job>>) -> Flow<Transcript> {
    let text = text!(
        "recording {}: {}",
        failed.data.recording_id,
        failed.failure.cause
    );
    alert(text)
        .discard_result(failed)
        .catch_with(errors::ALL, |_| failed, failed_for_good)
        .next(failed_for_good)
}

#[state]
fn failed_for_good(failed: Expr<Failed<Job>>) -> Flow<Transcript> {
    fail(failed.failure.error, failed.failure.cause)
}

fn alert(text: Expr<String>) -> sfn_dsl::Task<sns::PublishResult, sns::Publish> {
    sns::publish(&ALERTS, text)
        .subject("A recording was not transcribed")
        .timeout_seconds(10)
        .retry(again())
}

/// How most steps are tried again.
fn again() -> Retry {
    Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
        .interval_seconds(2)
        .max_attempts(3)
        .full_jitter()
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("media-transcribe-recording-v1", start_transcription)
        .comment("Starts a transcription and asks until it is done")
        .timeout_seconds(3 * 3600);
    App::new().workflow(workflow).run()
}
