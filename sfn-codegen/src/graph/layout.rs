//! Where everything goes: a layered layout, made by the crate `dagre`.

use super::far::{Cut, Mark};
use super::model::{EdgeKind, Graph, Node, NodeKind};
use super::words::{self, DETAIL, lines, shortened};
use dagre::graph::{Graph as Layered, GraphOptions};
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};
use std::fmt;

/// The most nodes that are laid out: a picture of more is no picture any more, and takes minutes.
pub(super) const MAX_NODES: usize = 1_000;

/// How deep boxes are drawn in one another; what is in deeper ones is drawn in the last of them.
pub(super) const MAX_DEPTH: usize = 8;

/// A graph with more nodes than can be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// How many it has.
    pub nodes: usize,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a picture of {} nodes cannot be read; at most {MAX_NODES} are drawn, write Mermaid or DOT instead",
            self.nodes
        )
    }
}

impl std::error::Error for TooLarge {}

/// A place in the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Place {
    /// The middle.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A graph with its places.
#[derive(Clone, Debug, Default)]
pub(super) struct Laid {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) nodes: Vec<Place>,
    pub(super) groups: Vec<Place>,
    pub(super) edges: Vec<Way>,
}

/// The points of an edge, and the middle of its label.
pub(super) type Way = (Vec<(f64, f64)>, Option<(f64, f64)>);

/// How high a mark is.
pub(super) const MARK_LINE: f64 = 14.0;

/// How high a line of a label is.
pub(super) const LABEL_LINE: f64 = 14.0;

/// About how wide a text is: no fonts are at hand, and every reader has others.
fn width(text: &str, size: f64) -> f64 {
    let units: f64 = text
        .chars()
        .map(|char| match char {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.32,
            'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
            char if char.is_ascii_uppercase() => 0.72,
            char if char.is_ascii() => 0.57,
            // Wide scripts.
            _ => 1.0,
        })
        .sum();
    units * size
}

fn size(node: &Node, marks: &[Mark]) -> (f64, f64) {
    match node.kind {
        NodeKind::Start | NodeKind::End => (52.0, 28.0),
        NodeKind::Join => (10.0, 10.0),
        _ => {
            let lines = lines(&node.name);
            let name = lines
                .iter()
                .map(|line| width(line, 14.0))
                .fold(0.0, f64::max);
            let detail = width(&shortened(&node.detail, DETAIL), 11.5);
            let rows = lines.len() as f64 * 18.0 + if node.detail.is_empty() { 0.0 } else { 16.0 };
            let marked = marks
                .iter()
                .map(|mark| width(&mark.text, 11.0))
                .fold(0.0, f64::max);
            let rows = rows + marks.len() as f64 * MARK_LINE;
            let side = match node.kind {
                NodeKind::State("Choice") => 60.0,
                NodeKind::State("Succeed" | "Fail") => 46.0,
                _ => 30.0,
            };
            (name.max(detail).max(marked).max(60.0) + side, rows + 18.0)
        }
    }
}

/// Lays the graph out.
pub(super) fn lay_out(graph: &Graph, cut: &Cut) -> Laid {
    let mut layered: Layered<NodeLabel, EdgeLabel> = Layered::with_options(GraphOptions {
        directed: true,
        multigraph: true,
        compound: true,
    });
    let drawn = drawn(graph);
    for (at, group) in graph.groups.iter().enumerate() {
        if drawn[at] != at {
            continue;
        }
        layered.set_node(format!("g{at}"), Some(NodeLabel::default()));
        // An outer box comes before those in it.
        if let Some(parent) = group.parent {
            layered.set_parent(&format!("g{at}"), Some(&format!("g{parent}")));
        }
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        let (width, height) = size(node, &cut.marks[at]);
        let label = NodeLabel {
            width,
            height,
            ..NodeLabel::default()
        };
        layered.set_node(format!("n{at}"), Some(label));
        if let Some(group) = node.group {
            let group = drawn[group];
            layered.set_parent(&format!("n{at}"), Some(&format!("g{group}")));
        }
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        if cut.edges.contains(&at) {
            continue;
        }
        let text = words::label(&edge.label);
        let wide = text
            .iter()
            .map(|line| width(line, 11.0))
            .fold(0.0, f64::max);
        let label = EdgeLabel {
            width: if wide > 0.0 { wide + 10.0 } else { 0.0 },
            height: if wide > 0.0 {
                text.len() as f64 * LABEL_LINE + 2.0
            } else {
                0.0
            },
            labelpos: dagre::layout::types::LabelPos::Center,
            // The main way goes straight down, errors give way.
            weight: match edge.kind {
                EdgeKind::Next | EdgeKind::Enter => 4,
                EdgeKind::Catch => 1,
                _ => 2,
            },
            ..EdgeLabel::default()
        };
        let (from, to) = (format!("n{}", edge.from), format!("n{}", edge.to));
        layered.set_edge(from, to, Some(label), Some(&format!("e{at}")));
    }
    let options = LayoutOptions {
        nodesep: 36.0,
        edgesep: 18.0,
        ranksep: 34.0,
        marginx: 16.0,
        marginy: 16.0,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut layered, Some(options));
    read(graph, &layered)
}

/// The box that is drawn for each: itself, or the last one around it that is not too deep.
fn drawn(graph: &Graph) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = Vec::with_capacity(graph.groups.len());
    for (at, group) in graph.groups.iter().enumerate() {
        let (outer, depth) = group.parent.map_or((at, 0), |parent| found[parent]);
        found.push(if depth < MAX_DEPTH {
            (at, depth + 1)
        } else {
            (outer, depth)
        });
    }
    found.into_iter().map(|(at, _)| at).collect()
}

fn read(graph: &Graph, layered: &Layered<NodeLabel, EdgeLabel>) -> Laid {
    let place = |name: String| {
        let label = layered.node(&name);
        label.map_or_else(Place::default, |label| Place {
            x: label.x.unwrap_or_default(),
            y: label.y.unwrap_or_default(),
            width: label.width,
            height: label.height,
        })
    };
    let nodes: Vec<Place> = (0..graph.nodes.len())
        .map(|at| place(format!("n{at}")))
        .collect();
    let groups: Vec<Place> = (0..graph.groups.len())
        .map(|at| place(format!("g{at}")))
        .collect();
    let edges: Vec<Way> = graph
        .edges
        .iter()
        .enumerate()
        .map(|(at, edge)| {
            let (from, to) = (format!("n{}", edge.from), format!("n{}", edge.to));
            let found = layered.edge(&from, &to, Some(&format!("e{at}")));
            found.map_or_else(Way::default, |label| {
                let points = label
                    .points
                    .iter()
                    .map(|point| (point.x, point.y))
                    .collect();
                (points, label.x.zip(label.y).filter(|_| label.width > 0.0))
            })
        })
        .collect();
    let right = |place: &Place| place.x + place.width / 2.0;
    let bottom = |place: &Place| place.y + place.height / 2.0;
    let all = || nodes.iter().chain(&groups);
    let points = || edges.iter().flat_map(|(points, _)| points.iter());
    let width = all()
        .map(right)
        .chain(points().map(|(x, _)| *x))
        .fold(0.0, f64::max)
        + 16.0;
    let height = all()
        .map(bottom)
        .chain(points().map(|(_, y)| *y))
        .fold(0.0, f64::max)
        + 16.0;
    Laid {
        width,
        height,
        nodes,
        groups,
        edges,
    }
}
