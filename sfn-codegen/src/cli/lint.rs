//! `sfn lint`: what is legal and will hurt, in files; and mending it.

use super::definitions::Files;
use super::file::{File, of_text};
use super::{Io, Stop};
use crate::commands::finding::Tally;
use crate::commands::io::{Format, Status, plural};
use crate::commands::lint::{Options, Rules};
use crate::lint::fix::{Mended, mend_text};
use clap::Args;
use sfn_asl::WorkflowKind;
use std::sync::atomic::{AtomicBool, Ordering};

/// The command line of the command.
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Definitions, templates that hold some, or folders; `-` reads standard input
    #[arg(value_name = "FILE", required_unless_present_any = ["explain", "list"])]
    files: Vec<String>,
    /// Look at them as Express workflows; a template says itself what its workflows are
    #[arg(long)]
    express: bool,
    /// Mend what is mechanical, and say what changed; comments and everything else stay as they are
    #[arg(long)]
    fix: bool,
    /// Say what --fix would change, and write nothing; fails when that is something
    #[arg(long, requires = "fix")]
    dry_run: bool,
    #[command(flatten)]
    options: Options,
}

impl Command {
    pub(super) fn run(&self, io: &mut Io<'_>) -> Result<Status, Stop> {
        if let Some(status) = self.options.about(io)? {
            return Ok(status);
        }
        let rules = self.options.rules(&std::env::current_dir()?)?;
        let default = if self.express {
            WorkflowKind::Express
        } else {
            WorkflowKind::Standard
        };
        let mut tally = Tally::default();
        let would_change = AtomicBool::new(false);
        let files = Files::find(&self.files, io)?;
        let unread = files.each(
            io,
            |name, mut file, kind, io| {
                let kind = kind.unwrap_or(default);
                if self.fix
                    && let Some(mended) = self.mend(&file, kind, &rules, io)?
                {
                    self.tell(&file, &mended, io)?;
                    would_change.store(true, Ordering::Relaxed);
                    // What comes in by standard input has no place to be mended in.
                    if !self.dry_run && name != "-" {
                        match crate::files::replace(name.as_ref(), &mended.text) {
                            Ok(_) => file = of_text(file.name, mended.text),
                            Err(error) => io.complain(&format!("error: {error}"))?,
                        }
                    }
                }
                if self.dry_run {
                    return Ok((Tally::default(), file.named));
                }
                let own = self.options.one(&file, kind, &rules, io)?;
                Ok((own, file.named))
            },
            |own| tally += own,
        )?;
        if self.dry_run {
            return Ok(match (unread, would_change.into_inner()) {
                (0, false) => Status::Fine,
                (0, true) => Status::Findings,
                _ => Status::Failed,
            });
        }
        let status = self.options.end(&tally, io)?;
        Ok(if unread > 0 { Status::Failed } else { status })
    }

    /// The text of a file as it would be mended; none when nothing can be.
    fn mend(
        &self,
        file: &File,
        kind: WorkflowKind,
        rules: &Rules,
        io: &mut Io<'_>,
    ) -> Result<Option<Mended>, Stop> {
        let (mut edits, mut in_text) = (Vec::new(), 0);
        for (definition, found) in file.definitions.iter().zip(rules.look(file, kind)?) {
            let own = found.into_iter().flatten().flat_map(|found| found.edits);
            if definition.is_in_text() {
                in_text += own.count();
            } else {
                edits.extend(own.map(|edit| edit.below(&definition.pointer)));
            }
        }
        if in_text > 0 {
            io.complain(&format!(
                "note: {} in `{}` cannot be made: the definition is a text in a template\n  = help: make it an object, or keep it in a file of its own",
                plural(in_text, "change"),
                file.name
            ))?;
        }
        if edits.is_empty() {
            return Ok(None);
        }
        match mend_text(&file.text, &edits) {
            Ok(mended) => Ok(Some(mended)),
            Err(why) => {
                io.complain(&format!("note: `{}` is left as it is: {why}", file.name))?;
                Ok(None)
            }
        }
    }

    /// Says what changes: what was asked for when nothing is written, and else something on the side.
    fn tell(&self, file: &File, mended: &Mended, io: &mut Io<'_>) -> Result<(), Stop> {
        let mut text = String::new();
        for change in &mended.changes {
            text += &format!("{}:{}\n{change}\n", file.name, change.line);
        }
        if self.dry_run && self.options.format == Format::Human {
            return io.text(&text);
        }
        io.err.write_all(text.as_bytes())?;
        let done = if self.dry_run {
            "would be mended"
        } else {
            "mended"
        };
        io.complain(&format!(
            "note: {} {done} in {}",
            plural(mended.changes.len(), "place"),
            file.name
        ))
    }
}
