//! Keeps what the README shows equal to what is in the repository.
//!
//! A line `<!-- embed: PATH -->` before a fenced block says where the block comes from: a whole file, a snapshot without its
//! head, or with `PATH#name` the lines between `// begin: name` and `// end: name`. Knows nothing of what is in the files.

use std::path::Path;

const MARK: &str = "<!-- embed: ";

/// Rewrites the blocks; with `check` only says whether they are current.
pub(crate) fn run(root: &Path, check: bool) -> Result<String, Vec<String>> {
    let path = root.join("README.md");
    let old = read(&path)?;
    let new = embed(root, &old)?;
    match (old == new, check) {
        (true, _) => Ok("README.md is current\n".to_owned()),
        (false, true) => Err(vec![
            "README.md is out of date: run `cargo xtask readme`".to_owned(),
        ]),
        (false, false) => {
            std::fs::write(&path, new).map_err(|e| vec![format!("{}: {e}", path.display())])?;
            Ok("wrote README.md\n".to_owned())
        }
    }
}

fn read(path: &Path) -> Result<String, Vec<String>> {
    std::fs::read_to_string(path).map_err(|e| vec![format!("{}: {e}", path.display())])
}

fn embed(root: &Path, readme: &str) -> Result<String, Vec<String>> {
    let (mut out, mut problems) = (String::new(), Vec::new());
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(source) = line
            .strip_prefix(MARK)
            .and_then(|rest| rest.strip_suffix(" -->"))
        else {
            continue;
        };
        let Some(fence) = lines.next().filter(|l| l.starts_with("```")) else {
            problems.push(format!("README.md: no fenced block after `{line}`"));
            continue;
        };
        if !lines.by_ref().any(|l| l == "```") {
            problems.push(format!("README.md: the block after `{line}` has no end"));
        }
        match text(root, source) {
            Ok(text) => {
                out.push_str(&format!("{fence}\n{}\n```\n", text.trim_end()));
            }
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(out)
    } else {
        Err(problems)
    }
}

/// What a source stands for.
fn text(root: &Path, source: &str) -> Result<String, Vec<String>> {
    let (path, part) = source
        .split_once('#')
        .map_or((source, None), |(path, part)| (path, Some(part)));
    let whole = read(&root.join(path))?;
    // The head of a snapshot says where it came from, between two lines of dashes.
    let whole = match whole
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    {
        Some((_, body)) if path.ends_with(".snap") => body.to_owned(),
        _ => whole,
    };
    let Some(part) = part else { return Ok(whole) };
    let (begin, end) = (format!("// begin: {part}"), format!("// end: {part}"));
    let lines: Vec<&str> = whole
        .lines()
        .skip_while(|l| l.trim() != begin)
        .skip(1)
        .take_while(|l| l.trim() != end)
        .collect();
    if lines.is_empty() {
        return Err(vec![format!("{path} has no part `{part}`")]);
    }
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_shows_what_is_in_the_repository() {
        if let Err(problems) = run(&crate::root(), true) {
            panic!("{}", problems.join("\n"));
        }
    }
}
