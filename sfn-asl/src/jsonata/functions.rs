//! The functions that Step Functions offers in JSONata, with how many arguments each takes.
//!
//! Those of JSONata 2.0.6 without `$eval`, and the six that Step Functions adds.

/// A function that is there without being defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name, without the `$`.
    pub name: &'static str,
    /// How many arguments it takes at least; one less where it takes the context instead.
    pub least: usize,
    /// How many arguments it takes at most.
    pub most: usize,
}

/// The function of that name, if Step Functions has it.
///
/// ```
/// use sfn_asl::jsonata::function;
///
/// assert_eq!(function("uuid").unwrap().most, 0);
/// assert!(function("eval").is_none());
/// ```
#[must_use]
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS
        .binary_search_by(|row| row.name.cmp(name))
        .ok()
        .map(|at| &FUNCTIONS[at])
}

/// The functions there are, by name.
#[must_use]
pub fn functions() -> &'static [Function] {
    FUNCTIONS
}

const fn row(name: &'static str, least: usize, most: usize) -> Function {
    Function { name, least, most }
}

/// INVARIANT: sorted by name.
const FUNCTIONS: &[Function] = &[
    row("abs", 0, 1),
    row("append", 2, 2),
    row("assert", 1, 2),
    row("average", 1, 1),
    row("base64decode", 0, 1),
    row("base64encode", 0, 1),
    row("boolean", 0, 1),
    row("ceil", 0, 1),
    row("clone", 0, 1),
    row("contains", 1, 2),
    row("count", 1, 1),
    row("decodeUrl", 0, 1),
    row("decodeUrlComponent", 0, 1),
    row("distinct", 1, 1),
    row("each", 1, 2),
    row("encodeUrl", 0, 1),
    row("encodeUrlComponent", 0, 1),
    row("error", 0, 1),
    row("exists", 1, 1),
    row("filter", 2, 2),
    row("floor", 0, 1),
    row("formatBase", 0, 2),
    row("formatInteger", 1, 2),
    row("formatNumber", 1, 3),
    row("fromMillis", 0, 3),
    row("hash", 1, 2),
    row("join", 1, 2),
    row("keys", 0, 1),
    row("length", 0, 1),
    row("lookup", 1, 2),
    row("lowercase", 0, 1),
    row("map", 2, 2),
    row("match", 1, 3),
    row("max", 1, 1),
    row("merge", 1, 1),
    row("millis", 0, 0),
    row("min", 1, 1),
    row("not", 0, 1),
    row("now", 0, 2),
    row("number", 0, 1),
    row("pad", 1, 3),
    row("parse", 0, 1),
    row("parseInteger", 1, 2),
    row("partition", 1, 2),
    row("power", 1, 2),
    row("random", 0, 1),
    row("range", 2, 3),
    row("reduce", 2, 3),
    row("replace", 2, 4),
    row("reverse", 1, 1),
    row("round", 0, 2),
    row("shuffle", 1, 1),
    row("sift", 1, 2),
    row("single", 1, 2),
    row("sort", 1, 2),
    row("split", 1, 3),
    row("spread", 0, 1),
    row("sqrt", 0, 1),
    row("string", 0, 2),
    row("substring", 1, 3),
    row("substringAfter", 1, 2),
    row("substringBefore", 1, 2),
    row("sum", 1, 1),
    row("toMillis", 0, 2),
    row("trim", 0, 1),
    row("type", 1, 1),
    row("uppercase", 0, 1),
    row("uuid", 0, 0),
    row("zip", 1, usize::MAX),
];

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, function};

    #[test]
    fn every_function_is_found() {
        assert!(FUNCTIONS.windows(2).all(|two| two[0].name < two[1].name));
        for row in FUNCTIONS {
            assert_eq!(function(row.name), Some(row));
            assert!(row.least <= row.most);
        }
    }
}
