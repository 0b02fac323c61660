//! `sfn graph`: a definition as a picture.

use super::definitions::load;
use super::{Io, Stop};
use crate::app::Status;
use crate::graph::Graph;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// A definition, or a template that holds one; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// What to draw it as
    #[arg(long, short, value_name = "FORMAT", default_value = "mermaid")]
    format: Format,
    /// Which of several definitions in a template: the name of its resource
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A Mermaid flowchart, which GitHub and GitLab show
    Mermaid,
    /// For Graphviz
    Dot,
    /// A picture
    Svg,
    /// A page with the picture, a search, and the JSON of each state
    Html,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        let found = load(std::slice::from_ref(&self.file), io)?;
        if found.incomplete {
            return Ok(Status::Failed);
        }
        let wanted = |name: &str| self.name.as_deref().is_none_or(|wanted| wanted == name);
        let chosen: Vec<_> = found.all.iter().filter(|one| wanted(&one.name)).collect();
        let [one] = chosen.as_slice() else {
            let names: Vec<String> = found
                .all
                .iter()
                .map(|one| format!("`{}`", one.name))
                .collect();
            let count = if chosen.is_empty() {
                "no"
            } else {
                "more than one"
            };
            io.complain(&format!(
                "error: {count} definition of that name in `{}`\n  = help: say which with --name: {}",
                self.file,
                names.join(", ")
            ))?;
            return Ok(Status::Failed);
        };
        let graph = Graph::of(&one.document);
        let text = match self.format {
            Format::Mermaid => Ok(graph.to_mermaid()),
            Format::Dot => Ok(graph.to_dot()),
            Format::Svg => graph.to_svg(&one.name),
            Format::Html => Graph::to_html(&one.document, &one.name),
        };
        match (text, &self.out) {
            (Err(error), _) => {
                io.complain(&format!("error: {error}"))?;
                return Ok(Status::Failed);
            }
            (Ok(text), Some(path)) => {
                if let Err(error) = std::fs::write(path, text) {
                    let path = path.display();
                    io.complain(&format!("error: `{path}` cannot be written: {error}"))?;
                    return Ok(Status::Failed);
                }
            }
            (Ok(text), None) => io.out.write_all(text.as_bytes())?,
        }
        Ok(Status::Fine)
    }
}
