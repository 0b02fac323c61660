//! `serde_json::Value`: honest dynamic data.

use serde_json::Value;

use super::Expr;
use super::node::{Name, Node, Op};

impl Expr<Value> {
    /// A member, if the value is an object that has it.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// # let event: Expr<serde_json::Value> = context::execution_input();
    /// let source: Expr<String> = event.get("source").map(|v| v.cast::<String>()).unwrap_or("unknown");
    /// # let _ = source;
    /// ```
    #[must_use]
    pub fn get(self, name: impl Into<Name>) -> Expr<Option<Value>> {
        Expr::from_node(self.node().field(name).maybe())
    }

    /// An element, if the value is a list that long.
    ///
    /// The author vouches that it is a list, or null, or missing. To JSONata any other value is a list of itself: `.at(0)`
    /// of `"x"` is `"x"`, and nothing is at any other place of it. In JSONPath the state fails when it runs.
    #[must_use]
    pub fn at(self, index: u32) -> Expr<Option<Value>> {
        Expr::from_node(Node::new(Op::Index(self.node(), index)).maybe())
    }
}
