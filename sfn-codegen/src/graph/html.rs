//! One page that holds everything: the picture to move about in, a search, and the JSON of each state.

use super::layout::TooLarge;
use super::model::Graph;
use super::svg::escaped;
use sfn_asl::StateMachine;
use sfn_asl::json::{Json, Object};
use std::fmt::Write as _;

const PAGE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

impl Graph {
    /// The graph as a page that needs nothing else: pan, zoom, search, and the JSON of a state when it is chosen, with the ways to it and
    /// away from it. The JSON pointer of a state behind `#` in the address chooses it.
    ///
    /// ```
    /// use sfn_asl::model::{Pass, StateMachine, Succeed};
    /// use sfn_codegen::graph::Graph;
    ///
    /// let machine = StateMachine::new("A").state("A", Pass::new().next("B")).state("B", Succeed::new());
    /// let page = Graph::to_html(&machine, "orders").unwrap();
    /// assert!(page.starts_with("<!doctype html>") && !page.contains("src="));
    /// ```
    ///
    /// # Errors
    /// When there are more nodes than anybody could look at.
    pub fn to_html(document: &StateMachine, title: &str) -> Result<String, TooLarge> {
        let graph = Self::of(document);
        let svg = graph.to_svg(title)?;
        let mut states = Object::new();
        for visit in document.walk() {
            states.insert(
                visit.pointer.clone(),
                Json::from(visit.state.to_json().to_pretty()),
            );
        }
        // A script ends at `</script`, wherever it stands.
        let states = Json::Object(states).to_compact().replace('<', "\\u003c");
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>{PAGE}</style>\n</head>\n<body>\n",
            escaped(title)
        );
        let _ = write!(
            out,
            "<header><h1>{}</h1><input id=\"search\" type=\"search\" placeholder=\"Find a state\" aria-label=\"Find a state\"><span id=\"count\"></span><button id=\"out\" aria-label=\"Smaller\">\u{2212}</button><button id=\"in\" aria-label=\"Larger\">+</button><button id=\"fit\">Fit</button></header>\n<main><div id=\"view\">{svg}</div><aside id=\"panel\" hidden><button id=\"close\" aria-label=\"Close\">\u{d7}</button><h2></h2><pre></pre></aside></main>\n",
            escaped(title)
        );
        let _ = write!(
            out,
            "<script type=\"application/json\" id=\"states\">{states}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
        );
        Ok(out)
    }
}
