//! The rules of the house, checked over the files of the repository. `cargo test` runs them.
//!
//! Looks at what git tracks, or at every file below the root where there is no git.

use std::path::{Path, PathBuf};
use std::process::Command;

/// How many lines a source file may have. What is longer is split by meaning.
const MAX_LINES: usize = 500;

/// Text that says where somebody's machine keeps things. Put together here so that this file does not hold it.
const MACHINE_PATHS: [&str; 6] = [
    concat!("/wo", "rk/"),
    concat!("/t", "mp/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:", "\\Us", "ers"),
];

/// Names of places that packages come from; a lock file may name the usual one.
const REGISTRIES: [&str; 3] = [
    concat!("artif", "actory"),
    concat!("nexus", ".int"),
    concat!("pypi", ".int"),
];

/// A file of the repository.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is_source(&self) -> bool {
        self.path.ends_with(".rs")
    }

    fn is_generated(&self) -> bool {
        self.text
            .lines()
            .take(5)
            .any(|line| line.contains("Generated from `"))
    }

    /// Whether this is a source file of a crate of ours, not a program that tests feed to the compiler.
    fn is_crate_source(&self) -> bool {
        self.is_source() && self.path.split('/').any(|step| step == "src")
    }
}

type Rule = fn(&Path, &File) -> Option<String>;

/// The rules for single files; each says what is wrong, if something is.
const RULES: [Rule; 5] = [lints, length, module_head, machine_paths, registries];

/// Checks every rule on every file.
pub(crate) fn run(root: &Path) -> Result<String, Vec<String>> {
    let files = files(root);
    let problems: Vec<String> = files
        .iter()
        .flat_map(|file| {
            RULES.iter().filter_map(|rule| {
                rule(root, file).map(|problem| format!("{}: {problem}", file.path))
            })
        })
        .collect();
    if problems.is_empty() {
        Ok(format!(
            "{} files keep the rules of the house\n",
            files.len()
        ))
    } else {
        Err(problems)
    }
}

fn lints(_: &Path, file: &File) -> Option<String> {
    let member = file.path.ends_with("/Cargo.toml") && file.text.contains("[package]");
    (member && !file.text.contains("[lints]\nworkspace = true"))
        .then(|| "say `[lints] workspace = true`".to_owned())
}

fn length(_: &Path, file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (file.is_source() && !file.is_generated() && lines > MAX_LINES)
        .then(|| format!("{lines} lines are more than {MAX_LINES}; split it by meaning"))
}

fn module_head(_: &Path, file: &File) -> Option<String> {
    let first = file
        .text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    (file.is_crate_source() && !first.is_some_and(|line| line.starts_with("//!")))
        .then(|| "begin with `//!` and what the module knows".to_owned())
}

fn machine_paths(_: &Path, file: &File) -> Option<String> {
    holds(file, &MACHINE_PATHS, "names a place on somebody's machine")
}

fn registries(_: &Path, file: &File) -> Option<String> {
    holds(
        file,
        &REGISTRIES,
        "names a registry that others do not have",
    )
}

fn holds(file: &File, words: &[&str], what: &str) -> Option<String> {
    file.text.lines().enumerate().find_map(|(at, line)| {
        let word = words.iter().find(|word| line.contains(**word))?;
        Some(format!("line {}: `{word}` {what}", at + 1))
    })
}

fn files(root: &Path) -> Vec<File> {
    let paths = tracked(root).unwrap_or_else(|| found(root));
    let mut files: Vec<File> = paths
        .into_iter()
        .filter_map(|path| {
            Some(File {
                text: std::fs::read_to_string(root.join(&path)).ok()?,
                path,
            })
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn tracked(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()
        .ok()?;
    let listed = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<String> = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect();
    (output.status.success() && !paths.is_empty()).then_some(paths)
}

fn found(root: &Path) -> Vec<String> {
    let mut folders = vec![PathBuf::new()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root.join(&folder))
            .into_iter()
            .flatten()
            .flatten()
        {
            let name = entry.file_name();
            let path = folder.join(&name);
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && name != "target" && name != ".git" => {
                    folders.push(path)
                }
                Ok(kind) if kind.is_file() => paths.push(path.to_string_lossy().replace('\\', "/")),
                _ => {}
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rule: Rule, path: &str, text: &str) -> Option<String> {
        rule(
            Path::new(""),
            &File {
                path: path.to_owned(),
                text: text.to_owned(),
            },
        )
    }

    #[test]
    fn the_repository_keeps_the_rules() {
        if let Err(problems) = run(&crate::root()) {
            panic!("{}", problems.join("\n"));
        }
    }

    #[test]
    fn each_rule_finds_what_it_is_for() {
        assert!(check(lints, "a/Cargo.toml", "[package]\nname = \"a\"\n").is_some());
        assert!(
            check(
                lints,
                "a/Cargo.toml",
                "[package]\n[lints]\nworkspace = true\n"
            )
            .is_none()
        );
        assert!(check(length, "a/src/b.rs", &"\n".repeat(501)).is_some());
        assert!(
            check(
                length,
                "a/src/b.rs",
                &format!("//! Generated from `x`\n{}", "\n".repeat(501))
            )
            .is_none()
        );
        assert!(check(module_head, "a/src/b.rs", "fn f() {}\n").is_some());
        assert!(check(module_head, "a/tests/ui/b.rs", "fn f() {}\n").is_none());
        assert!(
            check(
                machine_paths,
                "README.md",
                &format!("see {}x", MACHINE_PATHS[0])
            )
            .is_some()
        );
        assert!(check(machine_paths, "README.md", "see examples/x").is_none());
    }
}
