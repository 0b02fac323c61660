//! Finds the services in `sfn-codegen/data/sdk.txt`, so that a look-up goes straight to the right lines.
//!
//! The text itself is what the library searches; only where each service begins is written as Rust.

use crate::emit::head;
use std::fmt::Write as _;

/// The index, as Rust; or what is wrong with the text.
pub(crate) fn index(text: &str) -> Result<String, Vec<String>> {
    let mut services: Vec<Service<'_>> = Vec::new();
    let mut problems = Vec::new();
    let mut offset = 0;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let body = line.trim_end_matches('\n');
        let problem = if body.starts_with('#') || body.is_empty() {
            None
        } else if let Some(rest) = body.strip_prefix('[') {
            begin(&mut services, rest, offset + line.len())
        } else {
            services.last_mut().map_or_else(
                || Some("not in a service".to_owned()),
                |service| add(service, body, offset),
            )
        };
        if let Some(problem) = problem {
            problems.push(format!("sdk.txt:{}: {problem}", at + 1));
        }
        offset += line.len();
        if let Some(service) = services.last_mut() {
            service.end = offset;
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut out = head(
        "data/sdk.txt",
        "Where each service begins in the table of SDK calls.",
    );
    out.push_str("use crate::iam::sdk::table::Service;\n\n");
    let _ = write!(
        out,
        "/// The services, sorted by name.\npub(in crate::iam) static SERVICES: [Service; {}] = [\n",
        services.len()
    );
    for service in &services {
        let _ = writeln!(
            out,
            "    Service {{ name: {:?}, prefix: {:?}, templates: {}, operations: {}, end: {} }},",
            service.name,
            service.prefix,
            service.templates,
            service.operations.unwrap_or(service.end),
            service.end
        );
    }
    out.push_str("];\n");
    Ok(out)
}

struct Service<'t> {
    name: &'t str,
    prefix: &'t str,
    templates: usize,
    operations: Option<usize>,
    end: usize,
    last: &'t str,
}

fn begin<'t>(services: &mut Vec<Service<'t>>, rest: &'t str, templates: usize) -> Option<String> {
    let Some((name, prefix)) = rest.split_once("] ") else {
        return Some("a service is `[name] prefix`".to_owned());
    };
    let sorted = services.last().is_none_or(|last| last.name < name);
    services.push(Service {
        name,
        prefix,
        templates,
        operations: None,
        end: templates,
        last: "",
    });
    (!sorted).then(|| format!("`{name}` is not in order"))
}

fn add<'t>(service: &mut Service<'t>, line: &'t str, offset: usize) -> Option<String> {
    if line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with("unsupported ") {
        return service
            .operations
            .is_some()
            .then(|| "it belongs before the operations".to_owned());
    }
    service.operations.get_or_insert(offset);
    let mut columns = line.split(' ');
    let name = columns.next().unwrap_or_default();
    let sorted = service.last < name;
    service.last = name;
    if !sorted {
        return Some(format!("`{name}` is not in order"));
    }
    (columns.count() < 2).then(|| format!("`{name}` has too few columns"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_text() {
        let text = "# head\n[a] x\n1 arn:y\ngetIt = 1\nputIt = 1\n[b] b\n";
        let rust = index(text).unwrap();
        assert!(
            rust.contains("name: \"a\", prefix: \"x\", templates: 13, operations: 21, end: 41"),
            "{rust}"
        );
        assert!(
            rust.contains("name: \"b\", prefix: \"b\", templates: 47, operations: 47, end: 47"),
            "{rust}"
        );
    }

    #[test]
    fn disorder_is_an_error() {
        let problems = index("[b] b\nz = *\na = *\n[a] a\n").unwrap_err();
        assert_eq!(
            problems,
            [
                "sdk.txt:3: `a` is not in order",
                "sdk.txt:4: `a` is not in order"
            ]
        );
    }
}
