//! Items of lists: what may be missing keeps its place, and a list stays one item.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Sheet {
    none: Vec<Row>,
    one: Vec<Row>,
    two: Vec<Row>,
    row: Row,
    cells: Vec<Vec<Vec<u32>>>,
    yes: bool,
}

#[derive(Shape)]
pub struct Row {
    tags: Vec<String>,
    note: Option<String>,
    parts: Option<Vec<u32>>,
    any: Value,
}

fn sheet() -> Expr<Sheet> {
    context::execution_input()
}

fn rows() -> Value {
    let full = json!({ "tags": ["a"], "note": "n", "parts": [1], "any": [[7]] });
    let bare = json!({ "tags": [], "note": null, "any": "x" });
    json!({
        "none": [],
        "one": [full],
        "two": [full, bare],
        "row": bare,
        "cells": [[[5]]],
        "yes": true
    })
}

/// Each expression alone: its text, unless that is left open, and its value.
#[track_caller]
fn gives<T: Shape>(expr: Expr<T>, jsonata: &str, value: Value) {
    let long = expr.to_jsonata().unwrap();
    if jsonata != ".." {
        assert_eq!(
            long.replace("$states.context.Execution.Input", "$s"),
            jsonata
        );
    }
    assert_eq!(run_on(&long, rows()), Some(value), "{long}");
}

#[test]
fn what_may_be_missing_keeps_its_place() {
    let s = sheet();
    gives(
        lit::<Vec<Option<String>>>([s.row.note, some("x")]),
        "[$s.row.note != null ? $s.row.note : null, \"x\"]",
        json!([null, "x"]),
    );
    gives(
        lit::<(Option<String>, u32)>((s.none.first().and_then(|r| r.note), 1)),
        "[$s.none[0].note != null ? $s.none[0].note : null, 1]",
        json!([null, 1]),
    );
    gives(
        s.two.map(|r| r.note),
        "[$map($s.two, function($item) { $item.note != null ? $item.note : null })]",
        json!(["n", null]),
    );
    gives(
        s.two.map(|r| r.parts.and_then(|p| p.first())),
        "..",
        json!([1, null]),
    );
    gives(s.none.map(|r| r.note), "..", json!([]));
    // A list of one item is still a list.
    gives(s.one.map(|r| r.note), "..", json!(["n"]));
}

#[test]
fn lists_of_lists_have_as_many_items_as_there_are() {
    let s = sheet();
    gives(
        s.one.map(|r| r.tags),
        "[$map($s.one, function($item) { $item.tags })[]]",
        json!([["a"]]),
    );
    gives(s.none.map(|r| r.tags), "..", json!([]));
    gives(s.two.map(|r| r.tags), "..", json!([["a"], []]));
    gives(s.one.map(|r| r.tags).len(), "..", json!(1));
    gives(s.one.map(|r| r.tags)[0], "..", json!(["a"]));
    gives(
        s.one.map(|r| r.tags.map(|t| t + "!")),
        "[$map($s.one, function($item) { [$map($item.tags, function($item2) { $item2 & \"!\" })] })[]]",
        json!([["a!"]]),
    );
    gives(
        s.cells.map(|a| a.map(|b| b.map(|c| c + 1))),
        "..",
        json!([[[6]]]),
    );
    gives(s.cells.map(|a| a), "..", json!([[[5]]]));
    gives(
        s.one
            .map(|r| lit::<(Vec<String>, Option<String>)>((r.tags, r.note))),
        "[$map($s.one, function($item) { [[$item.tags], $item.note != null ? $item.note : null] })[]]",
        json!([[["a"], "n"]]),
    );
    gives(
        s.one.map(|_| lit::<Vec<u32>>([1])),
        "[$map($s.one, function($item) { [1] })[]]",
        json!([[1]]),
    );
    // Optional lists, and data of any kind.
    gives(
        s.two.map(|r| r.parts),
        "[$map($s.two, function($item) { $item.parts != null ? $item.parts : null })[]]",
        json!([[1], null]),
    );
    gives(s.one.map(|r| r.parts), "..", json!([[1]]));
    gives(
        s.two.map(|r| r.any),
        "[$map($s.two, function($item) { $item.any })[]]",
        json!([[[7]], "x"]),
    );
    gives(s.one.map(|r| r.any), "..", json!([[[7]]]));
}

