//! Amazon DynamoDB, with typed items. <https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html>

mod attributes;

use super::{choices, integration, response};
use crate::expr::node::{Name, Node, Op, Parameter, Root};
use crate::resource::{IntoResource, Table};
use crate::shape::{DataType, Shape};
use crate::{Expr, IntoExpr, Task, Unsupported};

use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

macro_rules! item_call {
    ($(#[$doc:meta])* $Name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $Name<T>(PhantomData<fn() -> T>);

        impl<R, T, P, E, C> Task<R, $Name<T>, P, E, C> {
            /// A condition in DynamoDB's own expression language (`ConditionExpression`): without it holding the call fails
            /// with `DynamoDB.ConditionalCheckFailedException`. Names and values with `:` and `#` are given by
            /// [`expression_name`](Self::expression_name) and [`expression_value`](Self::expression_value).
            pub fn condition(self, expression: &'static str) -> Self {
                self.argument("ConditionExpression", Node::text(expression))
            }

            /// Which attributes come back, as attribute values (`ReturnValues`); none otherwise. A put and a deletion can give
            /// back what was there before, `ReturnValues::AllOld`.
            pub fn return_values(self, which: impl IntoExpr<ReturnValues>) -> Self {
                self.argument("ReturnValues", which.into_expr().node())
            }

            /// Adds to `ExpressionAttributeNames`: `expression_name("#status", "status")`.
            #[track_caller]
            pub fn expression_name(mut self, placeholder: &'static str, attribute: impl Into<Name>) -> Self {
                own_placeholder(&mut self, NAMES, placeholder, Node::text(attribute));
                self
            }

            /// Adds to `ExpressionAttributeValues`: `expression_value(":paid", lit::<String>("PAID"))`.
            #[track_caller]
            pub fn expression_value<V: Shape>(mut self, placeholder: &'static str, value: impl IntoExpr<V>) -> Self {
                let value = encoded::<V, _, _, _, _, _>(&mut self, value.into_expr().node());
                own_placeholder(&mut self, VALUES, placeholder, value);
                self
            }
        }
    };
}

integration! {
    /// `dynamodb:getItem`.
    GetItem = "dynamodb" : "getItem",
    patterns [],
    options {
        /// Reads what was last written, at twice the cost.
        consistent_read: bool => "ConsistentRead",
        /// Reads these attributes alone, `id, status` (`ProjectionExpression`): the others have to be optional in the table's type.
        projection: String => "ProjectionExpression",
    }
}
item_call! {
    /// `dynamodb:putItem`.
    PutItem
}
item_call! {
    /// `dynamodb:updateItem`.
    UpdateItem
}
item_call! {
    /// `dynamodb:deleteItem`.
    DeleteItem
}

choices! {
    /// Which attributes a write gives back.
    ReturnValues {
        /// None.
        None = "NONE",
        /// All, as they were.
        AllOld = "ALL_OLD",
        /// Those that were changed, as they were.
        UpdatedOld = "UPDATED_OLD",
        /// All, as they are now.
        AllNew = "ALL_NEW",
        /// Those that were changed, as they are now.
        UpdatedNew = "UPDATED_NEW",
    }
}

response! {
    /// What DynamoDB answers to a write.
    WriteResult / WriteResultExpr {
        /// The attributes that `ReturnValues` asked for, as attribute values.
        attributes: Option<serde_json::Value> => "Attributes",
    }
}

/// Reads the item with this key. The result is the item as the table's type, or nothing.
///
/// JSONPath cannot turn attribute values into an item that may be missing: there use [`get_attributes`].
#[track_caller]
pub fn get_item<T: Shape, K: Shape>(
    table: impl IntoResource<Table<T, K>>,
    key: impl IntoExpr<K>,
) -> Task<Option<T>, GetItem> {
    let mut task = at_key(GetItem::call(), table, key);
    let mut trouble = None;
    task = task.result_at(|result| {
        let item = result.field("Item");
        let present = Node::new(Op::Test(crate::expr::node::Presence::Some, item));
        match attributes::decode_item(item, &T::data_type()) {
            Ok(decoded) => Node::new(Op::If(present, decoded, Node::new(Op::Null))),
            Err(e) => {
                trouble = Some(e);
                item
            }
        }
    });
    note(&mut task, trouble);
    task
}

/// Reads the item with this key. The result is what DynamoDB answers, `{"Item": {"id": {"S": ".."}}}`.
#[track_caller]
pub fn get_attributes<T: Shape, K: Shape>(
    table: impl IntoResource<Table<T, K>>,
    key: impl IntoExpr<K>,
) -> Task<serde_json::Value, GetItem> {
    at_key(GetItem::call(), table, key)
}

/// The call with its table and key.
#[track_caller]
fn at_key<T, K: Shape, R, I>(
    task: Task<R, I>,
    table: impl IntoResource<Table<T, K>>,
    key: impl IntoExpr<K>,
) -> Task<R, I> {
    let mut task = task.argument("TableName", table.reference().0);
    let key = encoded_item::<K, _, _, _, _, _>(&mut task, key.into_expr().node());
    task.argument("Key", key)
}

/// Writes this item, in place of one with the same key.
#[track_caller]
pub fn put_item<T: Shape, K: Shape>(
    table: impl IntoResource<Table<T, K>>,
    item: impl IntoExpr<T>,
) -> Task<WriteResult, PutItem<T>> {
    let mut task = Task::call("dynamodb", "putItem").argument("TableName", table.reference().0);
    let item = encoded_item::<T, _, _, _, _, _>(&mut task, item.into_expr().node());
    task.argument("Item", item)
}

/// Changes the item with this key: say how with `.set(|item| item.field, value)` and `.remove(|item| item.field)`.
///
/// ```
/// use sfn_dsl::prelude::*;
///
/// #[derive(Shape)] pub struct OrderKey { order_id: String }
/// #[derive(Shape)] pub struct OrderRecord { order_id: String, status: String, paid_cents: u64 }
/// static ORDERS: Table<OrderRecord, OrderKey> = Table::named("orders");
///
/// #[state]
/// fn mark_paid(order: Expr<OrderRecord>) -> Flow<OrderRecord> {
///     dynamodb::update_item(&ORDERS, OrderKeyExpr { order_id: order.order_id })
///         .set(|item| item.status, "PAID")
///         .discard_result(order)
///         .end()
/// }
/// # Workflow::new("w", mark_paid).synthesize().unwrap();
/// ```
#[track_caller]
pub fn update_item<T: Shape, K: Shape>(
    table: impl IntoResource<Table<T, K>>,
    key: impl IntoExpr<K>,
) -> Task<WriteResult, UpdateItem<T>> {
    at_key(Task::call("dynamodb", "updateItem"), table, key)
}

/// Deletes the item with this key.
#[track_caller]
pub fn delete_item<T: Shape, K: Shape>(
    table: impl IntoResource<Table<T, K>>,
    key: impl IntoExpr<K>,
) -> Task<WriteResult, DeleteItem<T>> {
    at_key(Task::call("dynamodb", "deleteItem"), table, key)
}

impl<R, T: Shape, P, E, C> Task<R, UpdateItem<T>, P, E, C> {
    /// How the item is changed, in DynamoDB's own language (`UpdateExpression`): `ADD`, `DELETE`, `if_not_exists` and sums, which
    /// [`set`](Self::set) and [`remove`](Self::remove) do not say. Names and values with `:` and `#` are given by
    /// `.expression_name(..)` and `.expression_value(..)`. In place of `set` and `remove`, not beside them.
    ///
    /// ```
    /// use sfn_dsl::prelude::*;
    ///
    /// #[derive(Shape)] pub struct StockKey { sku: String }
    /// #[derive(Shape)] pub struct Stock { sku: String, left: u64 }
    /// static STOCK: Table<Stock, StockKey> = Table::named("stock");
    ///
    /// #[state]
    /// fn take(sku: Expr<String>) -> Flow<String> {
    ///     dynamodb::update_item(&STOCK, StockKeyExpr { sku })
    ///         .update_expression("SET #left = #left - :one")
    ///         .expression_name("#left", "left")
    ///         .expression_value(":one", 1)
    ///         .discard_result(sku)
    ///         .end()
    /// }
    /// # Workflow::new("w", take).synthesize().unwrap();
    /// ```
    #[track_caller]
    pub fn update_expression(mut self, expression: &'static str) -> Self {
        let twice = self.get_argument("UpdateExpression").is_some();
        note(&mut self, twice.then(said_twice));
        self.argument("UpdateExpression", Node::text(expression))
    }

    /// Sets an attribute of the item. In other expressions it is `#status` and its new value `:status`, unless these were
    /// given to something else before.
    #[track_caller]
    pub fn set<V: Shape>(
        mut self,
        attribute: impl FnOnce(Expr<T>) -> Expr<V>,
        value: impl IntoExpr<V>,
    ) -> Self {
        let Some(name) = attribute_name(&mut self, attribute) else {
            return self;
        };
        let value = encoded::<V, _, _, _, _, _>(&mut self, value.into_expr().node());
        let Some(name_key) = self.changed_name(&name) else {
            return self;
        };
        let value_key = free_placeholder(&mut self, VALUES, ':', &name, value);
        self.extend_expression(|update| update.set.push(format!("{name_key} = {value_key}")));
        self
    }

    /// Removes an attribute of the item.
    #[track_caller]
    pub fn remove<V: Shape>(mut self, attribute: impl FnOnce(Expr<T>) -> Expr<Option<V>>) -> Self {
        let Some(name) = attribute_name(&mut self, attribute) else {
            return self;
        };
        let Some(name_key) = self.changed_name(&name) else {
            return self;
        };
        self.extend_expression(|update| update.remove.push(name_key));
        self
    }

    /// The placeholder of an attribute that nothing changes yet.
    #[track_caller]
    fn changed_name(&mut self, attribute: &Name) -> Option<String> {
        let key = free_placeholder(self, NAMES, '#', attribute, Node::text(attribute.clone()));
        let changed = self.update().changes(&key);
        if changed {
            note(
                self,
                Some(Unsupported::new(
                    format!("the attribute `{attribute}` is changed twice"),
                    "set or remove an attribute once in a call: DynamoDB refuses more",
                )),
            );
        }
        (!changed).then_some(key)
    }

    fn update(&mut self) -> Update {
        match self.get_argument("UpdateExpression").map(Node::op) {
            Some(Op::Text(text)) => Update::read(text),
            _ => Update::default(),
        }
    }

    #[track_caller]
    fn extend_expression(&mut self, add: impl FnOnce(&mut Update)) {
        let mut update = self.update();
        // What the author wrote himself may be anything.
        let own = match self.get_argument("UpdateExpression").map(Node::op) {
            Some(Op::Text(text)) => **text != *update.to_string(),
            _ => false,
        };
        note(self, own.then(said_twice));
        add(&mut update);
        self.set_argument("UpdateExpression".into(), Node::text(update.to_string()));
    }
}

fn said_twice() -> Unsupported {
    Unsupported::new(
        "the call says twice how the item is changed",
        "write all of it in `.update_expression(..)`, or all of it with `.set(..)` and `.remove(..)`",
    )
}

/// The clauses of an `UpdateExpression`.
#[derive(Default)]
struct Update {
    set: Vec<String>,
    remove: Vec<String>,
}

impl Update {
    /// What [`Display`](fmt::Display) wrote. Names stand behind `#` and values behind `:`, so a keyword is one only
    /// between blanks.
    fn read(text: &str) -> Self {
        let (set, remove) = match text.strip_prefix("REMOVE ") {
            Some(remove) => ("", remove),
            None => text.split_once(" REMOVE ").unwrap_or((text, "")),
        };
        let actions = |clause: &str| {
            let all = clause.split(", ").filter(|action| !action.is_empty());
            all.map(str::to_owned).collect()
        };
        Update {
            set: actions(set.strip_prefix("SET ").unwrap_or(set)),
            remove: actions(remove),
        }
    }

    /// Whether an action is about the attribute with this placeholder.
    fn changes(&self, placeholder: &str) -> bool {
        let mut all = self.set.iter().chain(&self.remove);
        all.any(|action| action.split(' ').next() == Some(placeholder))
    }
}

impl fmt::Display for Update {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SET stands before REMOVE, whatever came first.
        let clauses = [("SET", &self.set), ("REMOVE", &self.remove)];
        let said = clauses.iter().filter(|(_, actions)| !actions.is_empty());
        let said: Vec<_> = said
            .map(|(keyword, actions)| format!("{keyword} {}", actions.join(", ")))
            .collect();
        f.write_str(&said.join(" "))
    }
}

