//! Generic, recursive and bounded types.

#![allow(unreachable_pub, missing_docs, dead_code)]

mod support;

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};
use serde_json::json;
use sfn_dsl::prelude::*;
use sfn_dsl::shape::DataType;
use support::{data, follow, same_as_serde};

#[derive(Serialize, Deserialize, Shape, Clone)]
struct Order {
    id: String,
}

#[derive(Serialize, Deserialize, Shape)]
struct Page<T, U = u32>
where
    U: Copy,
{
    items: Vec<T>,
    next: Option<U>,
}

#[test]
fn parameters_stand_for_types_of_data() {
    let at = data::<Page<Order>>();
    let value = Page {
        items: vec![Order { id: "o-1".into() }],
        next: Some(7),
    };
    assert_eq!(follow(&value, at.items[0].id), Some(json!("o-1")));
    assert_eq!(follow(&value, at.next), Some(json!(7)));
    same_as_serde(
        &value,
        PageExpr {
            items: lit([OrderExpr { id: lit("o-1") }]),
            next: some(7),
        },
    );
    fn first<T: Shape>(page: Expr<Page<T>>) -> Expr<T> {
        page.items[0]
    }
    assert_eq!(
        first(at).to_jsonpath().ok(),
        Some("$$.Execution.Input.items[0]".to_owned())
    );
}

trait Tenant {
    type Id;
}

#[derive(Shape)]
struct Scoped<C: Tenant, Marker = ()> {
    tenant: C::Id,
    all: Vec<<C as Tenant>::Id>,
    #[serde(skip)]
    of: PhantomData<Marker>,
}

struct Shop;
impl Tenant for Shop {
    type Id = String;
}

#[test]
fn parameters_that_are_no_data_need_no_shape() {
    let at = data::<Scoped<Shop, std::fs::File>>();
    let tenant: Expr<String> = at.tenant;
    assert_eq!(
        tenant.to_jsonpath().ok(),
        Some("$$.Execution.Input.tenant".to_owned())
    );
    // `Marker` is gone from the view, and with it the need to name it.
    let _: Expr<Scoped<Shop, std::fs::File>> = ScopedExpr::<Shop> {
        tenant: lit("a"),
        all: at.all,
    }
    .into();
}

#[derive(Serialize, Deserialize, Shape)]
struct Matrix<const N: usize, T: Copy + 'static>
where
    [T; N]: Serialize + for<'a> Deserialize<'a>,
{
    row: [T; N],
}

#[test]
fn constants_are_parameters_too() {
    let value = Matrix { row: [1, 2, 3] };
    assert_eq!(
        follow(&value, data::<Matrix<3, u8>>().row[2]),
        Some(json!(3))
    );
}

#[derive(Serialize, Deserialize, Shape, Default)]
struct Tree {
    name: String,
    parent: Option<Box<Tree>>,
    children: Vec<Tree>,
    by_name: BTreeMap<String, Tree>,
}

#[test]
fn types_may_contain_themselves() {
    let leaf = |name: &str| Tree {
        name: name.into(),
        ..Tree::default()
    };
    let value = Tree {
        parent: Some(Box::new(leaf("p"))),
        children: vec![leaf("a"), leaf("b")],
        by_name: BTreeMap::from([("k".to_owned(), leaf("c"))]),
        ..leaf("root")
    };
    let at = data::<Tree>();
    assert_eq!(follow(&value, at.children[1].name), Some(json!("b")));
    assert_eq!(follow(&value, at.parent.map(|p| p.name)), Some(json!("p")));
    assert_eq!(
        follow(&value, at.by_name.get("k").map(|t| t.name)),
        Some(json!("c"))
    );
    let DataType::Struct(members) = Tree::data_type() else {
        panic!("a struct")
    };
    let required: Vec<_> = members.iter().map(|m| (m.name, m.required)).collect();
    assert_eq!(
        required,
        [
            ("name", true),
            ("parent", false),
            ("children", true),
            ("by_name", true)
        ]
    );
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "type", content = "value")]
enum Outcome<T, E, M = ()> {
    Done(T),
    Failed {
        reason: E,
    },
    #[serde(skip)]
    Never(PhantomData<M>),
}