#[test]
fn a_list_is_one_item_of_a_new_list() {
    let s = sheet();
    gives(
        lit::<Vec<Vec<String>>>([s.row.tags]),
        "[[$s.row.tags]]",
        json!([[]]),
    );
    // What is written as a list constructor is one item already.
    gives(
        lit::<Vec<Vec<String>>>([s.one.map(|r| r.note.unwrap_or("-"))]),
        "..",
        json!([["n"]]),
    );
    gives(
        lit::<Vec<Vec<String>>>([s.one.map(|r| r.tags)[0]]),
        "..",
        json!([["a"]]),
    );
    gives(
        lit::<Vec<Vec<u32>>>([Expr::raw_jsonata("[1, 2]", [])]),
        "[[([1, 2])]]",
        json!([[1, 2]]),
    );
    gives(
        lit::<Vec<Vec<Vec<u32>>>>([s.cells[0]]),
        "[[$s.cells[0]]]",
        json!([[[5]]]),
    );
    gives(
        lit::<Vec<Vec<String>>>([s.yes.then_else(s.one[0].tags, s.row.tags)]),
        "[[$s.yes ? $s.one[0].tags : $s.row.tags]]",
        json!([["a"]]),
    );
}

#[test]
fn an_optional_list_is_one_item_or_null() {
    let s = sheet();
    gives(
        lit::<Vec<Option<Vec<u32>>>>([s.row.parts, s.one[0].parts, none(), some([1, 2])]),
        "[$s.row.parts != null ? [[$s.row.parts]] : null, \
         $s.one[0].parts != null ? [[$s.one[0].parts]] : null, null, [1, 2]]",
        json!([null, [1], null, [1, 2]]),
    );
    gives(
        lit::<Vec<Option<Vec<u32>>>>([
            s.row.parts.map(|p| p.map(|n| n + 1)),
            s.one[0].parts.map(|p| p.map(|n| n + 1)),
        ]),
        "..",
        json!([null, [2]]),
    );
    let either = s
        .yes
        .then_else(s.one[0].parts, s.yes.then_else(s.row.parts, none()));
    gives(lit::<Vec<Option<Vec<u32>>>>([either]), "..", json!([[1]]));
    // Taken out again it is what was put in.
    let list = lit::<Vec<Option<Vec<u32>>>>([s.row.parts]);
    assert_eq!(list[0].to_jsonata(), s.row.parts.to_jsonata());
    gives(list[0].unwrap_or([3u32]), "..", json!([3]));
    assert_eq!(
        lit::<Vec<Option<Vec<u32>>>>([s.row.parts.assume_present()])
            .to_jsonpath()
            .unwrap(),
        "States.Array($$.Execution.Input.row.parts)"
    );
}

#[test]
fn data_of_any_kind_is_one_item() {
    let s = sheet();
    gives(
        lit::<Vec<Value>>([s.one[0].any]),
        "[$type($s.one[0].any) = \"array\" ? [[$s.one[0].any]] : $s.one[0].any]",
        json!([[[7]]]),
    );
    gives(lit::<Vec<Value>>([s.row.any]), "..", json!(["x"]));
    gives(
        lit::<Vec<Value>>([s.row.note.cast::<Value>()]),
        "..",
        json!([null]),
    );
    gives(
        lit::<Vec<Option<Value>>>([
            s.row.any.get("x"),
            s.one[0].any.at(0),
            s.row.note.map(|n| n.cast()),
        ]),
        "..",
        json!([null, [7], null]),
    );
    gives(
        lit::<Vec<Value>>([json!([1]), json!({ "a": [2] })]),
        "[[1], {\"a\": [2]}]",
        json!([[1], { "a": [2] }]),
    );
}
