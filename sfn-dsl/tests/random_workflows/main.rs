//! Workflows drawn at random as plain data, built through the DSL: the document says what the data said, no less and
//! no more. What the data says in ASL is written out by hand in `expect`.

#![allow(missing_docs, unreachable_pub)]

mod build;
mod expect;
mod large;
mod model;
mod variables;

use std::rc::Rc;

use proptest::prelude::*;
use serde_json::Value;
use sfn_dsl::{Express, Standard};

use model::{Model, workflow};

fn check(model: Model) -> Result<(), TestCaseError> {
    let model = Rc::new(model);
    let synthesis = build::synthesize::<Standard>(&model)
        .map_err(|errors| TestCaseError::fail(errors.to_string()))?;
    let text = synthesis.document.to_string_pretty();

    let document: Value = serde_json::from_str(&text).expect("a document is JSON");
    prop_assert_eq!(&document, &expect::document(&model));

    let parsed = sfn_asl::StateMachine::from_json_str(&text);
    prop_assert_eq!(
        parsed.expect("a document can be read"),
        synthesis.document.clone()
    );

    // Every state has its place in the source, and nothing has one that is not there.
    let annotations = &synthesis.annotations;
    let mut states = Vec::new();
    pointers(&document, "", &mut states);
    for pointer in &states {
        prop_assert!(annotations.location_of(pointer).is_some(), "{}", pointer);
    }
    prop_assert!(annotations.location_of("/States/There is none").is_none());

    // Again, and in the other kind of workflow.
    let again = build::synthesize::<Standard>(&model).expect("it was synthesized before");
    prop_assert_eq!(&again.document.to_string_pretty(), &text);
    let express = build::synthesize::<Express>(&model).expect("no state needs Standard");
    prop_assert_eq!(&express.document.to_string_pretty(), &text);
    Ok(())
}

/// The JSON pointers of all states.
fn pointers(scope: &Value, at: &str, out: &mut Vec<String>) {
    let states = scope["States"].as_object().expect("a scope has states");
    for (name, state) in states {
        let here = format!("{at}/States/{}", name.replace('~', "~0").replace('/', "~1"));
        let branches = state["Branches"].as_array().into_iter().flatten();
        for (i, branch) in branches.enumerate() {
            pointers(branch, &format!("{here}/Branches/{i}"), out);
        }
        if let Some(body) = state.get("ItemProcessor") {
            pointers(body, &format!("{here}/ItemProcessor"), out);
        }
        out.push(here);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_document_says_what_the_data_said(model in workflow()) {
        check(model)?;
    }
}
