//! Data on its way to the 256 KiB that it may have.

use super::context::{Context, Graph};
use super::maps::discards;
use super::reads::leading;
use super::texts::{Read, Text};
use super::{Found, history};
use sfn_asl::Json;
use sfn_asl::jsonata::{Kind, Node, Operator};
use sfn_asl::jsonpath::{self, Argument, Root};
use sfn_asl::model::{Nullable, State, Visit};

/// Calls whose answer may be longer than data may be, and the parameters that bound it. Read in November 2026.
pub(super) const LONG_ANSWERS: &[(&str, &[&str])] = &[
    ("athena:getQueryResults", &["MaxResults"]),
    ("cloudwatchlogs:filterLogEvents", &["Limit"]),
    ("cloudwatchlogs:getLogEvents", &["Limit"]),
    ("cloudwatchlogs:getQueryResults", &[]),
    ("dynamodb:executeStatement", &["Limit"]),
    ("dynamodb:query", &["Limit", "Select"]),
    ("dynamodb:scan", &["Limit", "Select"]),
    ("redshiftdata:getStatementResult", &[]),
    ("s3:getObject", &["Range"]),
    ("s3:listObjectVersions", &["MaxKeys"]),
    ("s3:listObjects", &["MaxKeys"]),
    ("s3:listObjectsV2", &["MaxKeys"]),
    ("sfn:getExecutionHistory", &["MaxResults"]),
];

pub(super) fn long_answers(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, task, called) in context.tasks() {
        let name = called.sdk().or_else(|| called.optimized());
        let Some((call, bounds)) = LONG_ANSWERS.iter().find(|row| Some(row.0) == name) else {
            continue;
        };
        let given = [&task.parameters, &task.arguments];
        let members = given.into_iter().flatten().find_map(Json::as_object);
        let bounded = bounds.iter().any(|name| {
            let names = [(*name).to_owned(), format!("{name}.$")];
            members.is_some_and(|members| names.iter().any(|name| members.contains_key(name)))
        });
        if bounded {
            continue;
        }
        let help = match bounds {
            [] => "read it in a function, or in pages, and hand on what is needed".to_owned(),
            [first, ..] => {
                format!("say how much: \"{first}\"; or read it in a function or a Distributed Map")
            }
        };
        found.add(
            &visit.pointer,
            format!(
                "what `{call}` answers to `{}` may be over 262,144 bytes, and then the execution fails",
                visit.name.as_str()
            ),
            help,
        );
    }
}

pub(super) fn whole_answer(context: &Context<'_>, found: &mut Found<'_>) {
    for (_, visit, _, called) in context.tasks() {
        if called.optimized() != Some("lambda:invoke") || visit.state.is_terminal() {
            continue;
        }
        let state = visit.state;
        let kept = if visit.is_jsonata() {
            state.output().is_none_or(|output| {
                let text = output.as_str().unwrap_or_default();
                text.trim_start_matches("{%").trim_end_matches("%}").trim() == "$states.result"
            })
        } else {
            state.result_selector().is_none() && state.output_path().is_none() && !discards(visit)
        };
        if kept {
            found.add(
                &visit.pointer,
                format!(
                    "`{}` keeps all that Lambda answers, with the headers and the version",
                    visit.name.as_str()
                ),
                "keep the payload: \"OutputPath\": \"$.Payload\" or a ResultSelector in JSONPath, \"Output\": \"{% $states.result.Payload %}\" in JSONata",
            );
        }
    }
}

/// Data that a loop adds to in every turn.
pub(super) fn grows(context: &Context<'_>, found: &mut Found<'_>) {
    for graph in &context.scopes {
        let mut bounded: Vec<Option<bool>> = vec![None; graph.states.len()];
        for at in (0..graph.states.len()).filter(|at| graph.in_loop[*at]) {
            let state = graph.states[at];
            let visit = &context.states[state];
            for text in context.texts(state) {
                let Some(what) = grown(visit, text) else {
                    continue;
                };
                let component = graph.component[at];
                if *bounded[component].get_or_insert_with(|| counted(context, graph, component)) {
                    continue;
                }
                found.add(
                    format!("{}{}", visit.pointer, text.place),
                    format!("`{what}` grows with every turn of the loop of `{}`", visit.name.as_str()),
                    "keep it in a table or in S3, or count the turns and stop: data has 262,144 bytes at most",
                );
            }
        }
    }
}

