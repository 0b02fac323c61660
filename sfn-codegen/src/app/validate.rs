//! `validate`: what is to be said of the documents that workflows become, warnings too.
//!
//! What the service would reject keeps a workflow from being written in the first place; this says what it would take and
//! should still be looked at, in the words of `sfn validate`, at the line of Rust where it was written.

use super::args::OutputFormat;
use super::{Run, Status, Stop};
use crate::check::report::{Told, report};
use crate::synthesize::synthesize;
use sfn_asl::{Diagnostic, Limits, ValidateOptions, parse};
use sfn_dsl::AnyWorkflow;

impl Run<'_> {
    pub(super) fn validate(
        mut self,
        names: &[String],
        format: OutputFormat,
    ) -> Result<Status, Stop> {
        // What is wrong with any of them is told first, as everywhere.
        let names: Vec<String> = self
            .artifacts(names)?
            .into_iter()
            .map(|of| of.name)
            .collect();
        let workflows = std::mem::take(&mut self.app.workflows);
        let (mut count, mut errors) = (0, false);
        for workflow in workflows
            .iter()
            .filter(|of| names.iter().any(|name| name == of.name()))
        {
            let found = self.of_workflow(workflow)?;
            count += found.len();
            let failed = found.iter().any(Diagnostic::is_error);
            errors |= failed;
            match format {
                OutputFormat::Human => self.told(workflow, &found)?,
                OutputFormat::Json => {
                    let told = found.iter().map(told);
                    self.line(report(workflow.name(), failed, told).to_string())?;
                }
            }
        }
        if format == OutputFormat::Human && count == 0 {
            let s = if names.len() == 1 { "" } else { "s" };
            self.line(format!("{} workflow{s}: nothing found", names.len()))?;
        }
        Ok(if errors {
            Status::Findings
        } else {
            Status::Fine
        })
    }

    /// What is found in the document of a workflow, placed in the text that is written of it.
    fn of_workflow(&self, workflow: &AnyWorkflow) -> Result<Vec<Diagnostic>, Stop> {
        let artifacts = synthesize(workflow, &self.app.settings)?;
        let text = artifacts.definition.to_string_pretty();
        let parsed = parse(&text, &Limits::default());
        Ok(crate::check(parsed, &ValidateOptions::new(artifacts.kind)).diagnostics)
    }

    fn told(&mut self, workflow: &AnyWorkflow, found: &[Diagnostic]) -> Result<(), Stop> {
        let Ok(synthesis) = workflow.synthesize() else {
            return Ok(());
        };
        for found in found {
            let mut text = format!("{}[{}]: {}", found.severity, found.code, found.message);
            if let Some(location) = synthesis.annotations.location_of(&found.pointer) {
                text += &format!("\n  --> {location}");
            }
            text += &format!(
                "\n  = note: in workflow `{}`, {}",
                workflow.name(),
                found.pointer
            );
            if let Some(help) = &found.help {
                text += &format!("\n  = help: {help}");
            }
            let text = self.paint.error(&text);
            self.line(format!("{text}\n"))?;
        }
        Ok(())
    }
}

fn told(found: &Diagnostic) -> Told<'_> {
    let (line, column) = found.position.map_or((1, 1), |at| (at.line, at.column));
    Told {
        severity: if found.is_error() { "ERROR" } else { "WARNING" },
        code: found.code.service_code(),
        rule: found.code.as_str(),
        message: &found.message,
        location: &found.pointer,
        line,
        column,
        help: found.help.as_deref(),
        definition: None,
    }
}
