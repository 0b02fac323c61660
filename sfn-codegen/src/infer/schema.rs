//! What was found out as a JSON Schema.

use super::data::{Data, Field, Path, Rest, Step, Type};
use super::flow::Flow;
use sfn_asl::Json;
use sfn_asl::json::Object;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a place of the input.
#[derive(Debug, Default)]
struct Place {
    /// What it is used as, and what it is compared with.
    used: BTreeSet<Type>,
    compared: BTreeSet<Type>,
    strict: bool,
    required: bool,
    /// The states that read it, and those that hand it on.
    read_by: Vec<String>,
    handed_on_by: Vec<String>,
    members: BTreeMap<String, Place>,
    item: Option<Box<Place>>,
}

impl Place {
    fn at(&mut self, path: &[Step]) -> &mut Self {
        let mut here = self;
        for step in path {
            here = match step {
                Step::Name(name) => here.members.entry(name.clone()).or_default(),
                Step::Item => here.item.get_or_insert_default(),
            };
        }
        here
    }

    /// What a state hands on it has read, too.
    ///
    /// INVARIANT: recurses no deeper than places are followed.
    fn tidy(&mut self) {
        let handed_on = &self.handed_on_by;
        self.read_by.retain(|name| !handed_on.contains(name));
        self.members.values_mut().for_each(Self::tidy);
        if let Some(item) = &mut self.item {
            item.tidy();
        }
    }

    fn find(&self, path: &[Step]) -> Option<&Self> {
        path.iter().try_fold(self, |here, step| match step {
            Step::Name(name) => here.members.get(name),
            Step::Item => here.item.as_deref(),
        })
    }

    /// What it may be, as far as that shows: what it is used as, else what it is compared with.
    fn types(&self) -> BTreeSet<Type> {
        let mut types = if self.used.is_empty() {
            self.compared.clone()
        } else {
            self.used.clone()
        };
        if types.contains(&Type::Number) {
            types.remove(&Type::Integer);
        }
        if types.contains(&Type::String) {
            types.remove(&Type::Time);
        }
        types
    }

    /// INVARIANT: recurses no deeper than places are followed.
    fn schema(&self, title: Option<&str>) -> Json {
        let mut out = Object::new();
        if let Some(title) = title {
            out.insert("$schema", "https://json-schema.org/draft/2020-12/schema");
            out.insert("title", title);
        }
        if let Some(words) = self.words() {
            out.insert("description", words);
        }
        let mut types = self.types();
        if self.strict && !self.members.is_empty() {
            types.insert(Type::Object);
        }
        put_types(&types, &mut out);
        if !self.members.is_empty() {
            let member = |(name, place): (&String, &Place)| (name.clone(), place.schema(None));
            let properties: Object = self.members.iter().map(member).collect();
            out.insert("properties", Json::Object(properties));
            let required: Json = self
                .members
                .iter()
                .filter(|(_, place)| place.required)
                .map(|(name, _)| Json::from(name))
                .collect();
            if required.as_array().is_some_and(|all| !all.is_empty()) {
                out.insert("required", required);
            }
        }
        if let Some(item) = &self.item {
            out.insert("items", item.schema(None));
        }
        Json::Object(out)
    }

    fn words(&self) -> Option<String> {
        let parts: Vec<String> = [
            ("read by", &self.read_by),
            ("handed on by", &self.handed_on_by),
        ]
        .into_iter()
        .filter(|(_, states)| !states.is_empty())
        .map(|(what, states)| format!("{what} {}", listed(states)))
        .collect();
        let rest = if self.handed_on_by.is_empty() {
            ""
        } else {
            ", where more of it may be read"
        };
        (!parts.is_empty()).then(|| format!("{}{rest}", parts.join("; ")))
    }
}

fn listed(states: &[String]) -> String {
    let shown: Vec<String> = states
        .iter()
        .take(3)
        .map(|name| format!("`{name}`"))
        .collect();
    match states.len() {
        0..=3 => shown.join(", "),
        many => format!("{} and {} more", shown.join(", "), many - 3),
    }
}

fn put_types(types: &BTreeSet<Type>, out: &mut Object) {
    let mut names: Vec<&str> = types.iter().copied().map(name).collect();
    names.dedup();
    match names.as_slice() {
        [] => {}
        [one] => {
            out.insert("type", *one);
        }
        many => {
            out.insert(
                "type",
                many.iter().copied().map(Json::from).collect::<Json>(),
            );
        }
    }
    if types.len() == 1 && types.contains(&Type::Time) {
        out.insert("format", "date-time");
    }
}

fn name(of: Type) -> &'static str {
    match of {
        Type::Object => "object",
        Type::Array => "array",
        Type::String | Type::Time => "string",
        Type::Number => "number",
        Type::Integer => "integer",
        Type::Boolean => "boolean",
        Type::Null => "null",
    }
}

