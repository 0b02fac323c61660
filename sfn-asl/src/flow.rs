//! Which reads can be reached without an assignment.
//!
//! Knows numbers: states, variables, ways between states. A variable is open where it may have no value yet. It is open where
//! a way begins, stays open along every way that does not assign it, and is taken as assigned once a read of it was found, so
//! that one mistake is told once and not at every state behind it.
//!
//! ```
//! use sfn_asl::flow::{Edge, Found, Node, open_reads};
//!
//! // State 0 leads to state 1, on one way with an assignment of variable 0; state 1 reads it.
//! let edges = [vec![0], vec![]].map(|assigned| Edge { to: 1, assigned }).to_vec();
//! let nodes = [
//!     Node { edges, first: true, ..Node::default() },
//!     Node { reads: vec![0], ..Node::default() },
//! ];
//! assert_eq!(open_reads(&nodes, 1), [Found { state: 1, variable: 0 }]);
//! ```

use std::collections::{HashMap, VecDeque};

/// A state.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The ways on from it.
    pub edges: Vec<Edge>,
    /// The variables that it reads. It reads before it assigns.
    pub reads: Vec<usize>,
    /// Whether nothing has a value here: the first state of the workflow, and of a child execution.
    pub first: bool,
}

/// A way from a state to another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The state it leads to.
    pub to: usize,
    /// The variables that are assigned on this way.
    pub assigned: Vec<usize>,
}

/// A state that reads a variable, and can be reached without an assignment of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The state.
    pub state: usize,
    /// The variable.
    pub variable: usize,
}

/// The variables that are looked at together.
const WORD: usize = u128::BITS as usize;

/// The graph as few long lists, since it is gone over once for every [`WORD`] of variables.
struct Flat {
    /// Where the edges of each state begin, and at last where they end.
    edges: Vec<usize>,
    /// The state that each edge leads to.
    to: Vec<usize>,
    /// Which variable is read by which state, by variable.
    reads: Vec<(usize, usize)>,
    /// Which variable is assigned on which edge, by variable.
    assigned: Vec<(usize, usize)>,
}

impl Flat {
    fn of(nodes: &[Node]) -> Self {
        let mut flat = Flat {
            edges: Vec::with_capacity(nodes.len() + 1),
            to: Vec::new(),
            reads: Vec::new(),
            assigned: Vec::new(),
        };
        for (state, node) in nodes.iter().enumerate() {
            flat.edges.push(flat.to.len());
            let reads = node.reads.iter();
            flat.reads.extend(reads.map(|variable| (*variable, state)));
            for edge in &node.edges {
                let assigned = edge.assigned.iter();
                let at = flat.to.len();
                flat.assigned
                    .extend(assigned.map(|variable| (*variable, at)));
                flat.to.push(edge.to);
            }
        }
        flat.edges.push(flat.to.len());
        flat.reads.sort_unstable();
        flat.assigned.sort_unstable();
        flat
    }
}

/// The part of a list that is about the variables of one word.
fn of_word(list: &[(usize, usize)], from: usize) -> &[(usize, usize)] {
    let begin = list.partition_point(|(variable, _)| *variable < from);
    let end = list.partition_point(|(variable, _)| *variable < from + WORD);
    &list[begin..end]
}

/// Every read of an open variable, by state. Each state is looked at once for each variable that is open there, 128 at a
/// time, of those that are read at all.
#[must_use]
pub fn open_reads(nodes: &[Node], variables: usize) -> Vec<Found> {
    let flat = Flat::of(nodes);
    let mut found = Vec::new();
    // What is read by each state, and assigned on each edge, of the word at hand.
    let mut reads: Vec<u128> = vec![0; nodes.len()];
    let mut assigned: Vec<u128> = vec![0; flat.to.len()];
    let mut open: Vec<u128> = vec![0; nodes.len()];
    // What is open since the state was last looked at.
    let mut news: Vec<u128> = vec![0; nodes.len()];
    let mut todo = VecDeque::new();
    for from in (0..variables).step_by(WORD) {
        let read_here = of_word(&flat.reads, from);
        let assigned_here = of_word(&flat.assigned, from);
        let mut any = 0;
        for (variable, state) in read_here {
            any |= 1 << (variable - from);
            reads[*state] |= 1 << (variable - from);
        }
        for (variable, edge) in assigned_here {
            assigned[*edge] |= 1 << (variable - from);
        }
        open.fill(0);
        let firsts = nodes.iter().enumerate().filter(|(_, node)| node.first);
        for (state, _) in firsts.filter(|_| any != 0) {
            (open[state], news[state]) = (any, any);
            todo.push_back(state);
        }
        while let Some(state) = todo.pop_front() {
            let here = std::mem::take(&mut news[state]);
            let mut read = here & reads[state];
            let on = here & !read;
            while read != 0 {
                let variable = from + read.trailing_zeros() as usize;
                found.push(Found { state, variable });
                read &= read - 1;
            }
            let edges = flat.edges[state]..flat.edges[state + 1];
            for (&to, &assigned) in flat.to[edges.clone()].iter().zip(&assigned[edges]) {
                let on = on & !assigned & !open[to];
                if on == 0 {
                    continue;
                }
                open[to] |= on;
                if news[to] == 0 {
                    todo.push_back(to);
                }
                news[to] |= on;
            }
        }
        read_here.iter().for_each(|(_, state)| reads[*state] = 0);
        assigned_here
            .iter()
            .for_each(|(_, edge)| assigned[*edge] = 0);
    }
    found.sort_unstable();
    found
}

