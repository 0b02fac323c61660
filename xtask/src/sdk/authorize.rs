//! Which IAM actions an operation is authorized by, and on which types of resource.
//!
//! An operation is authorized by the action of its own name, when the service authorization reference has one. Else, in
//! turn: what `operations.txt` says, what the map of the community says if all of it exists, nothing for a call that is
//! not signed. What none of them knows stays unknown.

use super::model::{Operation, Role, first};
use super::operations::Operations;
use super::packages::Iam;
use super::services::Service;
use std::collections::BTreeSet;

/// What is known of an operation.
#[derive(Debug)]
pub(crate) struct Authorized {
    pub(crate) known: Known,
    /// Parameters that hold a role which the call passes on.
    pub(crate) roles: Vec<String>,
    /// Actions that it may also need.
    pub(crate) others: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Known {
    No,
    NotNeeded,
    Yes(Vec<Needed>),
}

/// An action, and what it is authorized on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Needed {
    /// `prefix:Name`
    pub(crate) action: String,
    pub(crate) on: Vec<Target>,
}

/// A type of resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// What the service authorization reference calls it.
    pub(crate) kind: String,
    /// Its ARN, in the notation of the tables.
    pub(crate) arn: String,
    /// Whether a call always names one.
    pub(crate) required: bool,
}

/// Words that operations begin with which take a role away, or assume it.
const NOT_PASSING: [&str; 4] = ["assume", "batchRemove", "disassociate", "remove"];

/// Prefixes of services whose parameters name roles to act on, not to pass on.
const ABOUT_ROLES: [&str; 4] = ["iam", "sso", "sts", "signin"];

/// Names that roles have where the model does not say that a text is one.
const ROLE_NAMES: [&str; 16] = [
    "AutoScalingRole",
    "CustomRole",
    "DefaultLambdaRole",
    "ExecutionRole",
    "FleetServiceRole",
    "IamFleetRole",
    "IamRole",
    "InstanceRole",
    "JobFlowRole",
    "LambdaRole",
    "OperationsRole",
    "Role",
    "ServiceExecutionRole",
    "ServiceRole",
    "ServiceRoleOverride",
    "SpotIamFleetRole",
];

/// Types of texts that are called a role of something else: an attribute in SAML, a role within a database or a domain.
const NOT_OF_IAM: [&str; 3] = ["AssertionAttribute", "BackendRole", "SnowflakeRole"];

/// What is known of an operation.
pub(crate) fn authorized(
    service: &Service,
    name: &str,
    operation: &Operation,
    iam: &Iam,
    said: &Operations,
) -> Authorized {
    let nothing = Authorized {
        known: Known::No,
        roles: Vec::new(),
        others: BTreeSet::new(),
    };
    let Some(prefix) = &service.prefix else {
        return nothing;
    };
    let own = format!("{prefix}:{}", first(name, char::to_ascii_uppercase));
    if said.by_method.contains(&service.name) && iam.action(&own).is_none() {
        let action = format!("{prefix}:{}", operation.method);
        let on = of_path(prefix, &operation.path);
        return Authorized {
            known: Known::Yes(vec![Needed { action, on }]),
            ..nothing
        };
    }
    let line = said.get(&service.name, name);
    let with_prefix = |action: &String| match action.contains(':') {
        true => action.clone(),
        false => format!("{prefix}:{action}"),
    };
    let mapped = iam.mapped(&service.mapped, name);
    let actions: Vec<String> = if let Some(actions) = line.and_then(|line| line.actions.as_ref()) {
        actions.iter().map(with_prefix).collect()
    } else if let Some(action) = iam.action(&own) {
        vec![format!("{prefix}:{}", action.name)]
    } else if operation.unsigned {
        return Authorized {
            known: Known::NotNeeded,
            ..nothing
        };
    } else if mapped.iter().all(|action| iam.action(action).is_some()) {
        mapped.to_vec()
    } else {
        Vec::new()
    };
    if actions.is_empty() {
        return nothing;
    }
    let mut others: BTreeSet<String> = line.map_or_else(BTreeSet::new, |line| {
        line.others.iter().map(with_prefix).collect()
    });
    others.extend(
        actions
            .iter()
            .flat_map(|action| iam.dependent(action).cloned()),
    );
    let in_place = line.is_some_and(|line| line.actions.is_some());
    if !in_place && mapped.iter().any(|action| actions.contains(action)) {
        others.extend(mapped.iter().cloned());
    }
    others.retain(|action| !actions.contains(action));
    let passes = others.contains("iam:PassRole");
    let may_pass = passes
        || !NOT_PASSING.iter().any(|word| begins_with(name, word))
            && actions.iter().any(|action| changes(action, iam));
    let mut roles: Vec<String> = match ABOUT_ROLES.contains(&prefix.as_str()) || !may_pass {
        true => Vec::new(),
        false => {
            let held = operation.roles.iter().filter(|role| is_held(role, passes));
            held.map(|role| role.path.clone()).collect()
        }
    };
    roles.extend(line.into_iter().flat_map(|line| line.roles.iter().cloned()));
    if !roles.is_empty() {
        others.remove("iam:PassRole");
    }
    let on_nothing = line.is_some_and(|line| line.on_nothing);
    let needed = |action: String| {
        let on = match on_nothing {
            true => Vec::new(),
            false => targets(&action, iam),
        };
        Needed { action, on }
    };
    Authorized {
        known: Known::Yes(actions.into_iter().map(needed).collect()),
        roles,
        others,
    }
}

