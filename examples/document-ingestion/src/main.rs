//! A PDF arrives in S3; its text is cut into chunks, each chunk is embedded, and all are put into the vector store.
//!
//! What is large stays in S3: states hand on keys, since a payload ends at 262,144 bytes.

use schemars::JsonSchema;
use sfn_codegen::App;
use sfn_dsl::prelude::*;
use sfn_dsl::triggers::S3ObjectCreated;

/// The bucket that sends its `Object Created` events; a literal, so that the policy is for this bucket alone.
const INBOX: &str = "ingestion-inbox";
const MAX_BYTES: u64 = 50_000_000;

/// A document on its way.
#[derive(Shape)]
struct Document {
    key: String,
    etag: String,
    size: u64,
}

#[derive(Shape)]
struct Extracted {
    document: Document,
    text_key: String,
    pages: u32,
}

#[derive(Shape)]
struct Chunked {
    document: Document,
    chunk_keys: Vec<String>,
}

#[derive(Shape)]
struct ChunkToEmbed {
    document_key: String,
    chunk_key: String,
    position: u64,
    model: String,
}

#[derive(Shape)]
struct Embedded {
    document: Document,
    vector_keys: Vec<String>,
}

#[derive(Shape)]
struct Upserted {
    vectors: u64,
}

#[derive(Shape)]
struct Stored {
    document: Document,
    vectors: u64,
}

/// How it ended.
#[derive(JsonSchema, Shape)]
struct Ingested {
    key: String,
    status: Status,
    vectors: u64,
}

#[derive(Clone, Copy, JsonSchema, Shape)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    Started,
    Ingested,
    AlreadyIngested,
    Failed,
}

/// What the table knows of a document: a version of it is ingested once, however often the event arrives.
#[derive(Shape)]
struct Record {
    key: String,
    etag: String,
    status: Status,
    execution: String,
}

#[derive(Shape)]
struct RecordKey {
    key: String,
    etag: String,
}

#[derive(Shape)]
struct Failure {
    document: Document,
    error: ErrorOutput,
}

#[derive(LambdaError)]
enum ExtractionError {
    PasswordProtected,
    NotAPdf,
}

#[derive(LambdaError)]
enum EmbeddingError {
    ModelThrottled,
    ModelTimedOut,
}

#[lambda("ingestion-extract-text-v1")]
fn extract(document: Document) -> Result<Extracted, ExtractionError>;

#[lambda("ingestion-chunk-text-v2")]
fn chunk(extracted: Extracted) -> Chunked;

/// Gives the key of the vector.
#[lambda("ingestion-embed-chunk-v1")]
fn embed(chunk: ChunkToEmbed) -> Result<String, EmbeddingError>;

#[lambda("ingestion-upsert-vectors-v1")]
fn upsert(embedded: Embedded) -> Upserted;

static DOCUMENTS: Table<Record, RecordKey> = Table::named("ingestion-documents-v1");
static EVENTS: Topic = Topic::named("ingestion-document-events-v1");
static ALERTS: Topic = Topic::named("ingestion-alerts-v1");

const TABLE_BUSY: [ErrorName; 2] = [
    errors::DYNAMODB_THROUGHPUT_EXCEEDED,
    errors::custom("DynamoDB.InternalServerErrorException"),
];
const S3_BUSY: ErrorName = errors::custom("S3.S3Exception");

/// The whole of it in one branch, so that one catch-all covers every step and the failure says which document it was.
#[state]
fn ingest_document(event: Expr<S3ObjectCreated>) -> Flow<Ingested> {
    let object = event.detail.object;
    let document = DocumentExpr {
        key: object.key,
        etag: object.etag,
        size: object.size,
    };
    let failure = |error| FailureExpr {
        document: document.into_expr(),
        error,
    };
    parallel(document)
        .branch(check_size)
        .output(|branches| branches.0)
        // `States.ALL` leaves this one out.
        .catch_with(errors::DATA_LIMIT_EXCEEDED, failure, mark_failed)
        .catch_with(errors::ALL, failure, mark_failed)
        .end()
}

#[state]
fn check_size(document: Expr<Document>) -> Flow<Ingested> {
    choice(document)
        .when(document.size.gt(MAX_BYTES), too_large)
        .otherwise(claim_document)
}

#[state]
fn too_large(document: Expr<Document>) -> Flow<Ingested> {
    fail(
        "DocumentTooLarge",
        text!("{} has {} bytes", document.key, document.size),
    )
}

/// EventBridge delivers an event at least once; the second time ends here.
#[state]
fn claim_document(document: Expr<Document>) -> Flow<Ingested> {
    let record = RecordExpr {
        key: document.key,
        etag: document.etag,
        status: lit(Status::Started),
        execution: context::execution_id(),
    };
    dynamodb::put_item(&DOCUMENTS, record)
        .condition("attribute_not_exists(etag) OR #status = :failed")
        .expression_name("#status", "status")
        .expression_value(":failed", lit(Status::Failed))
        .timeout_seconds(10)
        .retry(Retry::on(TABLE_BUSY).max_attempts(4).full_jitter())
        .discard_result(document)
        .catch_with(
            errors::DYNAMODB_CONDITIONAL_CHECK_FAILED,
            |_| document,
            already_ingested,
        )
        .next(extract_text)
}

#[state]
fn already_ingested(document: Expr<Document>) -> Flow<Ingested> {
    succeed(IngestedExpr {
        key: document.key,
        status: lit(Status::AlreadyIngested),
        vectors: lit(0_u64),
    })
}

