//! DOT: what Graphviz draws.

use super::boxes::Boxes;
use super::model::{EdgeKind, Graph, NodeKind};
use super::words::shortened;
use std::fmt::Write as _;

impl Graph {
    /// The graph in DOT, for Graphviz.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::graph::Graph;
    ///
    /// let machine = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// assert!(Graph::of(&machine).to_dot().contains("n1 -> n2"));
    /// ```
    #[must_use]
    pub fn to_dot(&self) -> String {
        let mut out = String::from(
            "digraph {\n  node [shape=box, style=rounded, fontname=\"Helvetica\"]\n  edge [fontname=\"Helvetica\", fontsize=10]\n",
        );
        // Not by recursion: boxes nest as deep as a reader allows.
        let boxes = Boxes::of(self);
        let mut steps: Vec<(Option<usize>, bool)> = vec![(None, false)];
        while let Some((group, close)) = steps.pop() {
            if close {
                out.push_str("  }\n");
                continue;
            }
            if let Some(at) = group {
                let group = &self.groups[at];
                // Writing to a string does not fail.
                let _ = writeln!(
                    out,
                    "  subgraph cluster_{at} {{\n  label={}; class={}",
                    quoted(&group.title),
                    group.kind.class()
                );
                steps.push((Some(at), true));
            }
            for &at in boxes.nodes(group) {
                let node = &self.nodes[at];
                let text = if node.detail.is_empty() {
                    node.name.clone()
                } else {
                    format!("{}\n{}", node.name, shortened(&node.detail, 48))
                };
                let shape = match node.kind {
                    NodeKind::Start | NodeKind::End => ", shape=circle, style=solid",
                    NodeKind::Join => ", shape=point",
                    NodeKind::State("Choice") => ", shape=diamond, style=solid",
                    NodeKind::State("Succeed" | "Fail") => ", shape=oval, style=solid",
                    _ => "",
                };
                let class = node.kind.class();
                let _ = writeln!(
                    out,
                    "  n{at} [label={}, class={class}{shape}]",
                    quoted(&text)
                );
            }
            let inner = boxes.groups(group).iter().rev();
            steps.extend(inner.map(|at| (Some(*at), false)));
        }
        for edge in &self.edges {
            let style = match edge.kind {
                EdgeKind::Catch => ", style=dashed",
                EdgeKind::Enter | EdgeKind::Leave => ", style=dotted",
                _ => "",
            };
            let label = quoted(&shortened(&edge.label, 60));
            let _ = writeln!(
                out,
                "  n{} -> n{} [label={label}, class={}{style}]",
                edge.from,
                edge.to,
                edge.kind.class()
            );
        }
        out.push_str("}\n");
        out
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            char if char.is_control() => out.push(' '),
            char => out.push(char),
        }
    }
    out.push('"');
    out
}
