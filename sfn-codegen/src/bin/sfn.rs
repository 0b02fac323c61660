//! The binary `sfn`; everything it does is in `sfn_codegen::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    sfn_codegen::cli::run()
}