/// Writes the text beside the document. A PDF that cannot be read is not tried again.
#[state]
fn extract_text(document: Expr<Document>) -> Flow<Ingested> {
    extract(document)
        .timeout_seconds(300)
        .retry(
            Retry::on([
                ExtractionError::PASSWORD_PROTECTED,
                ExtractionError::NOT_A_PDF,
            ])
            .max_attempts(0),
        )
        .retry(
            Retry::on([errors::TASK_FAILED, errors::TIMEOUT])
                .interval_seconds(5)
                .max_attempts(2),
        )
        .next(chunk_text)
}

#[state]
fn chunk_text(extracted: Expr<Extracted>) -> Flow<Ingested> {
    chunk(extracted)
        .timeout_seconds(60)
        .retry(
            Retry::on(errors::TASK_FAILED)
                .interval_seconds(2)
                .max_attempts(2),
        )
        .next(embed_chunks)
}

/// Five at a time is what the quota of the model bears with ten documents under way.
#[state]
fn embed_chunks(chunked: Expr<Chunked>) -> Flow<Ingested> {
    let document = chunked.document;
    map_select(
        chunked.chunk_keys,
        |chunk| ChunkToEmbedExpr {
            document_key: document.key,
            chunk_key: chunk.value,
            position: chunk.index,
            model: lit("amazon.titan-embed-text-v2:0"),
        },
        embed_chunk,
    )
    .max_concurrency(5)
    .output(|vector_keys| EmbeddedExpr {
        document,
        vector_keys,
    })
    .next(upsert_vectors)
}

#[state]
fn embed_chunk(chunk: Expr<ChunkToEmbed>) -> Flow<String> {
    embed(chunk)
        .timeout_seconds(60)
        .retry(
            Retry::on([
                EmbeddingError::MODEL_THROTTLED,
                EmbeddingError::MODEL_TIMED_OUT,
            ])
            .interval_seconds(2)
            .max_attempts(6)
            .max_delay_seconds(60)
            .full_jitter(),
        )
        .end()
}

#[state]
fn upsert_vectors(embedded: Expr<Embedded>) -> Flow<Ingested> {
    let document = embedded.document;
    upsert(embedded)
        .timeout_seconds(120)
        .retry(
            Retry::on(errors::TASK_FAILED)
                .interval_seconds(5)
                .max_attempts(3),
        )
        .output(|upserted| StoredExpr {
            document,
            vectors: upserted.vectors,
        })
        .next(tag_document)
}

/// The tag is what the lifecycle rule of the bucket goes by. No function is needed for one call of S3.
#[state]
fn tag_document(stored: Expr<Stored>) -> Flow<Ingested> {
    aws_sdk!(s3:putObjectTagging {
        Bucket: INBOX,
        Key: stored.document.key,
        Tagging: { TagSet: [{ Key: "ingestion", Value: "done" }] },
    })
    .timeout_seconds(10)
    .retry(Retry::on(S3_BUSY).max_attempts(4).full_jitter())
    .discard_result(stored)
    .next(mark_ingested)
}

#[state]
fn mark_ingested(stored: Expr<Stored>) -> Flow<Ingested> {
    let document = stored.document;
    dynamodb::update_item(&DOCUMENTS, key_of(document))
        .set(|record| record.status, Status::Ingested)
        .timeout_seconds(10)
        .retry(Retry::on(TABLE_BUSY).max_attempts(4).full_jitter())
        .discard_result(IngestedExpr {
            key: document.key,
            status: lit(Status::Ingested),
            vectors: stored.vectors,
        })
        .next(notify_completion)
}

fn key_of(document: Expr<Document>) -> RecordKeyExpr {
    RecordKeyExpr {
        key: document.key,
        etag: document.etag,
    }
}

#[state]
fn notify_completion(ingested: Expr<Ingested>) -> Flow<Ingested> {
    sns::publish(&EVENTS, ingested)
        .timeout_seconds(10)
        .retry(Retry::on(errors::TASK_FAILED).max_attempts(3))
        .discard_result(ingested)
        .end()
}

/// A document that failed may come again: its claim is given up.
#[state]
fn mark_failed(failure: Expr<Failure>) -> Flow<Ingested> {
    dynamodb::update_item(&DOCUMENTS, key_of(failure.document))
        .set(|record| record.status, Status::Failed)
        .timeout_seconds(10)
        .retry(Retry::on(TABLE_BUSY).max_attempts(4).full_jitter())
        .discard_result(failure)
        .catch_with(errors::ALL, |_| failure, notify_failure)
        .next(notify_failure)
}

#[state]
fn notify_failure(failure: Expr<Failure>) -> Flow<Ingested> {
    let what = failure.error;
    sns::publish(
        &ALERTS,
        text!("{}: {} ({})", failure.document.key, what.error, what.cause),
    )
    .subject("A document could not be ingested")
    .timeout_seconds(10)
    .discard_result(failure)
    .next(ingestion_failed)
}

#[state]
fn ingestion_failed(failure: Expr<Failure>) -> Flow<Ingested> {
    fail(failure.error.error, failure.error.cause)
}

fn main() -> std::process::ExitCode {
    let workflow = Workflow::new("ingestion-pdf-v2", ingest_document)
        .comment("Text, chunks and vectors of every PDF that arrives")
        .timeout_seconds(3600)
        .with_schemas();
    App::new().workflow(workflow).run()
}
