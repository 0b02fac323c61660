//! Closures over the items of a list.

use serde_json::json;
use sfn_dsl::prelude::*;

use super::*;

#[derive(Shape)]
pub struct Shop {
    pub(super) orders: Vec<Bill>,
    pub(super) none: Vec<Bill>,
    limit: f64,
    grid: Vec<Vec<u32>>,
    any: Vec<Value>,
}

#[derive(Shape)]
pub struct Bill {
    pub(super) id: String,
    pub(super) lines: Vec<BillLine>,
    note: Option<String>,
    tags: Option<Vec<String>>,
}

#[derive(Shape)]
pub struct BillLine {
    pub(super) sku: String,
    price: f64,
    count: u32,
}

#[derive(Shape)]
pub struct Total {
    id: String,
    total: f64,
}

fn shop() -> Value {
    json!({
        "orders": [
            {
                "id": "a",
                "lines": [{ "sku": "x", "price": 10, "count": 2 }, { "sku": "y", "price": 5, "count": 1 }],
                "note": "quick",
                "tags": ["t"]
            },
            { "id": "b", "lines": [{ "sku": "x", "price": 11, "count": 1 }], "note": null },
            { "id": "c", "lines": [] }
        ],
        "none": [],
        "limit": 11,
        "grid": [[1], [2, 3], []],
        "any": [[1], "x", { "a": 1 }]
    })
}

pub(super) const NONE: Result<&str, &str> = Err("no intrinsic function");

#[track_caller]
pub(super) fn gives<T: Shape>(
    expr: impl FnOnce(Expr<Shop>) -> Expr<T>,
    jsonata: &str,
    jsonpath: Result<&str, &str>,
    value: impl Into<Option<Value>>,
) {
    check_on(
        shop(),
        expr(context::execution_input()),
        jsonata,
        jsonpath,
        value,
    );
}

#[test]
fn map() {
    gives(
        |s| {
            s.orders[0]
                .lines
                .map(|line| line.price * line.count.to_f64())
                .sum()
        },
        "$sum([$map($o.orders[0].lines, function($item) { $item.price * $item.count })])",
        NONE,
        json!(25),
    );
    // New data of every item, and a closure in a closure, which reads the outer item and the state's data.
    gives(
        |s| {
            s.orders.map(|order| TotalExpr {
                id: order.id,
                total: order.lines.map(|line| line.price.min(s.limit)).sum(),
            })
        },
        "[$map($o.orders, function($item) { {\"id\": $item.id, \
         \"total\": $sum([$map($item.lines, function($item2) { $min([$item2.price, $o.limit]) })])} })]",
        NONE,
        json!([{ "id": "a", "total": 15 }, { "id": "b", "total": 11 }, { "id": "c", "total": 0 }]),
    );
    gives(
        |s| {
            s.orders
                .map(|order| order.lines.map(|line| order.id + line.sku))
        },
        "[$map($o.orders, function($item) { [$map($item.lines, function($item2) { $item.id & $item2.sku })] })[]]",
        NONE,
        json!([["ax", "ay"], ["bx"], []]),
    );
}

#[test]
fn filter() {
    let dear = "function($item) { $item.price > 10 }";
    gives(
        |s| s.orders[0].lines.filter(|line| line.price.gt(10.0)),
        &format!("[$filter($o.orders[0].lines, {dear})]"),
        Ok("$o.orders[0].lines[?(@.price > 10)]"),
        json!([]),
    );
    // One hit is a list of one.
    gives(
        |s| s.orders[1].lines.filter(|line| line.price.gt(10.0)),
        &format!("[$filter($o.orders[1].lines, {dear})]"),
        Ok("$o.orders[1].lines[?(@.price > 10)]"),
        json!([{ "sku": "x", "price": 11, "count": 1 }]),
    );
    gives(
        |s| s.orders[1].lines.filter(|line| line.price.gt(10.0)).len(),
        &format!("$count($filter($o.orders[1].lines, {dear}))"),
        Ok("States.ArrayLength($o.orders[1].lines[?(@.price > 10)])"),
        json!(1),
    );
    // Lists stay items.
    gives(
        |s| s.grid.filter(|row| row.len().eq(1)),
        "[$filter($o.grid, function($item) { $count($item) = 1 })[]]",
        NONE,
        json!([[1]]),
    );
    gives(
        |s| s.grid.filter(|row| row.len().eq(1)).len(),
        "$count([$filter($o.grid, function($item) { $count($item) = 1 })[]])",
        NONE,
        json!(1),
    );
    gives(
        |s| s.any.filter(|x| x.is_array()),
        "[$filter($o.any, function($item) { $type($item) = \"array\" })[]]",
        NONE,
        json!([[1]]),
    );
}

