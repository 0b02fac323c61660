//! Reads every path of a suite, and says where the verdict differs from the one recorded there.
//!
//! ```text
//! cargo run -p sfn-asl --example jsonpath_suite -- FILE..
//! ```
//!
//! A file has a JSON object a line: `path`, and under `jayway` whether it is `definite`, or the `error` `InvalidPath`.

#![allow(missing_docs, unreachable_pub)]

use sfn_asl::Json;
use sfn_asl::jsonpath::parse;
use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: jsonpath_suite FILE..");
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
            let Some(path) = row["path"].as_str() else {
                continue;
            };
            all += 1;
            // Whether it is definite is recorded of what could be read.
            let recorded = row.pointer("/jayway/definite").and_then(Json::as_bool);
            let found = parse(path);
            if found
                .as_ref()
                .ok()
                .map(sfn_asl::jsonpath::JsonPath::is_definite)
                == recorded
            {
                agree += 1;
                continue;
            }
            differ += 1;
            println!("{path:?}: recorded definite {recorded:?}, found {found:?}");
        }
        println!("{file}: {agree} of {all}");
    }
    ExitCode::from(u8::from(differ > 0))
}
