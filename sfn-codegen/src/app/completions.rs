//! Completions of shells, which need another crate: they are behind the feature `completions`.

use super::args::Shell;
use crate::commands::io::{Io, Status, Stop};
use std::ffi::OsStr;

/// Prints the completions for a binary of that name.
#[cfg(feature = "completions")]
pub(super) fn print(program: &OsStr, shell: Shell, io: &mut Io<'_>) -> Result<Status, Stop> {
    use clap::CommandFactory as _;
    use clap_complete::{Shell as Known, generate};
    let known = match shell {
        Shell::Bash => Known::Bash,
        Shell::Elvish => Known::Elvish,
        Shell::Fish => Known::Fish,
        Shell::Powershell => Known::PowerShell,
        Shell::Zsh => Known::Zsh,
    };
    let name = std::path::Path::new(program)
        .file_stem()
        .unwrap_or(program)
        .to_string_lossy()
        .into_owned();
    let mut text = Vec::new();
    generate(known, &mut super::Cli::command(), name, &mut text);
    io.out.write_all(&text)?;
    Ok(Status::Fine)
}

/// Says what completions need.
#[cfg(not(feature = "completions"))]
pub(super) fn print(_: &OsStr, shell: Shell, _: &mut Io<'_>) -> Result<Status, Stop> {
    let shell = format!("{shell:?}").to_lowercase();
    Err(Stop::Usage(format!(
        "error: completions need the feature `completions` of sfn-codegen, which is not switched on\n  \
         = help: `cargo add sfn-codegen --features completions`, then `completions {shell}` again"
    )))
}
