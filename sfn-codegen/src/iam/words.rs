//! How a parameter is read that is neither a name nor an ARN: a queue's URL, an API's host name, a key.

use super::arn::{Arn, split_outside, whole_placeholder};
use super::object::{Kind, other_attribute};
use super::read::{Place, stands_for_arn};
use super::template::{ACCOUNT, REGION};

/// A way to read a value, as a word in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// `url`: `https://sqs.eu-west-1.amazonaws.com/123456789012/name`
    Url,
    /// `host`: `id.execute-api.eu-west-1.amazonaws.com`
    Host,
    /// `s3`: `s3://bucket/key`
    S3,
    /// `rel`: without its leading slash
    Relative,
    /// `public`: a document or parameter, in no account when its name is one that only AWS may give
    Public,
    /// `path`: without its leading slash, with one at the end
    Folder,
    /// `secret`: a secret, which the service gives six more characters
    Secret,
    /// `address`: the address in `Shop <orders@example.com>`
    Address,
    /// `domain`: the domain of that address
    Domain,
    /// `copy`: `bucket/key?versionId=..`
    CopySource,
    /// `key`: a KMS key, or an alias that does not tell it
    Key,
    /// `arn`: an ARN; anything else is as if it were not there
    OnlyArn,
    /// `model`: the id of a foundation model, or of an inference profile that routes to one
    Model,
    /// `unqualified`: a state machine, without the version or alias behind its name
    Unqualified,
    /// `qualifier`: that version or alias, in a condition
    Qualifier,
    /// `machine`: a state machine whose name is asked for
    Machine,
    /// `profile`: the id of an inference profile; anything else is as if it were not there
    Profile,
}

/// What ids of inference profiles begin with: where they route to.
/// Source: <https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html>, November 2026.
const GEOGRAPHIES: [&str; 8] = [
    "apac.", "au.", "ca.", "eu.", "global.", "jp.", "us-gov.", "us.",
];

/// The attributes of a queue that are its URL, and the one that is its ARN.
const QUEUE_ARN: [(Kind, &str, &str); 3] = [
    (Kind::Any, "QueueUrl", "Arn"),
    (Kind::Terraform("aws_sqs_queue"), "url", "arn"),
    (Kind::Terraform("aws_sqs_queue"), "id", "arn"),
];

/// The attributes of a state machine that are its ARN, and the one that is its name.
const MACHINE_NAME: [(Kind, &str, &str); 3] = [
    (Kind::Any, "Arn", "Name"),
    (Kind::Terraform("aws_sfn_state_machine"), "arn", "name"),
    (Kind::Terraform("aws_sfn_state_machine"), "id", "name"),
];

/// What a value says.
pub(crate) enum Answer {
    /// A name, and where it is.
    Name(String, Option<Place>),
    /// The whole ARN, and why there is a `*` or `?` in it.
    Whole(String, Option<String>),
    /// Nothing that helps, and why.
    Open(String),
    /// It is a name or an ARN like any other.
    Plain,
    /// A name in several places, and why.
    Spread(String, Option<Place>, String),
    /// As if the parameter were not there.
    Absent,
}

