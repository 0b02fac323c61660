//! Maps made of lists.

use serde_json::json;

use super::closures::{NONE, gives};

#[test]
fn maps_of_lists() {
    gives(
        |s| s.orders.collect_map(|order| (order.id, order.lines.len())),
        "$merge([$map($o.orders, function($item) { {$item.id: $count($item.lines)} })])",
        NONE,
        json!({ "a": 2, "b": 1, "c": 0 }),
    );
    gives(
        |s| s.none.collect_map(|order| (order.id, order.lines.len())),
        "$merge([$map($o.none, function($item) { {$item.id: $count($item.lines)} })])",
        NONE,
        json!({}),
    );
}

#[test]
fn groups() {
    let lines = "$reduce($o.orders, function($acc, $item) { $append($acc, $item.lines) }, [])";
    gives(
        |s| {
            s.orders
                .flat_map(|order| order.lines)
                .group_by(|line| line.sku)
                .map_values(|lines| lines.len())
        },
        &format!(
            "$merge([$each($merge([$map($distinct([$map({lines}, function($item) {{ $item.sku }})]), \
             function($key) {{ {{$key: [$filter({lines}, function($item) {{ $item.sku = $key }})]}} }})]), \
             function($value, $key) {{ {{$key: $count($value)}} }})])"
        ),
        NONE,
        json!({ "x": 2, "y": 1 }),
    );
    // A group of one is a list of one, and there is no group of nothing.
    gives(
        |s| {
            s.orders
                .group_by(|order| order.id)
                .get("a")
                .map(|group| group.len())
                .unwrap_or(0)
        },
        "$merge([$map($distinct([$map($o.orders, function($item) { $item.id })]), \
         function($key) { {$key: [$filter($o.orders, function($item) { $item.id = $key })]} })]).a != null \
         ? $count($merge([$map($distinct([$map($o.orders, function($item) { $item.id })]), \
         function($key) { {$key: [$filter($o.orders, function($item) { $item.id = $key })]} })]).a) : 0",
        Err("cannot choose"),
        json!(1),
    );
    gives(
        |s| s.none.group_by(|order| order.id),
        "$merge([$map($distinct([$map($o.none, function($item) { $item.id })]), \
         function($key) { {$key: [$filter($o.none, function($item) { $item.id = $key })]} })])",
        NONE,
        json!({}),
    );
}
