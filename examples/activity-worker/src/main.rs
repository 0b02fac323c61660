//! `cargo run -p activity-worker` writes the workflow into `target/sfn/`.

fn main() -> std::process::ExitCode {
    sfn_codegen::App::new()
        .workflow(activity_worker::workflow())
        .run()
}
