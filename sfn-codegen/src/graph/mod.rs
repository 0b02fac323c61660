//! Diagrams of a definition: states, what leads where, and why.
//!
//! `model` takes a document apart into nodes, boxes and edges, in words short enough to read; every format draws the same
//! model. Pictures, which need a layout, are behind the feature `draw`. Knows nothing of files or terminals.

mod boxes;
mod condition;
mod dot;
#[cfg(feature = "draw")]
mod far;
#[cfg(feature = "draw")]
mod html;
mod json;
#[cfg(feature = "draw")]
mod layout;
mod mermaid;
mod model;
#[cfg(feature = "draw")]
mod svg;
mod words;

#[cfg(feature = "draw")]
pub use layout::TooLarge;
pub use model::{Edge, EdgeKind, Graph, Group, GroupKind, Node, NodeKind};
