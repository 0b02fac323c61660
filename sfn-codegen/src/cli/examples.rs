//! What stands at the end of each command's help: how it is called, and how it ends.

pub(super) const VALIDATE: &str = "\
Examples:
  sfn validate order.asl.json                   a definition
  sfn validate template.yaml infra/             a SAM template, and everything in a folder
  terraform show -json plan | sfn validate -    what Terraform is about to deploy
  sfn validate . --format json | jq .result     a line of JSON for each file

Exit status: 0 when nothing is wrong, 1 when there are errors, 2 when a file cannot be read or the command line is wrong.";

pub(super) const LINT: &str = "\
Examples:
  sfn lint order.asl.json
  sfn lint --explain task-without-timeout       why a rule is there
  sfn lint . --allow retry-without-jitter --deny task-without-timeout
  sfn lint order.asl.json --fix --dry-run       what would be mended; without --dry-run it is

A Comment that says `sfn:allow(CODE) reason` allows it in the state, retrier, catcher, branch or machine that it stands in. Levels for a
project are in sfn-lint.json or sfn-lint.yaml, looked for from the folder of each file upwards.

Exit status: 0 when there is nothing but infos, 1 when there are warnings or errors, 2 when a file cannot be read or the command line
is wrong.";

pub(super) const IAM: &str = "\
Examples:
  sfn iam order.asl.json > policy.json          the least that its role needs
  sfn iam order.asl.json --explain              which states need what, and why
  sfn iam order.asl.json --compare role.json    what a policy lacks, and what it need not allow
  sfn iam order.asl.json --trust                who may assume the role

Exit status: 0 when nothing is wrong, 1 when a comparison finds a difference or a call does not exist, 2 when a file cannot be read or the
command line is wrong.";

pub(super) const GRAPH: &str = "\
Examples:
  sfn graph order.asl.json                      Mermaid, for a README
  sfn graph order.asl.json -f html -o order.html
  sfn graph template.yaml --name Orders -f svg > orders.svg
  sfn graph infra/ -f svg -o pictures/          one of each

Exit status: 0 when it is drawn, 2 when it cannot be.";

pub(super) const DIFF: &str = "\
Examples:
  git show main:order.asl.json | sfn diff - order.asl.json
  sfn diff old/ new/ --format markdown          a comment for a review, file by file

Exit status: 0 when the behaviour is the same, 1 when it is not, 2 when a file cannot be read or the command line is wrong.";

pub(super) const COST: &str = "\
Examples:
  sfn cost order.asl.json --executions 1M
  sfn cost order.asl.json -n 50k --items 100 --items ShipAll=3 --duration 1.5s --memory 128
  sfn cost order.asl.json --region eu-west-3 --no-free-tier --format json

Exit status: 0 when it is counted, 2 when a file cannot be read or the command line is wrong.";

pub(super) const SCHEMA: &str = "\
Examples:
  sfn schema order.asl.json > order.input.schema.json
  sfn schema order.asl.json --of output
  sfn schema . --format json                    both of every definition, a line for each

A property is what a state reads; it is required when no execution without it ends well. Parts that a task gets as a whole may be read
further there, which no definition says.

Exit status: 0 when it is printed, 2 when a file cannot be read or the command line is wrong.";

pub(super) const FMT: &str = "\
Examples:
  sfn fmt order.asl.json                        in place
  sfn fmt --check .                             for CI: says which files would change
  sfn fmt - < order.asl.json

Exit status: 0 when all is as it should be, 1 when a file would change, 2 when a file cannot be read or written.";

pub(super) const COMPLETIONS: &str = "\
Examples:
  sfn completions bash > ~/.local/share/bash-completion/completions/sfn
  sfn completions zsh > ~/.zfunc/_sfn
  sfn completions fish > ~/.config/fish/completions/sfn.fish";

pub(super) const MAN: &str = "\
Examples:
  sfn man | man -l -                            read it
  sfn man lint | man -l -
  sfn man --out /usr/local/share/man/man1       sfn.1, sfn-validate.1 and so on";

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    /// The command lines of a text: what follows on `sfn`, up to a pipe, a redirection or the words about it.
    fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
        text.lines()
            .filter(|line| line.starts_with("  "))
            .flat_map(|line| {
                let command = line.trim().split("   ").next().unwrap_or_default();
                command.split('|').filter_map(|part| {
                    let words = part.split_whitespace();
                    let words: Vec<&str> = words
                        .take_while(|word| !matches!(*word, ">" | "<"))
                        .collect();
                    (words.first() == Some(&"sfn")).then_some(words)
                })
            })
    }

    #[test]
    fn every_command_has_examples_that_are_command_lines() {
        let mut count = 0;
        for command in crate::cli::Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_default();
            let mut lines = lines(&help).peekable();
            assert!(
                lines.peek().is_some(),
                "{} has no example",
                command.get_name()
            );
            for words in lines {
                let parsed = crate::cli::Cli::try_parse_from(&words);
                assert!(parsed.is_ok(), "{words:?}: {}", parsed.unwrap_err());
                count += 1;
            }
        }
        assert!(count > 20, "{count}");
    }
}
