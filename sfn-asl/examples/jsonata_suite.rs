//! Reads every expression of a suite, and says where the verdict differs from the one recorded there.
//!
//! ```text
//! cargo run -p sfn-asl --example jsonata_suite -- FILE..
//! ```
//!
//! A file has a JSON object a line: `expr`, and `code` where JSONata refuses it. A code that begins with `S` is one of
//! syntax; with any other one the expression is read, and fails when it is evaluated.

#![allow(missing_docs, unreachable_pub)]

use sfn_asl::Json;
use sfn_asl::jsonata::parse;
use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: jsonata_suite FILE..");
        return ExitCode::from(2);
    }
    let mut differ = 0;
    for file in files {
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        };
        let (mut agree, mut all) = (0, 0);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let row: Json = line.parse().unwrap_or_default();
            let Some(expression) = row["expr"].as_str() else {
                continue;
            };
            all += 1;
            let recorded = row
                .pointer("/jsonata_2_0_6/code")
                .unwrap_or(&row["code"])
                .as_str()
                .filter(|code| code.starts_with('S') && *code != "S0500");
            let found = parse(expression).err();
            if found.as_ref().map(|error| error.code) == recorded {
                agree += 1;
                continue;
            }
            differ += 1;
            println!(
                "{}: {expression:?}\n  recorded {recorded:?}, found {found:?}",
                row["id"].as_str().unwrap_or_default()
            );
        }
        println!("{file}: {agree} of {all}");
    }
    ExitCode::from(u8::from(differ > 0))
}
