//! Amazon Athena: SQL over data in S3. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html>
//!
//! ```
//! use sfn_dsl::prelude::*;
//!
//! #[derive(Shape)] pub struct Day { date: String }
//! static REPORTS: WorkGroup = WorkGroup::named("reports");
//!
//! /// The query itself runs as long as it takes; its rows are read by the next state.
//! #[state]
//! fn count_orders(day: Expr<Day>) -> Flow<Vec<athena::Row>> {
//!     athena::start_query_execution("SELECT count(*) FROM orders WHERE day = ?")
//!         .execution_parameters([day.date])
//!         .query_execution_context(athena::QueryExecutionContext::database("shop"))
//!         .work_group(&REPORTS)
//!         .sync()
//!         .output(|done| done.query_execution.query_execution_id)
//!         .next(read)
//! }
//!
//! #[state]
//! fn read(query: Expr<String>) -> Flow<Vec<athena::Row>> {
//!     athena::get_query_results(query).output(|results| results.result_set.rows).end()
//! }
//! # Workflow::new("w", count_orders).synthesize().unwrap();
//! ```

use super::{integration, response, structure};
use crate::resource::WorkGroup;

integration! {
    /// `athena:startQueryExecution`.
    StartQueryExecution = "athena" : "startQueryExecution",
    patterns [Job(FinishedQuery, ".sync")],
    /// Starts a query; with `.sync()` waits until it is done.
    fn start_query_execution(
        /// The SQL, with a `?` for each execution parameter.
        query: String => "QueryString",
    ) -> StartedQuery,
    options {
        /// The workgroup, which says where results go and what a query may scan; `primary` otherwise.
        work_group in WorkGroup => "WorkGroup",
        /// The database and catalog of names in the query.
        query_execution_context: QueryExecutionContext => "QueryExecutionContext",
        /// Where results go, unless the workgroup says it.
        result_configuration: ResultConfiguration => "ResultConfiguration",
        /// A value for each `?` of the query, in their order.
        execution_parameters: Vec<String> => "ExecutionParameters",
        /// For how many minutes the results of the same query may be used again.
        result_reuse_configuration: ResultReuseConfiguration => "ResultReuseConfiguration",
        /// Makes a repeated call start one query: 32 to 128 characters.
        client_request_token: String => "ClientRequestToken",
    }
}
integration! {
    /// `athena:stopQueryExecution`.
    StopQueryExecution = "athena" : "stopQueryExecution",
    patterns [],
    /// Stops a query.
    fn stop_query_execution(
        /// The id of the query.
        query: String => "QueryExecutionId",
    ) -> Stopped,
    options {}
}
integration! {
    /// `athena:getQueryExecution`.
    GetQueryExecution = "athena" : "getQueryExecution",
    patterns [],
    /// What has become of a query.
    fn get_query_execution(
        /// The id of the query.
        query: String => "QueryExecutionId",
    ) -> FinishedQuery,
    options {}
}
integration! {
    /// `athena:getQueryResults`.
    GetQueryResults = "athena" : "getQueryResults",
    patterns [],
    /// Rows of a finished query; the first row holds the names of the columns.
    fn get_query_results(
        /// The id of the query.
        query: String => "QueryExecutionId",
    ) -> QueryResults,
    options {
        /// How many rows at most: up to 1,000.
        max_results: u64 => "MaxResults",
        /// Goes on where an answer ended.
        next_token: String => "NextToken",
    }
}

structure! {
    /// What names in a query belong to.
    QueryExecutionContext
    /// Tables of this database.
    fn database(database: String => "Database",)
    options {
        /// The data catalog, such as `AwsDataCatalog`.
        catalog: String => "Catalog",
    }
}
structure! {
    /// Where the results of a query go.
    ResultConfiguration
    /// Below this `s3://bucket/prefix/`.
    fn output_location(uri: String => "OutputLocation",)
    options {
        /// How they are encrypted.
        encryption_configuration: EncryptionConfiguration => "EncryptionConfiguration",
        /// The account that owns the bucket.
        expected_bucket_owner: String => "ExpectedBucketOwner",
    }
}
structure! {
    /// How the results of a query are encrypted.
    EncryptionConfiguration
    /// By this option: `SSE_S3`, `SSE_KMS` or `CSE_KMS`.
    fn new(option: String => "EncryptionOption",)
    options {
        /// The key, an ARN or an id.
        kms_key: String => "KmsKey",
    }
}
structure! {
    /// Whether results of the same query may be used again.
    ResultReuseConfiguration
    /// By their age.
    fn by_age(configuration: ResultReuseByAge => "ResultReuseByAgeConfiguration",)
    options {}
}
structure! {
    /// Up to which age results may be used again.
    ResultReuseByAge
    /// Whether at all.
    fn enabled(enabled: bool => "Enabled",)
    options {
        /// In minutes, up to seven days.
        max_age_in_minutes: u64 => "MaxAgeInMinutes",
    }
}

response! {
    /// A started query.
    StartedQuery / StartedQueryExpr {
        /// Its id.
        query_execution_id: String => "QueryExecutionId",
    }
}
response! {
    /// Nothing.
    Stopped / StoppedExpr {}
}
response! {
    /// A query and what became of it.
    FinishedQuery / FinishedQueryExpr {
        /// The query.
        query_execution: QueryExecution => "QueryExecution",
    }
}
response! {
    /// A query.
    QueryExecution / QueryExecutionExpr {
        /// Its id.
        query_execution_id: String => "QueryExecutionId",
        /// Its text.
        query: String => "Query",
        /// Where its results are.
        result_configuration: ResultLocation => "ResultConfiguration",
        /// How it stands.
        status: QueryStatus => "Status",
        /// What it took.
        statistics: Option<QueryStatistics> => "Statistics",
        /// The workgroup it ran in.
        work_group: Option<String> => "WorkGroup",
    }
}
response! {
    /// Where the results of a query are.
    ResultLocation / ResultLocationExpr {
        /// The object, `s3://bucket/key.csv`.
        output_location: String => "OutputLocation",
    }
}
response! {
    /// How a query stands.
    QueryStatus / QueryStatusExpr {
        /// `QUEUED`, `RUNNING`, `SUCCEEDED`, `FAILED` or `CANCELLED`.
        state: String => "State",
        /// Why it failed.
        state_change_reason: Option<String> => "StateChangeReason",
    }
}
response! {
    /// What a query took.
    QueryStatistics / QueryStatisticsExpr {
        /// How much it scanned, which is what it is billed for.
        data_scanned_in_bytes: Option<u64> => "DataScannedInBytes",
        /// How long it ran.
        total_execution_time_in_millis: Option<u64> => "TotalExecutionTimeInMillis",
    }
}
response! {
    /// Rows of a query.
    QueryResults / QueryResultsExpr {
        /// The rows.
        result_set: ResultSet => "ResultSet",
        /// How many rows an `INSERT` made.
        update_count: Option<u64> => "UpdateCount",
        /// Where the next answer begins, if there is more.
        next_token: Option<String> => "NextToken",
    }
}
response! {
    /// Rows.
    ResultSet / ResultSetExpr {
        /// The first holds the names of the columns.
        rows: Vec<Row> => "Rows",
    }
}
response! {
    /// A row.
    Row / RowExpr {
        /// A value for each column.
        data: Vec<Datum> => "Data",
    }
}
response! {
    /// A value.
    Datum / DatumExpr {
        /// As text; left out for a null.
        var_char_value: Option<String> => "VarCharValue",
    }
}
