//! Mermaid: what GitHub, GitLab and many wikis draw in a text.

use super::boxes::Boxes;
use super::model::{EdgeKind, Graph, GroupKind, Node, NodeKind};
use std::fmt::Write as _;

const STYLES: &str = "  classDef task fill:#fff4e5,stroke:#d9822b,color:#222
  classDef choice fill:#eef0ff,stroke:#5c6bc0,color:#222
  classDef wait fill:#f3f3f3,stroke:#888,color:#222,stroke-dasharray:4 2
  classDef pass fill:#f7f7f7,stroke:#888,color:#222
  classDef succeed fill:#e6f6ea,stroke:#2e7d32,color:#222
  classDef fail fill:#fdeaea,stroke:#c62828,color:#222
  classDef parallel fill:#e7f5f8,stroke:#00838f,color:#222
  classDef map fill:#e7f5f8,stroke:#00838f,color:#222
";

impl Graph {
    /// The graph as a Mermaid flowchart.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::graph::Graph;
    ///
    /// let machine = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// let text = Graph::of(&machine).to_mermaid();
    /// assert!(text.starts_with("flowchart TD"));
    /// assert!(text.contains("n1 --> n2"));
    /// ```
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        let mut out = String::from("flowchart TD\n");
        self.mermaid_box(None, 1, &mut out);
        for edge in &self.edges {
            let arrow = if edge.kind == EdgeKind::Catch {
                "-.->"
            } else {
                "-->"
            };
            let label = if edge.label.is_empty() {
                String::new()
            } else {
                format!(
                    "|\"{}\"|",
                    escaped(&super::words::shortened(&edge.label, 60))
                )
            };
            // Writing to a string does not fail.
            let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
        }
        out.push_str(STYLES);
        out
    }

    fn mermaid_box(&self, group: Option<usize>, depth: usize, out: &mut String) {
        // Not by recursion: boxes nest as deep as a reader allows.
        enum Step {
            Open(Option<usize>, usize),
            Close(usize),
        }
        let boxes = Boxes::of(self);
        let mut steps = vec![Step::Open(group, depth)];
        while let Some(step) = steps.pop() {
            let (group, depth) = match step {
                Step::Open(group, depth) => (group, depth),
                Step::Close(depth) => {
                    let _ = writeln!(out, "{}end", indent(depth));
                    continue;
                }
            };
            let mut inside = depth;
            if let Some(at) = group {
                let title = match self.groups[at].kind {
                    GroupKind::Branch => " ".to_owned(),
                    _ => escaped(&self.groups[at].title),
                };
                let _ = writeln!(out, "{}subgraph g{at} [\"{title}\"]", indent(depth));
                inside += 1;
                steps.push(Step::Close(depth));
            }
            for &at in boxes.nodes(group) {
                let node = &self.nodes[at];
                let _ = writeln!(out, "{}n{at}{}", indent(inside), shape(node));
            }
            let inner = boxes.groups(group).iter().rev();
            steps.extend(inner.map(|at| Step::Open(Some(*at), inside)));
        }
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.min(32))
}

fn shape(node: &Node) -> String {
    let name = escaped(&node.name);
    let text = if node.detail.is_empty() {
        name
    } else {
        let detail = escaped(&super::words::shortened(&node.detail, 48));
        format!("{name}<br/><small>{detail}</small>")
    };
    match node.kind {
        NodeKind::Start | NodeKind::End => format!("((\"{text}\"))"),
        NodeKind::Join => "(( ))".to_owned(),
        NodeKind::State("Choice") => format!("{{\"{text}\"}}:::choice"),
        NodeKind::State("Succeed" | "Fail") => format!("([\"{text}\"]):::{}", node.kind.class()),
        NodeKind::Unknown => format!("[\"{text}\"]"),
        kind => format!("[\"{text}\"]:::{}", kind.class()),
    }
}

/// Text as a label holds it: as HTML without what ends the label.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '#' => out.push_str("#35;"),
            '`' => out.push_str("#96;"),
            char if char.is_control() => out.push(' '),
            char => out.push(char),
        }
    }
    out
}
