//! `graph`: a definition as a picture.

use super::io::{Io, Status, Stop};
use super::named::Named;
use crate::graph::Graph;
use clap::{Args, ValueEnum};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// What to draw it as
    #[arg(long, short, value_name = "FORMAT", default_value = "mermaid")]
    format: Format,
    /// Write to a file instead of standard output; to a folder, one that is there or ends with `/`, each by its name
    #[arg(long, short, value_name = "PATH")]
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

impl Format {
    /// How the names of its files end.
    fn extension(self) -> &'static str {
        match self {
            Self::Mermaid => "mmd",
            Self::Dot => "dot",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

impl Options {
    /// The folder that each is written to by its name, when that was asked for.
    pub(crate) fn folder(&self) -> Option<&Path> {
        let out = self.out.as_deref()?;
        let named = out.as_os_str().to_string_lossy().ends_with(['/', '\\']);
        (named || out.is_dir()).then_some(out)
    }

    /// Draws all, into a folder; or the only one.
    pub(crate) fn run(&self, all: &[&Named], io: &mut Io<'_>) -> Result<Status, Stop> {
        let Some(folder) = self.folder() else {
            for one in all {
                let text = self.draw(one).map_err(Stop::Usage)?;
                match &self.out {
                    Some(path) => write(path, &text)?,
                    None => io.text(&text)?,
                }
            }
            return Ok(Status::Fine);
        };
        std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        let mut names: HashSet<String> = HashSet::new();
        for one in all {
            // Two definitions of the same name are two pictures.
            let numbers = std::iter::once(String::new()).chain((2..).map(|n| format!("-{n}")));
            let free = numbers.map(|number| format!("{}{number}", one.name));
            let name = free.into_iter().find(|name| names.insert(name.clone()));
            let file = format!("{}.{}", name.unwrap_or_default(), self.format.extension());
            // The name of a resource may hold anything.
            let path = folder.join(file.replace(['/', '\\'], "-"));
            write(&path, &self.draw(one).map_err(Stop::Usage)?)?;
            io.line(&format!("written {}", path.display()))?;
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

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    std::fs::write(path, text).map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Stop {
    let path = path.display();
    Stop::Usage(format!("error: `{path}` cannot be written: {error}"))
}
