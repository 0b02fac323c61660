//! `docs/lints.md` says what the rules of `sfn lint` are: it is written from their pages, and this holds it current.

use sfn_codegen::lint::{Level, RULES};
use std::fmt::Write as _;
use std::path::Path;

const HEAD: &str = "# What `sfn lint` looks for

Written from the pages of the rules with `LINTS_PAGE=write cargo test -p sfn-codegen --test lints`; do not edit.

`sfn lint FILE..` says what is legal and will hurt; a team's own binary has `cargo run -- lint` for the workflows in it, and
`sfn_codegen::lint::lint` is the function behind both. It fails, with exit status 1, when there are warnings or errors; what is only
good to know is an info. What an error says is certain: the execution fails there, or waits for what cannot come.

## Levels

`--allow CODE`, `--warn CODE` and `--deny CODE` set a level for one run; `all` is every rule. For a project levels are in a file
`sfn-lint.json` or `sfn-lint.yaml`, looked for from the folder of each definition upwards:

```yaml
rules:
  task-without-catch: warning
  retry-without-jitter: off
overrides:
  - files: [\"legacy/*\"]         # from the folder of this file; * is anything
    rules: { all: off }
  - machines: [\"orders*\"]       # the resource in a template, the workflow in Rust, or the file up to its first dot
    states: [\"Notify*\"]
    rules: { task-without-retry: off }
```

A `Comment` allows it where it stands, and in all that is in there: in a state, a retrier, a catcher, a branch, or the whole machine. In
Rust the doc comment of a state is its `Comment`.

```json
{ \"Type\": \"Task\", \"Comment\": \"sfn:allow(task-without-timeout) the function has one of its own\" }
```

## Mending

`--fix` mends what is mechanical and keeps what the definition does; `--fix --dry-run` says what it would change. In JSON and YAML,
templates too, nothing else of the text changes, comments and blanks included. What cannot be changed so is left alone and told.
";

fn page() -> String {
    let mut out = String::from(HEAD);
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "\n## Rules\n\n| rule | level | finds |\n| --- | --- | --- |"
    );
    for rule in RULES {
        let mends = if rule.mends { ", `--fix`" } else { "" };
        let _ = writeln!(
            out,
            "| [`{0}`](#{0}) | {1}{mends} | {2} |",
            rule.code,
            rule.level,
            rule.title()
        );
    }
    for rule in RULES {
        let (_, rest) = rule.page().split_once('\n').unwrap_or_default();
        let off = if rule.level == Level::Off {
            "Off unless it is asked for. "
        } else {
            ""
        };
        let rest = rest.trim().replace("```json express", "```json");
        let fold = "<details><summary>Shown</summary>\n\nIt finds something here:";
        let shown = rest.replace("It finds something here:", fold);
        let end = if shown == rest { "" } else { "\n\n</details>" };
        let _ = writeln!(out, "\n### {}\n\n{off}{shown}{end}", rule.code);
    }
    out
}

#[test]
fn the_page_of_the_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/lints.md");
    if std::env::var_os("LINTS_PAGE").is_some_and(|value| value == "write") {
        std::fs::write(&path, page()).unwrap();
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        text == page(),
        "docs/lints.md is not current: LINTS_PAGE=write cargo test -p sfn-codegen --test lints"
    );
}