const NAMES: &str = "ExpressionAttributeNames";
const VALUES: &str = "ExpressionAttributeValues";

/// A placeholder for this, named after the attribute: `#status`, or `#status_2` where that is taken by something else.
fn free_placeholder<R, I, P, E, C>(
    task: &mut Task<R, I, P, E, C>,
    parameter: &'static str,
    sign: char,
    attribute: &str,
    value: Node,
) -> String {
    let base = format!("{sign}{}", plain(attribute));
    let mut key = base.clone();
    let mut number = 1;
    while !add_member(task, parameter, key.clone().into(), value) {
        number += 1;
        key = format!("{base}_{number}");
    }
    key
}

/// A name as it may stand in a placeholder of an expression.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect()
}

/// The attribute that a closure points at: one field of the item.
#[track_caller]
fn attribute_name<R, I, P, E, C, T, V>(
    task: &mut Task<R, I, P, E, C>,
    attribute: impl FnOnce(Expr<T>) -> Expr<V>,
) -> Option<Name> {
    let stand_in = Node::root(Root::Parameter(Parameter::STAND_IN));
    match attribute(Expr::from_node(stand_in)).node().sure().op() {
        Op::Field(of, name) if *of == stand_in => Some(name.clone()),
        _ => {
            note(
                task,
                Some(Unsupported::new(
                    "this is not one of the item's own attributes",
                    "point at a field of the item, `|item| item.status`, and set nested data as a whole",
                )),
            );
            None
        }
    }
}

