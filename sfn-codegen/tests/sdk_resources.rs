//! Every SDK call on the resources that its parameters name: over the whole table, what the call says is in the policy.
//!
//! Reads both tables as text, each in its own words, so that nothing here shares code with what it tests.

use sfn_asl::StateMachine;
use sfn_codegen::iam;
use std::collections::BTreeSet;
use std::path::Path;

/// How many operations have resources, all of which their parameters name. It only grows: with a newer SDK, say why not.
const ALL_NAMED: usize = 10_957;

/// Variables that a parameter is called like which does not give them, each with its reason.
const OPEN: &str = include_str!("policies/sdk_open.txt");

/// An operation of the table that has resources.
struct Operation {
    service: String,
    name: String,
    /// The resources of all its actions: a template, and the parameter that may hold the whole ARN.
    resources: Vec<(String, Option<String>)>,
    parameters: Vec<String>,
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of each service: its name, and the words of each line.
fn services(text: &str) -> Vec<(String, Vec<Vec<&str>>)> {
    let mut services: Vec<(String, Vec<Vec<&str>>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        if let Some(name) = words[0].strip_prefix('[') {
            services.push((name.trim_end_matches(']').to_owned(), Vec::new()));
        } else if let Some((_, lines)) = services.last_mut() {
            lines.push(words);
        }
    }
    services
}

/// The names that letters stand for: `b` is the second, `1a` the 53rd.
fn named(letters: &str, names: &[&str]) -> Vec<String> {
    let mut rounds = 0;
    let mut found = Vec::new();
    for c in letters.chars().filter(|c| *c != '-') {
        match c.to_digit(10) {
            Some(digit) => rounds = rounds * 10 + digit as usize,
            None => {
                let upper = usize::from(c.is_ascii_uppercase()) * 26;
                let letter = c.to_ascii_lowercase() as usize - 'a' as usize;
                found.push(names[rounds * 52 + upper + letter].to_owned());
                rounds = 0;
            }
        }
    }
    found
}

fn operations() -> Vec<Operation> {
    let (actions, parameters) = (
        read("data/sdk.txt"),
        read("../sfn-sdk/data/sdk_parameters.txt"),
    );
    let mut operations = Vec::new();
    for ((service, lines), (same, known)) in services(&actions).iter().zip(services(&parameters)) {
        assert_eq!(*service, same);
        let is_template = |words: &&Vec<&str>| words[0].parse::<usize>().is_ok();
        let templates: Vec<String> = lines
            .iter()
            .filter(is_template)
            .map(|words| words[1..].join(" "))
            .collect();
        let names = known.iter().find(|words| words[0] == "names");
        let names = names.map_or(&[][..], |words| &words[1..]);
        for words in lines
            .iter()
            .filter(|words| !is_template(words) && words.len() > 2)
        {
            let [name, _, on] = words[..3] else { continue };
            let mut resources = Vec::new();
            for list in on.split(';') {
                let mut holder = None;
                for word in list.split(',') {
                    if let Some(parameter) = word.strip_prefix('@') {
                        holder = Some(parameter.to_owned());
                    } else if let Ok(number) = word.parse::<usize>() {
                        resources.push((templates[number - 1].clone(), holder.clone()));
                    } else {
                        holder = None;
                    }
                }
            }
            let taken = known.iter().find(|words| words[0] == name).unwrap();
            let taken = taken[1..].concat();
            if !resources.is_empty() {
                operations.push(Operation {
                    service: service.clone(),
                    name: name.to_owned(),
                    resources,
                    parameters: named(&taken, names),
                });
            }
        }
    }
    assert!(operations.len() > 13_000, "{}", operations.len());
    operations
}

/// The variables of a template, words that say how they are read left out.
fn variables(template: &str) -> impl Iterator<Item = (&str, bool)> {
    let inside = template.split('{').skip(1);
    let inside = inside.filter_map(|rest| rest.split('}').next());
    inside
        .filter(|name| !["partition", "region", "account"].contains(name))
        .map(|name| {
            let (name, words) = name.split_once(' ').unwrap_or((name, ""));
            (name, !words.is_empty())
        })
}

/// ARNs that `data/sdk_rules.txt` fills: what they come to is in `policies/sdk.txt`.
fn ruled() -> BTreeSet<String> {
    let rules = read("data/sdk_rules.txt");
    let heads = rules.lines().filter_map(|line| line.strip_prefix("[arn:"));
    heads
        .flat_map(|head| head.trim_end_matches(']').split(' '))
        .map(|arn| format!("arn:{}", arn.trim_start_matches("arn:")))
        .collect()
}

/// What the policy allows for a call in which every parameter is the text `v-` and its name.
fn allowed(operation: &Operation, lists: &BTreeSet<&str>) -> BTreeSet<String> {
    let values: Vec<String> = operation
        .parameters
        .iter()
        .map(|name| match lists.contains(name.as_str()) {
            true => format!(r#""{name}": ["v-{name}"]"#),
            false => format!(r#""{name}": "v-{name}""#),
        })
        .collect();
    let text = format!(
        r#"{{"StartAt": "S", "States": {{"S": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:{}:{}", "Parameters": {{{}}}, "End": true}}}}}}"#,
        operation.service,
        operation.name,
        values.join(",")
    );
    let machine = StateMachine::from_json_str(&text).unwrap();
    let role = iam::role(&machine, "w").unwrap_or_else(|errors| panic!("{text}\n{errors:?}"));
    let statements = role.policy.statements.into_iter();
    statements
        .flat_map(|statement| statement.resources)
        .collect()
}

#[test]
fn what_parameters_name_is_exact() {
    let ruled = ruled();
    let mut all_named = 0;
    let mut wrong = Vec::new();
    let operations = operations();
    for operation in &operations {
        let mut lists = BTreeSet::new();
        let mut expected = Vec::new();
        let mut every = true;
        for (template, holder) in &operation.resources {
            if ruled.contains(template) {
                continue;
            }
            let mut text = template.clone();
            let mut named = true;
            for (variable, words) in variables(template) {
                let name = variable.strip_suffix("[]").unwrap_or(variable);
                if name != variable {
                    lists.insert(name);
                }
                named &= operation.parameters.iter().any(|known| known == name);
                // How a value is read when it is not just put in is tested with the reading.
                named &= !words;
                text = text.replace(&format!("{{{variable}}}"), &format!("v-{name}"));
            }
            every &= named || holder.is_some();
            if named {
                expected.push(
                    text.replace("{partition}", "${AWS::Partition}")
                        .replace("{region}", "${AWS::Region}")
                        .replace("{account}", "${AWS::AccountId}"),
                );
            }
        }
        all_named += usize::from(every);
        if expected.is_empty() {
            continue;
        }
        let found = allowed(operation, &lists);
        // What is wider may have taken it in.
        let wider = |text: &str, one: &String| {
            one.strip_suffix('*')
                .is_some_and(|beginning| text.starts_with(beginning))
        };
        let covered =
            |text: &String| found.contains(text) || found.iter().any(|one| wider(text, one));
        if let Some(missing) = expected.iter().find(|text| !covered(text)) {
            wrong.push(format!(
                "{}:{} lacks {missing}: {found:?}",
                operation.service, operation.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{all_named} of {}", operations.len());
    assert!(all_named >= ALL_NAMED, "{all_named}");
}

/// What a name is about, and what it ends with that says how it names it.
fn about(name: &str) -> (String, &'static str) {
    let lower = name.to_lowercase();
    let endings = ["identifier", "arn", "name", "id"];
    for ending in endings {
        if let Some(rest) = lower.trim_end_matches('s').strip_suffix(ending) {
            return (rest.to_owned(), ending);
        }
    }
    (lower, "")
}

/// Whether a parameter is called as a variable is: about the same, the service before it or not. A name is not an id.
fn is_called_like(parameter: &str, variable: &str, service: &str) -> bool {
    let (told, by) = about(parameter);
    let (wanted, how) = about(variable);
    let same = told == wanted
        || format!("{service}{told}") == wanted
        || told == format!("{service}{wanted}");
    same && !wanted.is_empty() && wanted != "resource" && !(how == "id" && by == "name")
}

#[test]
fn no_parameter_that_names_a_resource_is_passed_over() {
    let ruled = ruled();
    let mut open: BTreeSet<&str> = OPEN
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let mut wrong = BTreeSet::new();
    for operation in operations() {
        for (template, holder) in &operation.resources {
            if holder.is_some() || ruled.contains(template) {
                continue;
            }
            for (variable, _) in variables(template) {
                let bare = variable.trim_end_matches("[]");
                if operation.parameters.iter().any(|known| known == bare) {
                    continue;
                }
                for parameter in &operation.parameters {
                    // A parameter that another variable of the ARN is, is not this one.
                    let elsewhere = variables(template)
                        .any(|(other, _)| other.trim_end_matches("[]") == parameter);
                    if !elsewhere && is_called_like(parameter, bare, &operation.service) {
                        wrong.insert(format!("{} {bare} {parameter}", operation.service));
                    }
                }
            }
        }
    }
    let missing: Vec<&String> = wrong
        .iter()
        .filter(|line| !open.remove(line.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(
        open.is_empty(),
        "policies/sdk_open.txt: {open:?} is filled now"
    );
}
