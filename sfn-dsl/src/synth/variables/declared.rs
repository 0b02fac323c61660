//! Names of variables, and that each has one type.

use std::collections::HashMap;

use sfn_asl::model::VariableName;

use super::graph::Graph;
use crate::expr::node::Declaration;
use crate::synth::SynthesisError;

pub(super) fn check(graph: &Graph<'_>) -> Vec<SynthesisError> {
    let mut errors = Vec::new();
    let mut known: HashMap<&str, Vec<&Declaration>> = HashMap::new();
    for (state, found) in graph.uses() {
        let variable = &found.variable;
        let name: &str = &variable.name;
        let declarations = known.entry(name).or_default();
        if declarations
            .iter()
            .any(|other| other.type_id == variable.type_id)
        {
            continue;
        }
        let state = graph.places[state].name;
        match declarations.first() {
            None => errors.extend(check_name(variable, state)),
            Some(first) => errors.push(
                SynthesisError::new(
                    "variable-type",
                    state,
                    variable.location,
                    format!(
                        "the variable `${name}` is declared twice: as `Variable<{}>` and as `Variable<{}>`",
                        first.short_type(),
                        variable.short_type()
                    ),
                    "a variable has one type in all of a workflow: give one of the two another name",
                )
                .related(first.location, "the other one is here")
                .related(found.location, format!("this one is used in state `{state}`")),
            ),
        }
        declarations.push(variable);
    }
    errors
}

/// Whether the name is one; of one that is none nothing more needs to be said.
pub(super) fn is_name(name: &str) -> bool {
    VariableName::try_from(name).is_ok() && !name.contains('$')
}

fn check_name(variable: &Declaration, state: &str) -> Option<SynthesisError> {
    let name: &str = &variable.name;
    let why = match VariableName::try_from(name) {
        Err(why) => why.to_string(),
        // A document may leave a part of the name to the deployment; an expression that reads it could not say it.
        Ok(_) if name.contains('$') => {
            format!(
                "`{name}` is not a variable name: `$` is not allowed, use letters, digits and `_`"
            )
        }
        Ok(_) => return None,
    };
    let help = match name.strip_prefix('$') {
        Some(rest) if is_name(rest) => format!("write it without the `$`: `Variable::named({rest:?})`"),
        _ => "begin with a letter, go on with letters, digits and `_`, up to 80 characters; `states` is what the service calls its own data".to_owned(),
    };
    Some(SynthesisError::new(
        "variable-name",
        state,
        variable.location,
        why,
        help,
    ))
}
