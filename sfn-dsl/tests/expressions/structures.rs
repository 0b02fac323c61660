//! Lists, maps, and new data.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[test]
fn lists_and_maps() {
    let o = order();
    check(
        o.tags.len(),
        "$count($o.tags)",
        Ok("States.ArrayLength($o.tags)"),
        json!(2),
    );
    check(
        o.tags.contains("gift"),
        "\"gift\" in $o.tags",
        Ok("States.ArrayContains($o.tags, 'gift')"),
        json!(true),
    );
    // Objects and lists are `in` a list only when they are the very same ones.
    let item = ItemExpr {
        sku: lit("s1"),
        price: lit(10.0),
    };
    check(
        o.items.contains(item),
        "$exists($o.items[$ = {\"sku\": \"s1\", \"price\": 10}])",
        Err("cannot make an object"),
        json!(true),
    );
    check(
        o.grid.contains([3]),
        "$exists($o.grid[$ = [3]])",
        Ok("States.ArrayContains($o.grid, States.Array(3))"),
        json!(true),
    );
    check(
        o.grid.contains([4]),
        "$exists($o.grid[$ = [4]])",
        Ok("States.ArrayContains($o.grid, States.Array(4))"),
        json!(false),
    );
    check(
        o.grid.map(|row| o.grid.contains(row).and(row.contains(3))),
        "[$map($o.grid, function($item) { $exists($o.grid[$ = $item]) and 3 in $item })]",
        Err("no intrinsic"),
        json!([false, true]),
    );
    check(
        lit::<Vec<Timestamp>>([timestamp("2026-03-01T11:00:00Z")]).contains(o.placed),
        "$exists([\"2026-03-01T11:00:00Z\"][$toMillis($) = $toMillis($o.placed)])",
        Ok("States.ArrayContains(States.Array('2026-03-01T11:00:00Z'), $o.placed)"),
        json!(true),
    );
    check(
        o.tags
            .map(|t| lit::<Vec<Option<String>>>([some(t), none()]).contains(o.note)),
        "[$map($o.tags, function($item) { ($o.note != null ? $o.note : null) in [$item, null] })]",
        Err("no intrinsic"),
        json!([true, true]),
    );
    check(
        o.tags.first(),
        "$o.tags[0]",
        Err("may be missing"),
        json!("gift"),
    );
    check(
        o.labels.get("size"),
        "$o.labels.size",
        Err("may be missing"),
        json!(2),
    );
    check(
        o.labels.get(o.order_id),
        "$lookup($o.labels, $o.orderId)",
        Err("no intrinsic"),
        None,
    );
    check(
        o.labels.keys(),
        "[$keys($o.labels)]",
        Err("no intrinsic"),
        json!(["size"]),
    );
    // One item stays a list.
    check(
        o.items.map(|item| item.sku),
        "[$map($o.items, function($item) { $item.sku })]",
        Ok("$o.items[*].sku"),
        json!(["s1"]),
    );
    // And one list of a list of lists: the constructor alone would lay it flat.
    check(
        o.grid.map(|row| row.map(|n| n + 1)),
        "[$map($o.grid, function($item) { [$map($item, function($item2) { $item2 + 1 })] })[]]",
        Err("no intrinsic"),
        json!([[2, 3], [4]]),
    );
    check(
        o.extra.get("source"),
        "$o.extra.source",
        Err("may be missing"),
        json!("web"),
    );
}

#[test]
fn new_data_is_a_struct_literal() {
    let o = order();
    let line: Expr<Line> = LineExpr {
        sku: o.items[0].sku,
        count: lit(2),
        note: none(),
    }
    .into();
    check(
        line,
        "{\"sku\": $o.items[0].sku, \"count\": 2}",
        Err("cannot make an object"),
        json!({"sku": "s1", "count": 2}),
    );
    // A field of what was just built is what was put there.
    check(
        line.sku,
        "$o.items[0].sku",
        Ok("$o.items[0].sku"),
        json!("s1"),
    );
    let noted: Expr<Noted> = NotedExpr {
        order: o,
        reviewer: lit("me"),
    }
    .into();
    assert_eq!(
        noted
            .to_jsonata()
            .unwrap()
            .replace("$states.context.Execution.Input", "$o"),
        "$merge([$o, {\"reviewer\": \"me\"}])"
    );
    check(noted.reviewer, "\"me\"", Err("literal"), json!("me"));
    check(noted.order.total, "$o.total", Ok("$o.total"), json!(120.5));
    // A list as one item of a list is not laid flat.
    let nested: Expr<Vec<Vec<String>>> = lit([o.tags, o.tags]);
    check(
        nested,
        "[[$o.tags], [$o.tags]]",
        Ok("States.Array($o.tags, $o.tags)"),
        json!([["gift", "new"], ["gift", "new"]]),
    );
}

#[test]
fn a_field_is_filled_in() {
    let o = order();
    let noted = o.with(|o| o.note, "fragile");
    assert_eq!(
        run(&noted.note.to_jsonata().unwrap()),
        Some(json!("fragile"))
    );
    assert_eq!(
        run(&format!("({}).note", noted.to_jsonata().unwrap())),
        Some(json!("fragile"))
    );
    let deep = o.with(|o| o.ship_to.line2, "c/o");
    assert_eq!(
        run(&format!("({}).`ship-to`", deep.to_jsonata().unwrap())),
        Some(json!({"city": "Gent", "line2": "c/o"}))
    );
}

#[test]
fn whatever_is_a_list_on_the_wire_is_a_list() {
    #[derive(Shape)]
    struct Lists {
        array: [u32; 3],
        set: std::collections::BTreeSet<String>,
        boxed: Box<[u32]>,
    }
    let lists: Expr<Lists> = context::execution_input();
    let text = |e: Expr<bool>| {
        e.to_jsonata()
            .unwrap()
            .replace("$states.context.Execution.Input", "$o")
    };
    assert_eq!(text(lists.array.len().eq(3)), "$count($o.array) = 3");
    assert_eq!(text(lists.set.contains("gift")), "\"gift\" in $o.set");
    assert_eq!(text(lists.boxed.is_empty()), "$count($o.boxed) = 0");
    let each = state("Each", |n: Expr<u32>| -> Flow<u32> { succeed(n) });
    let start = state("Start", move |lists: Expr<Lists>| {
        map(lists.array.list(), each.clone()).end()
    });
    assert!(Workflow::new("lists", start).synthesize().is_ok());
}
