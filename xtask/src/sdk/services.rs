//! The services that AWS SDK integrations know: `xtask/sdk/services.txt`, whose head says how it is written.

use super::model::{Model, Models, first};
use super::packages::bare;

/// A service.
#[derive(Debug, Default)]
pub(crate) struct Service {
    /// As in `arn:aws:states:::aws-sdk:name:operation`.
    pub(crate) name: String,
    /// The folder of its model; none when the SDKs have dropped it.
    pub(crate) folder: Option<String>,
    /// The prefix of its IAM actions; none when it has none.
    pub(crate) prefix: Option<String>,
    /// What the map of the community may call it.
    pub(crate) mapped: Vec<String>,
    /// Operations that Step Functions leaves out, beginning with a small letter, sorted.
    pub(crate) without: Vec<String>,
}

impl Service {
    /// The operations that Step Functions can call.
    pub(crate) fn operations<'m>(
        &'m self,
        model: Option<&'m Model>,
    ) -> impl Iterator<Item = (&'m String, &'m super::model::Operation)> {
        let all = model.map(|model| &model.operations).into_iter().flatten();
        all.filter(|(name, _)| !self.without.contains(name))
    }
}

/// Reads the list, and finds what it leaves to the models. Sorted by name.
pub(crate) fn read(file: &str, text: &str, models: &Models) -> Result<Vec<Service>, Vec<String>> {
    let (mut services, mut problems) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match service(line, models) {
            Ok(service) => services.push(service),
            Err(problem) => problems.push(format!("{file}:{}: {problem}", at + 1)),
        }
    }
    services.sort_by(|a: &Service, b: &Service| a.name.cmp(&b.name));
    for pair in services.windows(2) {
        if pair[0].name == pair[1].name {
            problems.push(format!("{file}: `{}` is there twice", pair[0].name));
        }
    }
    if problems.is_empty() {
        Ok(services)
    } else {
        Err(problems)
    }
}

fn service(line: &str, models: &Models) -> Result<Service, String> {
    let mut words = line.split(' ');
    let name = words.next().unwrap_or_default().to_owned();
    let mut service = Service {
        folder: models.folder_of(&bare(&name)).map(str::to_owned),
        name,
        ..Service::default()
    };
    let mut prefix = None;
    let known = |text: &str| (text != "-").then(|| text.to_owned());
    while let Some(word) = words.next() {
        match word.split_once('=') {
            Some(("botocore", folder)) => service.folder = known(folder),
            Some(("iam", given)) => prefix = Some(known(given)),
            Some(("map", name)) => service.mapped.push(name.to_owned()),
            None if word == "without" => {
                let rest = words.by_ref();
                service.without = rest
                    .map(|name| first(name, char::to_ascii_lowercase))
                    .collect();
                service.without.sort();
            }
            _ => return Err(format!("`{word}` is not known")),
        }
    }
    let model = match &service.folder {
        Some(folder) => Some(
            models
                .get(folder)
                .ok_or_else(|| format!("botocore has no `{folder}`"))?,
        ),
        None if prefix.is_none() => {
            return Err(format!("no model has the service id `{}`", service.name));
        }
        None => None,
    };
    service.mapped.push(service.name.clone());
    service.mapped.extend(service.folder.clone());
    service.mapped.extend(model.map(|model| model.id.clone()));
    service.prefix = prefix.unwrap_or_else(|| model.map(|model| model.signed_for.clone()));
    Ok(service)
}
