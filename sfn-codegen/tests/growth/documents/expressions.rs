//! Definitions whose paths, templates, calls and expressions grow.

use super::{list, machine, one};
use std::fmt::Write as _;

/// One expression.
fn output(expression: &str) -> String {
    one(
        "JSONata",
        &format!(r#""Type":"Pass","Output":"{{% {expression} %}}""#),
    )
}

pub(super) fn template(size: usize) -> String {
    let members = list(size, |at| {
        format!(
            r#""plain{at}":"text","path{at}.$":"$.order.items[{at}].price","call{at}.$":"States.Format('{{}}-{{}}', $.a, States.MathAdd($.b, {at}))""#
        )
    });
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","Parameters":{{{members}}}"#),
    )
}

pub(super) fn deep_template(size: usize) -> String {
    let depth = 150;
    let deep = list(size, |at| {
        format!(
            r#""m{at}":{}"x.$":"$.x"{}"#,
            r#"{"a":"#.repeat(depth) + "{",
            "}".repeat(depth + 1)
        )
    });
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","Parameters":{{{deep}}}"#),
    )
}

pub(super) fn result(size: usize) -> String {
    let items = list(size, |at| {
        format!(r#"{{"id":{at},"name":"item {at}","price":{at}.25,"tags":["a","b"],"on":true}}"#)
    });
    one("JSONPath", &format!(r#""Type":"Pass","Result":[{items}]"#))
}

pub(super) fn string(size: usize) -> String {
    let text = "some text, ".repeat(size / 10 + 1);
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","Comment":"{text}","Result":"{text}""#),
    )
}

pub(super) fn long_names(size: usize) -> String {
    let name = |at: usize| format!("{} {at}", "a long name ".repeat(6));
    let mut states = String::new();
    for at in 0..size {
        let _ = write!(
            states,
            r#""{}":{{"Type":"Pass","Next":"{}"}},"#,
            name(at),
            if at + 1 < size {
                name(at + 1)
            } else {
                "End".to_owned()
            }
        );
    }
    machine("JSONPath", &states).replace("Step 0", &name(0))
}

pub(super) fn path(size: usize) -> String {
    one(
        "JSONPath",
        &format!(
            r#""Type":"Pass","InputPath":"${}""#,
            ".a['b c'][0]".repeat(size)
        ),
    )
}

pub(super) fn filters(size: usize) -> String {
    let filters = "[?(@.a == 1 && @.b)]".repeat(size);
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","InputPath":"$.a{filters}""#),
    )
}

pub(super) fn arguments(size: usize) -> String {
    let arguments = list(size, |at| format!("$.a[{at}]"));
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","Parameters":{{"a.$":"States.Array({arguments})"}}"#),
    )
}

pub(super) fn calls(size: usize) -> String {
    let arguments = list(size, |at| format!("States.MathAdd($.a, {at})"));
    one(
        "JSONPath",
        &format!(r#""Type":"Pass","Parameters":{{"a.$":"States.Array({arguments})"}}"#),
    )
}

pub(super) fn expression(size: usize) -> String {
    let parts = list(size, |_| {
        "{'a': $sum($states.input.orders[total > 10].items.price) & 'text', 'b': [1..10]}"
            .to_owned()
    });
    output(&format!("[{parts}]"))
}

pub(super) fn steps(size: usize) -> String {
    output(&format!("$states.input{}", ".a.b[c = 1]".repeat(size)))
}

pub(super) fn predicates(size: usize) -> String {
    output(&format!("$states.input.a{}", "[b > 1]".repeat(size)))
}

pub(super) fn parents(size: usize) -> String {
    let parts = list(size, |_| "$states.input.a.b.c.%.%.d.%".to_owned());
    output(&format!("[{parts}]"))
}

/// What is refused as soon as it is too much.
pub(super) fn parents_in_a_row(size: usize) -> String {
    output(&format!(
        "$states.input{}{}",
        ".a".repeat(size),
        ".%".repeat(size)
    ))
}

pub(super) fn functions(size: usize) -> String {
    let parts = list(size, |at| {
        format!("$map($states.input.a, function($x{at}) {{ $x{at} + 1 }})")
    });
    output(&format!("[{parts}]"))
}

pub(super) fn names(size: usize) -> String {
    let mut parts = String::new();
    for at in 0..size {
        let _ = write!(parts, "$v{at} := $states.input.a{at}; ");
    }
    output(&format!(
        "({parts}{})",
        (0..size).map(|at| format!("$v{at}; ")).collect::<String>()
    ))
}

pub(super) fn object(size: usize) -> String {
    let members = list(size, |at| {
        format!("'m{at}': $states.input.a{at}.b ? 'yes' : 'no'")
    });
    output(&format!("{{{members}}}"))
}

pub(super) fn comment(size: usize) -> String {
    output(&format!(
        "/* {} */ $states.input",
        "some words ".repeat(size / 10 + 1)
    ))
}

pub(super) fn unknown_functions(size: usize) -> String {
    output(&format!(
        "[{}]",
        list(size, |at| format!("$nope{at}($states.input)"))
    ))
}
