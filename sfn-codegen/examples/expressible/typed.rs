//! What the typed layer has, read from the tables that tests keep true.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A query language, as a column of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Jsonata,
    JsonPath,
}

pub struct Typed {
    /// Functions, operators, and fields as `Type.Field`, by language.
    jsonata: BTreeSet<String>,
    jsonpath: BTreeSet<String>,
    /// Optimized integrations as `service:action`, with the patterns they have besides request-response.
    integrations: BTreeMap<String, String>,
}

/// The source of each service's integrations, where the names of their parameters are.
const SOURCES: &[(&str, &str)] = &[
    (
        "apigateway",
        include_str!("../../../sfn-dsl/src/integrations/apigateway.rs"),
    ),
    (
        "athena",
        include_str!("../../../sfn-dsl/src/integrations/athena.rs"),
    ),
    (
        "batch",
        include_str!("../../../sfn-dsl/src/integrations/batch.rs"),
    ),
    (
        "bedrock",
        include_str!("../../../sfn-dsl/src/integrations/bedrock.rs"),
    ),
    (
        "bedrockagentcore",
        include_str!("../../../sfn-dsl/src/integrations/bedrock_agentcore.rs"),
    ),
    (
        "codebuild",
        include_str!("../../../sfn-dsl/src/integrations/codebuild.rs"),
    ),
    (
        "databrew",
        include_str!("../../../sfn-dsl/src/integrations/databrew.rs"),
    ),
    (
        "dynamodb",
        include_str!("../../../sfn-dsl/src/integrations/dynamodb.rs"),
    ),
    (
        "ecs",
        include_str!("../../../sfn-dsl/src/integrations/ecs.rs"),
    ),
    (
        "eks",
        include_str!("../../../sfn-dsl/src/integrations/eks.rs"),
    ),
    (
        "elasticmapreduce",
        include_str!("../../../sfn-dsl/src/integrations/emr.rs"),
    ),
    (
        "emr-containers",
        include_str!("../../../sfn-dsl/src/integrations/emr_containers.rs"),
    ),
    (
        "emr-serverless",
        include_str!("../../../sfn-dsl/src/integrations/emr_serverless.rs"),
    ),
    (
        "events",
        include_str!("../../../sfn-dsl/src/integrations/events.rs"),
    ),
    (
        "glue",
        include_str!("../../../sfn-dsl/src/integrations/glue.rs"),
    ),
    (
        "http",
        include_str!("../../../sfn-dsl/src/integrations/http.rs"),
    ),
    (
        "lambda",
        include_str!("../../../sfn-dsl/src/integrations/lambda.rs"),
    ),
    (
        "mediaconvert",
        include_str!("../../../sfn-dsl/src/integrations/mediaconvert.rs"),
    ),
    (
        "sagemaker",
        include_str!("../../../sfn-dsl/src/integrations/sagemaker/hosting.rs"),
    ),
    (
        "sagemaker",
        include_str!("../../../sfn-dsl/src/integrations/sagemaker/labeling.rs"),
    ),
    (
        "sagemaker",
        include_str!("../../../sfn-dsl/src/integrations/sagemaker/processing.rs"),
    ),
    (
        "sagemaker",
        include_str!("../../../sfn-dsl/src/integrations/sagemaker/training.rs"),
    ),
    (
        "sagemaker",
        include_str!("../../../sfn-dsl/src/integrations/sagemaker/transform.rs"),
    ),
    (
        "sagemaker",
        include_str!("../../../sfn-dsl/src/integrations/sagemaker/tuning.rs"),
    ),
    (
        "sns",
        include_str!("../../../sfn-dsl/src/integrations/sns.rs"),
    ),
    (
        "sqs",
        include_str!("../../../sfn-dsl/src/integrations/sqs.rs"),
    ),
    (
        "states",
        include_str!("../../../sfn-dsl/src/integrations/states.rs"),
    ),
];

const CONTEXT: &str = include_str!("../../../sfn-dsl/src/context.rs");

/// What the typed layer has.
pub fn typed() -> &'static Typed {
    static TYPED: OnceLock<Typed> = OnceLock::new();
    TYPED.get_or_init(|| {
        let mut typed = Typed {
            jsonata: BTreeSet::new(),
            jsonpath: BTreeSet::new(),
            integrations: BTreeMap::new(),
        };
        typed.read(include_str!("../../../xtask/coverage/functions.txt"));
        typed.read(include_str!("../../../xtask/coverage/fields.txt"));
        let table = include_str!("../../../sfn-dsl/src/integrations/table.md");
        for row in table.lines().filter(|row| row.starts_with("| `")) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            if let [_, name, _, patterns, ..] = cells.as_slice() {
                let name = name.trim_matches('`').to_owned();
                typed.integrations.insert(name, (*patterns).to_owned());
            }
        }
        typed
    })
}

/// The text with a word in place of each placeholder of deployment: the typed layer has them wherever it has text.
pub fn deployed(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str("placeholder");
        rest = &rest[at + end + 1..];
    }
    out + rest
}

impl Typed {
    /// Reads a table of `xtask/coverage`: two columns, a call, its tests.
    fn read(&mut self, table: &str) {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let line = line.replace("\\|", "\u{1}");
            let cells: Vec<String> = line
                .split('|')
                .map(|cell| cell.trim().replace('\u{1}', "|"))
                .collect();
            let [jsonata, jsonpath, call, _] = cells.as_slice() else {
                continue;
            };
            // In words where another call stands in its place, or where there is none.
            if call.contains("raw JSONata") || call.contains("no typed call") {
                continue;
            }
            for (column, name) in [(&mut self.jsonata, jsonata), (&mut self.jsonpath, jsonpath)] {
                if name != "-" {
                    column.insert(name.clone());
                }
            }
        }
    }

    /// Whether there is a typed call for this function, operator or field.
    pub fn has(&self, language: Language, name: &str) -> bool {
        match language {
            Language::Jsonata => self.jsonata.contains(name),
            Language::JsonPath => self.jsonpath.contains(name),
        }
    }

    /// Whether the integration can be called in this pattern: the text behind the action, with its dot.
    pub fn calls(&self, integration: &str, suffix: &str) -> bool {
        let Some(patterns) = self.integrations.get(integration) else {
            return false;
        };
        match suffix {
            "" => true,
            ".waitForTaskToken" => patterns.contains("wait_for_task_token"),
            // The form that gives its output as text.
            ".sync" if integration == "states:startExecution" => {
                patterns.contains("sync_with_text_output")
            }
            _ => patterns.contains(".sync()"),
        }
    }

    /// Whether the parameter of a service's integrations has a typed call.
    pub fn sets(&self, service: &str, parameter: &str) -> bool {
        // A version or an alias is a part of the function's name.
        if (service, parameter) == ("lambda", "Qualifier") {
            return true;
        }
        let literal = format!("\"{parameter}\"");
        let mut sources = SOURCES.iter().filter(|(of, _)| *of == service);
        sources.any(|(_, source)| source.contains(&literal))
    }

    /// Whether a function of `context` gives this member, or the one that it is in.
    pub fn knows_of_context(&self, member: &[String]) -> bool {
        let functions = CONTEXT
            .split("\n/// Any other member")
            .next()
            .unwrap_or_default();
        match member {
            [] => functions.contains("context(\"\")"),
            [first] => functions.contains(&format!("=> \"{first}\"")),
            // What is in the input of the execution is the author's to say.
            [first, second, ..] if first == "Execution" && second == "Input" => true,
            [first, second] => functions.contains(&format!("\"{first}.{second}\"")),
            _ => false,
        }
    }
}