impl Reader {
    pub(crate) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "url" => Self::Url,
            "host" => Self::Host,
            "s3" => Self::S3,
            "rel" => Self::Relative,
            "public" => Self::Public,
            "path" => Self::Folder,
            "secret" => Self::Secret,
            "address" => Self::Address,
            "domain" => Self::Domain,
            "copy" => Self::CopySource,
            "key" => Self::Key,
            "arn" => Self::OnlyArn,
            "machine" => Self::Machine,
            "unqualified" => Self::Unqualified,
            "qualifier" => Self::Qualifier,
            "model" => Self::Model,
            "profile" => Self::Profile,
            _ => return None,
        })
    }

    pub(crate) fn read(self, text: &str, parameter: &str) -> Answer {
        let only_later = || {
            Answer::Open(format!(
                "what `{text}` stands for is known only at deployment"
            ))
        };
        match self {
            Self::Url => match queue(text) {
                Some((name, place)) => Answer::Name(name, Some(place)),
                None if Arn::parse(text).is_some() => Answer::Plain,
                None if let Some(arn) = other_attribute(text, &QUEUE_ARN) => {
                    Answer::Whole(arn, None)
                }
                // Not what the API takes, but what it may be known to be.
                None if stands_for_arn(text, "") => Answer::Plain,
                None if whole_placeholder(text).is_some() => Answer::Open(format!(
                    "the queue whose URL `{text}` stands for is known only at deployment; with a placeholder for its name, `https://sqs.{REGION}.${{AWS::URLSuffix}}/{ACCOUNT}/${{QueueName}}`, only that queue is allowed"
                )),
                None => Answer::Open(format!("`{parameter}` is not the URL of a queue")),
            },
            Self::Host if whole_placeholder(text).is_some() => only_later(),
            Self::Host => {
                let (id, rest) = split_outside(text, b'.').unwrap_or((text, ""));
                let region = rest
                    .strip_prefix("execute-api.")
                    .and_then(|rest| split_outside(rest, b'.'));
                match region {
                    Some((region, _)) => {
                        let place = Place {
                            partition: None,
                            region: region.to_owned(),
                            account: ACCOUNT.to_owned(),
                        };
                        Answer::Name(id.to_owned(), Some(place))
                    }
                    None => Answer::Open(format!(
                        "`{parameter}` is a domain name that does not tell the API"
                    )),
                }
            }
            Self::S3 => match text.strip_prefix("s3://") {
                Some(object) => {
                    let arn = format!("arn:{}:s3:::{object}", super::template::PARTITION);
                    Answer::Whole(arn, None)
                }
                None => Answer::Open(format!("`{parameter}` is not an s3:// URI")),
            },
            Self::Relative if Arn::parse(text).is_some() => Answer::Plain,
            Self::Relative => Answer::Name(text.trim_start_matches('/').to_owned(), None),
            Self::Public if Arn::parse(text).is_some() => Answer::Plain,
            Self::Public => public(text.trim_start_matches('/')),
            Self::Folder => {
                let folder = text.trim_matches('/');
                Answer::Name(
                    if folder.is_empty() {
                        String::new()
                    } else {
                        format!("{folder}/")
                    },
                    None,
                )
            }
            Self::Secret => secret(text),
            Self::Address if Arn::parse(text).is_some() => Answer::Plain,
            Self::Address => Answer::Name(address(text).to_owned(), None),
            Self::Domain => match address(text).rsplit_once('@') {
                Some((_, domain)) => Answer::Name(domain.to_owned(), None),
                None => Answer::Open(format!(
                    "the domain of `{text}` is known only at deployment"
                )),
            },
            Self::CopySource if text.starts_with("arn:") => {
                let source = text.split_once("?versionId=").map_or(text, |(arn, _)| arn);
                match Arn::parse(source) {
                    Some(arn) if arn.service == "s3" && arn.resource.contains("/object/") => {
                        Answer::Whole(source.to_owned(), None)
                    }
                    _ => Answer::Open(format!("`{parameter}` is an access point")),
                }
            }
            Self::CopySource => {
                let source = text.trim_start_matches('/');
                Answer::Name(
                    source
                        .split_once("?versionId=")
                        .map_or(source, |(source, _)| source)
                        .to_owned(),
                    None,
                )
            }
            Self::Unqualified => match qualified(text) {
                Some((machine, _)) => Answer::Whole(machine.to_owned(), None),
                None => Answer::Plain,
            },
            Self::Qualifier => match qualified(text) {
                Some((_, qualifier)) => Answer::Name(qualifier.to_owned(), None),
                None => Answer::Absent,
            },
            Self::Machine => match other_attribute(text, &MACHINE_NAME) {
                Some(name) => Answer::Name(name, None),
                None => Answer::Plain,
            },
            Self::OnlyArn if text.starts_with("arn:") || text.ends_with("Arn}") => Answer::Plain,
            Self::OnlyArn => Answer::Absent,
            // Which models a profile of one's own routes to, only the profile tells.
            Self::Model => match model_of_profile(text).or_else(|| profile_arn(text)) {
                Some(model) => {
                    let place = Place {
                        partition: None,
                        region: "*".to_owned(),
                        account: ACCOUNT.to_owned(),
                    };
                    let why = "an inference profile routes to several regions".to_owned();
                    Answer::Spread(model.to_owned(), Some(place), why)
                }
                None => Answer::Plain,
            },
            Self::Profile if model_of_profile(text).is_some() || profile_arn(text).is_some() => {
                Answer::Plain
            }
            Self::Profile => Answer::Absent,
            Self::Key => {
                let alias = Arn::parse(text)
                    .map_or(text, |arn| arn.resource)
                    .starts_with("alias/");
                if alias {
                    Answer::Open("the alias of a key does not tell the key".to_owned())
                } else {
                    Answer::Plain
                }
            }
        }
    }
}