#[test]
fn filter_map() {
    gives(
        |s| s.orders.filter_map(|order| order.note),
        "[$map($o.orders, function($item) { $item.note != null ? $item.note })]",
        NONE,
        json!(["quick"]),
    );
    gives(
        |s| {
            s.orders
                .filter_map(|order| order.note.map(|note| note.to_uppercase()))
        },
        "[$map($o.orders, function($item) { $item.note != null ? $uppercase($item.note) })]",
        NONE,
        json!(["QUICK"]),
    );
    gives(
        |s| s.orders.filter_map(|order| order.tags),
        "[$map($o.orders, function($item) { $item.tags != null ? $item.tags })[]]",
        NONE,
        json!([["t"]]),
    );
    gives(
        |s| {
            s.orders
                .filter_map(|order| order.lines.first().map(|line| line.sku))
        },
        "[$map($o.orders, function($item) { $item.lines[0].sku != null ? $item.lines[0].sku })]",
        NONE,
        json!(["x", "x"]),
    );
}

#[test]
fn flat_map() {
    gives(
        |s| s.orders.flat_map(|order| order.lines).map(|line| line.sku),
        "[$map($reduce($o.orders, function($acc, $item) { $append($acc, $item.lines) }, []), \
         function($item) { $item.sku })]",
        Ok("$o.orders[*].lines[*].sku"),
        json!(["x", "y", "x"]),
    );
    gives(
        |s| s.none.flat_map(|order| order.lines),
        "$reduce($o.none, function($acc, $item) { $append($acc, $item.lines) }, [])",
        Ok("$o.none[*].lines[*]"),
        json!([]),
    );
    gives(
        |s| s.grid.flat_map(|row| row.map(|n| n * 2)),
        "$reduce($o.grid, function($acc, $item) { $append($acc, [$map($item, function($item2) { $item2 * 2 })]) }, [])",
        NONE,
        json!([2, 4, 6]),
    );
    // A list of lists in each gives a list of lists.
    gives(
        |s| {
            s.orders
                .flat_map(|order| lit::<Vec<Vec<String>>>([[order.id]]))
        },
        "$reduce($o.orders, function($acc, $item) { $append($acc, [[$item.id]]) }, [])",
        NONE,
        json!([["a"], ["b"], ["c"]]),
    );
}

#[test]
fn fold_and_reduce() {
    gives(
        |s| {
            s.orders
                .fold(0_u64, |count, order| count + order.lines.len())
        },
        "$reduce($o.orders, function($acc, $item) { $acc + $count($item.lines) }, 0)",
        NONE,
        json!(3),
    );
    gives(
        |s| s.none.fold(s.limit, |most, _| most),
        "$reduce($o.none, function($acc, $item) { $acc }, $o.limit)",
        NONE,
        json!(11),
    );
    gives(
        |s| {
            s.orders
                .fold(list::<String>(), |ids, order| ids.push(order.id))
        },
        "$reduce($o.orders, function($acc, $item) { $append($acc, [$item.id]) }, [])",
        NONE,
        json!(["a", "b", "c"]),
    );
    gives(
        |s| {
            s.orders.fold(0.0, |most: Expr<f64>, order| {
                most.max(
                    order
                        .lines
                        .fold(0.0, |sum: Expr<f64>, line| sum + line.price),
                )
            })
        },
        "$reduce($o.orders, function($acc, $item) { $max([$acc, \
         $reduce($item.lines, function($acc2, $item2) { $acc2 + $item2.price }, 0)]) }, 0)",
        NONE,
        json!(15),
    );
    gives(
        |s| {
            s.orders
                .map(|order| order.id)
                .reduce(|all, id| all + "," + id)
        },
        "$reduce([$map($o.orders, function($item) { $item.id })], function($acc, $item) { $acc & \",\" & $item })",
        NONE,
        json!("a,b,c"),
    );
    gives(
        |s| {
            s.none
                .map(|order| order.id)
                .reduce(|all, id| all + "," + id)
                .unwrap_or("none")
        },
        "$reduce([$map($o.none, function($item) { $item.id })], function($acc, $item) { $acc & \",\" & $item }) != null \
         ? $reduce([$map($o.none, function($item) { $item.id })], function($acc, $item) { $acc & \",\" & $item }) : \"none\"",
        Err("cannot choose"),
        json!("none"),
    );
}

#[test]
fn questions() {
    gives(
        |s| s.orders.any(|order| order.lines.is_empty()),
        "$exists($filter($o.orders, function($item) { $count($item.lines) = 0 }))",
        NONE,
        json!(true),
    );
    gives(
        |s| s.none.any(|order| order.lines.is_empty()),
        "$exists($filter($o.none, function($item) { $count($item.lines) = 0 }))",
        NONE,
        json!(false),
    );
    gives(
        |s| s.orders.all(|order| order.note.is_some()),
        "$not($exists($filter($o.orders, function($item) { $not($item.note != null) })))",
        Err("condition"),
        json!(false),
    );
    gives(
        |s| s.none.all(|order| order.note.is_some()),
        "$not($exists($filter($o.none, function($item) { $not($item.note != null) })))",
        Err("condition"),
        json!(true),
    );
}

