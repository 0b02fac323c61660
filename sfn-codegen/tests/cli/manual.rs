//! What sfn says of itself: pages of the manual, completions, and what it makes of mistakes on the command line.

use super::Folder;
use sfn_codegen::Status;

const COMMANDS: &[&str] = &[
    "validate", "lint", "iam", "graph", "diff", "cost", "schema", "fmt",
];

#[test]
fn every_command_has_a_page() {
    let folder = Folder::new();
    let (status, page, _) = folder.run(&["man"]);
    assert_eq!(status, Status::Fine);
    for command in COMMANDS {
        assert!(page.contains(command), "{command}");
        let (_, page, _) = folder.run(&["man", command]);
        assert!(
            page.contains(&format!(".SH NAME\nsfn\\-{command} ")),
            "{page}"
        );
        assert!(page.contains("Exit status:"), "{command}");
    }
    let (status, _, err) = folder.run(&["man", "lnt"]);
    assert_eq!(status, Status::Failed);
    assert!(err.contains("did you mean `lint`?"), "{err}");
    let pages = folder.path("pages");
    let (status, out, _) = folder.run(&["man", "--out", pages.to_str().unwrap()]);
    assert_eq!(status, Status::Fine);
    assert!(out.lines().count() > COMMANDS.len(), "{out}");
    assert!(pages.join("sfn-schema.1").is_file());
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (status, out, _) = Folder::new().run(&["completions", shell]);
        assert_eq!(status, Status::Fine);
        for command in COMMANDS {
            assert!(out.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn slips_on_the_command_line_are_answered() {
    let folder = Folder::new();
    for (args, answer) in [
        (&["graph", "a.json", "--format", "svgg"][..], "'svg'"),
        (&["validat", "a.json"], "'validate'"),
        (&["cost", "a.json", "--duration", "2x"], "300ms, 2s or 1.5m"),
        (
            &["lint", "--explain", "task-withot-timeout"],
            "`task-without-timeout`",
        ),
        (&["validate", "--formt", "json", "a.json"], "'--format'"),
    ] {
        let (status, out, err) = folder.run(args);
        assert_eq!((status, out.as_str()), (Status::Failed, ""), "{args:?}");
        assert!(err.contains(answer), "{args:?}: {err}");
    }
}

#[test]
fn what_is_no_text_is_unreadable_to_every_command() {
    let folder = Folder::new();
    std::fs::write(folder.path("noise.json"), [0x98, 0xff, 0x00, 0x7b]).unwrap();
    for command in COMMANDS
        .iter()
        .filter(|command| !["diff", "validate"].contains(command))
    {
        let (status, _, err) = folder.run(&[command, "noise.json"]);
        assert_eq!(status, Status::Failed, "{command}");
        assert!(err.starts_with("error: "), "{command}: {err}");
    }
}
