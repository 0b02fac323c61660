//! Definitions in templates: CloudFormation and SAM, Terraform's JSON, the Serverless Framework.
//!
//! What a function of a template gives is not known here; it stands as a `${Placeholder}`, which no rule judges.

use super::file::{Definition, Named};
use super::substitutions;
use super::text::Text;
use sfn_asl::{Code, Diagnostic, Json, WorkflowKind, pointer};
use std::path::Path;

/// What was found in a template.
#[derive(Default)]
pub(super) struct Found {
    pub(super) definitions: Vec<Definition>,
    /// What is wrong with the template around them.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) skipped: Vec<(String, String)>,
    pub(super) named: Vec<Named>,
}

/// Finds where in the file the text of a string is, by its pointer and its value.
type Trace<'t> = &'t dyn Fn(&str, &str) -> Text;

/// Whether it is worth to look for templates, or for their functions, in a text.
pub(super) fn may_be(text: &str) -> bool {
    [
        "Resources",
        "aws_sfn_state_machine",
        "stateMachines",
        "Fn::",
        "\"Ref\"",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The definitions of a template; none when the value is no template.
pub(super) fn find(value: &Json, base: Option<&Path>, trace: Trace<'_>) -> Option<Found> {
    let mut finder = Finder {
        base,
        trace,
        found: Found::default(),
    };
    if let Some(resources) = value["Resources"].as_object() {
        for (name, resource) in resources {
            finder.cloudformation(resource, &pointer::join("/Resources", name));
        }
    } else if value.get("States").is_some() || value.get("StartAt").is_some() {
        // A definition on its own, kept for a template: its functions are placeholders too.
        let replaced = without_functions(value);
        let definition = Definition::inside(String::new(), None, &replaced);
        finder.found.definitions.push(definition);
    } else if is_function(value) {
        let what = "what a function of a template gives is not known here";
        finder.skip("", what);
    } else if let Some(machines) = value["stepFunctions"]["stateMachines"].as_object() {
        for (name, machine) in machines {
            let at = pointer::join("/stepFunctions/stateMachines", name);
            finder.serverless(machine, &at);
        }
    } else if ["resource", "planned_values"].iter().any(|key| value.get(key).is_some())
        // What Terraform shows of a state.
        || value["values"].get("root_module").is_some()
    {
        finder.terraform(value, "");
    } else {
        return None;
    }
    Some(finder.found)
}

struct Finder<'t> {
    base: Option<&'t Path>,
    trace: Trace<'t>,
    found: Found,
}

/// What CloudFormation calls the state machine of a resource: as it says, or the resource's name and what is made up.
fn machine(properties: &Json, at: &str) -> Option<String> {
    let said = ["StateMachineName", "Name"]
        .iter()
        .find_map(|field| properties.get(field));
    match said {
        Some(name) => crate::iam::template_text(name),
        None => at
            .rsplit('/')
            .next()
            .map(|resource| format!("{resource}-*")),
    }
}

/// The fields of a resource that hold a definition.
const FIELDS: &[&str] = &["Definition", "DefinitionString"];
/// Those that say where it is; what is beside the template is uploaded when that is packaged.
const LOCATIONS: &[&str] = &["DefinitionUri", "DefinitionS3Location"];

impl Finder<'_> {
    fn skip(&mut self, pointer: &str, why: &str) {
        self.found
            .skipped
            .push((pointer.to_owned(), why.to_owned()));
    }

    fn cloudformation(&mut self, resource: &Json, at: &str) {
        let kind_field = match resource["Type"].as_str() {
            Some("AWS::StepFunctions::StateMachine") => "StateMachineType",
            Some("AWS::Serverless::StateMachine") => "Type",
            _ => return,
        };
        let properties = &resource["Properties"];
        let kind = kind(&properties[kind_field]);
        let machine = machine(properties, at);
        let (before, named) = (self.found.definitions.len(), self.found.named.len());
        for field in FIELDS {
            if let Some(value) = properties.get(field) {
                let here = format!("{at}/Properties/{field}");
                self.form(field, value, &here);
                self.value(value, &here, kind, 0);
                substitutions::check(properties, field, at, &mut self.found.diagnostics);
            }
        }
        for field in LOCATIONS {
            let here = format!("{at}/Properties/{field}");
            match &properties[*field] {
                Json::Null => {}
                Json::String(file) if !file.contains("://") && !file.contains("${") => {
                    let given = properties.get("DefinitionSubstitutions").cloned();
                    self.beside(file, &here, kind, Some(given.unwrap_or(Json::Null)));
                }
                _ => self.skip(&here, "the definition is not in a file beside the template"),
            }
        }
        for definition in &mut self.found.definitions[before..] {
            definition.substitutions = properties.get("DefinitionSubstitutions").cloned();
            definition.machine = machine.clone();
        }
        for file in &mut self.found.named[named..] {
            file.machine = machine.clone();
        }
        self.just_one(properties, &format!("{at}/Properties"));
        for field in ["StateMachineName", "Name"] {
            self.name(&properties[field], &format!("{at}/Properties/{field}"));
        }
    }

    /// A file that the template names.
    fn beside(
        &mut self,
        file: &str,
        at: &str,
        kind: Option<WorkflowKind>,
        substitutions: Option<Json>,
    ) {
        match self.base.map(|base| base.join(file)) {
            Some(path) if path.is_file() => self.found.named.push(Named {
                path,
                kind,
                substitutions,
                machine: None,
            }),
            Some(_) => self.skip(at, "there is no such file here"),
            None => self.skip(at, "the definition is not in a file beside the template"),
        }
    }

    /// One of the two fields holds text, the other an object.
    fn form(&mut self, field: &str, value: &Json, at: &str) {
        let (is, help) = match (field, value) {
            ("DefinitionString", Json::Object(_)) if !is_function(value) => (
                "an object",
                "use Definition for an object, or `Fn::ToJsonString` to make text of it",
            ),
            ("Definition", Json::String(_)) => ("text", "use DefinitionString for text"),
            _ => return,
        };
        let message = format!("{field} is {is}");
        let found = Diagnostic::error(Code::WrongType, at, message).with_help(help);
        self.found.diagnostics.push(found);
    }

    /// A machine has its definition from one place.
    fn just_one(&mut self, properties: &Json, at: &str) {
        let Some(members) = properties.as_object() else {
            return;
        };
        // What `Fn::Transform` puts in here is not known.
        if members.keys().any(|key| key.starts_with("Fn::")) {
            return;
        }
        let mut fields = FIELDS
            .iter()
            .chain(LOCATIONS)
            .filter(|field| members.contains_key(field));
        let found = match (fields.next(), fields.next()) {
            (None, _) => Diagnostic::error(
                Code::MissingField,
                at,
                "the state machine has no definition",
            )
            .with_help("add Definition, DefinitionString, or a file that has it"),
            (Some(one), Some(other)) => Diagnostic::error(
                Code::ForbiddenField,
                format!("{at}/{other}"),
                format!("the state machine has both {one} and {other}"),
            )
            .with_help("keep one of them"),
            _ => return,
        };
        self.found.diagnostics.push(found);
    }

    /// The name of a machine, as far as it is written out.
    fn name(&mut self, name: &Json, at: &str) {
        let found = name
            .as_str()
            .and_then(|name| sfn_asl::check_machine_name(name, at));
        self.found.diagnostics.extend(found);
    }

    /// A machine of the Serverless Framework.
    fn serverless(&mut self, machine: &Json, at: &str) {
        let kind = kind(&machine["type"]);
        self.name(&machine["name"], &format!("{at}/name"));
        let here = format!("{at}/definition");
        match &machine["definition"] {
            Json::Null => self.skip(at, "the definition is not in this file"),
            Json::String(text) => match file_named(text) {
                Some(file) => self.beside(file, &here, kind, None),
                None => self.skip(&here, "what this expression gives is not known here"),
            },
            definition => self.value(definition, &here, kind, 0),
        }
    }

    /// A value that is a definition, or a function that gives one. INVARIANT: recurses no deeper than `If` is nested, and
    /// that no deeper than the document.
    fn value(&mut self, value: &Json, at: &str, kind: Option<WorkflowKind>, depth: usize) {
        if let Json::String(text) = value {
            return self.text((self.trace)(at, text), at, kind);
        }
        if !is_function(value) {
            let replaced = without_functions(value);
            let definition = Definition::inside(at.to_owned(), kind, &replaced);
            return self.found.definitions.push(definition);
        }
        if let object @ Json::Object(_) = &value["Fn::ToJsonString"] {
            let replaced = without_functions(object);
            let definition = Definition::inside(format!("{at}/Fn::ToJsonString"), kind, &replaced);
            return self.found.definitions.push(definition);
        }
        if let Some([_, then, otherwise]) = value["Fn::If"].as_array()
            && depth < 20
        {
            self.value(then, &format!("{at}/Fn::If/1"), kind, depth + 1);
            self.value(otherwise, &format!("{at}/Fn::If/2"), kind, depth + 1);
            return;
        }
        match self.function_text(value, at, 0) {
            Some(text) if text.content.trim_start().starts_with('{') => self.text(text, at, kind),
            _ => self.skip(at, "what this function gives is not known here"),
        }
    }

    fn text(&mut self, text: Text, at: &str, kind: Option<WorkflowKind>) {
        // Terraform's functions and other expressions that give the whole text.
        if !text.content.trim_start().starts_with('{') && text.content.contains("${") {
            if let Some(file) = file_named(&text.content) {
                return self.beside(file, at, kind, None);
            }
            return self.skip(at, "what this expression gives is not known here");
        }
        let definition = Definition::of_text(at.to_owned(), kind, text);
        self.found.definitions.push(definition);
    }

    /// The text that a function gives, with placeholders for what is not known. INVARIANT: recurses no deeper than the
    /// document is nested.
    fn function_text(&self, value: &Json, at: &str, depth: usize) -> Option<Text> {
        if depth > 20 {
            return None;
        }
        if let Json::String(text) = value {
            return Some((self.trace)(at, text));
        }
        match &value["Fn::Sub"] {
            Json::String(text) => return Some((self.trace)(&format!("{at}/Fn::Sub"), text)),
            Json::Array(items) => {
                let text = items.first()?.as_str()?;
                return Some((self.trace)(&format!("{at}/Fn::Sub/0"), text));
            }
            _ => {}
        }
        if let Some([Json::String(between), Json::Array(parts)]) = value["Fn::Join"].as_array() {
            let mut whole = (self.trace)(&format!("{at}/Fn::Join/0"), "");
            for (number, part) in parts.iter().enumerate() {
                let here = format!("{at}/Fn::Join/1/{number}");
                let part = self.function_text(part, &here, depth + 1)?;
                if number > 0 {
                    let mut joint = (self.trace)(&format!("{at}/Fn::Join/0"), between);
                    joint.append(part);
                    whole.append(joint);
                } else {
                    whole.append(part);
                }
            }
            return Some(whole);
        }
        let place = (self.trace)(at, "").place(0);
        is_function(value).then(|| Text::placeholder(&function_name(value), place))
    }

    /// Looks for `aws_sfn_state_machine` in a configuration or a plan. INVARIANT: recurses no deeper than the document is nested.
    fn terraform(&mut self, value: &Json, at: &str) {
        match value {
            Json::Object(members) => {
                let planned = value["type"].as_str() == Some("aws_sfn_state_machine");
                if planned && let Some(definition) = value["values"].get("definition") {
                    let kind = kind(&value["values"]["type"]);
                    self.name(&value["values"]["name"], &format!("{at}/values/name"));
                    return self.value(definition, &format!("{at}/values/definition"), kind, 0);
                }
                for (key, inner) in members {
                    let here = pointer::join(at, key);
                    if key == "aws_sfn_state_machine" {
                        self.terraform_machines(inner, &here);
                    } else {
                        self.terraform(inner, &here);
                    }
                }
            }
            Json::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.terraform(item, &format!("{at}/{number}"));
                }
            }
            _ => {}
        }
    }

    /// Blocks by name, or lists of them.
    fn terraform_machines(&mut self, value: &Json, at: &str) {
        match value {
            Json::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.terraform_machines(item, &format!("{at}/{number}"));
                }
            }
            Json::Object(members) => {
                if let Some(definition) = members.get("definition").filter(|value| {
                    // A machine may be called so itself.
                    value
                        .as_object()
                        .is_none_or(|inner| !inner.contains_key("definition"))
                }) {
                    let kind = kind(&value["type"]);
                    self.name(&value["name"], &format!("{at}/name"));
                    return self.value(definition, &format!("{at}/definition"), kind, 0);
                }
                for (name, inner) in members {
                    if matches!(inner, Json::Object(_) | Json::Array(_)) {
                        self.terraform_machines(inner, &pointer::join(at, name));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The file that an expression names: `${file("a.json")}`, `${templatefile("${path.module}/a.json", ..)}`, `${file(a.yml)}`.
fn file_named(expression: &str) -> Option<&str> {
    let inside = expression
        .trim()
        .strip_prefix("${")?
        .strip_suffix('}')?
        .trim();
    let arguments = inside
        .strip_prefix("file(")
        .or_else(|| inside.strip_prefix("templatefile("))?
        .trim_start();
    let name = match arguments.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => arguments.strip_suffix(')')?.trim_end(),
    };
    let folders = ["${path.module}/", "${path.root}/", "${path.cwd}/"];
    let within = folders.iter().find_map(|folder| name.strip_prefix(folder));
    let name = within.unwrap_or(name);
    (!name.is_empty() && !name.contains("${")).then_some(name)
}

fn kind(value: &Json) -> Option<WorkflowKind> {
    match value.as_str() {
        Some("EXPRESS") => Some(WorkflowKind::Express),
        Some("STANDARD") => Some(WorkflowKind::Standard),
        // What is not said is Standard; what a function gives is not known.
        _ => None,
    }
}

/// Whether a value is a call of a function of CloudFormation.
pub(super) fn is_function(value: &Json) -> bool {
    value.as_object().is_some_and(|members| {
        members.len() == 1
            && members
                .keys()
                .all(|key| key == "Ref" || key.starts_with("Fn::"))
    })
}

/// What a function is called when its value is not known.
fn function_name(value: &Json) -> String {
    let Some((key, of)) = value.as_object().and_then(|members| members.iter().next()) else {
        return String::new();
    };
    match (key.as_str(), of) {
        ("Ref" | "Fn::GetAtt", Json::String(name)) => name.clone(),
        ("Fn::GetAtt", Json::Array(parts)) => {
            let parts: Vec<&str> = parts.iter().filter_map(Json::as_str).collect();
            parts.join(".")
        }
        _ => key.clone(),
    }
}

/// The value with placeholders in the place of functions. INVARIANT: recurses no deeper than the document is nested.
fn without_functions(value: &Json) -> Json {
    if is_function(value) {
        return Json::from(plain_text(value));
    }
    match value {
        Json::Array(items) => Json::Array(items.iter().map(without_functions).collect()),
        Json::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), without_functions(value)))
            .collect(),
        other => other.clone(),
    }
}

/// The text that a function gives, as far as it is known.
fn plain_text(value: &Json) -> String {
    match (&value["Fn::Sub"], value["Fn::Join"].as_array()) {
        (Json::String(text), _) => return text.clone(),
        (Json::Array(items), _) => {
            if let Some(text) = items.first().and_then(Json::as_str) {
                return text.to_owned();
            }
        }
        (_, Some([Json::String(between), Json::Array(parts)])) => {
            let text = |part: &Json| match part {
                Json::String(text) => text.clone(),
                // Joints in joints are rare, and need not be seen through.
                other => format!("${{{}}}", function_name(other)),
            };
            let parts: Vec<String> = parts.iter().map(text).collect();
            return parts.join(between);
        }
        _ => {}
    }
    format!("${{{}}}", function_name(value))
}
