//! From an expression to the text of a dialect.
pub(crate) fn jsonata(_: crate::expr::node::Node) -> Result<String, crate::Unsupported> { Ok(String::new()) }
pub(crate) fn jsonpath(_: crate::expr::node::Node) -> Result<String, crate::Unsupported> { Ok(String::new()) }
