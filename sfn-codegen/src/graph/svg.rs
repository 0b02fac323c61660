//! SVG: a picture that needs no other program, light or dark as its reader is.

use super::far::{self, Cut, Mark};
use super::layout::{LABEL_LINE, Laid, MARK_LINE, MAX_NODES, Place, TooLarge, lay_out};
use super::model::{Graph, GroupKind, Node, NodeKind};
use super::words::{self, DETAIL, lines, shortened};
use std::fmt::Write as _;

/// The colours and lines. Names are those of the states' types.
pub(super) const STYLE: &str = "
.sfn { font-family: system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }
.sfn .paper { fill: #ffffff; }
.sfn .node .shape { fill: #f6f8fa; stroke: #6e7781; stroke-width: 1.5; }
.sfn .node text { fill: #1f2328; font-size: 14px; font-weight: 600; text-anchor: middle; }
.sfn .node .detail { fill: #59636e; font-size: 11.5px; font-weight: 400; }
.sfn .task .shape { stroke: #d9822b; } .sfn .choice .shape { stroke: #5c6bc0; } .sfn .wait .shape { stroke-dasharray: 5 3; }
.sfn .succeed .shape { stroke: #2e7d32; } .sfn .fail .shape { stroke: #c62828; }
.sfn .parallel .shape, .sfn .map .shape { stroke: #00838f; }
.sfn .start .shape, .sfn .end .shape, .sfn .join .shape { fill: #6e7781; stroke: none; }
.sfn .start text, .sfn .end text { fill: #ffffff; font-size: 12px; }
.sfn .node .mark { font-size: 11px; font-weight: 400; } .sfn .node .mark.catch { fill: #c62828; }
.sfn .group rect { fill: #00838f; fill-opacity: 0.05; stroke: #00838f; stroke-opacity: 0.6; }
.sfn .group.branch rect { fill: none; stroke-dasharray: 3 3; stroke-opacity: 0.4; }
.sfn .group.distributed rect { stroke-width: 2.5; }
.sfn .edge path { fill: none; stroke: #6e7781; stroke-width: 1.4; }
.sfn .edge.enter path, .sfn .edge.leave path { stroke-opacity: 0.5; }
.sfn .edge.catch path { stroke: #c62828; stroke-dasharray: 5 4; }
.sfn .edge text { fill: #1f2328; font-size: 11px; text-anchor: middle; }
.sfn .edge.catch text { fill: #c62828; }
.sfn .edge .under { fill: #ffffff; fill-opacity: 0.85; }
.sfn marker path { fill: #6e7781; } .sfn marker.caught path { fill: #c62828; }
@media (prefers-color-scheme: dark) {
.sfn .paper, .sfn .edge .under { fill: #0d1117; }
.sfn .node .shape { fill: #161b22; stroke: #7d8590; }
.sfn .node text, .sfn .edge text { fill: #e6edf3; }
.sfn .node .detail { fill: #9ea7b3; }
.sfn .task .shape { stroke: #f0a35e; } .sfn .choice .shape { stroke: #9fa8da; }
.sfn .succeed .shape { stroke: #7ccf87; } .sfn .fail .shape { stroke: #ff8a80; }
.sfn .parallel .shape, .sfn .map .shape { stroke: #4dd0e1; }
.sfn .start .shape, .sfn .end .shape, .sfn .join .shape { fill: #7d8590; stroke: none; }
.sfn .start text, .sfn .end text { fill: #0d1117; }
.sfn .node .mark.catch { fill: #ff8a80; }
.sfn .group rect { fill: #4dd0e1; stroke: #4dd0e1; }
.sfn .edge path { stroke: #7d8590; } .sfn marker path { fill: #7d8590; }
.sfn .edge.catch path { stroke: #ff8a80; } .sfn .edge.catch text, .sfn marker.caught path { fill: #ff8a80; }
}
";

impl Graph {
    /// The graph as an SVG picture, which needs no other program. Light or dark as its reader is; where many edges lead far away,
    /// states say themselves where.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::graph::Graph;
    ///
    /// let machine = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// let picture = Graph::of(&machine).to_svg("orders").unwrap();
    /// assert!(picture.starts_with("<svg") && picture.contains("<title>orders</title>"));
    /// ```
    ///
    /// # Errors
    /// When there are more nodes than anybody could look at.
    pub fn to_svg(&self, title: &str) -> Result<String, TooLarge> {
        if self.nodes.len() > MAX_NODES {
            return Err(TooLarge {
                nodes: self.nodes.len(),
            });
        }
        let cut = far::cut(self);
        Ok(draw(self, &cut, &lay_out(self, &cut), title))
    }
}

fn draw(graph: &Graph, cut: &Cut, laid: &Laid, title: &str) -> String {
    let (width, height) = (laid.width.ceil(), laid.height.ceil());
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sfn\" role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n<title>{}</title>\n<style>{STYLE}</style>",
        escaped(title)
    );
    out.push_str("<defs>");
    for (id, class) in [("arrow", "plain"), ("caught", "caught")] {
        let _ = write!(
            out,
            "<marker id=\"{id}\" class=\"{class}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 10 5 0 10z\"/></marker>"
        );
    }
    out.push_str("</defs>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    let drawn = graph.groups.iter().zip(&laid.groups);
    for (group, place) in drawn.filter(|(_, place)| place.width > 0.0) {
        let (x, y) = corner(*place);
        let radius = if group.kind == GroupKind::Branch {
            6
        } else {
            10
        };
        let _ = writeln!(
            out,
            "<g class=\"group {}\"><title>{}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{radius}\"/></g>",
            group.kind.class(),
            escaped(&group.title),
            place.width,
            place.height
        );
    }
    for at in (0..graph.edges.len()).filter(|at| !cut.edges.contains(at)) {
        edge(graph, laid, at, &mut out);
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        self::node(node, laid.nodes[at], &cut.marks[at], &mut out);
    }
    out.push_str("</svg>\n");
    out
}

fn corner(place: Place) -> (f64, f64) {
    (place.x - place.width / 2.0, place.y - place.height / 2.0)
}

fn node(node: &Node, place: Place, marks: &[Mark], out: &mut String) {
    let (x, y) = corner(place);
    let Place { width, height, .. } = place;
    let _ = write!(out, "<g class=\"node {}\"", node.kind.class());
    if !node.pointer.is_empty() {
        let _ = write!(
            out,
            " data-state=\"{}\" data-pointer=\"{}\" tabindex=\"0\"",
            escaped(&node.name),
            escaped(&node.pointer)
        );
    }
    out.push('>');
    let about = [Some(&node.name), Some(&node.detail), node.comment.as_ref()];
    let about: Vec<&str> = about
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    if !about.is_empty() {
        let _ = write!(out, "<title>{}</title>", escaped(&about.join("\n")));
    }
    let (right, bottom) = (x + width, y + height);
    let _ = match node.kind {
        NodeKind::Join => write!(
            out,
            "<circle class=\"shape\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"/>",
            place.x, place.y
        ),
        NodeKind::State("Choice") => {
            write!(
                out,
                "<path class=\"shape\" d=\"M{:.1} {y:.1}H{:.1}L{right:.1} {:.1} {:.1} {bottom:.1}H{:.1}L{x:.1} {:.1}z\"/>",
                x + CUT,
                right - CUT,
                place.y,
                right - CUT,
                x + CUT,
                place.y
            )
        }
        kind => {
            let radius = match kind {
                NodeKind::Start | NodeKind::End | NodeKind::State("Succeed" | "Fail") => {
                    height / 2.0
                }
                _ => 7.0,
            };
            write!(
                out,
                "<rect class=\"shape\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius:.1}\"/>"
            )
        }
    };
    if node.kind != NodeKind::Join {
        texts(node, place, marks, out);
    }
    out.push_str("</g>\n");
}

fn texts(node: &Node, place: Place, marks: &[Mark], out: &mut String) {
    let lines = lines(&node.name);
    let detail = if node.detail.is_empty() { 0.0 } else { 16.0 };
    let rows = lines.len() as f64 * 18.0 + detail + marks.len() as f64 * MARK_LINE;
    let mut baseline = place.y - rows / 2.0 + 13.5;
    for line in &lines {
        let _ = write!(
            out,
            "<text class=\"name\" x=\"{:.1}\" y=\"{baseline:.1}\">{}</text>",
            place.x,
            escaped(line)
        );
        baseline += 18.0;
    }
    if !node.detail.is_empty() {
        let _ = write!(
            out,
            "<text class=\"detail\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            place.x,
            baseline - 1.0,
            escaped(&shortened(&node.detail, DETAIL))
        );
    }
    for (at, mark) in marks.iter().enumerate() {
        let _ = write!(
            out,
            "<text class=\"mark {}\" data-mark=\"{}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            mark.class,
            escaped(&mark.pointer),
            place.x,
            baseline + detail + at as f64 * MARK_LINE - 2.0,
            escaped(&mark.text)
        );
    }
}

fn edge(graph: &Graph, laid: &Laid, at: usize, out: &mut String) {
    let edge = &graph.edges[at];
    let (points, label) = &laid.edges[at];
    let mut points = points.to_vec();
    if let [first, second, ..] = points.as_mut_slice() {
        attach(
            &graph.nodes[edge.from],
            laid.nodes[edge.from],
            *second,
            first,
        );
    }
    if let [.., before, last] = points.as_mut_slice() {
        attach(&graph.nodes[edge.to], laid.nodes[edge.to], *before, last);
    }
    let class = edge.kind.class();
    let arrow = if class == "catch" { "caught" } else { "arrow" };
    // Which states it joins: for pages and style sheets.
    let of = |node: usize, name: &str| match graph.nodes[node].pointer.as_str() {
        "" => String::new(),
        pointer => format!(" data-{name}=\"{}\"", escaped(pointer)),
    };
    let _ = write!(
        out,
        "<g class=\"edge {class}\"{}{}><path d=\"{}\" marker-end=\"url(#{arrow})\"/>",
        of(edge.from, "from"),
        of(edge.to, "to"),
        curve(&points)
    );
    if let Some((x, y)) = *label {
        let lines = words::label(&edge.label);
        let longest = lines.iter().map(|line| line.chars().count()).max();
        let width = longest.unwrap_or_default() as f64 * 6.2 + 6.0;
        let height = lines.len() as f64 * LABEL_LINE + 1.0;
        let top = y - height / 2.0;
        let _ = write!(
            out,
            "<title>{}</title><rect class=\"under\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"3\"/>",
            escaped(&edge.label),
            x - width / 2.0,
        );
        for (at, line) in lines.iter().enumerate() {
            let baseline = top + at as f64 * LABEL_LINE + 11.0;
            let _ = write!(
                out,
                "<text x=\"{x:.1}\" y=\"{baseline:.1}\">{}</text>",
                escaped(line)
            );
        }
    }
    out.push_str("</g>\n");
}

/// How far the sides of a Choice are drawn in.
const CUT: f64 = 16.0;

/// Puts the end of an edge on the top or the bottom of its node, on the side that the edge comes from: it would cut through what is
/// beside the node if it came in from there.
fn attach(node: &Node, place: Place, from: (f64, f64), point: &mut (f64, f64)) {
    let half = place.height / 2.0;
    let side = if from.1 > place.y + half {
        half
    } else if from.1 < place.y - half {
        -half
    } else {
        return;
    };
    let corner = match node.kind {
        NodeKind::State("Choice") => CUT,
        NodeKind::Start | NodeKind::End | NodeKind::State("Succeed" | "Fail") => half,
        _ => 8.0,
    };
    let most = (place.width / 2.0 - corner).max(0.0);
    *point = (from.0.clamp(place.x - most, place.x + most), place.y + side);
}

/// A line through the points with its corners rounded.
fn curve(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    let [first, middle @ .., last] = points else {
        return out;
    };
    let _ = write!(out, "M{:.1} {:.1}", first.0, first.1);
    for (at, corner) in middle.iter().enumerate() {
        let next = middle.get(at + 1).unwrap_or(last);
        let end = if at + 1 == middle.len() {
            *last
        } else {
            ((corner.0 + next.0) / 2.0, (corner.1 + next.1) / 2.0)
        };
        let _ = write!(
            out,
            "Q{:.1} {:.1} {:.1} {:.1}",
            corner.0, corner.1, end.0, end.1
        );
    }
    if middle.is_empty() {
        let _ = write!(out, "L{:.1} {:.1}", last.0, last.1);
    }
    out
}

/// Text as XML holds it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(char),
            // XML has no other control characters.
            char if char.is_control() => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
    out
}
