//! JSON: the graph for programs that draw, count or compare.

use super::model::{EdgeKind, Graph};
use sfn_asl::Json;

impl Graph {
    /// The graph as JSON: `nodes`, `groups` and `edges`, which name one another by their places in these lists.
    ///
    /// ```
    /// use sfn_asl::model::{StateMachine, Succeed};
    /// use sfn_codegen::graph::Graph;
    ///
    /// let graph = Graph::of(&StateMachine::new("Done").state("Done", Succeed::new())).to_json();
    /// assert_eq!(graph["nodes"][1]["name"].as_str(), Some("Done"));
    /// assert_eq!(graph["edges"][0].to_compact(), r#"{"from":0,"to":1,"kind":"next","label":""}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Json {
        let place = |at: Option<usize>| at.map_or(Json::Null, Json::from);
        let nodes: Json = self
            .nodes
            .iter()
            .map(|node| {
                Json::from_iter([
                    ("kind", Json::from(node.kind.class())),
                    ("name", Json::from(&node.name)),
                    ("detail", Json::from(&node.detail)),
                    (
                        "comment",
                        node.comment.as_deref().map_or(Json::Null, Json::from),
                    ),
                    ("pointer", Json::from(&node.pointer)),
                    ("group", place(node.group)),
                ])
            })
            .collect();
        let groups: Json = self
            .groups
            .iter()
            .map(|group| {
                Json::from_iter([
                    ("kind", Json::from(group.kind.class())),
                    ("title", Json::from(&group.title)),
                    ("parent", place(group.parent)),
                ])
            })
            .collect();
        let edges: Json = self
            .edges
            .iter()
            .map(|edge| {
                Json::from_iter([
                    ("from", Json::from(edge.from)),
                    ("to", Json::from(edge.to)),
                    ("kind", Json::from(EdgeKind::class(edge.kind))),
                    ("label", Json::from(&edge.label)),
                ])
            })
            .collect();
        Json::from_iter([("nodes", nodes), ("groups", groups), ("edges", edges)])
    }
}
