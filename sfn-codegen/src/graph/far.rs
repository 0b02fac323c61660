//! Edges that lead far away: where there are many, a state says itself where they lead instead.
//!
//! Two hundred tasks whose errors all end in one state are two hundred lines across the whole picture, which nobody can follow, and
//! which take minutes to lay out. Knows nothing of coordinates.

use super::model::{EdgeKind, Graph};
use super::words::shortened;
use std::collections::HashSet;

/// How many ranks all edges together may cross before the farthest are cut.
const MOST: usize = 400;
/// Edges that cross no more than this are never cut.
const NEAR: usize = 3;
/// How many marks a state has; where there are more, the last says so.
const MARKS: usize = 4;
/// How long a mark may be.
const LONG: usize = 40;

/// The edges that are cut.
#[derive(Clone, Debug, Default)]
pub(super) struct Cut {
    /// By their places in the graph.
    pub(super) edges: HashSet<usize>,
    /// What is said in their place, by the nodes that they leave.
    pub(super) marks: Vec<Vec<Mark>>,
}

/// What stands in a state in the place of an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Why, and where it leads: `States.ALL \u{2192} Alert`.
    pub(super) text: String,
    /// The class of the edge.
    pub(super) class: &'static str,
    /// The state it leads to, as a JSON pointer.
    pub(super) pointer: String,
}

/// Cuts the farthest edges, those of catchers first, when together they cross too much.
pub(super) fn cut(graph: &Graph) -> Cut {
    let ranks = ranks(graph);
    let spans: Vec<usize> = graph
        .edges
        .iter()
        .map(|edge| ranks[edge.to].abs_diff(ranks[edge.from]))
        .collect();
    // Boxes in boxes put ranks between those of the states.
    let factor = 2 * height(graph).min(super::layout::MAX_DEPTH) + 1;
    let mut sum: usize = spans
        .iter()
        .map(|span| span.saturating_sub(1) * factor)
        .sum();
    let mut cut = Cut {
        edges: HashSet::new(),
        marks: vec![Vec::new(); graph.nodes.len()],
    };
    if sum <= MOST {
        return cut;
    }
    let is_state = |at: usize| !graph.nodes[at].pointer.is_empty();
    let mut order: Vec<usize> = (0..spans.len())
        .filter(|at| {
            spans[*at] > NEAR && is_state(graph.edges[*at].from) && is_state(graph.edges[*at].to)
        })
        .collect();
    order.sort_by_key(|at| {
        let catches = graph.edges[*at].kind == EdgeKind::Catch;
        (!catches, std::cmp::Reverse(spans[*at]), *at)
    });
    let mut targets: HashSet<usize> = HashSet::new();
    for at in order {
        let edge = &graph.edges[at];
        let catches = edge.kind == EdgeKind::Catch;
        // Of the catchers that lead to a state all are cut, or none.
        if sum <= MOST && !(catches && targets.contains(&edge.to)) {
            continue;
        }
        if catches {
            targets.insert(edge.to);
        }
        sum = sum.saturating_sub((spans[at] - 1) * factor);
        cut.edges.insert(at);
    }
    // In the order of the document.
    for (at, edge) in graph.edges.iter().enumerate() {
        if cut.edges.contains(&at) {
            let target = &graph.nodes[edge.to];
            let why = if edge.label.is_empty() {
                String::new()
            } else {
                format!("{} ", shortened(&edge.label, LONG / 2))
            };
            cut.marks[edge.from].push(Mark {
                text: shortened(&format!("{why}\u{2192} {}", target.name), LONG),
                class: edge.kind.class(),
                pointer: target.pointer.clone(),
            });
        }
    }
    for marks in &mut cut.marks {
        if marks.len() > MARKS {
            let more = marks.len() - MARKS + 1;
            marks.truncate(MARKS);
            marks[MARKS - 1].text = format!("and {more} more");
            marks[MARKS - 1].pointer.clear();
        }
    }
    cut
}

/// How deep boxes stand in one another.
fn height(graph: &Graph) -> usize {
    let mut depths: Vec<usize> = Vec::with_capacity(graph.groups.len());
    for group in &graph.groups {
        depths.push(group.parent.map_or(1, |parent| depths[parent] + 1));
    }
    depths.into_iter().max().unwrap_or_default()
}

/// About how far down each node stands: the longest way to it that does not go round.
fn ranks(graph: &Graph) -> Vec<usize> {
    let count = graph.nodes.len();
    let mut ways: Vec<Vec<usize>> = vec![Vec::new(); count];
    for edge in &graph.edges {
        ways[edge.from].push(edge.to);
    }
    // Depth first, with a list for a stack: a node is done after all that it leads to.
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Open,
        Done,
    }
    let mut seen = vec![Seen::Not; count];
    let mut done: Vec<usize> = Vec::with_capacity(count);
    let mut round: HashSet<(usize, usize)> = HashSet::new();
    for root in 0..count {
        if seen[root] != Seen::Not {
            continue;
        }
        seen[root] = Seen::Open;
        let mut stack = vec![(root, 0)];
        while let Some((at, next)) = stack.last_mut() {
            let at = *at;
            let Some(to) = ways[at].get(*next).copied() else {
                seen[at] = Seen::Done;
                done.push(at);
                stack.pop();
                continue;
            };
            *next += 1;
            match seen[to] {
                Seen::Not => {
                    seen[to] = Seen::Open;
                    stack.push((to, 0));
                }
                Seen::Open => {
                    round.insert((at, to));
                }
                Seen::Done => {}
            }
        }
    }
    let mut ranks = vec![0; count];
    for at in done.into_iter().rev() {
        for to in &ways[at] {
            if !round.contains(&(at, *to)) {
                ranks[*to] = ranks[*to].max(ranks[at] + 1);
            }
        }
    }
    ranks
}