/// Everything that is read of the input.
fn places(flow: &Flow<'_>) -> Place {
    let mut root = Place::default();
    for (visit, seen) in &flow.states {
        let ways = seen.ways.iter().flat_map(|way| &way.reads);
        for read in seen.reads.iter().chain(ways) {
            if read.strict {
                for end in 0..read.path.len() {
                    let above = root.at(&read.path[..end]);
                    above.strict |= matches!(read.path[end], Step::Name(_));
                }
            }
            let place = root.at(&read.path);
            if let Some(kind) = read.kind {
                let types = if read.compared {
                    &mut place.compared
                } else {
                    &mut place.used
                };
                types.insert(kind);
            }
            let list = if read.whole {
                &mut place.handed_on_by
            } else {
                &mut place.read_by
            };
            let name = visit.name.to_string();
            if !list.contains(&name) {
                list.push(name);
            }
        }
    }
    for path in &flow.needed {
        root.at(path).required = true;
    }
    // That an execution has an input is no news.
    root.read_by.clear();
    root.tidy();
    root
}

/// The schema of the input.
pub(super) fn input(flow: &Flow<'_>, name: &str) -> Json {
    let mut root = places(flow);
    root.strict = true;
    root.schema(Some(&format!("{name}: input")))
}

/// The schema of the output.
pub(super) fn output(flow: &Flow<'_>, name: &str) -> Json {
    let root = places(flow);
    let mut out = Object::new();
    out.insert("$schema", "https://json-schema.org/draft/2020-12/schema");
    out.insert("title", format!("{name}: output"));
    match &flow.output {
        None => {
            out.insert("description", "no execution ends well");
            out.insert("not", Json::object());
        }
        Some(data) => {
            if let Json::Object(members) = of_data(data, &root) {
                for (key, value) in members {
                    out.insert(key, value);
                }
            }
        }
    }
    Json::Object(out)
}

/// INVARIANT: recurses no deeper than the document is nested.
fn of_data(data: &Data, root: &Place) -> Json {
    let mut out = Object::new();
    match data {
        Data::Unknown => {}
        Data::Input(path) => return of_input(path, root),
        Data::Typed(kind) => put_types(&BTreeSet::from([*kind]), &mut out),
        Data::List(item) => {
            out.insert("type", "array");
            out.insert("items", of_data(item, root));
        }
        Data::Tuple(items) => {
            out.insert("type", "array");
            if !items.is_empty() {
                let each: Json = items.iter().map(|item| of_data(item, root)).collect();
                out.insert("prefixItems", each);
            }
            out.insert("minItems", items.len());
            out.insert("maxItems", items.len());
        }
        Data::Object(fields, rest) => return of_object(fields, rest, root),
    }
    Json::Object(out)
}

fn of_object(fields: &BTreeMap<String, Field>, rest: &Rest, root: &Place) -> Json {
    let mut out = Object::new();
    out.insert("type", "object");
    if let Rest::Input(path) = rest {
        out.insert(
            "description",
            format!("with what else {} has", from_input(path)),
        );
    }
    let member = |(name, field): (&String, &Field)| (name.clone(), of_data(&field.data, root));
    let properties: Object = fields.iter().map(member).collect();
    if !properties.is_empty() {
        out.insert("properties", Json::Object(properties));
    }
    let required: Json = fields
        .iter()
        .filter(|(_, field)| field.always && is_there(&field.data, root))
        .map(|(name, _)| Json::from(name))
        .collect();
    if required.as_array().is_some_and(|all| !all.is_empty()) {
        out.insert("required", required);
    }
    if *rest == Rest::None {
        out.insert("additionalProperties", false);
    }
    Json::Object(out)
}

/// Whether a member with that value is there for certain: JSONata leaves out what has none.
fn is_there(data: &Data, root: &Place) -> bool {
    match data {
        Data::Unknown => false,
        Data::Input(path) => path.is_empty() || root.find(path).is_some_and(|place| place.required),
        _ => true,
    }
}

fn of_input(path: &Path, root: &Place) -> Json {
    let mut out = Object::new();
    out.insert("description", from_input(path));
    if let Some(place) = root.find(path) {
        put_types(&place.types(), &mut out);
    }
    Json::Object(out)
}

/// `items[*].sku` of the input.
fn from_input(path: &Path) -> String {
    if path.is_empty() {
        "the input".to_owned()
    } else {
        format!("`{}` of the input", shown(path))
    }
}

/// `items[*].sku`
pub(super) fn shown(path: &Path) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Name(name) if text.is_empty() => text.push_str(name),
            Step::Name(name) => {
                text.push('.');
                text.push_str(name);
            }
            Step::Item => text.push_str("[*]"),
        }
    }
    text
}