/// The types of resource of an action.
fn targets(action: &str, iam: &Iam) -> Vec<Target> {
    let prefix = action.split(':').next().unwrap_or_default();
    let types = iam.action(action).map(|action| action.types.as_slice());
    let mut targets: Vec<Target> = Vec::new();
    for (kind, required) in types.unwrap_or_default() {
        for arn in iam.arns(prefix, kind) {
            let target = Target {
                kind: kind.clone(),
                arn: notation(arn),
                required: *required,
            };
            match targets.iter_mut().find(|known| known.arn == target.arn) {
                Some(known) => known.required |= target.required,
                None => targets.push(target),
            }
        }
    }
    targets
}

/// API Gateway authorizes by the path of the request; version 2 has its paths below `/v2`, its resources have not. A private
/// domain name belongs to the account.
fn of_path(prefix: &str, path: &str) -> Vec<Target> {
    let path = path.strip_prefix("/v2").unwrap_or(path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let shared = match path.strip_prefix("/tags/") {
        // The ARN of what has the tags, escaped.
        Some(_) => "/tags/{EscapedArn}",
        None => path,
    };
    let target = |account: &str, path: &str| Target {
        kind: "path".to_owned(),
        arn: format!("arn:{{partition}}:{prefix}:{{region}}:{account}:{path}"),
        required: true,
    };
    let private = path.replacen("{DomainName}", "{DomainName}+{DomainNameId}", 1);
    if path.starts_with("/domainnameaccessassociations") {
        vec![target("{account}", path)]
    } else if path.starts_with("/domainnames/") {
        vec![target("", shared), target("{account}", &private)]
    } else {
        vec![target("", shared)]
    }
}

/// An ARN of the service authorization reference in the notation of the tables.
fn notation(arn: &str) -> String {
    let arn = arn
        .replace("${", "{")
        .replace("{Partition}", "{partition}")
        .replace("{Region}", "{region}")
        .replace("{Account}", "{account}");
    // Some call the account otherwise where it stands.
    arn.replacen(":{AccountId}:", ":{account}:", 1)
}

fn begins_with(operation: &str, word: &str) -> bool {
    let rest = operation.strip_prefix(word);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn changes(action: &str, iam: &Iam) -> bool {
    let action = iam.action(action);
    action.is_some_and(|action| !matches!(action.level.as_str(), "Read" | "List"))
}

/// Whether a text that is called a role is one of IAM. Those of a list are usually for others to assume, unless it is known
/// that the call passes roles on.
fn is_held(role: &Role, passes: bool) -> bool {
    let last = role.path.rsplit('.').next().unwrap_or_default();
    let (name, many) = match last.split_once('[') {
        Some((name, many)) => (name, many == "]"),
        None => (last, false),
    };
    if many {
        return passes && matches!(name, "RoleArns" | "IamRoles");
    }
    let upper = name.to_ascii_uppercase();
    upper.contains("ROLEARN")
        || ROLE_NAMES.contains(&name) && !NOT_OF_IAM.contains(&role.shape.as_str())
        || upper.ends_with("ROLE") && (role.is_role || role.shape.ends_with("RoleArn"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_told_by_name_and_form() {
        let held = |path: &str, shape: &str, is_role| {
            let role = Role {
                path: path.to_owned(),
                shape: shape.to_owned(),
                is_role,
            };
            is_held(&role, true)
        };
        assert!(held("RoleArn", "String", false));
        assert!(held("Config.S3AccessRoleARN", "String", false));
        assert!(held("Roles[].RoleArn", "String", false));
        assert!(held("InputUpdates[].RoleARNUpdate", "String", false));
        assert!(held("DataTransferRole", "Role", true));
        assert!(held("ServiceRole", "String", false));
        assert!(held("RoleArns[]", "RoleArn", true));
        assert!(!held("EmrSettings.AssumableRoleArns[]", "RoleArn", true));
        assert!(!held("Attributes.Role", "AssertionAttribute", false));
        assert!(!held("MasterBackendRole", "BackendRole", false));
        assert!(!held("RoleName", "RoleName", true));
    }

    #[test]
    fn the_paths_of_api_gateway_are_its_resources() {
        let arns = |path| -> Vec<String> {
            let targets = of_path("apigateway", path).into_iter();
            targets.map(|target| target.arn).collect()
        };
        assert_eq!(
            arns("/v2/apis/{ApiId}/routes"),
            ["arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes"]
        );
        assert_eq!(
            arns("/tags/{ResourceArn}"),
            ["arn:{partition}:apigateway:{region}::/tags/{EscapedArn}"]
        );
        assert_eq!(
            arns("/domainnames/{DomainName}"),
            [
                "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}",
                "arn:{partition}:apigateway:{region}:{account}:/domainnames/{DomainName}+{DomainNameId}"
            ]
        );
    }

    #[test]
    fn a_word_begins_an_operation() {
        assert!(begins_with("getThing", "get"));
        assert!(!begins_with("getaway", "get"));
    }
}
