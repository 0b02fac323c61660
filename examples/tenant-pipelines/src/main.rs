//! `cargo run -p tenant-pipelines` reads `tenants.toml` and writes one workflow for each tenant into `target/sfn/`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tenants.toml");
    let workflows = std::fs::read_to_string(&file)
        .map_err(|error| format!("error: tenants.toml: {error}"))
        .and_then(|text| {
            tenant_pipelines::workflows("tenants.toml", &text).map_err(|e| e.to_string())
        });
    match workflows {
        Ok(workflows) => workflows
            .into_iter()
            .fold(sfn_codegen::App::new(), sfn_codegen::App::workflow)
            .run(),
        Err(errors) => {
            eprintln!("{errors}");
            ExitCode::FAILURE
        }
    }
}
