//! `validate`: is it valid ASL that the service accepts?

use super::finding::{Tally, Unit, report};
use super::io::{Format, Io, Status, Stop};
use clap::Args;
use sfn_asl::WorkflowKind;

/// The options of the command.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// Fail also when there are only warnings
    #[arg(long)]
    deny_warnings: bool,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

impl Options {
    /// Checks one, and prints what is found in it.
    pub(crate) fn one(
        &self,
        unit: &dyn Unit,
        kind: WorkflowKind,
        io: &mut Io<'_>,
    ) -> Result<Tally, Stop> {
        let findings = unit.check(kind);
        let tally = Tally::of(unit, &findings);
        match self.format {
            Format::Human => unit.show(&findings, io)?,
            Format::Json => {
                io.line(&report(unit.name(), self.fails(&tally), &findings).to_compact())?;
            }
        }
        Ok(tally)
    }

    /// Sums up.
    pub(crate) fn end(&self, tally: &Tally, io: &mut Io<'_>) -> Result<Status, Stop> {
        if let Some(words) = tally.words().filter(|_| self.format == Format::Human) {
            io.line(&words)?;
        }
        Ok(if self.fails(tally) {
            Status::Findings
        } else {
            Status::Fine
        })
    }

    fn fails(&self, tally: &Tally) -> bool {
        tally.errors() > 0 || self.deny_warnings && tally.warnings() > 0
    }
}
