//! Functions of lists as a whole.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Lists {
    none: Vec<u32>,
    one: Vec<u32>,
    many: Vec<u32>,
    words: Vec<String>,
    lists: Vec<Vec<u32>>,
    moments: Vec<Timestamp>,
    people: Vec<Person>,
    maybe: Vec<Option<u32>>,
    at: u64,
}

#[derive(Shape)]
pub struct Person {
    name: String,
    age: u32,
    born: Timestamp,
}

pub(super) fn lists() -> Value {
    json!({
        "none": [],
        "one": [7],
        "many": [3, 1, 2, 3],
        "words": ["b", "a"],
        "lists": [[1, 2], [], [3]],
        "moments": ["2026-01-01T02:00:00+02:00", "2025-12-31T23:30:00Z"],
        "people": [
            { "name": "C", "age": 30, "born": "1996-01-01T02:00:00+02:00" },
            { "name": "A", "age": 40, "born": "1986-01-01T00:00:00Z" },
            { "name": "B", "age": 30, "born": "1995-12-31T23:30:00Z" }
        ],
        "maybe": [1, null, 2],
        "at": 1
    })
}

const NONE: Result<&str, &str> = Err("no intrinsic function");

#[track_caller]
fn gives<T: Shape>(
    expr: impl FnOnce(Expr<Lists>) -> Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    check_on(
        lists(),
        expr(context::execution_input()),
        jsonata,
        jsonpath,
        value,
    );
}

#[test]
fn length() {
    gives(
        |l| l.many.len(),
        "$count($o.many)",
        Ok("States.ArrayLength($o.many)"),
        json!(4),
    );
    gives(
        |l| l.none.is_empty(),
        "$count($o.none) = 0",
        Err("condition"),
        json!(true),
    );
}

#[test]
fn places() {
    gives(
        |l| l.many.get(1),
        "$o.many[1]",
        Err("may be missing"),
        json!(1),
    );
    gives(|l| l.many.get(9), "$o.many[9]", Err("may be missing"), None);
    gives(
        |l| l.many.get(l.at),
        "$o.many[$o.at]",
        Err("the item may be missing"),
        json!(1),
    );
    gives(
        |l| l.many.get(l.at).assume_some(),
        "$o.many[$o.at]",
        Ok("States.ArrayGetItem($o.many, $o.at)"),
        json!(1),
    );
    gives(
        |l| l.lists.get(l.at - 1).assume_some(),
        "$o.lists[$o.at - 1]",
        Ok("States.ArrayGetItem($o.lists, States.MathAdd($o.at, -1))"),
        json!([1, 2]),
    );
    gives(
        |l| l.many.first().unwrap_or(0),
        "$o.many[0] != null ? $o.many[0] : 0",
        Err("cannot choose"),
        json!(3),
    );
    gives(
        |l| l.many.last(),
        "$o.many[-1]",
        Err("list.get(list.len() - 1)"),
        json!(3),
    );
    gives(
        |l| l.none.last().is_some(),
        "$o.none[-1] != null",
        Err("condition"),
        json!(false),
    );
}

#[test]
fn contains() {
    gives(
        |l| l.many.contains(2),
        "2 in $o.many",
        Ok("States.ArrayContains($o.many, 2)"),
        json!(true),
    );
    gives(
        |l| l.none.contains(2),
        "2 in $o.none",
        Ok("States.ArrayContains($o.none, 2)"),
        json!(false),
    );
}

#[test]
fn longer() {
    gives(
        |l| l.one.concat(l.none),
        "$append($o.one, $o.none)",
        Err("lit([a, b])"),
        json!([7]),
    );
    gives(
        |l| l.none.concat(l.none),
        "$append($o.none, $o.none)",
        NONE,
        json!([]),
    );
    gives(
        |l| l.lists.concat(l.lists).len(),
        "$count($append($o.lists, $o.lists))",
        NONE,
        json!(6),
    );
    gives(
        |l| l.none.push(1),
        "$append($o.none, [1])",
        NONE,
        json!([1]),
    );
    gives(
        |l| l.lists.push(l.one),
        "$append($o.lists, [[$o.one]])",
        NONE,
        json!([[1, 2], [], [3], [7]]),
    );
}