/// The model that an inference profile routes to, when the id is that of one.
fn model_of_profile(id: &str) -> Option<&str> {
    GEOGRAPHIES
        .iter()
        .find_map(|geography| id.strip_prefix(geography))
}

/// The model that an inference profile routes to, when the text is the ARN of one; of an application's own profile, `*`.
fn profile_arn(text: &str) -> Option<&str> {
    let resource = Arn::parse(text)
        .filter(|arn| arn.service == "bedrock")?
        .resource;
    match resource.split_once('/')? {
        ("inference-profile", id) => Some(model_of_profile(id).unwrap_or("*")),
        ("application-inference-profile", _) => Some("*"),
        _ => None,
    }
}

/// The ARN of a state machine, or a placeholder for it, and the version or alias behind it.
fn qualified(text: &str) -> Option<(&str, &str)> {
    let qualifier = match Arn::parse(text) {
        Some(arn) => {
            let name = arn.resource.strip_prefix("stateMachine:")?;
            split_outside(name, b':')?.1
        }
        None => {
            let (machine, qualifier) = split_outside(text, b':')?;
            whole_placeholder(machine)?;
            qualifier
        }
    };
    Some((&text[..text.len() - qualifier.len() - 1], qualifier))
}

/// What AWS gives out has no account in its ARN, in some services, and `aws` in others.
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html>, on the names that
/// are theirs, November 2026.
fn public(name: &str) -> Answer {
    let begins = |with: &str| {
        name.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if !["aws", "amazon", "amzn"].into_iter().any(begins) {
        return if whole_placeholder(name).is_some() {
            Answer::Plain
        } else {
            Answer::Name(name.to_owned(), None)
        };
    }
    let place = Place {
        partition: None,
        region: REGION.to_owned(),
        account: "*".to_owned(),
    };
    let why = format!("`{name}` is one that AWS gives out, which belongs to no account");
    Answer::Spread(name.to_owned(), Some(place), why)
}

/// The name and place of a queue from its URL, in the forms `https://sqs.REGION.SUFFIX/ACCOUNT/NAME`,
/// `https://queue.amazonaws.com/ACCOUNT/NAME` and `https://REGION.queue.SUFFIX/ACCOUNT/NAME`.
fn queue(url: &str) -> Option<(String, Place)> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.split_once('/')?;
    let (account, name) = path.split_once('/')?;
    let region = if let Some(rest) = host
        .strip_prefix("sqs.")
        .or_else(|| host.strip_prefix("sqs-fips."))
    {
        match rest.strip_prefix(REGION) {
            Some(_) => REGION,
            None => rest.split_once('.')?.0,
        }
    } else if host == "queue.amazonaws.com" {
        "us-east-1"
    } else {
        host.split_once(".queue.")?.0
    };
    if name.is_empty() || name.contains('/') || account.is_empty() {
        return None;
    }
    let partition = crate::settings::partition_of(region).filter(|_| !region.contains("${"));
    let place = Place {
        partition: partition.map(str::to_owned),
        region: region.to_owned(),
        account: account.to_owned(),
    };
    Some((name.to_owned(), place))
}

/// The address in a header such as `Shop <orders@example.com>`.
fn address(text: &str) -> &str {
    let inside = text
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or(text, |(address, _)| address).trim()
}

