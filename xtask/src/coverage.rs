//! `docs/coverage.md`: what the language has, the typed call that writes it, and the test that shows it.
//!
//! A table is a file `xtask/coverage/<name>.txt`, beside it the facts that it has to cover: `<name>.facts`, written from the
//! documentation with its date. Every fact has a row, a row knows no other facts, and its test has the texts of both dialects
//! and the call in it. Knows nothing of what the tables are about, so that a new one is two files.

use std::collections::BTreeMap;
use std::path::Path;

const FOLDER: &str = "xtask/coverage";
const PAGE: &str = "docs/coverage.md";

/// What the language has: the texts that show it in a test, by its name.
type Facts = BTreeMap<String, Vec<String>>;

struct Row {
    line: usize,
    /// A fact of each column, if it has one.
    facts: Vec<Option<String>>,
    call: String,
    tests: Vec<String>,
}

enum Line {
    Part(String),
    Row(Row),
}

struct Table {
    title: String,
    columns: Vec<String>,
    tests: String,
    /// By column.
    facts: BTreeMap<String, Facts>,
    sources: Vec<String>,
    lines: Vec<Line>,
}

/// Writes the page; with `check` only says whether it is current.
pub(crate) fn run(root: &Path, check: bool) -> Result<String, Vec<String>> {
    let (mut page, mut problems) = (HEAD.to_owned(), Vec::new());
    for name in tables(root)? {
        match read(root, &name) {
            Ok(table) => {
                problems.extend(wrong(root, &name, &table));
                write(&table, &mut page);
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let path = root.join(PAGE);
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    match (old == page, check) {
        (true, _) => Ok(format!("{PAGE} is current\n")),
        (false, true) => Err(vec![format!(
            "{PAGE} is out of date: run `cargo xtask coverage`"
        )]),
        (false, false) => {
            std::fs::write(&path, page).map_err(|e| vec![format!("{PAGE}: {e}")])?;
            Ok(format!("wrote {PAGE}\n"))
        }
    }
}

const HEAD: &str = "\
# Coverage

<!-- Generated from `xtask/coverage/*.txt` by `cargo xtask coverage`; do not edit. -->

What Amazon States Language and its two expression languages have, the typed call that writes it, and a test that shows it. A
row without a test says what stands in its place. `cargo test` fails when something that the documentation has is missing here,
when a test does not show what its row says, and when this page is not current.
";

fn tables(root: &Path) -> Result<Vec<String>, Vec<String>> {
    let folder = root.join(FOLDER);
    let entries = std::fs::read_dir(&folder).map_err(|e| vec![format!("{FOLDER}: {e}")])?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter_map(|name| Some(name.strip_suffix(".txt")?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn text(root: &Path, path: &str) -> Result<String, Vec<String>> {
    std::fs::read_to_string(root.join(path)).map_err(|e| vec![format!("{path}: {e}")])
}

/// Lines that say something, with their numbers.
fn said(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines().map(str::trim));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("# "))
}

fn read(root: &Path, name: &str) -> Result<Table, Vec<String>> {
    let path = format!("{FOLDER}/{name}.txt");
    let whole = text(root, &path)?;
    let mut table = Table {
        title: String::new(),
        columns: Vec::new(),
        tests: String::new(),
        facts: BTreeMap::new(),
        sources: Vec::new(),
        lines: Vec::new(),
    };
    for (line, text_of) in said(&whole) {
        let named = |key: &str| Some(text_of.strip_prefix(key)?.trim().to_owned());
        if let Some(title) = named("title:") {
            table.title = title;
        } else if let Some(file) = named("facts:") {
            read_facts(&text(root, &format!("{FOLDER}/{file}"))?, &mut table);
        } else if let Some(tests) = named("tests:") {
            table.tests = tests;
        } else if let Some(columns) = named("columns:") {
            table.columns = columns.split('|').map(|c| c.trim().to_owned()).collect();
        } else if let Some(part) = named("part:") {
            table.lines.push(Line::Part(part));
        } else {
            match row(line, text_of, table.columns.len()) {
                Some(row) => table.lines.push(Line::Row(row)),
                None => {
                    return Err(vec![format!(
                        "{path}:{line}: not as many cells as there are columns, a call and its tests"
                    )]);
                }
            }
        }
    }
    Ok(table)
}

fn row(line: usize, text: &str, columns: usize) -> Option<Row> {
    // A bar that is meant is written `\|`.
    let text = text.replace("\\|", "\u{1}");
    let cells: Vec<String> = text
        .split('|')
        .map(|cell| cell.trim().replace('\u{1}', "|"))
        .collect();
    let [facts @ .., call, tests] = cells.as_slice() else {
        return None;
    };
    (facts.len() == columns).then(|| Row {
        line,
        facts: facts
            .iter()
            .map(|f| (f != "-").then(|| f.clone()))
            .collect(),
        call: call.clone(),
        tests: tests
            .split(',')
            .map(|test| test.trim().to_owned())
            .filter(|test| test != "-")
            .collect(),
    })
}

fn read_facts(text: &str, table: &mut Table) {
    let mut column = String::new();
    for (_, line) in said(text) {
        if let Some(source) = line.strip_prefix("source:") {
            table.sources.push(source.trim().to_owned());
        } else if let Some(name) = line.strip_prefix("column:") {
            column = name.trim().to_owned();
        } else {
            let (name, shown) = match line.split_once(" ~ ") {
                Some((name, shown)) => {
                    let all = shown.split(" && ").map(|text| text.trim().to_owned());
                    (name.trim(), all.collect())
                }
                None => (line, vec![format!("{line}(")]),
            };
            let facts = table.facts.entry(column.clone()).or_default();
            facts.insert(name.to_owned(), shown);
        }
    }
}

/// Everything that is wrong with a table.
fn wrong(root: &Path, name: &str, table: &Table) -> Vec<String> {
    let (mut problems, mut covered) = (Vec::new(), BTreeMap::<&str, Vec<&str>>::new());
    for line in &table.lines {
        let Line::Row(row) = line else { continue };
        let at = format!("{FOLDER}/{name}.txt:{}", row.line);
        let mut shown = Vec::new();
        for (column, fact) in table.columns.iter().zip(&row.facts) {
            let Some(fact) = fact else { continue };
            covered.entry(column).or_default().push(fact);
            match table.facts.get(column).and_then(|facts| facts.get(fact)) {
                Some(texts) => shown.extend(texts.iter().map(String::as_str)),
                None => problems.push(format!(
                    "{at}: the documentation has no `{fact}` of {column}"
                )),
            }
        }
        if row.tests.is_empty() && !row.call.starts_with('(') {
            problems.push(format!("{at}: `{}` has no test", row.call));
            continue;
        }
        if row.tests.is_empty() {
            continue;
        }
        let mut bodies = String::new();
        for test in &row.tests {
            match body(root, &table.tests, test) {
                Some(body) => bodies.push_str(&body),
                None => problems.push(format!("{at}: there is no test `{test}`")),
            }
        }
        let calls = calls(&row.call);
        let missing = shown.into_iter().chain(calls.iter().map(String::as_str));
        for text in missing.filter(|text| !bodies.contains(text)) {
            problems.push(format!("{at}: its test does not show `{text}`"));
        }
    }
    for (column, facts) in &table.facts {
        let covered = covered.get(column.as_str()).cloned().unwrap_or_default();
        for fact in facts
            .keys()
            .filter(|fact| !covered.contains(&fact.as_str()))
        {
            problems.push(format!(
                "{FOLDER}/{name}.txt: no row for `{fact}` of {column}"
            ));
        }
    }
    problems
}

/// The text of a test function: `file::name`.
fn body(root: &Path, folder: &str, test: &str) -> Option<String> {
    let (file, function) = test.rsplit_once("::")?;
    let path = format!("{folder}/{}.rs", file.replace("::", "/"));
    let whole = std::fs::read_to_string(root.join(path)).ok()?;
    let start = whole.find(&format!("\nfn {function}()"))?;
    // A test, and not what another one uses.
    let attribute = whole[..start].lines().last()?;
    let end = whole[start..].find("\n}\n")?;
    (attribute == "#[test]").then(|| whole[start..start + end].to_owned())
}

/// The calls in the text of a call: `.name(` of a method, `name(` of a function, up to its types.
fn calls(text: &str) -> Vec<String> {
    let mut calls = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                while chars.next().is_some_and(|c| c != '"') {}
                word.clear();
            }
            c if c.is_alphanumeric() || c == '_' || c == '!' => word.push(c),
            '.' => word = ".".to_owned(),
            ':' | '(' if word.len() > 1 => {
                calls.push(format!("{word}{c}"));
                word.clear();
            }
            _ => word.clear(),
        }
    }
    calls
}

fn write(table: &Table, page: &mut String) {
    page.push_str(&format!(
        "\n## {}\n\nBy the documentation:\n\n",
        table.title
    ));
    for source in &table.sources {
        page.push_str(&format!("- {source}\n"));
    }
    for line in &table.lines {
        match line {
            Line::Part(part) => {
                let columns = table.columns.join(" | ");
                let rule = "| --- ".repeat(table.columns.len() + 2);
                page.push_str(&format!(
                    "\n### {part}\n\n| {columns} | typed call | shown by |\n{rule}|\n"
                ));
            }
            Line::Row(row) => {
                for fact in &row.facts {
                    page.push_str("| ");
                    page.push_str(&fact.as_deref().map_or_else(String::new, code));
                    page.push(' ');
                }
                let words = row.call.strip_prefix('(').and_then(|c| c.strip_suffix(')'));
                let call = words.map_or_else(|| code(&row.call), str::to_owned);
                let tests: Vec<String> = row.tests.iter().map(|test| link(table, test)).collect();
                page.push_str(&format!("| {call} | {} |\n", tests.join(", ")));
            }
        }
    }
}

fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

fn link(table: &Table, test: &str) -> String {
    let file = test.rsplit_once("::").map_or(test, |(file, _)| file);
    format!(
        "[`{test}`](../{}/{}.rs)",
        table.tests,
        file.replace("::", "/")
    )
}

#[cfg(test)]
mod tests {
    use super::{calls, row};

    #[test]
    fn everything_is_covered_and_shown() {
        if let Err(problems) = super::run(&crate::root(), true) {
            panic!("{}", problems.join("\n"));
        }
    }

    #[test]
    fn calls_in_a_text() {
        assert_eq!(calls("list.get(place)"), [".get("]);
        assert_eq!(calls("a.parse::<f64>()"), [".parse:"]);
        assert_eq!(
            calls("random_range(0, list.len())"),
            ["random_range(", ".len("]
        );
        assert_eq!(calls("x.split(\"a(b\").last()"), [".split(", ".last("]);
        assert_eq!(calls("count + 1"), [""; 0]);
    }

    #[test]
    fn cells_of_a_row() {
        let row = row(1, "a \\| b | - | call() | x::y, x::z", 2).expect("a row");
        assert_eq!(row.facts, [Some("a | b".to_owned()), None]);
        assert_eq!((row.call.as_str(), row.tests.len()), ("call()", 2));
        assert!(super::row(1, "a | call() | x::y", 2).is_none());
    }
}
