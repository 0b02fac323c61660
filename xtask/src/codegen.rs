//! `cargo xtask codegen`: the generated files, and whether they are up to date.

use crate::{emit, rows, sdk};
use std::path::Path;

/// Writes every generated file, or with `check` says which would change.
pub(crate) fn run(root: &Path, check: bool) -> Result<String, Vec<String>> {
    let mut said = String::new();
    let mut stale = Vec::new();
    for (path, wanted) in files(root)? {
        let full = root.join(path);
        let found = std::fs::read_to_string(&full).unwrap_or_default();
        if found == wanted {
            said.push_str(&format!("unchanged {path}\n"));
        } else if check {
            stale.push(format!("{path} is out of date; run `cargo xtask codegen`"));
        } else {
            std::fs::write(&full, &wanted).map_err(|error| vec![format!("{path}: {error}")])?;
            said.push_str(&format!("written   {path}\n"));
        }
    }
    if stale.is_empty() {
        Ok(said)
    } else {
        Err(stale)
    }
}

/// Every generated file: its path below the root, and its text.
fn files(root: &Path) -> Result<Vec<(&'static str, String)>, Vec<String>> {
    let read = |path: &str| {
        std::fs::read_to_string(root.join(path)).map_err(|error| vec![format!("{path}: {error}")])
    };
    let optimized = "sfn-codegen/data/optimized.txt";
    let rules = "sfn-codegen/data/sdk_rules.txt";
    Ok(vec![
        (
            "sfn-codegen/src/iam/tables/optimized.rs",
            emit::optimized(&rows::parse(optimized, &read(optimized)?)?),
        ),
        (
            "sfn-codegen/src/iam/tables/sdk_rules.rs",
            emit::sdk_rules(&rows::parse(rules, &read(rules)?)?),
        ),
        (
            "sfn-codegen/src/iam/tables/sdk_services.rs",
            sdk::index::index(&read(sdk::ACTIONS)?)?,
        ),
    ])
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_up_to_date() {
        if let Err(problems) = super::run(&crate::root(), true) {
            panic!("{}", problems.join("\n"));
        }
    }
}