/// The ARN of a secret ends in six characters that only the service knows, unless the ARN is given in full.
fn secret(text: &str) -> Answer {
    const MORE: &str = "-??????";
    const WHY: &str = "the service puts six more characters behind the name of a secret";
    match Arn::parse(text) {
        Some(arn) => {
            let full = arn.resource.rsplit_once('-').is_some_and(|(_, end)| {
                end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
            if full {
                Answer::Whole(text.to_owned(), None)
            } else {
                Answer::Whole(format!("{text}{MORE}"), Some(WHY.to_owned()))
            }
        }
        None if whole_placeholder(text).is_some() => Answer::Plain,
        None => Answer::Spread(format!("{text}{MORE}"), None, WHY.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(reader: Reader, text: &str) -> String {
        match reader.read(text, "P") {
            Answer::Name(name, place) => place.map_or(name.clone(), |place| {
                format!("{name} in {} {}", place.region, place.account)
            }),
            Answer::Whole(arn, _) => arn,
            Answer::Open(why) => format!("open: {why}"),
            Answer::Spread(name, place, _) => {
                place.map_or(name.clone(), |place| format!("{name} in {}", place.region))
            }
            Answer::Absent => "absent".to_owned(),
            Answer::Plain => format!("plain: {text}"),
        }
    }

    #[test]
    fn queues_have_urls_of_several_forms() {
        let name = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
        assert_eq!(read(Reader::Url, name), "orders in eu-west-1 123456789012");
        let pseudo = "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/orders.fifo";
        assert_eq!(
            read(Reader::Url, pseudo),
            "orders.fifo in ${AWS::Region} ${AWS::AccountId}"
        );
        assert_eq!(
            read(Reader::Url, "https://queue.amazonaws.com/1/q"),
            "q in us-east-1 1"
        );
        assert_eq!(
            read(Reader::Url, "https://us-west-2.queue.amazonaws.com/1/q"),
            "q in us-west-2 1"
        );
        assert!(
            read(Reader::Url, "${QueueUrl}").starts_with("open: the queue whose URL `${QueueUrl}`")
        );
        assert_eq!(read(Reader::Url, "${Orders.QueueUrl}"), "${Orders.Arn}");
        assert_eq!(
            read(Reader::Url, "${aws_sqs_queue.orders.url}"),
            "${aws_sqs_queue.orders.arn}"
        );
        assert!(read(Reader::Url, "${module.orders.url}").starts_with("open: "));
        assert!(read(Reader::Url, "orders").starts_with("open: `P` is not the URL"));
    }

    #[test]
    fn secrets_get_the_characters_that_are_missing() {
        assert_eq!(read(Reader::Secret, "db"), "db-??????");
        let full = "arn:aws:secretsmanager:r:1:secret:db-AbC123";
        assert_eq!(read(Reader::Secret, full), full);
        assert_eq!(
            read(Reader::Secret, "arn:aws:secretsmanager:r:1:secret:db"),
            "arn:aws:secretsmanager:r:1:secret:db-??????"
        );
    }

    #[test]
    fn an_address_may_be_within_a_name() {
        let named = "Shop <orders@mail.example.com>";
        assert_eq!(read(Reader::Address, named), "orders@mail.example.com");
        assert_eq!(read(Reader::Domain, named), "mail.example.com");
        assert_eq!(read(Reader::Domain, "a@example.com"), "example.com");
        assert!(read(Reader::Domain, "${Sender}").starts_with("open: the domain of"));
    }

    #[test]
    fn other_readers() {
        assert_eq!(
            read(Reader::Host, "a1.execute-api.eu-west-1.amazonaws.com"),
            "a1 in eu-west-1 ${AWS::AccountId}"
        );
        // What is in a placeholder belongs to it.
        assert_eq!(
            read(
                Reader::Host,
                "${aws_api_gateway_rest_api.pets.id}.execute-api.${var.region}.amazonaws.com"
            ),
            "${aws_api_gateway_rest_api.pets.id} in ${var.region} ${AWS::AccountId}"
        );
        assert!(read(Reader::Host, "api.example.com").starts_with("open: "));
        assert_eq!(read(Reader::Machine, "${Child.Arn}"), "${Child.Name}");
        assert_eq!(
            read(Reader::Machine, "${aws_sfn_state_machine.child.arn}"),
            "${aws_sfn_state_machine.child.name}"
        );
        assert_eq!(read(Reader::Machine, "${ChildArn}"), "plain: ${ChildArn}");
        let live = "arn:aws:states:eu-west-1:123456789012:stateMachine:child:live";
        assert_eq!(
            read(Reader::Unqualified, live),
            "arn:aws:states:eu-west-1:123456789012:stateMachine:child"
        );
        assert_eq!(read(Reader::Qualifier, live), "live");
        assert_eq!(read(Reader::Unqualified, "${Child.Arn}:3"), "${Child.Arn}");
        assert_eq!(read(Reader::Qualifier, "${Child.Arn}:3"), "3");
        assert_eq!(read(Reader::Qualifier, "${ChildArn}"), "absent");
        assert_eq!(read(Reader::Folder, "/a/b/"), "a/b/");
        assert_eq!(read(Reader::Folder, "/"), "");
        assert_eq!(read(Reader::CopySource, "/b/k?versionId=3"), "b/k");
        assert!(read(Reader::Key, "alias/x").starts_with("open: "));
        assert_eq!(
            read(Reader::S3, "s3://b/k"),
            "arn:${AWS::Partition}:s3:::b/k"
        );
    }
}
