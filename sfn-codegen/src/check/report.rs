//! The JSON form of findings, the same in every command: what `ValidateStateMachineDefinition` answers, and where it is in
//! the text.

use sfn_asl::Json;

/// A finding as JSON has it.
pub(crate) struct Told<'t> {
    /// `ERROR`, `WARNING`, `INFO`.
    pub(crate) severity: &'static str,
    /// The code of the service.
    pub(crate) code: &'static str,
    /// Our own code, which is finer.
    pub(crate) rule: &'static str,
    pub(crate) message: &'t str,
    /// The place in the definition, as a JSON pointer.
    pub(crate) location: &'t str,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) help: Option<&'t str>,
    /// Where the definition is in its file, when it is not the file.
    pub(crate) definition: Option<&'t str>,
}

/// The report on a file, or on a workflow.
pub(crate) fn report<'t>(file: &str, failed: bool, told: impl Iterator<Item = Told<'t>>) -> Json {
    let diagnostics = told.map(|told| {
        let location = if told.location.is_empty() {
            "/"
        } else {
            told.location
        };
        let mut members = vec![
            ("severity", Json::from(told.severity)),
            ("code", Json::from(told.code)),
            ("rule", Json::from(told.rule)),
            ("message", Json::from(told.message)),
            ("location", Json::from(location)),
            ("line", Json::from(told.line)),
            ("column", Json::from(told.column)),
            ("help", told.help.map_or(Json::Null, Json::from)),
        ];
        members.extend(
            told.definition
                .map(|pointer| ("definition", Json::from(pointer))),
        );
        Json::from_iter(members)
    });
    Json::from_iter([
        ("file", Json::from(file)),
        ("result", Json::from(if failed { "FAIL" } else { "OK" })),
        ("diagnostics", Json::Array(diagnostics.collect())),
    ])
}
