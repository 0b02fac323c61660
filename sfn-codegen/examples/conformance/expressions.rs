//! Expressions and paths: whether they can be read, whether a path is definite, which variables a state reads.
//!
//! There is no engine here: what an expression gives is not compared.

use crate::explained::explained;
use crate::{Tally, id};
use sfn_asl::{Json, StateMachine, variable_references};

/// Codes of JSONata that its parser gives to a text, and not its engine to a value. S0104 and the like are lexical.
fn is_syntax(code: &str) -> bool {
    code.starts_with('S')
}

/// Cases of JSONata's own suite, `expr` and `code`; or those of later versions, with what 2.0.6 does in `jsonata_2_0_6`.
pub(crate) fn jsonata(rows: &[Json]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        let Some(expression) = row["expr"].as_str() else {
            continue;
        };
        let code = match row.get("jsonata_2_0_6") {
            Some(earlier) => earlier["code"].as_str(),
            None => row["code"].as_str().or(row["error"]["code"].as_str()),
        };
        let readable = !code.is_some_and(is_syntax);
        let read = sfn_asl::jsonata::parse(expression);
        if read.is_ok() == readable {
            tally.agrees();
            continue;
        }
        let said = read
            .err()
            .map_or("read".to_owned(), |error| error.to_string());
        let recorded = code.unwrap_or("a value");
        tally.differs(
            &format!("{} `{expression}`", id(row)),
            &format!("recorded: {recorded}; here: {said}"),
            explained(id(row), &[]),
        );
    }
    tally
}

/// Paths with what the Java library says of them.
pub(crate) fn jsonpath(rows: &[Json]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        let Some(path) = row["path"].as_str() else {
            continue;
        };
        // A path that cannot be read is neither definite nor indefinite.
        let theirs = row["jayway"]["definite"].as_bool();
        let read = sfn_asl::jsonpath::parse(path);
        let ours = read.as_ref().ok().map(|path| path.is_definite());
        if ours == theirs {
            tally.agrees();
            continue;
        }
        let words = |definite: Option<bool>| match definite {
            None => "cannot be read",
            Some(true) => "definite",
            Some(false) => "indefinite",
        };
        tally.differs(
            &format!("{} `{path}`", id(row)),
            &format!("recorded: {}; here: {}", words(theirs), words(ours)),
            explained(id(row), &[]),
        );
    }
    tally
}

/// Definitions with the variables that each state reads.
pub(crate) fn variables(rows: &[Json]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        let Ok(machine) = StateMachine::from_json(&row["definition"]) else {
            continue;
        };
        let read: Json = variable_references(&machine)
            .into_iter()
            .map(|(state, names)| (state, names.into_iter().map(Json::from).collect::<Json>()))
            .collect();
        if read.to_sorted_string() == row["expected"].to_sorted_string() {
            tally.agrees();
        } else {
            tally.differs(
                id(row),
                &format!("recorded: {}; here: {read}", row["expected"]),
                explained(id(row), &[]),
            );
        }
    }
    tally
}

/// Members in the order of their names, so that two values compare whatever their order.
trait Sorted {
    fn to_sorted_string(&self) -> String;
}

impl Sorted for Json {
    fn to_sorted_string(&self) -> String {
        let Some(members) = self.as_object() else {
            return self.to_string();
        };
        let mut all: Vec<String> = members
            .iter()
            .map(|(name, value)| {
                let mut items: Vec<String> = value
                    .as_array()
                    .unwrap_or_default()
                    .iter()
                    .map(Json::to_string)
                    .collect();
                items.sort();
                format!("{name}: {}", items.join(", "))
            })
            .collect();
        all.sort();
        all.join("; ")
    }
}
