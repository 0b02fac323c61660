//! Diagrams: what the graph of a document is, and that every format holds it whatever the document says.

#![cfg(feature = "draw")]

use sfn_asl::StateMachine;
use sfn_codegen::graph::{Graph, GroupKind, NodeKind};

const DOCUMENT: &str = r#"{
    "StartAt": "Check",
    "States": {
        "Check": {"Type": "Choice", "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Both"}], "Default": "Refuse"},
        "Both": {"Type": "Parallel", "Next": "Each", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Refuse"}], "Branches": [
            {"StartAt": "Charge", "States": {"Charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:charge:live"}, "End": true}}},
            {"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": 30, "End": true}}}]},
        "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 5, "End": true, "ItemProcessor": {
            "StartAt": "Ship", "States": {"Ship": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:putObject",
                "Parameters": {"Bucket": "parcels", "Key.$": "$.id"}, "End": true}}}},
        "Refuse": {"Type": "Fail", "Error": "Refused"}
    }
}"#;

fn document(text: &str) -> StateMachine {
    let parsed = sfn_asl::parse(text, &sfn_asl::Limits::default());
    parsed.document.unwrap()
}

fn edges(graph: &Graph) -> Vec<String> {
    let name = |at: usize| match graph.nodes[at].kind {
        NodeKind::Join => "(join)".to_owned(),
        _ => graph.nodes[at].name.clone(),
    };
    graph
        .edges
        .iter()
        .map(|edge| {
            let label = if edge.label.is_empty() {
                String::new()
            } else {
                format!(" [{}]", edge.label)
            };
            format!(
                "{} {}> {}{label}",
                name(edge.from),
                edge.kind.class(),
                name(edge.to)
            )
        })
        .collect()
}

#[test]
fn a_document_is_states_boxes_and_ways() {
    let graph = Graph::of(&document(DOCUMENT));
    assert_eq!(
        edges(&graph),
        [
            "Start next> Check",
            "Both enter> Charge",
            "Both enter> Pause",
            "Each enter> Ship",
            "Check choice> Both [total > 100]",
            "Check default> Refuse [otherwise]",
            "(join) next> Each",
            "Both catch> Refuse [States.ALL]",
            "Charge leave> (join)",
            "Pause leave> (join)",
            "(join) next> End",
            "Ship leave> (join)",
        ]
    );
    let details: Vec<(&str, &str)> = graph
        .nodes
        .iter()
        .filter(|node| !node.detail.is_empty())
        .map(|node| (node.name.as_str(), node.detail.as_str()))
        .collect();
    assert_eq!(
        details,
        [
            ("Charge", "charge"),
            ("Pause", "30 s"),
            ("Each", "each of items, 5 at a time"),
            ("Ship", "s3:putObject parcels"),
            ("Refuse", "Refused"),
        ]
    );
    let boxes: Vec<(GroupKind, Option<usize>)> = graph
        .groups
        .iter()
        .map(|group| (group.kind, group.parent))
        .collect();
    assert_eq!(
        boxes,
        [
            (GroupKind::Parallel, None),
            (GroupKind::Branch, Some(0)),
            (GroupKind::Branch, Some(0)),
            (GroupKind::Map, None),
        ]
    );
}