#[test]
fn enums_are_generic_too() {
    let value: Outcome<Order, String> = Outcome::Done(Order { id: "o-1".into() });
    same_as_serde(
        &value,
        OutcomeCase::Done(OrderExpr { id: lit("o-1") }.into()),
    );
    let at = data::<Outcome<Order, String>>();
    let done = Cases::cases(at)
        .into_iter()
        .find_map(|(_, case)| match case {
            OutcomeCase::Done(order) => Some(order.id),
            OutcomeCase::Failed { .. } => None,
        });
    assert_eq!(
        done.and_then(|path| follow(&value, path)),
        Some(json!("o-1"))
    );
    assert_eq!(
        at.is_failed().to_jsonata().ok().as_deref(),
        Some("$states.context.Execution.Input.type = \"Failed\"")
    );
}

/// The derive in a scope where the names it could lean on mean something else.
mod hostile {
    #![allow(non_upper_case_globals, non_camel_case_types)]

    pub struct Vec;
    pub struct Option;
    pub struct String;
    pub struct Box;
    pub trait Clone {}
    pub trait From {}
    pub const at: u8 = 0;
    pub const __private: u8 = 0;
    pub const field: u8 = 0;
    pub const value: u8 = 0;

    #[derive(sfn_dsl::Shape)]
    pub struct Order {
        pub id: u32,
        #[serde(default)]
        pub at: std::string::String,
    }

    #[derive(sfn_dsl::Shape)]
    pub enum Payment {
        Card { at: u32, value: u32 },
        Cash,
    }

    #[derive(sfn_dsl::Shape)]
    pub enum Status {
        Some,
        None,
    }
}

#[test]
fn names_in_scope_do_not_matter() {
    let at = data::<hostile::Order>();
    let note: Expr<Option<String>> = at.at;
    assert_eq!(
        note.to_jsonata().ok(),
        Some("$states.context.Execution.Input.at".to_owned())
    );
}

#[cfg(feature = "schemars")]
#[test]
fn schemas_come_from_the_types_that_have_one() {
    struct WithSchema;
    impl schemars::JsonSchema for WithSchema {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "WithSchema".into()
        }
        fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
            schemars::json_schema!({ "type": "null" })
        }
    }
    // The derive asks the type itself, so this stands for `derive(JsonSchema)`.
    #[derive(Shape)]
    struct Order {
        id: u32,
    }
    impl schemars::JsonSchema for Order {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Order".into()
        }
        fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
            let inner = generator.subschema_for::<WithSchema>();
            schemars::json_schema!({ "type": "object", "properties": { "id": inner } })
        }
    }
    let schema = sfn_dsl::shape::schema_of::<Vec<Order>>().expect("a schema");
    assert_eq!(schema["type"], "array");
    assert!(sfn_dsl::shape::schema_of::<Tree>().is_none());
}

/// A crate that re-exports everything under its own name.
mod facade {
    pub use sfn_dsl as workflows;
}

#[derive(sfn_dsl::Shape)]
#[shape(crate = facade::workflows)]
struct Elsewhere {
    id: u32,
}

#[test]
fn the_runtime_may_be_elsewhere() {
    assert_eq!(
        data::<Elsewhere>().id.to_jsonpath().ok(),
        Some("$$.Execution.Input.id".to_owned())
    );
}

#[derive(Shape)]
struct Stamped<T> {
    #[serde(flatten)]
    data: T,
    #[serde(flatten)]
    by: Person,
    at: Timestamp,
}

#[derive(Shape)]
struct Person {
    name: String,
}

#[derive(Shape)]
struct Signed {
    #[serde(flatten)]
    stamped: Stamped<Order>,
    signature: String,
}

/// Nobody knows that the flattened type is not the struct itself, so nothing is said of what it keeps.
#[derive(Shape)]
struct Flat<C: Tenant> {
    #[serde(flatten)]
    tenant: C::Id,
}

#[test]
fn a_struct_keeps_what_is_flattened_first() {
    fn keeps<T: sfn_dsl::Keeps<U>, U>() {}
    keeps::<Stamped<Order>, Order>();
    keeps::<Signed, Stamped<Order>>();
    keeps::<Order, Order>();
    let _ = data::<Flat<Shop>>().tenant;
}
