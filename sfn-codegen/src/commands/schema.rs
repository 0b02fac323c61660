//! `schema`: what goes in and comes out, as JSON Schema.

use super::io::{Format, Io, Status, Stop};
use super::named::Named;
use crate::infer;
use crate::schema::ordered;
use clap::{Args, ValueEnum};
use sfn_asl::Json;

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Which of the two
    #[arg(long, value_name = "WHICH", default_value = "input")]
    of: Of,
    /// How it is printed; JSON has both
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// What an execution is started with
    Input,
    /// What it gives when it ends well
    Output,
}

impl Options {
    /// Prints the schemas: those of the types that a workflow was written with, where they have one, else what its definition shows.
    pub(crate) fn run(&self, all: &[Named], io: &mut Io<'_>) -> Result<Status, Stop> {
        for one in all {
            if self.format == Format::Json {
                let (input, typed_input) = schema(one, Of::Input);
                let (output, typed_output) = schema(one, Of::Output);
                let json = Json::from_iter([
                    ("file", Json::from(&one.place)),
                    ("name", Json::from(&one.name)),
                    ("input", input),
                    ("inputFrom", Json::from(typed_input)),
                    ("output", output),
                    ("outputFrom", Json::from(typed_output)),
                ]);
                io.line(&json.to_compact())?;
                continue;
            }
            if all.len() > 1 {
                // Several schemas on one output are told apart by where they come from.
                io.complain(&format!("{}:", one.place))?;
            }
            io.text(&schema(one, self.of).0.to_pretty())?;
        }
        Ok(Status::Fine)
    }
}

/// The schema, and where it comes from.
fn schema(one: &Named, of: Of) -> (Json, &'static str) {
    let authored = one.authored.as_ref();
    let typed = authored.and_then(|authored| match of {
        Of::Input => authored.input.as_ref(),
        Of::Output => authored.output.as_ref(),
    });
    match (typed, of) {
        (Some(schema), _) => (ordered(schema), "types"),
        (None, Of::Input) => (infer::input_schema(&one.document, &one.name), "definition"),
        (None, Of::Output) => (infer::output_schema(&one.document, &one.name), "definition"),
    }
}