/// A placeholder that the author names.
#[track_caller]
fn own_placeholder<R, I, P, E, C>(
    task: &mut Task<R, I, P, E, C>,
    parameter: &'static str,
    placeholder: &'static str,
    value: Node,
) {
    if !add_member(task, parameter, placeholder.into(), value) {
        let trouble = Unsupported::new(
            format!("the placeholder `{placeholder}` stands for something else already"),
            "name it otherwise: `.set(|item| item.status, ..)` takes `#status` and `:status` when they are free",
        );
        note(task, Some(trouble));
    }
}

/// Adds a member to a parameter; whether the key is not taken by another value.
fn add_member<R, I, P, E, C>(
    task: &mut Task<R, I, P, E, C>,
    parameter: &'static str,
    key: Name,
    value: Node,
) -> bool {
    let mut members = match task.get_argument(parameter).map(Node::op) {
        Some(Op::Object(members)) => members.to_vec(),
        _ => Vec::new(),
    };
    if let Some((_, taken)) = members.iter().find(|(k, _)| *k == key) {
        return *taken == value;
    }
    members.push((key, value));
    task.set_argument(parameter.into(), Node::object(members));
    true
}

#[track_caller]
fn note<R, I, P, E, C>(task: &mut Task<R, I, P, E, C>, trouble: Option<Unsupported>) {
    // Not in the closure, whose caller is in the library.
    let location = Location::caller();
    task.body().trouble.extend(trouble.map(|t| (t, location)));
}

#[track_caller]
fn encoded<V: Shape, R, I, P, E, C>(task: &mut Task<R, I, P, E, C>, value: Node) -> Node {
    encode_with(task, value, &V::data_type(), attributes::encode)
}

#[track_caller]
fn encoded_item<V: Shape, R, I, P, E, C>(task: &mut Task<R, I, P, E, C>, value: Node) -> Node {
    encode_with(task, value, &V::data_type(), attributes::encode_item)
}

#[track_caller]
fn encode_with<R, I, P, E, C>(
    task: &mut Task<R, I, P, E, C>,
    value: Node,
    data_type: &DataType,
    encode: fn(Node, &DataType) -> Result<Node, Unsupported>,
) -> Node {
    match encode(value, data_type) {
        Ok(encoded) => encoded,
        Err(e) => {
            note(task, Some(e));
            value
        }
    }
}