/// For every state that this variable is open in, the way there that has the fewest states: the state before, and which of
/// its edges.
#[must_use]
pub fn ways(nodes: &[Node], variable: usize) -> HashMap<usize, Option<(usize, usize)>> {
    let firsts = nodes.iter().enumerate().filter(|(_, node)| node.first);
    let mut todo: VecDeque<usize> = firsts.map(|(state, _)| state).collect();
    let mut before: HashMap<usize, Option<(usize, usize)>> =
        todo.iter().map(|first| (*first, None)).collect();
    while let Some(state) = todo.pop_front() {
        if nodes[state].reads.contains(&variable) {
            continue;
        }
        for (at, edge) in nodes[state].edges.iter().enumerate() {
            if !edge.assigned.contains(&variable) && !before.contains_key(&edge.to) {
                before.insert(edge.to, Some((state, at)));
                todo.push_back(edge.to);
            }
        }
    }
    before
}

/// The way to this state: each state with the edge that is taken from it, the first state first.
#[must_use]
pub fn way(before: &HashMap<usize, Option<(usize, usize)>>, state: usize) -> Vec<(usize, usize)> {
    let mut way = Vec::new();
    let mut at = state;
    while let Some(Some((state, edge))) = before.get(&at) {
        way.push((*state, *edge));
        at = *state;
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Graphs of up to 7 states and 3 variables, each state with up to 3 ways on.
    fn graph() -> impl Strategy<Value = Vec<Node>> {
        let edge = (0_usize..7, prop::collection::vec(0_usize..3, 0..2));
        let node = (
            prop::collection::vec(edge, 0..4),
            prop::collection::vec(0_usize..3, 0..2),
            prop::bool::weighted(0.1),
        );
        prop::collection::vec(node, 1..8).prop_map(|drawn| {
            let many = drawn.len();
            let nodes = drawn.into_iter().enumerate();
            nodes
                .map(|(at, (edges, reads, first))| Node {
                    edges: edges
                        .into_iter()
                        .map(|(to, assigned)| Edge {
                            to: to % many,
                            assigned,
                        })
                        .collect(),
                    reads,
                    first: first || at == 0,
                })
                .collect()
        })
    }

    /// By going every way without a state twice: what is open behind a loop is open without going round it.
    fn by_hand(nodes: &[Node], variables: usize) -> BTreeSet<Found> {
        let mut found = BTreeSet::new();
        for variable in 0..variables {
            let firsts = nodes.iter().enumerate().filter(|(_, node)| node.first);
            let mut ways: Vec<Vec<usize>> = firsts.map(|(state, _)| vec![state]).collect();
            while let Some(way) = ways.pop() {
                let state = way[way.len() - 1];
                if nodes[state].reads.contains(&variable) {
                    found.insert(Found { state, variable });
                    continue;
                }
                for edge in &nodes[state].edges {
                    if !edge.assigned.contains(&variable) && !way.contains(&edge.to) {
                        ways.push([way.as_slice(), &[edge.to]].concat());
                    }
                }
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn finds_what_going_every_way_finds(nodes in graph()) {
            let found: BTreeSet<Found> = open_reads(&nodes, 3).into_iter().collect();
            prop_assert_eq!(&found, &by_hand(&nodes, 3));
        }

        #[test]
        fn the_way_shown_leads_there_and_assigns_nothing(nodes in graph()) {
            for Found { state, variable } in open_reads(&nodes, 3) {
                let before = ways(&nodes, variable);
                prop_assert!(before.contains_key(&state));
                let way = way(&before, state);
                let begin = way.first().map_or(state, |(state, _)| *state);
                prop_assert!(nodes[begin].first);
                let mut at = begin;
                for (from, edge) in way {
                    prop_assert_eq!(at, from);
                    prop_assert!(!nodes[from].reads.contains(&variable));
                    prop_assert!(!nodes[from].edges[edge].assigned.contains(&variable));
                    at = nodes[from].edges[edge].to;
                }
                prop_assert_eq!(at, state);
            }
        }

        /// Variables in another word are treated as those in the first.
        #[test]
        fn more_variables_than_a_word_has_bits(nodes in graph(), shift in 60_usize..130) {
            let shifted = |variables: &[usize]| variables.iter().map(|v| v + shift).collect::<Vec<_>>();
            let moved: Vec<Node> = nodes
                .iter()
                .map(|node| Node {
                    edges: node
                        .edges
                        .iter()
                        .map(|edge| Edge { to: edge.to, assigned: shifted(&edge.assigned) })
                        .collect(),
                    reads: shifted(&node.reads),
                    first: node.first,
                })
                .collect();
            let expected: Vec<Found> = open_reads(&nodes, 3)
                .into_iter()
                .map(|found| Found { variable: found.variable + shift, ..found })
                .collect();
            prop_assert_eq!(open_reads(&moved, shift + 3), expected);
        }
    }

    #[test]
    fn a_long_chain_takes_no_stack_and_little_time() {
        let many = 100_000;
        let nodes: Vec<Node> = (0..many)
            .map(|at| Node {
                edges: (at + 1 < many)
                    .then_some(Edge {
                        to: at + 1,
                        assigned: Vec::new(),
                    })
                    .into_iter()
                    .collect(),
                reads: if at + 1 == many { vec![0] } else { Vec::new() },
                first: at == 0,
            })
            .collect();
        let found = open_reads(&nodes, 1);
        assert_eq!(
            found,
            [Found {
                state: many - 1,
                variable: 0
            }]
        );
        assert_eq!(way(&ways(&nodes, 0), many - 1).len(), many - 1);
    }
}
