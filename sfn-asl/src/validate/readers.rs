//! What a Distributed Map reads and writes: which fields go with which, and what says where it is.

use super::kinds::integration;
use super::{Context, suggest};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Json, Object};
use crate::model::{
    ItemReader, Map, ReaderConfig, State, Visit, has_placeholder, is_expression, shorten,
};

/// The longest names of fields of a CSV file together, in bytes.
const MAX_HEADERS: usize = 10_240;
/// The longest pointer to the items of a JSON document, in characters.
const MAX_POINTER: usize = 2_000;
/// How many items at a time a Map of each mode runs at most, whatever it says.
const MAX_AT_A_TIME: [(bool, i64); 2] = [(false, 40), (true, 10_000)];

/// What writes results.
const WRITES: &str = "s3:putObject";

/// What says where the items, or the results, are: what there must be, and what else there can be.
const WHERE: &[(&str, &[&str], &[&str])] = &[
    (
        "s3:getObject",
        &["Bucket", "Key"],
        &["ExpectedBucketOwner", "RequestPayer", "VersionId"],
    ),
    (
        "s3:listObjectsV2",
        &["Bucket"],
        &[
            "ContinuationToken",
            "Delimiter",
            "EncodingType",
            "ExpectedBucketOwner",
            "FetchOwner",
            "MaxKeys",
            "OptionalObjectAttributes",
            "Prefix",
            "RequestPayer",
            "StartAfter",
        ],
    ),
    (WRITES, &["Bucket"], &["ExpectedBucketOwner", "Prefix"]),
];

/// Fields that go with some formats only, and with which; nothing else is said of formats that are not known here.
const WITH_FORMATS: &[(&str, &[&str])] = &[
    ("CSVDelimiter", &["CSV", "MANIFEST"]),
    ("CSVHeaderLocation", &["CSV", "MANIFEST"]),
    ("CSVHeaders", &["CSV", "MANIFEST"]),
    ("ItemsPointer", &["JSON"]),
];

pub(super) fn rules(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    let State::Map(map) = visit.state else { return };
    at_a_time(map, &visit.pointer, out);
    if let Some(reader) = &map.item_reader {
        let here = format!("{}/ItemReader", visit.pointer);
        let resource = reader.resource.as_deref().and_then(integration);
        let given = (&reader.parameters, &reader.arguments);
        // What reads nothing was reported as that.
        needed(resource.filter(|name| *name != WRITES), given, &here, out);
        if let Some(config) = &reader.reader_config {
            let here = format!("{here}/ReaderConfig");
            transformation(resource, config, &here, out);
            formats(config, &here, out);
            version(reader, config, visit, out);
        }
    }
    if let Some(writer) = &map.result_writer {
        let resource = writer.resource.as_deref().and_then(integration);
        let resource = resource.filter(|name| *name == WRITES);
        let given = (&writer.parameters, &writer.arguments);
        needed(
            resource,
            given,
            &format!("{}/ResultWriter", visit.pointer),
            out,
        );
    }
}

fn at_a_time(map: &Map, pointer: &str, out: &mut Vec<Diagnostic>) {
    let Some(wanted) = map
        .max_concurrency
        .as_ref()
        .and_then(crate::model::Numeric::as_i64)
    else {
        return;
    };
    let distributed = map.is_distributed();
    for (_, most) in MAX_AT_A_TIME
        .iter()
        .filter(|(of, most)| *of == distributed && wanted > *most)
    {
        let which = if distributed {
            "a Distributed Map"
        } else {
            "an inline Map"
        };
        let message = format!("{which} runs at most {most} items at a time, not {wanted}");
        out.push(
            Diagnostic::warning(
                Code::QuotaExceeded,
                format!("{pointer}/MaxConcurrency"),
                message,
            )
            .with_help(format!(
                "write {most} or less; 0 is as many as there can be"
            )),
        );
    }
}