#[test]
fn every_state_and_every_way_is_in_every_format() {
    let graph = Graph::of(&document(DOCUMENT));
    let mermaid = graph.to_mermaid();
    assert!(
        mermaid.contains(r#"n1 -->|"total &gt; 100"| n2"#),
        "{mermaid}"
    );
    assert!(mermaid.contains(r#"-.->|"States.ALL"|"#), "{mermaid}");
    let ends = mermaid.lines().filter(|line| line.trim() == "end").count();
    assert_eq!(mermaid.matches("subgraph").count(), ends);
    let dot = graph.to_dot();
    assert_eq!(dot.matches('{').count(), dot.matches('}').count());
    let svg = graph.to_svg("checkout").unwrap();
    assert_eq!(svg.matches("data-state=").count(), 7);
    assert_eq!(svg.matches("class=\"edge ").count(), graph.edges.len());
    for node in graph.nodes.iter().filter(|node| !node.name.is_empty()) {
        assert!(
            mermaid.contains(&node.name) && dot.contains(&node.name) && svg.contains(&node.name),
            "{}",
            node.name
        );
    }
}

#[test]
fn names_cannot_break_out() {
    let hostile = r#"</script><script>alert(1)</script> \"quoted\" & <b>`#"#;
    let text = format!(
        r#"{{"Comment": "x", "StartAt": "{hostile}", "States": {{"{hostile}": {{"Type": "Pass", "Comment": "]]>\u0001", "End": true}}}}}}"#
    );
    let document = document(&text);
    let graph = Graph::of(&document);
    for text in [
        graph.to_svg("a<b").unwrap(),
        Graph::to_html(&document, "a<b").unwrap(),
    ] {
        assert!(!text.contains("<script>alert"), "{text}");
        assert!(!text.contains("<b>"), "{text}");
        assert!(!text.contains('\u{1}'));
    }
    let mermaid = graph.to_mermaid();
    assert!(
        !mermaid.contains("<script") && !mermaid.contains("\"quoted\""),
        "{mermaid}"
    );
    assert!(graph.to_dot().contains(r#"\"quoted\""#));
}

#[test]
fn what_is_half_wrong_is_drawn_as_far_as_it_goes() {
    for text in [
        r#"{"StartAt": "Nowhere", "States": {}}"#,
        r#"{"States": {"A": {"Type": "Pass", "Next": "B"}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Nonsense", "Next": "A"}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "Next": "A", "ItemProcessor": {"StartAt": "F", "States": {"F": {"Type": "Fail"}}}}}}"#,
        r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Next": "A"}, {}], "Default": "A"}}}"#,
    ] {
        let document = document(text);
        let graph = Graph::of(&document);
        assert!(!graph.to_mermaid().is_empty() && !graph.to_dot().is_empty());
        Graph::to_html(&document, "half").unwrap();
    }
}

#[test]
fn what_nobody_could_look_at_is_refused() {
    let states: Vec<String> = (0..1_500)
        .map(|n| format!(r#""S{n}": {{"Type": "Pass", "Next": "S{}"}}"#, n + 1))
        .collect();
    let document = document(&format!(
        r#"{{"StartAt": "S0", "States": {{{}}}}}"#,
        states.join(",")
    ));
    let error = Graph::of(&document).to_svg("long").unwrap_err();
    assert!(
        error.to_string().contains("write Mermaid or DOT instead"),
        "{error}"
    );
    assert_eq!(
        Graph::of(&document).to_mermaid().matches("-->").count(),
        1_500
    );
}

/// The number behind a word in a piece of SVG.
fn number(text: &str, word: &str) -> f64 {
    let at = text.find(word).unwrap() + word.len();
    let end = text[at..].find(|char: char| !char.is_ascii_digit() && char != '.' && char != '-');
    text[at..at + end.unwrap()].parse().unwrap()
}

#[test]
fn edges_begin_below_what_they_leave_and_end_above_what_they_reach() {
    let machine = document(
        r#"{"StartAt": "Which", "States": {
            "Which": {"Type": "Choice", "Choices": [
                {"Variable": "$.a", "StringEquals": "x", "Next": "First"}, {"Variable": "$.a", "StringEquals": "y", "Next": "Second"}], "Default": "Third"},
            "First": {"Type": "Pass", "Next": "Third"}, "Second": {"Type": "Pass", "Next": "Third"}, "Third": {"Type": "Pass", "End": true}}}"#,
    );
    let svg = Graph::of(&machine).to_svg("w").unwrap();
    let shape = |name: &str| {
        let at = svg.find(&format!("data-state=\"{name}\"")).unwrap();
        &svg[at..at + svg[at..].find("</g>").unwrap()]
    };
    let leaving: Vec<&str> = svg
        .lines()
        .filter(|line| line.contains("data-from=\"/States/Which\""))
        .collect();
    assert_eq!(leaving.len(), 3);
    // The hexagon: from its upper left corner over the right one to the lower left one.
    let choice = shape("Which");
    let (left, right) = (number(choice, " d=\"M"), number(choice, "H"));
    for edge in leaving {
        let x = number(edge, " d=\"M");
        assert!(left <= x && x <= right, "{left} {x} {right}");
    }
    let third = shape("Third");
    let top = number(third, " y=\"");
    let reaching = svg
        .lines()
        .filter(|line| line.contains("data-to=\"/States/Third\""));
    for edge in reaching {
        let path = edge.split("marker-end").next().unwrap();
        let end: f64 = path
            .trim_end_matches("\" ")
            .rsplit(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!((end - top).abs() < 0.2, "{end} {top}");
    }
}

#[test]
fn long_conditions_are_on_two_lines_and_whole_in_the_tip() {
    let condition = r#"order.customer.country = \"DE\" and order.total > 100 and order.express"#;
    let machine = document(&format!(
        r#"{{"QueryLanguage": "JSONata", "StartAt": "Which", "States": {{
            "Which": {{"Type": "Choice", "Choices": [{{"Condition": "{{% {condition} %}}", "Next": "Done"}}], "Default": "Done"}},
            "Done": {{"Type": "Succeed"}}}}}}"#
    ));
    let svg = Graph::of(&machine).to_svg("w").unwrap();
    assert!(svg.contains("<title>order.customer.country = &quot;DE&quot; and order.total &gt; 100 and order.express</title>"), "{svg}");
    assert!(
        svg.contains(">order.customer.country = &quot;DE&quot;</text>"),
        "{svg}"
    );
}

/// A chain of tasks whose errors all end in one state.
fn guarded(length: usize) -> StateMachine {
    let states: Vec<String> = (0..length)
        .map(|at| {
            format!(
                r#""S{at}": {{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Next": "S{}",
                    "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "Alert"}}]}}"#,
                at + 1
            )
        })
        .collect();
    document(&format!(
        r#"{{"StartAt": "S0", "States": {{{}, "S{length}": {{"Type": "Succeed"}}, "Alert": {{"Type": "Fail"}}}}}}"#,
        states.join(",")
    ))
}

#[test]
fn states_say_themselves_where_far_edges_lead() {
    let few = Graph::of(&guarded(8)).to_svg("few").unwrap();
    assert_eq!(few.matches("class=\"mark").count(), 0);
    assert_eq!(few.matches("class=\"edge catch\"").count(), 8);

    let start = std::time::Instant::now();
    let many = Graph::of(&guarded(400)).to_svg("many").unwrap();
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let mark = "<text class=\"mark catch\" data-mark=\"/States/Alert\"";
    // Every one is told once: as an edge where it is near, else as a mark.
    let edges = many.matches("class=\"edge catch\"").count();
    assert_eq!(many.matches(mark).count() + edges, 400);
    assert!(edges < 5, "{edges}");
    assert!(many.contains(">States.ALL \u{2192} Alert</text>"));
}

#[test]
fn boxes_in_boxes_are_drawn_in_time() {
    let mut text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#.to_owned();
    for depth in 0..30 {
        text = format!(
            r#"{{"StartAt": "M{depth}", "States": {{"M{depth}": {{"Type": "Map", "ItemProcessor": {text}, "Next": "N{depth}"}}, "N{depth}": {{"Type": "Pass", "End": true}}}}}}"#
        );
    }
    let start = std::time::Instant::now();
    let svg = Graph::of(&document(&text)).to_svg("deep").unwrap();
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    // Every state is there, and the outer boxes.
    assert_eq!(svg.matches("data-state=").count(), 61);
    assert_eq!(svg.matches("class=\"group ").count(), 8);
}