fn counted(context: &Context<'_>, graph: &Graph<'_>, component: usize) -> bool {
    let members: Vec<usize> = (0..graph.states.len())
        .filter(|at| graph.component[*at] == component)
        .collect();
    history::is_bounded(context, graph, &members)
}

/// What a text adds to, when what it gives is what it read and something more.
fn grown(visit: &Visit<'_>, text: &Text<'_>) -> Option<String> {
    match &text.read {
        Read::Expression(expression) => {
            let variable = text.place.strip_prefix("/Assign/");
            let handed_on = text.place == "/Output" || text.place.starts_with("/Output/");
            let field = text.place.strip_prefix("/Output/");
            added(&expression.root, &|names| match (names, variable) {
                ([one], Some(variable)) => *one == variable,
                (["states", "input", rest @ ..], None) if handed_on => {
                    // A field that stands there by its name is added to when it was read.
                    !rest.is_empty() && field.is_none_or(|field| field == rest.join("/"))
                }
                _ => false,
            })
        }
        Read::Call(call) if matches!(call.function.name, "States.Array" | "States.Format") => {
            let target = target(visit, &text.place)?;
            call.arguments.iter().find_map(|argument| match argument {
                Argument::Path(path) => {
                    let (names, whole) = leading(path);
                    let read = match &path.root {
                        Root::Input => names,
                        Root::Variable(name) => [vec![format!("${name}")], names].concat(),
                        _ => return None,
                    };
                    (whole && read == target).then(|| target.join("."))
                }
                _ => None,
            })
        }
        _ => None,
    }
}

/// Where in the data, or in which variable, JSONPath puts what stands at a place of a state.
fn target(visit: &Visit<'_>, place: &str) -> Option<Vec<String>> {
    let names = |place: &str| -> Vec<String> {
        let place = place.strip_suffix(".$").unwrap_or(place);
        let steps = place.split('/');
        steps
            .map(|step| sfn_asl::pointer::unescape(step).into_owned())
            .collect()
    };
    if let Some(rest) = place.strip_prefix("/Assign/") {
        let mut names = names(rest);
        names[0].insert(0, '$');
        return Some(names);
    }
    let template = match visit.state {
        State::Pass(_) => "/Parameters/",
        _ => "/ResultSelector/",
    };
    let rest = names(place.strip_prefix(template)?);
    let before = match visit.state.result_path() {
        None => Vec::new(),
        Some(Nullable::Null) => return None,
        Some(Nullable::Value(path)) => leading(&jsonpath::parse(path.as_str()).ok()?).0,
    };
    Some([before, rest].concat())
}

/// The path that an expression appends to, if it is one that the caller asks for.
fn added(root: &Node, asked: &dyn Fn(&[&str]) -> bool) -> Option<String> {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let parts: Vec<&Node> = match &node.kind {
            Kind::Call {
                function,
                arguments,
            } if matches!(&function.kind, Kind::Variable(name) if name == "append") => {
                arguments.iter().collect()
            }
            Kind::Binary {
                operator: Operator::Concatenate,
                left,
                right,
            } => vec![&**left, &**right],
            Kind::Array(items) if items.len() > 1 => items.iter().collect(),
            _ => Vec::new(),
        };
        for part in parts {
            let names = plain(part);
            if asked(&names) {
                return Some(names.join(".").replace("states.", "$states."));
            }
        }
        node.each_child(&mut |child| open.push(child));
    }
    None
}

/// The names of a variable or of a path that begins with one, when it is nothing else.
fn plain(node: &Node) -> Vec<&str> {
    match &node.kind {
        Kind::Variable(name) => vec![name],
        Kind::Path(path) => {
            let names: Option<Vec<&str>> = path
                .steps
                .iter()
                .enumerate()
                .map(|(at, step)| match &step.node.kind {
                    Kind::Variable(name) if at == 0 => Some(name.as_str()),
                    Kind::Name(name) if at > 0 => Some(name.as_str()),
                    _ => None,
                })
                .collect();
            names.unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