fn needed(
    resource: Option<&str>,
    (parameters, arguments): (&Option<Json>, &Option<Json>),
    here: &str,
    out: &mut Vec<Diagnostic>,
) {
    let Some((resource, names, others)) = WHERE.iter().find(|(known, ..)| Some(*known) == resource)
    else {
        return;
    };
    let (field, given) = match (parameters, arguments) {
        (Some(given), None) => ("/Parameters", Some(given)),
        (None, Some(given)) => ("/Arguments", Some(given)),
        (None, None) => ("", None),
        _ => return,
    };
    // An expression gives what it gives.
    let members = match given {
        Some(Json::Object(members)) => Some(members),
        Some(_) => return,
        None => None,
    };
    if members.is_some_and(|members| members.keys().any(|key| has_placeholder(key))) {
        return;
    }
    let plain = |key: &str| key.strip_suffix(".$").unwrap_or(key).to_owned();
    let given: Vec<String> = members
        .into_iter()
        .flat_map(|members| members.keys().map(|key| plain(key)))
        .collect();
    let place = format!("{here}{field}");
    let mut slips: Vec<&str> = Vec::new();
    let keys = members.into_iter().flat_map(Object::keys);
    for (key, name) in keys.zip(&given) {
        let known: Vec<&str> = names.iter().chain(*others).copied().collect();
        if known.contains(&name.as_str()) {
            continue;
        }
        let meant = suggest::closest(name, known.into_iter());
        let pointer = crate::pointer::join(&place, key);
        let message = format!("`{resource}` has no parameter `{}` here", shorten(name));
        out.push(match meant {
            Some(meant) => {
                slips.push(meant);
                Diagnostic::error(Code::UnknownParameter, pointer, message)
                    .with_help(format!("did you mean `{meant}`?"))
            }
            None => {
                Diagnostic::warning(Code::UnknownParameter, pointer, message).with_help("remove it")
            }
        });
    }
    let there = |name: &&str| given.iter().any(|given| given == name) || slips.contains(name);
    let missing: Vec<&str> = names.iter().copied().filter(|name| !there(name)).collect();
    if !missing.is_empty() {
        let names = missing.join(" and ");
        out.push(
            Diagnostic::error(
                Code::MissingParameter,
                place,
                format!("`{resource}` needs {names}"),
            )
            .with_help(format!("add {names}: it says where the data is")),
        );
    }
}

fn transformation(
    resource: Option<&str>,
    config: &ReaderConfig,
    here: &str,
    out: &mut Vec<Diagnostic>,
) {
    let typed = config.input_type.is_some() || config.layout.get("InputType").is_some();
    let flattens =
        config.transformation.as_ref().map(|word| word.as_str()) == Some("LOAD_AND_FLATTEN");
    match resource {
        Some("s3:listObjectsV2") if flattens && !typed => out.push(
            Diagnostic::error(
                Code::MissingField,
                here,
                "LOAD_AND_FLATTEN reads objects whose format is not said",
            )
            .with_help("add InputType: CSV, JSON, JSONL or PARQUET"),
        ),
        Some("s3:listObjectsV2") if typed && !flattens => out.push(
            Diagnostic::warning(
                Code::ForbiddenField,
                format!("{here}/InputType"),
                "the items are the objects that are listed, whose content is not read",
            )
            .with_help(
                "add \"Transformation\": \"LOAD_AND_FLATTEN\" to read it, or remove InputType",
            ),
        ),
        Some("s3:getObject") if flattens => out.push(
            Diagnostic::warning(
                Code::ForbiddenField,
                format!("{here}/Transformation"),
                "LOAD_AND_FLATTEN is for objects that are listed, and this reads one",
            )
            .with_help("remove it, or use arn:aws:states:::s3:listObjectsV2"),
        ),
        _ => {}
    }
}

