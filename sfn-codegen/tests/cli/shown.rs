//! What the README shows is what is printed, and what it says can be called.

use crate::Folder;
use sfn_codegen::{App, Status};

const README: &str = include_str!("../../../README.md");

#[test]
fn the_readme_shows_what_is_printed() {
    let folder = Folder::new().with("order.asl.json", include_str!("shown/order.asl.json"));
    let (_, out, _) = folder.run(&["validate", "order.asl.json"]);
    assert_eq!(out, include_str!("shown/validate.txt"));
}

/// The words of the command lines in the README that begin so.
fn lines(start: &str) -> Vec<Vec<&'static str>> {
    README
        .lines()
        .filter_map(|line| line.strip_prefix(start))
        .map(|line| {
            let words = line.split_whitespace();
            words.take_while(|word| *word != "#").collect()
        })
        .collect()
}

#[test]
fn the_command_lines_of_the_readme_are_some() {
    let (of_sfn, of_app) = (lines("$ sfn "), lines("$ cargo run -- "));
    assert!(of_sfn.len() >= 9 && of_app.len() >= 9);
    for words in of_sfn {
        // With `--help` a command line is read and not obeyed.
        let args = [&["sfn"], &words[..], &["--help"]].concat();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = sfn_codegen::cli::run_from(&args, &mut out, &mut err);
        assert_eq!(
            status,
            Status::Fine,
            "{args:?}: {}",
            String::from_utf8_lossy(&err)
        );
    }
    for words in of_app {
        let args = [&["flows"], &words[..], &["--help"]].concat();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = App::new().run_from(&args, &mut out, &mut err);
        assert_eq!(
            status,
            Status::Fine,
            "{args:?}: {}",
            String::from_utf8_lossy(&err)
        );
    }
}
