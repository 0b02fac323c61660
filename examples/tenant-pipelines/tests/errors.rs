//! What is said about a file that is wrong.

use tenant_pipelines::workflows;

fn said(text: &str) -> String {
    workflows("tenants.toml", text).unwrap_err().to_string()
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = r#"[[tenant]]
name = "al pha"
max-megabytes = 0
steps = ["scan", "extrct"]

[[tenant]]
name = "beta"
max-megabytes = 20
steps = ["index", { run = "ocr", timeout-seconds = 3600 }, "index"]

[[tenant]]
name = "beta"
max-megabytes = 20
steps = []
"#;
    let steps = "`scan`, `extract`, `ocr`, `classify`, `summarize`, `index`";
    let expected = [
        (
            "\"al pha\" is no name for a tenant",
            "2:8",
            "use up to 60 letters, digits and `-`: it becomes part of the names of AWS resources",
        ),
        (
            "`max-megabytes` is 0",
            "3:17",
            "use a number from 1 to 5000",
        ),
        (
            "there is no step `extrct`",
            "4:18",
            &format!("use one of {steps}"),
        ),
        (
            "`timeout-seconds` is 3600",
            "9:19",
            "use a number from 1 to 900",
        ),
        (
            "`beta` has the step `index` twice",
            "9:60",
            "remove one: a step becomes a state, whose name is used once",
        ),
        (
            "there are two tenants `beta`",
            "12:8",
            "give one of them another name: each has a workflow of its own",
        ),
        (
            "`beta` has no steps",
            "14:9",
            &format!("list some of {steps}"),
        ),
    ];
    let expected: Vec<String> = expected
        .iter()
        .map(|(message, place, help)| {
            format!("error: {message}\n  --> tenants.toml:{place}\n  = help: {help}")
        })
        .collect();
    assert_eq!(said(text), expected.join("\n\n"));
}

#[test]
fn what_cannot_be_read_has_its_line() {
    let said = said("[[tenant]]\nname = \"alpha\"\nmax-gigabytes = 1\n");
    assert!(said.contains("unknown field `max-gigabytes`"), "{said}");
    assert!(said.contains("tenants.toml:3:1"), "{said}");

    let said = self::said(
        r#"[[tenant]]
name = "alpha"
max-megabytes = 1
steps = ["scan", { run = "ocr", timeout = 60 }]
"#,
    );
    assert!(
        said.contains("any of `timeout-seconds`, `attempts`"),
        "{said}"
    );
    // The list that the step is in.
    assert!(said.contains("tenants.toml:4:9"), "{said}");
}

#[test]
fn a_file_without_tenants_is_told() {
    assert!(said("").starts_with("error: there is no tenant\n  --> tenants.toml:1:1\n"));
}