fn formats(config: &ReaderConfig, here: &str, out: &mut Vec<Diagnostic>) {
    let format = config.input_type.as_ref().map(|word| word.as_str());
    let manifest = config.manifest_type.as_ref().map(|word| word.as_str());
    if manifest == Some("ATHENA_DATA")
        && !matches!(format, Some("CSV" | "JSONL" | "PARQUET"))
        && !unknown(format)
    {
        out.push(
            Diagnostic::error(
                Code::InvalidValue,
                here,
                "a manifest of Athena names data whose format is not said",
            )
            .with_help("set InputType to CSV, JSONL or PARQUET"),
        );
    }
    let set = config.set_fields();
    for (field, formats) in WITH_FORMATS.iter().filter(|(field, _)| set.contains(field)) {
        // Without a format the one of a manifest counts, which is CSV.
        let Some(format) = format.filter(|format| !formats.contains(format) && is_known(format))
        else {
            continue;
        };
        let message = format!("{field} says nothing of {format}");
        let help = format!("remove it; it goes with {}", formats.join(", "));
        out.push(
            Diagnostic::error(Code::ForbiddenField, format!("{here}/{field}"), message)
                .with_help(help),
        );
    }
    if let Some(pointer) = config
        .items_pointer
        .as_deref()
        .filter(|text| !has_placeholder(text))
    {
        let place = format!("{here}/ItemsPointer");
        if !pointer.is_empty() && !pointer.starts_with('/') {
            out.push(
                Diagnostic::error(
                    Code::InvalidPath,
                    &place,
                    "this is no JSON pointer: it begins with `/`",
                )
                .with_help("write /order/items"),
            );
        } else if pointer.chars().count() > MAX_POINTER {
            let message = format!("the pointer has more than {MAX_POINTER} characters");
            out.push(Diagnostic::error(Code::QuotaExceeded, &place, message));
        }
    }
    if let Some(Json::Array(names)) = &config.csv_headers {
        let place = format!("{here}/CSVHeaders");
        let bytes: usize = names.iter().filter_map(Json::as_str).map(str::len).sum();
        if let Some(at) = names.iter().position(|name| name.as_str().is_none()) {
            let message = format!("the name of a field is a string, not {}", names[at].kind());
            out.push(Diagnostic::error(
                Code::WrongType,
                format!("{place}/{at}"),
                message,
            ));
        } else if bytes > MAX_HEADERS {
            let message = format!(
                "the names of the fields have {bytes} bytes, at most {MAX_HEADERS} are allowed"
            );
            out.push(Diagnostic::error(Code::QuotaExceeded, &place, message));
        }
    } else if let Some(other) = &config.csv_headers
        && !other
            .as_str()
            .is_some_and(|text| is_expression(text) || has_placeholder(text))
    {
        let message = format!("the names of the fields are a list, not {}", other.kind());
        out.push(
            Diagnostic::error(Code::WrongType, format!("{here}/CSVHeaders"), message)
                .with_help("write [\"id\", \"name\"]"),
        );
    }
}

fn is_known(format: &str) -> bool {
    ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"].contains(&format)
}

/// Whether a format is a word that is reported as itself, or a placeholder.
fn unknown(format: Option<&str>) -> bool {
    format.is_some_and(|format| !is_known(format))
}

fn version(
    reader: &ItemReader,
    config: &ReaderConfig,
    visit: &Visit<'_>,
    out: &mut Vec<Diagnostic>,
) {
    if config.input_type.as_ref().map(|word| word.as_str()) != Some("PARQUET") {
        return;
    }
    for (field, given) in [
        ("Parameters", &reader.parameters),
        ("Arguments", &reader.arguments),
    ] {
        for key in ["VersionId", "VersionId.$"] {
            if given.as_ref().is_some_and(|given| given.get(key).is_some()) {
                let pointer = format!("{}/ItemReader/{field}/{key}", visit.pointer);
                out.push(
                    Diagnostic::error(
                        Code::ForbiddenField,
                        pointer,
                        "a version of a PARQUET object cannot be chosen",
                    )
                    .with_help("remove it"),
                );
            }
        }
    }
}

/// What gives the items in JSONata: a list, or an expression.
pub(super) fn items(_: &Context<'_>, visit: &Visit<'_>, out: &mut Vec<Diagnostic>) {
    if let State::Map(map) = visit.state
        && let Some(items) = &map.items
        && visit.is_jsonata()
    {
        let fine = match items {
            Json::Array(_) => true,
            Json::Object(_) => map.is_distributed(),
            // What is half an expression was reported as that.
            Json::String(text) => {
                text.contains("{%") || text.contains("%}") || has_placeholder(text)
            }
            _ => false,
        };
        if !fine {
            let message = format!("the items are {}, not a list", items.kind());
            out.push(
                Diagnostic::error(Code::WrongType, format!("{}/Items", visit.pointer), message)
                    .with_help(
                        "write a list, or an expression that gives one: {% $states.input.items %}",
                    ),
            );
        }
    }
}