#[test]
fn order_of_items() {
    gives(
        |l| l.many.reverse(),
        "$reverse($o.many)",
        NONE,
        json!([3, 2, 1, 3]),
    );
    gives(|l| l.one.reverse(), "$reverse($o.one)", NONE, json!([7]));
    gives(
        |l| l.one.shuffle(),
        "$shuffle($o.one)",
        Err("at random"),
        json!([7]),
    );
    gives(
        |l| l.many.shuffle().len(),
        "$count($shuffle($o.many))",
        NONE,
        json!(4),
    );
    gives(
        |l| l.many.sort(),
        "$sort($o.many)",
        NONE,
        json!([1, 2, 3, 3]),
    );
    gives(|l| l.none.sort(), "$sort($o.none)", NONE, json!([]));
    gives(
        |l| l.words.sort(),
        "$sort($o.words)",
        NONE,
        json!(["a", "b"]),
    );
    // By what they mean, not by how they are written.
    gives(
        |l| l.moments.sort(),
        "$sort($o.moments, function($left, $right) { $toMillis($left) > $toMillis($right) })",
        NONE,
        json!(["2025-12-31T23:30:00Z", "2026-01-01T02:00:00+02:00"]),
    );
}

#[test]
fn sorted_by_a_key() {
    let names = |people: Value| -> Vec<String> {
        let people = people.as_array().cloned().unwrap_or_default();
        people
            .iter()
            .map(|p| p["name"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let sorted = |expr: Expr<Vec<Person>>, text: &str, expected: [&str; 3]| {
        let long = expr.to_jsonata().unwrap();
        let short = long.replace("$states.context.Execution.Input", "$o");
        assert_eq!(
            short,
            format!("$sort($o.people, function($left, $right) {{ {text} }})")
        );
        assert_eq!(names(run_on(&long, lists()).unwrap()), expected);
    };
    let l: Expr<Lists> = context::execution_input();
    // Items that are alike keep their order.
    sorted(
        l.people.sort_by_key(|p| p.age),
        "$left.age > $right.age",
        ["C", "B", "A"],
    );
    sorted(
        l.people.sort_by_key(|p| Reverse(p.age)),
        "$right.age > $left.age",
        ["A", "C", "B"],
    );
    sorted(
        l.people.sort_by_key(|p| (p.age, p.name)),
        "$left.age > $right.age or $left.age = $right.age and $left.name > $right.name",
        ["B", "C", "A"],
    );
    sorted(
        l.people.sort_by_key(|p| (Reverse(p.age), Reverse(p.name))),
        "$right.age > $left.age or $left.age = $right.age and $right.name > $left.name",
        ["A", "C", "B"],
    );
    sorted(
        l.people.sort_by_key(|p| p.born),
        "$toMillis($left.born) > $toMillis($right.born)",
        ["A", "B", "C"],
    );
}

#[test]
fn least_and_greatest_by_a_key() {
    let by_age = "$sort($o.people, function($left, $right) { $left.age > $right.age })";
    gives(
        |l| l.people.min_by_key(|p| p.age).map(|p| p.name),
        &format!("{by_age}[0].name"),
        Err("something computed"),
        json!("C"),
    );
    gives(
        |l| l.people.max_by_key(|p| p.age).assume_some(),
        &format!("{by_age}[-1]"),
        NONE,
        json!({ "name": "A", "age": 40, "born": "1986-01-01T00:00:00Z" }),
    );
}

#[test]
fn unique() {
    gives(
        |l| l.many.unique(),
        "$distinct($o.many)",
        Ok("States.ArrayUnique($o.many)"),
        json!([3, 1, 2]),
    );
    gives(
        |l| l.one.unique(),
        "$distinct($o.one)",
        Ok("States.ArrayUnique($o.one)"),
        json!([7]),
    );
    gives(
        |l| l.lists.concat(l.lists).unique(),
        "$distinct($append($o.lists, $o.lists))",
        NONE,
        json!([[1, 2], [], [3]]),
    );
}

#[test]
fn zip() {
    gives(
        |l| l.many.zip(l.words),
        "$zip($o.many, $o.words)",
        NONE,
        json!([[3, "b"], [1, "a"]]),
    );
    gives(
        |l| l.one.zip(l.many),
        "$zip($o.one, $o.many)",
        NONE,
        json!([[7, 3]]),
    );
    gives(
        |l| l.one.zip(l.none),
        "$zip($o.one, $o.none)",
        NONE,
        json!([]),
    );
}

#[test]
fn chunks() {
    gives(
        |l| l.many.chunks(3),
        "$partition($o.many, 3)",
        Ok("States.ArrayPartition($o.many, 3)"),
        json!([[3, 1, 2], [3]]),
    );
    gives(
        |l| l.many.chunks(l.at)[0],
        "$partition($o.many, $o.at)[0]",
        Ok("States.ArrayGetItem(States.ArrayPartition($o.many, $o.at), 0)"),
        json!([3]),
    );
}

#[test]
fn parts() {
    let by = |how: &str| format!("[$filter($o.many, function($item, $index) {{ $index {how} }})]");
    gives(
        |l| l.many.skip(1),
        &by(">= 1"),
        Ok("$o.many[1:]"),
        json!([1, 2, 3]),
    );
    gives(
        |l| l.many.skip(9),
        &by(">= 9"),
        Ok("$o.many[9:]"),
        json!([]),
    );
    gives(
        |l| l.many.take(2),
        &by("< 2"),
        Ok("$o.many[:2]"),
        json!([3, 1]),
    );
    gives(|l| l.many.take(0), &by("< 0"), Ok("$o.many[:0]"), json!([]));
    let from_end = |count: u64| by(&format!(">= $count($o.many) - {count}"));
    gives(
        |l| l.many.take_last(2),
        &from_end(2),
        Ok("$o.many[-2:]"),
        json!([2, 3]),
    );
    gives(
        |l| l.many.take_last(9),
        &from_end(9),
        Ok("$o.many[-9:]"),
        json!([3, 1, 2, 3]),
    );
    gives(|l| l.many.take_last(0), &from_end(0), NONE, json!([]));
    // Of what a path finds, a slice would take items of each find.
    gives(
        |l| l.many.skip(1).take(1),
        "[$filter([$filter($o.many, function($item, $index) { $index >= 1 })], function($item, $index) { $index < 1 })]",
        NONE,
        json!([1]),
    );
    gives(|l| l.many.take(l.at), &by("< $o.at"), NONE, json!([3]));
    gives(
        |l| l.lists.skip(2),
        "[$filter($o.lists, function($item, $index) { $index >= 2 })[]]",
        Ok("$o.lists[2:]"),
        json!([[3]]),
    );
}

#[test]
fn totals() {
    gives(|l| l.many.sum(), "$sum($o.many)", NONE, json!(9));
    gives(|l| l.none.sum(), "$sum($o.none)", NONE, json!(0));
    gives(|l| l.many.max(), "$max($o.many)", NONE, json!(3));
    gives(|l| l.many.min(), "$min($o.many)", NONE, json!(1));
    gives(|l| l.many.average(), "$average($o.many)", NONE, json!(2.25));
    // Of nothing there is none.
    gives(|l| l.none.max(), "$max($o.none)", NONE, None);
    gives(
        |l| l.none.min().is_none(),
        "$not($min($o.none) != null)",
        Err("condition"),
        json!(true),
    );
    gives(
        |l| l.none.average().unwrap_or(0.0),
        "$average($o.none) != null ? $average($o.none) : 0",
        Err("cannot choose"),
        json!(0),
    );
}

#[test]
fn joined() {
    gives(
        |l| l.words.join(", "),
        "$join($o.words, \", \")",
        NONE,
        json!("b, a"),
    );
    gives(
        |l| l.many.map(|n| n.to_string()).join("-"),
        "$join([$map($o.many, function($item) { $string($item) })], \"-\")",
        NONE,
        json!("3-1-2-3"),
    );
    gives(
        |l| l.none.map(|n| n.to_string()).join("-"),
        "$join([$map($o.none, function($item) { $string($item) })], \"-\")",
        NONE,
        json!(""),
    );
}

#[test]
fn flattened() {
    gives(
        |l| l.lists.flatten(),
        "$reduce($o.lists, function($acc, $item) { $append($acc, $item) }, [])",
        Ok("$o.lists[*][*]"),
        json!([1, 2, 3]),
    );
    gives(
        |l| l.maybe.flatten(),
        "[$map($o.maybe, function($item) { $item != null ? $item })]",
        NONE,
        json!([1, 2]),
    );
}
