//! `serde_json::Value`: honest dynamic data.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Expr;
use super::function::{self, Function};
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

    /// What kind of data this is: `"string"`, `"number"`, `"boolean"`, `"array"`, `"object"` or `"null"`. JSONata `$type`;
    /// JSONPath asks in a Choice, `value.is_string()`.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let event: Expr<serde_json::Value> = context::execution_input();
    /// assert_eq!(event.type_name().to_jsonata().unwrap(), "$type($states.context.Execution.Input)");
    /// ```
    #[must_use]
    pub fn type_name(self) -> Expr<String> {
        self.apply(&function::TYPE_NAME, &[])
    }

    /// Whether JSONata takes it for true: not null, 0, an empty string, list or object, nor a list of such. JSONata
    /// `$boolean`; JSONPath has none.
    ///
    /// ```
    /// # use sfn_dsl::prelude::*;
    /// let event: Expr<serde_json::Value> = context::execution_input();
    /// assert_eq!(event.is_truthy().to_jsonata().unwrap(), "$boolean($states.context.Execution.Input)");
    /// ```
    #[must_use]
    pub fn is_truthy(self) -> Expr<bool> {
        self.apply(&function::TRUTHY, &[])
    }

    fn as_type<T: crate::Shape>(self, is_type: &'static Function) -> Expr<Option<T>> {
        let is_type: Expr<bool> = self.apply(is_type, &[]);
        is_type.then_some(self.cast::<T>())
    }
}

macro_rules! types {
    ($($is:ident $as:ident $type:ty, $Function:ident, $js:literal, $choice:literal;)*) => {
        impl Expr<Value> {$(
            #[doc = concat!("Whether it is this kind of data. JSONata `$type(x) = \"", $js, "\"`; ", $choice, ".")]
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # let event: Expr<serde_json::Value> = context::execution_input();
            #[doc = concat!("let known: Expr<bool> = event.", stringify!($is), "();")]
            /// # let _ = known;
            /// ```
            #[must_use]
            pub fn $is(self) -> Expr<bool> {
                self.apply(&function::$Function, &[])
            }

            #[doc = concat!("The value as `", stringify!($type), "`, if it is that kind of data. JSONata only.")]
            ///
            /// ```
            /// # use sfn_dsl::prelude::*;
            /// # let event: Expr<serde_json::Value> = context::execution_input();
            #[doc = concat!("let known = event.", stringify!($as), "().is_some();")]
            /// # let _ = known;
            /// ```
            #[must_use]
            pub fn $as(self) -> Expr<Option<$type>> {
                self.as_type(&function::$Function)
            }
        )*}
    };
}
types! {
    is_string as_str String, IS_STRING, "string", "JSONPath `IsString` in a Choice";
    is_number as_f64 f64, IS_NUMBER, "number", "JSONPath `IsNumeric` in a Choice";
    is_boolean as_bool bool, IS_BOOLEAN, "boolean", "JSONPath `IsBoolean` in a Choice";
    is_array as_array Vec<Value>, IS_ARRAY, "array", "JSONPath has none";
    is_object as_object BTreeMap<String, Value>, IS_OBJECT, "object", "JSONPath has none";
}
