//! Writes what the fuzz targets begin with: `corpus/<target>/` from the snapshots of the examples, and `asl.dict` from the
//! tables of the language. `cargo run --bin seeds`, in `fuzz/`.

use sfn_asl::Json;
use sfn_fuzz::words;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut definitions, mut policies) = (Vec::new(), Vec::new());
    for path in snapshots(&here.join("../snapshots"))? {
        let text = fs::read_to_string(&path)?;
        // A header stands before the value, between lines of dashes.
        let value = text
            .splitn(3, "---\n")
            .nth(2)
            .and_then(|text| text.parse::<Json>().ok());
        match value {
            Some(value) if value.get("States").is_some() => definitions.push(value),
            Some(value) if value.get("Statement").is_some() => policies.push(value),
            _ => {}
        }
    }
    let corpus = here.join("corpus");
    let compact: Vec<String> = definitions.iter().map(Json::to_compact).collect();
    for target in ["json", "validate", "iam", "lint", "schema", "graph", "cost"] {
        write(&corpus.join(target), &compact)?;
    }
    let compact_policies: Vec<String> = policies.iter().map(Json::to_compact).collect();
    write(&corpus.join("iam"), &compact_policies)?;
    let pairs = definitions.iter().zip(definitions.iter().skip(1));
    let pairs = pairs.map(|(one, other)| Json::from(vec![one.clone(), other.clone()]).to_compact());
    write(&corpus.join("diff"), &pairs.collect::<Vec<_>>())?;
    let mut strings = BTreeSet::new();
    definitions
        .iter()
        .for_each(|definition| texts(definition, &mut strings));
    let expressions = strings
        .iter()
        .filter_map(|text| text.strip_prefix("{%")?.strip_suffix("%}"));
    write(
        &corpus.join("jsonata"),
        &expressions.map(str::to_owned).collect::<Vec<_>>(),
    )?;
    let paths = strings
        .iter()
        .filter(|text| text.starts_with("$") || text.starts_with("States."));
    write(
        &corpus.join("jsonpath"),
        &paths.cloned().collect::<Vec<_>>(),
    )?;
    let blocks = definitions.iter().map(yaml).collect::<Vec<_>>();
    write(&corpus.join("yaml"), &blocks)?;
    write(
        &corpus.join("file"),
        &definitions.iter().flat_map(files).collect::<Vec<_>>(),
    )?;
    fs::write(here.join("asl.dict"), dictionary())
}

fn snapshots(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (mut open, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "snap")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn write(folder: &Path, seeds: &[String]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for seed in seeds {
        // Named by what is in it, so that writing them again makes no second copy.
        let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        fs::write(folder.join(format!("seed-{hash:016x}")), seed)?;
    }
    Ok(())
}

/// Every string of a value.
fn texts(value: &Json, out: &mut BTreeSet<String>) {
    match value {
        Json::String(text) => {
            out.insert(text.clone());
        }
        Json::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Json::Object(members) => members.values().for_each(|member| texts(member, out)),
        _ => {}
    }
}

/// A definition as YAML with blocks.
fn yaml(value: &Json) -> String {
    fn block(value: &Json, indent: usize, out: &mut String) {
        let pad = "  ".repeat(indent);
        match value {
            Json::Object(members) if !members.is_empty() => {
                for (key, value) in members {
                    let _ = write!(out, "\n{pad}{}:", Json::from(key.as_str()).to_compact());
                    block(value, indent + 1, out);
                }
            }
            Json::Array(items) if !items.is_empty() => {
                for item in items {
                    let _ = write!(out, "\n{pad}-");
                    block(item, indent + 1, out);
                }
            }
            Json::String(text) if text.contains(' ') && !text.contains('\n') => {
                let _ = write!(out, " >-\n{pad}{text}");
            }
            other => {
                let _ = write!(out, " {}", other.to_compact());
            }
        }
    }
    let mut out = String::new();
    block(value, 0, &mut out);
    out
}

/// A definition as files have it; the first byte tells the check what the file is called.
fn files(definition: &Json) -> Vec<String> {
    let text = definition.to_pretty();
    let of = |kind: &str, field: &str, value: Json| {
        let properties = Json::from_iter([(field, value)]);
        let machine = Json::from_iter([("Type", Json::from(kind)), ("Properties", properties)]);
        Json::from_iter([("Resources", Json::from_iter([("Machine", machine)]))])
    };
    let state_machine = "AWS::StepFunctions::StateMachine";
    let halves = text.split_at(text.floor_char_boundary(text.len() / 2));
    let parts = vec![
        Json::from(halves.0),
        Json::from_iter([("Ref", "Function")]),
        Json::from(halves.1),
    ];
    let joined = Json::from_iter([(
        "Fn::Join",
        Json::from(vec![Json::from(""), Json::from(parts)]),
    )]);
    let terraform = Json::from_iter([("definition", text.as_str())]);
    let terraform = Json::from_iter([("machine", terraform)]);
    let terraform = Json::from_iter([("aws_sfn_state_machine", terraform)]);
    let terraform = Json::from_iter([("resource", terraform)]);
    let serverless = of(
        "AWS::Serverless::StateMachine",
        "Definition",
        definition.clone(),
    );
    vec![
        format!("\u{0}{text}"),
        format!("\u{1}{}", yaml(definition)),
        format!("\u{1}{}", yaml(&serverless)),
        format!("\u{2}{}", serverless.to_compact()),
        format!(
            "\u{2}{}",
            of(state_machine, "DefinitionString", Json::from(text.as_str())).to_pretty()
        ),
        format!(
            "\u{2}{}",
            of(state_machine, "DefinitionString", joined).to_compact()
        ),
        format!("\u{3}{}", terraform.to_pretty()),
    ]
}

/// The words as libFuzzer reads them.
fn dictionary() -> String {
    let keys = words::keys().iter().map(|word| (*word).to_owned());
    let mut out = String::from("# Written by `seeds` from the tables of the language.\n");
    for word in keys
        .chain(words::values().iter().cloned())
        .filter(|word| !word.is_empty())
    {
        out.push('"');
        for byte in word.bytes() {
            match byte {
                b'"' | b'\\' => out.extend(['\\', char::from(byte)]),
                b' '..=b'~' => out.push(char::from(byte)),
                byte => {
                    let _ = write!(out, "\\x{byte:02X}");
                }
            }
        }
        out.push_str("\"\n");
    }
    out
}
