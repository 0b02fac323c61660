//! Synthesizes workflows of a form and size, once, and says what it took. A process of its own for each, so that its time
//! and its memory are those of one synthesis.
//!
//! ```text
//! cargo run --release -p sfn-codegen --example synthesize                                # all forms, all sizes
//! cargo run --release -p sfn-codegen --example synthesize -- tasks 1000                  # one
//! cargo run --release -p sfn-codegen --example synthesize -- tasks 1000 4 target/large   # four of them, into files
//! ```

#![allow(missing_docs, unreachable_pub)]

#[path = "../benches/workflows/mod.rs"]
mod workflows;

use sfn_codegen::{App, Settings, synthesize};
use std::process::{Command, ExitCode};
use std::time::Instant;
use workflows::{FORMS, Form, workflow};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<usize>().ok();
    let named = |name: &str| FORMS.iter().find(|form| form.name == name);
    match args[..] {
        [] => all(),
        [form, states] => match (named(form), number(states)) {
            (Some(form), Some(states)) => measure(form, states),
            _ => usage(),
        },
        [form, states, workflows, out] => match (named(form), number(states), number(workflows)) {
            (Some(form), Some(states), Some(workflows)) => write(form, states, workflows, out),
            _ => usage(),
        },
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    let names = FORMS.map(|form| form.name).join("|");
    eprintln!("usage: synthesize [{names} STATES [WORKFLOWS DIRECTORY]]");
    ExitCode::from(2)
}

/// Every form and size, each in a process of its own.
fn all() -> ExitCode {
    println!(
        "{:<10}{:>8}{:>12}{:>12}{:>12}{:>12}{:>14}",
        "form", "states", "document", "text", "policy", "bytes", "peak memory"
    );
    for form in &FORMS {
        for states in [10, 100, 1_000, 10_000].map(|states| form.most.min(states)) {
            let this = std::env::current_exe().expect("this program");
            let status = Command::new(this)
                .args([form.name, &states.to_string()])
                .status();
            if !status.is_ok_and(|status| status.success()) {
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// The first synthesis of this process.
fn measure(form: &Form, states: usize) -> ExitCode {
    let millis = |since: Instant| format!("{:.2} ms", since.elapsed().as_secs_f64() * 1e3);
    let workflow = workflow(form, states);
    let start = Instant::now();
    let artifacts = match synthesize(&workflow, &Settings::new()) {
        Ok(artifacts) => artifacts,
        Err(errors) => {
            eprintln!("{errors}");
            return ExitCode::FAILURE;
        }
    };
    let files = artifacts.files();
    let policy = millis(start);
    let peak = peak_memory().map_or_else(|| "unknown".to_owned(), |kib| format!("{kib} KiB"));
    // Again, in parts: now the expressions are known.
    let start = Instant::now();
    let synthesis = workflow.synthesize().expect("it was synthesized before");
    let document = millis(start);
    let bytes = synthesis.document.to_string_pretty().len();
    let text = millis(start);
    assert_eq!(bytes, files[0].1.trim_end().len() + 1);
    println!(
        "{:<10}{states:>8}{document:>12}{text:>12}{policy:>12}{bytes:>12}{peak:>14}",
        form.name
    );
    ExitCode::SUCCESS
}

/// What a team's own binary does: the files of so many workflows. The last line is the peak memory in KiB.
fn write(form: &Form, states: usize, workflows: usize, out: &str) -> ExitCode {
    let app = (0..workflows).fold(App::new(), |app, n| {
        let start = (form.start)(states);
        app.workflow(sfn_dsl::Workflow::new(format!("workflow-{n}"), start))
    });
    let args = ["synthesize", "synth", "--out", out];
    let status = app.run_from(args, &mut std::io::stdout(), &mut std::io::stderr());
    println!("{}", peak_memory().unwrap_or_default());
    status.into()
}

/// The most memory this process has had, in KiB. Only Linux tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
