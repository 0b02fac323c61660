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
mod sdk;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  codegen [--check]         write the generated tables; with --check, fail when one is out of date
  sdk-tables FOLDER [--check]
                            write the tables of SDK calls, sfn-codegen/data/sdk.txt and sfn-sdk/data/sdk_parameters.txt, of
                            the packages in the folder, whose names and versions the tables say; with --check, fail when
                            they would change
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
        ["sdk-tables", packages] => sdk::run(&root(), Path::new(packages), false),
        ["sdk-tables", packages, "--check"] => sdk::run(&root(), Path::new(packages), true),
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
