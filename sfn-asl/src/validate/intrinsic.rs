//! The form of paths and of calls of intrinsic functions, as the rules ask for it.

use crate::jsonpath;

/// Checks the form of a path.
pub(super) fn path(text: &str) -> Result<(), String> {
    jsonpath::parse(text)
        .map(drop)
        .map_err(|error| error.message)
}

/// Checks a call: a known function, as many arguments as it takes, those that are written out of the right kind.
pub(super) fn call(text: &str) -> Result<(), String> {
    jsonpath::parse_call(text).map(drop)
}

#[cfg(test)]
mod tests {
    use super::{call, path};

    #[test]
    fn calls() {
        for text in [
            "States.UUID()",
            "States.Format('a {} b\\'c', $.x)",
            "States.Format('{}-{}', $$.Execution.Name, States.MathAdd($.a, -1))",
            "States.Array()",
            "States.ArrayContains($.list[?(@.a == 'x, y')], true)",
            "States.JsonMerge($.a, $.b['c d'], false)",
            "States.Hash( $.a , 'SHA-256' )",
        ] {
            assert_eq!(call(text), Ok(()), "{text}");
        }
        for text in [
            "States.Nope()",
            "States.UUID",
            "States.UUID(1)",
            "States.Format('a \\\" b')",
            "States.Format('a",
            "States.Format($.a b)",
            "States.Array($.a",
            "States.Array($.a) x",
            "States.Array(,)",
            "States.MathAdd(1)",
            "States.MathAdd(1, '2')",
            "States.Array(x)",
        ] {
            assert!(call(text).is_err(), "{text}");
        }
        let nested =
            |depth: usize| format!("{}1{}", "States.Array(".repeat(depth), ")".repeat(depth));
        assert!(call(&nested(10)).is_ok());
        assert!(call(&nested(11)).is_err());
        assert!(call(&nested(100_000)).is_err());
    }

    #[test]
    fn paths() {
        for text in [
            "$",
            "$$",
            "$.a.b",
            "$..a",
            "$.a[*].b",
            "$['a.b']",
            "$.a[?(@.b > 1)]",
            "$x.y",
            "$$.Map.Item.Value",
            "$.a-b",
        ] {
            assert_eq!(path(text), Ok(()), "{text}");
        }
        for text in ["", "a", "$.", "$.a[", "$.a]", "$[]", "$.a['b]", "$.a[(]"] {
            assert!(path(text).is_err(), "{text}");
        }
    }
}
