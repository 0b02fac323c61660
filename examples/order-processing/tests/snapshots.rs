//! What this package synthesizes, reviewed like code: `snapshots/<workflow>/<file>.snap`.

use sfn_codegen::{Settings, synthesize};
use sfn_dsl::AnyWorkflow;

fn check(workflow: impl Into<AnyWorkflow>) {
    let workflow = workflow.into();
    let artifacts = synthesize(&workflow, &Settings::default()).unwrap_or_else(|e| panic!("{e}"));
    // What is written is read back as it is, and nothing is to be said against it.
    let text = artifacts.definition.to_string_pretty();
    let read = sfn_asl::parse(&text, &sfn_asl::Limits::default());
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.document.as_ref(), Some(&artifacts.definition));
    assert_eq!(read.document.unwrap().to_string_pretty(), text);

    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../../../snapshots/{}", workflow.name()));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, text) in artifacts.files() {
            insta::assert_snapshot!(name.as_ref(), text);
        }
    });
}

#[test]
fn parallel_and_map() {
    check(order_processing::parallel_and_map::workflow());
}

#[test]
fn linear() {
    check(order_processing::linear::workflow());
}

#[test]
fn order_processor() {
    check(order_processing::order_processor::workflow());
}

#[test]
fn approved_orders() {
    check(order_processing::approved_orders::workflow());
}
