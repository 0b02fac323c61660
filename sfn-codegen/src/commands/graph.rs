//! `graph`: a definition as a picture.

use super::io::{Io, Status, Stop};
use super::named::Named;
use crate::graph::Graph;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// What to draw it as
    #[arg(long, short, value_name = "FORMAT", default_value = "mermaid")]
    format: Format,
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
    /// The nodes, boxes and edges, for programs
    Json,
}

impl Options {
    /// Draws it.
    pub(crate) fn run(&self, one: &Named, io: &mut Io<'_>) -> Result<Status, Stop> {
        let text = self.draw(one).map_err(Stop::Usage)?;
        match &self.out {
            Some(path) => std::fs::write(path, text).map_err(|error| {
                let path = path.display();
                Stop::Usage(format!("error: `{path}` cannot be written: {error}"))
            })?,
            None => io.text(&text)?,
        }
        Ok(Status::Fine)
    }

    fn draw(&self, one: &Named) -> Result<String, String> {
        let graph = Graph::of(&one.document);
        match self.format {
            Format::Mermaid => Ok(graph.to_mermaid()),
            Format::Dot => Ok(graph.to_dot()),
            Format::Json => Ok(graph.to_json().to_pretty()),
            #[cfg(feature = "draw")]
            Format::Svg => graph.to_svg(&one.name).map_err(too_large),
            #[cfg(feature = "draw")]
            Format::Html => Graph::to_html(&one.document, &one.name).map_err(too_large),
            #[cfg(not(feature = "draw"))]
            Format::Svg | Format::Html => Err(
                "error: SVG and HTML need the feature `draw` of sfn-codegen, which is not switched on\n  \
                 = help: `cargo add sfn-codegen --features draw`, or ask for `--format mermaid` or `--format dot`"
                    .to_owned(),
            ),
        }
    }
}

#[cfg(feature = "draw")]
fn too_large(error: crate::graph::TooLarge) -> String {
    format!("error: {error}")
}
