//! `sfn lint`: what is legal and will hurt, in files; and mending it.

use super::definitions::Files;
use super::file::{File, read};
use super::{Io, Stop};
use crate::commands::finding::Tally;
use crate::commands::io::Status;
use crate::commands::lint::Options;
use crate::lint::fix;
use clap::Args;
use sfn_asl::{Limits, WorkflowKind};

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions, templates that hold some, or folders; `-` reads standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "list"])]
    files: Vec<String>,
    /// Look at them as Express workflows; a template says itself what its workflows are
    #[arg(long)]
    express: bool,
    /// Mend what is mechanical in JSON definitions
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        if let Some(status) = self.options.about(io)? {
            return Ok(status);
        }
        let levels = self.options.levels()?;
        let default = if self.express {
            WorkflowKind::Express
        } else {
            WorkflowKind::Standard
        };
        let mut tally = Tally::default();
        let files = Files::find(&self.files, io)?;
        let unread = files.each(
            io,
            |name, mut file, kind, io| {
                // What comes in by standard input has no place to be mended in.
                if self.fix && name != "-" && self.mend(name, &file, io)? {
                    match read(name) {
                        Ok(mended) => file = mended,
                        Err(error) => {
                            io.complain(&format!("error: `{name}` cannot be read: {error}"))?
                        }
                    }
                }
                let own = self
                    .options
                    .one(&file, kind.unwrap_or(default), &levels, io)?;
                Ok((own, file.named))
            },
            |own| tally += own,
        )?;
        let status = self.options.end(&tally, io)?;
        Ok(if unread > 0 { Status::Failed } else { status })
    }

    fn mend(&self, name: &str, file: &File, io: &mut Io<'_>) -> Result<bool, Stop> {
        let read = sfn_asl::read_json(&file.text, &Limits::default());
        let sound = !read.diagnostics.iter().any(sfn_asl::Diagnostic::is_error);
        let Some(mut json) = read.value.filter(|_| sound) else {
            return Ok(false);
        };
        let fixed = fix(&mut json);
        if fixed == 0 {
            return Ok(false);
        }
        if let Err(error) = crate::files::replace(name.as_ref(), &json.to_pretty()) {
            io.complain(&format!("error: {error}"))?;
            return Ok(false);
        }
        let s = if fixed == 1 { "" } else { "s" };
        io.complain(&format!("note: mended {fixed} field{s} in {name}"))?;
        Ok(true)
    }
}
