//! `cargo run -p webhook-ingestion` writes the workflow into `target/sfn/`.

fn main() -> std::process::ExitCode {
    sfn_codegen::App::new()
        .workflow(webhook_ingestion::workflow())
        .run()
}
