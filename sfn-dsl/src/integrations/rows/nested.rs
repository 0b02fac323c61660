//! What is nested in a parameter: structures, and words that there are only a few of.

use crate::expr::function;
use crate::expr::node::{Name, Node, Op};

/// A structure nested in a parameter: made by a function with what it requires, the rest by methods, and anything else by
/// `.parameter(name, value)`. One that comes whole from data is that data, `order.network.cast::<NetworkConfiguration>()`.
///
/// ```text
/// structure! {
///     /// A container of the task.
///     ContainerOverride
///     /// The container of this name.
///     fn new(name: String => "Name",)
///     options {
///         /// What it runs.
///         command: Vec<String> => "Command",
///     }
/// }
/// ```
macro_rules! structure {
    (
        $(#[$doc:meta])*
        $Name:ident
        $(
            $(#[$new_doc:meta])*
            fn $new:ident (
                $($arg:ident $(in $AR:ty)? $(: $AT:ty)? $(= $AD:ident)? => $wire:literal,)*
            )
        )*
        options {
            $($(#[$option_doc:meta])* $option:ident $(in $OR:ty)? $(: $OT:ty)? $(= $OD:ident)? => $parameter:literal,)*
        }
        $(, maps { $($(#[$map_doc:meta])* $map:ident : $MT:ty => $map_parameter:literal,)* })?
        $(, pairs { $($(#[$pair_doc:meta])* $pair:ident => $pair_parameter:literal [$key:literal, $value:literal],)* })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        #[must_use = "give it to the call"]
        pub struct $Name(crate::integrations::rows::Members);

        #[allow(clippy::new_without_default)]
        impl $Name {
            $(
                $(#[$new_doc])*
                pub fn $new(
                    $($arg: $(impl crate::IntoResource<$AR>)? $(impl crate::IntoExpr<$AT>)? $(impl crate::$AD)?,)*
                ) -> Self {
                    $Name(crate::integrations::rows::Members::default())$(.with(
                        $wire,
                        crate::integrations::rows::node!($arg $(in $AR)? $(: $AT)? $(= $AD)?),
                    ))*
                }
            )*
            $(
                $(#[$option_doc])*
                #[doc = concat!(" `", $parameter, "`.")]
                pub fn $option(
                    self,
                    value: $(impl crate::IntoResource<$OR>)? $(impl crate::IntoExpr<$OT>)? $(impl crate::$OD)?,
                ) -> Self {
                    self.with(
                        $parameter,
                        crate::integrations::rows::node!(value $(in $OR)? $(: $OT)? $(= $OD)?),
                    )
                }
            )*
            $($(
                $(#[$map_doc])*
                #[doc = concat!(" Adds to `", $map_parameter, "`.")]
                pub fn $map(
                    self,
                    key: impl Into<crate::expr::node::Name>,
                    value: impl crate::IntoExpr<$MT>,
                ) -> Self {
                    let now = self.0.get($map_parameter);
                    let grown = crate::integrations::rows::entry(now, key.into(), value.into_expr().node());
                    self.with($map_parameter, grown)
                }
            )*)?
            $($(
                $(#[$pair_doc])*
                #[doc = concat!(" Adds to `", $pair_parameter, "`.")]
                pub fn $pair(
                    self,
                    name: impl crate::IntoExpr<String>,
                    value: impl crate::IntoExpr<String>,
                ) -> Self {
                    let now = self.0.get($pair_parameter);
                    let pair = [($key, name.into_expr().node()), ($value, value.into_expr().node())];
                    self.with($pair_parameter, crate::integrations::rows::pair(now, pair))
                }
            )*)?

            /// Sets a member that has no method, by its name in the API.
            pub fn parameter(self, name: impl Into<crate::expr::node::Name>, value: impl crate::Data) -> Self {
                self.with(name, value.data().node)
            }

            fn with(mut self, name: impl Into<crate::expr::node::Name>, value: crate::expr::node::Node) -> Self {
                self.0.set(name.into(), value);
                self
            }
        }

        impl crate::Shape for $Name {
            type Fields = crate::shape::Leaf;
            fn fields(_: crate::Expr<Self>) -> Self::Fields {
                crate::shape::Leaf::new()
            }
            fn data_type() -> crate::shape::DataType {
                crate::shape::DataType::Any
            }
        }
        #[diagnostic::do_not_recommend]
        impl crate::IntoExpr<$Name> for $Name {
            fn into_expr(self) -> crate::Expr<$Name> {
                crate::Expr::from_node(self.0.node())
            }
        }
        #[diagnostic::do_not_recommend]
        impl crate::Data for $Name {
            fn data(self) -> crate::integrations::Payload {
                self.0.node().into()
            }
        }
    };
}
pub(crate) use structure;

/// One of a few words that a parameter takes. A word from data, or one that is newer, is `word.cast::<LaunchType>()`.
///
/// ```text
/// choices! {
///     /// What a task runs on.
///     LaunchType {
///         /// Fargate.
///         Fargate = "FARGATE",
///     }
/// }
/// ```
macro_rules! choices {
    ($(#[$doc:meta])* $Name:ident { $($(#[$word_doc:meta])* $word:ident = $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $Name {
            $($(#[$word_doc])* $word,)*
        }

        impl $Name {
            fn node(self) -> crate::expr::node::Node {
                crate::expr::node::Node::text(match self {
                    $($Name::$word => $wire,)*
                })
            }
        }
        impl crate::Shape for $Name {
            type Fields = crate::shape::Leaf;
            fn fields(_: crate::Expr<Self>) -> Self::Fields {
                crate::shape::Leaf::new()
            }
            fn data_type() -> crate::shape::DataType {
                crate::shape::DataType::String
            }
        }
        #[diagnostic::do_not_recommend]
        impl crate::IntoExpr<$Name> for $Name {
            fn into_expr(self) -> crate::Expr<$Name> {
                crate::Expr::from_node(self.node())
            }
        }
        #[diagnostic::do_not_recommend]
        impl crate::Data for $Name {
            fn data(self) -> crate::integrations::Payload {
                self.node().into()
            }
        }
    };
}
pub(crate) use choices;

/// The members of a structure under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(Vec<(Name, Node)>);

impl Members {
    pub(crate) fn get(&self, name: &str) -> Option<Node> {
        let found = self.0.iter().find(|(n, _)| n == name);
        found.map(|(_, node)| *node)
    }

    pub(crate) fn set(&mut self, name: Name, value: Node) {
        match self.0.iter_mut().find(|(n, _)| *n == name) {
            Some(slot) => slot.1 = value,
            None => self.0.push((name, value)),
        }
    }

    pub(crate) fn node(self) -> Node {
        Node::object(self.0)
    }
}

/// An object with one more entry; an entry of the same key is replaced.
pub(crate) fn entry(now: Option<Node>, key: Name, value: Node) -> Node {
    match now.map(|node| (node, node.op())) {
        None => Node::object([(key, value)]),
        Some((_, Op::Object(members))) => {
            let mut members = Members(members.to_vec());
            members.set(key, value);
            members.node()
        }
        // Data that was set as a whole before.
        Some((node, _)) => Node::new(Op::Merge([node, Node::object([(key, value)])].into())),
    }
}

/// A list with one more pair.
pub(crate) fn pair(now: Option<Node>, pair: [(&'static str, Node); 2]) -> Node {
    let pair = Node::object(pair.map(|(name, value)| (Name::Borrowed(name), value)));
    item(now, pair)
}

/// A list with one more item.
pub(crate) fn item(now: Option<Node>, item: Node) -> Node {
    let Some(list) = now else {
        return Node::new(Op::Array([item].into()));
    };
    match list.op() {
        Op::Array(items) => Node::new(Op::Array(items.iter().copied().chain([item]).collect())),
        // Data that was set as a whole before. JSONPath says that it cannot.
        _ => {
            let one = Node::new(Op::Array([item].into()));
            Node::new(Op::Call(&function::CONCAT, [list, one].into()))
        }
    }
}
