//! The readers of JSONata, of paths and of calls: what holds for every text, and for JSONata that another reader agrees.

mod checks;

use proptest::prelude::*;
use sfn_asl::jsonata::{self, MAX_NESTING};
use sfn_asl::jsonpath;

/// An expression of JSONata 2.0.6, of every form there is.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("$".to_owned()),
        Just("$$".to_owned()),
        Just("$states.input".to_owned()),
        Just("*".to_owned()),
        Just("**".to_owned()),
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("1.5e3".to_owned()),
        Just("'it\\'s \\u00e9'".replace("\\'", "\\\\")),
        Just("\"a b\"".to_owned()),
        Just("`a b`".to_owned()),
        Just("and".to_owned()),
        "[a-z]{1,6}",
        "\\$[a-z]{1,6}",
        "(0|[1-9][0-9]{0,2})",
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let i = inner.clone();
        let two = (i.clone(), i.clone());
        let three = (i.clone(), i.clone(), i.clone());
        let operators = prop::sample::select(vec![
            "+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in", "~>",
        ]);
        prop_oneof![
            (i.clone(), operators, i.clone()).prop_map(|(a, o, b)| format!("({a}) {o} ({b})")),
            two.clone().prop_map(|(a, b)| format!("({a}).({b})")),
            (i.clone(), "[a-z]{1,4}").prop_map(|(a, b)| format!("({a}).{b}")),
            two.clone()
                .prop_map(|(a, b)| format!("name[{a}].other[({b}) > 1]")),
            two.clone().prop_map(|(a, b)| format!("({a})[{b}][0]")),
            i.clone().prop_map(|a| format!("({a})[]")),
            two.clone()
                .prop_map(|(a, b)| format!("orders^(>({a}), <({b}))")),
            two.clone()
                .prop_map(|(a, b)| format!("orders@$o#$i.({a})[{b}]")),
            two.clone()
                .prop_map(|(a, b)| format!("orders{{'k': {a}, ({b}): 1}}")),
            three
                .clone()
                .prop_map(|(a, b, c)| format!("{a} ? {b} : {c}")),
            two.clone().prop_map(|(a, b)| format!("{a} ? {b}")),
            two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            two.clone().prop_map(|(a, b)| format!("[({a})..({b})]")),
            two.clone()
                .prop_map(|(a, b)| format!("{{'a': {a}, 'b': {b}}}")),
            two.clone().prop_map(|(a, b)| format!("($x := {a}; {b})")),
            two.clone().prop_map(|(a, b)| format!("$f({a}, ?, {b})")),
            two.clone()
                .prop_map(|(a, b)| format!("function($x, $y)<s-n?:s>{{ {a} & {b} }}")),
            i.clone().prop_map(|a| format!("λ($x){{ {a} }}(1)")),
            // A regular expression stands where no operand begins: as an argument, as a value.
            i.clone().prop_map(|a| format!("$match({a}, /a[0-9]+b/im)")),
            i.clone().prop_map(|a| format!("-({a})")),
            i.clone().prop_map(|a| format!("/* {} */ {a}", "note")),
            three.prop_map(|(a, b, c)| format!("({a}) ~> | {b} | {c}, ['x'] |")),
            i.prop_map(|a| format!("library.books.({a}).%.name")),
        ]
    })
}

/// Pieces of expressions in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "$",
        "$$",
        "$a",
        "a",
        "1",
        "1e9",
        "'s'",
        "\"",
        "'",
        "`",
        "/",
        "/*",
        "*/",
        "*",
        "**",
        "%",
        ".",
        "..",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ",",
        ";",
        ":",
        ":=",
        "?",
        "??",
        "?:",
        "@",
        "@$i",
        "#",
        "#$i",
        "^",
        "^(",
        "|",
        "~>",
        "~",
        "!",
        "!=",
        "=",
        "<",
        ">",
        "&",
        "and",
        "or",
        "in",
        "function",
        "λ",
        "<n:s>",
        "null",
        " ",
        "\n",
        "\\",
        "\\u00",
        "é",
        "😀",
        "?(",
        "@.a",
        "==",
        "=~",
        "&&",
        "||",
        "States.",
        "States.Format",
        "States.Array(",
        "$.",
        "['a']",
        "true",
        "-",
        "-1",
        "{}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What another reader says, none when it gives up.
fn another_reads(text: &str) -> Option<bool> {
    let text = text.to_owned();
    std::panic::catch_unwind(move || jsonata_core::parser::parse(&text).is_ok()).ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_well_formed_is_read_by_both(text in expression()) {
        // `%` that looks back to nothing is found only when the whole is read.
        let ours = jsonata::parse(&text);
        match &ours {
            Ok(_) => prop_assert_ne!(another_reads(&text), Some(false), "{}", text),
            Err(error) => prop_assert_eq!(error.code, "S0217", "{}: {}", text, error),
        }
    }

    #[test]
    fn what_lacks_a_piece_is_refused_by_both(text in expression(), at in any::<prop::sample::Index>()) {
        // A bracket taken away leaves another one alone.
        let brackets: Vec<usize> = text.char_indices().filter(|(_, char)| "()[]{}".contains(*char)).map(|(at, _)| at).collect();
        prop_assume!(!brackets.is_empty() && !text.contains("[0-9]+b/"));
        let mut broken = text.clone();
        broken.remove(brackets[at.index(brackets.len())]);
        prop_assert!(jsonata::parse(&broken).is_err(), "{}", broken);
        prop_assert_ne!(another_reads(&broken), Some(true), "{}", broken);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), soup in soup(), expression in expression()) {
        for text in [text, soup, expression] {
            checks::jsonata(text.as_bytes());
            checks::jsonpath(text.as_bytes());
            checks::json(text.as_bytes());
            #[cfg(feature = "yaml")]
            checks::yaml(text.as_bytes());
        }
    }
}

#[test]
fn what_is_deep_or_long_is_refused_or_read_at_once() {
    let many = 100_000;
    for piece in [
        "(",
        "[",
        "{",
        "-",
        "a.",
        "1+",
        "a?b:",
        "a[",
        "$f(",
        "function($x){",
        "a^(",
        "a|",
        "$x:=",
        "a~>",
        "a.%",
        "'a'&",
        "a{b:",
    ] {
        let text = piece.repeat(many);
        assert!(jsonata::parse(&text).is_err(), "{piece}");
        let closed = format!("{text}1");
        let read = jsonata::parse(&closed);
        assert!(read.is_err(), "{piece}");
    }
    // Each `%` of these goes back over as many steps as there are.
    let back = |count: usize| format!("{}{}", "a.".repeat(count), vec!["%"; count].join("."));
    assert!(jsonata::parse(&back(200)).is_ok());
    assert_eq!(jsonata::parse(&back(many)).unwrap_err().code, "S0000");
    // A path of any length is one path.
    assert!(jsonata::parse(&format!("{}a", "a.".repeat(many))).is_ok());
    assert!(jsonata::parse(&format!("[{}1]", "1,".repeat(many))).is_ok());
    let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(jsonata::parse(&nested(MAX_NESTING - 1)).is_ok());
    assert!(jsonata::parse(&nested(MAX_NESTING)).is_err());
    for piece in ["[?(", "[?(!", "[", "['a", "..", ".a(", "[?(@.a=="] {
        assert!(
            jsonpath::parse(&format!("$.a{}", piece.repeat(many))).is_err(),
            "{piece}"
        );
    }
    assert!(jsonpath::parse(&format!("${}", ".a".repeat(many))).is_ok());
    assert!(jsonpath::parse_call(&"States.Array(".repeat(many)).is_err());
}