#[test]
fn find() {
    gives(
        |s| {
            s.orders
                .find(|order| order.id.eq("b"))
                .map(|order| order.lines[0].price)
        },
        "$filter($o.orders, function($item) { $item.id = \"b\" })[0].lines[0].price",
        Err("something computed"),
        json!(11),
    );
    gives(
        |s| s.orders.find(|order| order.id.eq("z")).is_none(),
        "$not($filter($o.orders, function($item) { $item.id = \"z\" })[0] != null)",
        Err("condition"),
        json!(true),
    );
    // Of lists, the one that is found, and not what is in it.
    gives(
        |s| s.grid.find(|row| row.len().eq(1)),
        "[$filter($o.grid, function($item) { $count($item) = 1 })[]][0]",
        Err("the item may be missing"),
        json!([1]),
    );
    gives(
        |s| s.orders.find(|order| order.id.eq("b")).assume_some(),
        "$filter($o.orders, function($item) { $item.id = \"b\" })[0]",
        Ok("States.ArrayGetItem($o.orders[?(@.id == 'b')], 0)"),
        json!({ "id": "b", "lines": [{ "sku": "x", "price": 11, "count": 1 }], "note": null }),
    );
    gives(
        |s| s.orders.position(|order| order.id.eq("b")),
        "$map($o.orders, function($item, $index) { $item.id = \"b\" ? $index })[0]",
        Err("the item may be missing"),
        json!(1),
    );
    gives(
        |s| s.orders.position(|order| order.id.eq("z")),
        "$map($o.orders, function($item, $index) { $item.id = \"z\" ? $index })[0]",
        Err("the item may be missing"),
        None,
    );
}

#[test]
fn single() {
    gives(
        |s| s.orders.single(|order| order.id.eq("b")).lines,
        "$single($o.orders, function($item) { $item.id = \"b\" }).lines",
        Err("something computed"),
        json!([{ "sku": "x", "price": 11, "count": 1 }]),
    );
    let s: Expr<Shop> = context::execution_input();
    let two = s
        .orders
        .single(|order| order.id.ne("b"))
        .to_jsonata()
        .unwrap();
    assert!(engine::run(&two, shop()).is_err());
    assert!(
        s.orders
            .single(|order| order.id.ne("b"))
            .to_jsonpath()
            .is_err()
    );
}

#[test]
fn places() {
    gives(
        |s| s.orders.map(|order| order.id).enumerate(),
        "[$map([$map($o.orders, function($item) { $item.id })], function($item, $index) { [$index, $item] })[]]",
        NONE,
        json!([[0, "a"], [1, "b"], [2, "c"]]),
    );
    gives(
        |s| s.grid.enumerate().map(|pair| pair.1.len() + pair.0),
        "[$map([$map($o.grid, function($item, $index) { [$index, [$item]] })[]], function($item) { $count($item[1]) + $item[0] })]",
        NONE,
        json!([1, 3, 2]),
    );
}

#[test]
fn parameters_have_names_of_their_own() {
    // Three deep, and two at the same depth.
    gives(
        |s| {
            s.orders.map(|order| {
                s.orders
                    .filter(|other| other.id.ne(order.id))
                    .map(|other| other.lines.any(|line| line.sku.eq(order.id)))
                    .len()
            })
        },
        "[$map($o.orders, function($item) { $count($map([$filter($o.orders, \
         function($item2) { $item2.id != $item.id })], \
         function($item2) { $exists($filter($item2.lines, function($item3) { $item3.sku = $item.id })) })) })]",
        NONE,
        json!([2, 2, 2]),
    );
    // An expression made before is the same inside of a closure.
    let s: Expr<Shop> = context::execution_input();
    let ids = s.orders.map(|order| order.id);
    gives(
        |s| s.orders.map(|order| ids.contains(order.id)),
        "[$map($o.orders, function($item) { $item.id in [$map($o.orders, function($item) { $item.id })] })]",
        NONE,
        json!([true, true, true]),
    );
}

/// A variable that has the name of a parameter is still read in a closure.
#[test]
fn variables_are_not_taken_for_parameters() {
    static ITEM: Variable<f64> = Variable::named("item");
    #[track_caller]
    fn reads<T: Shape>(expr: Expr<T>, jsonata: &str, value: Value) {
        let text = expr.to_jsonata().unwrap();
        assert_eq!(
            text.replace("$states.context.Execution.Input", "$o"),
            jsonata
        );
        let context = json!({ "Execution": { "Input": shop() } });
        let found = engine::run_with(&text, &context, &json!({ "item": 2 }));
        assert_eq!(found, Ok(Some(value)));
    }
    let s: Expr<Shop> = context::execution_input();
    reads(
        s.orders[0].lines.map(|line| line.price * ITEM.get()),
        "[$map($o.orders[0].lines, function($item2) { $item2.price * $item })]",
        json!([20, 10]),
    );
    reads(
        s.orders
            .map(|order| order.lines.map(|line| line.price * ITEM.get()).sum()),
        "[$map($o.orders, function($item3) { \
         $sum([$map($item3.lines, function($item2) { $item2.price * $item })]) })]",
        json!([30, 22, 0]),
    );
}
