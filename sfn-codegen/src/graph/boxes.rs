//! What is directly in each box, found once, so that drawing box by box looks at everything once.

use super::model::Graph;

/// Nodes and boxes by the box they are in.
pub(super) struct Boxes {
    nodes: Vec<Vec<usize>>,
    groups: Vec<Vec<usize>>,
}

/// The place of a box here: what is in no box comes first.
fn place(group: Option<usize>) -> usize {
    group.map_or(0, |group| group + 1)
}

impl Boxes {
    pub(super) fn of(graph: &Graph) -> Self {
        let empty = vec![Vec::new(); graph.groups.len() + 1];
        let (mut nodes, mut groups) = (empty.clone(), empty);
        for (at, node) in graph.nodes.iter().enumerate() {
            nodes[place(node.group)].push(at);
        }
        for (at, group) in graph.groups.iter().enumerate() {
            groups[place(group.parent)].push(at);
        }
        Self { nodes, groups }
    }

    /// The nodes directly in a box, in order.
    pub(super) fn nodes(&self, group: Option<usize>) -> &[usize] {
        &self.nodes[place(group)]
    }

    /// The boxes directly in a box, in order.
    pub(super) fn groups(&self, group: Option<usize>) -> &[usize] {
        &self.groups[place(group)]
    }
}
