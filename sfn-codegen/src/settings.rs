//! What a synthesis can be told beyond the workflow: where it will run, and where files go.
//!
//! Nothing here is read from the machine: two runs with equal settings give equal bytes.

use crate::artifacts::Beyond;
use crate::iam::Deployment;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The account and region a workflow is deployed to.
///
/// Without one, what is written holds the pseudo parameters of CloudFormation (`${AWS::Partition}`, `${AWS::Region}`,
/// `${AWS::AccountId}` and `${AWS::URLSuffix}`), to be filled in at deployment.
///
/// ```
/// use sfn_codegen::Environment;
///
/// let china = Environment::new("cn-north-1", "123456789012");
/// assert_eq!((china.partition(), china.url_suffix()), ("aws-cn", "amazonaws.com.cn"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    partition: String,
    region: String,
    account: String,
}

/// What regions of a partition begin with, the partition, and the end of its host names.
/// Source: the partitions and endpoints of the AWS SDKs, November 2026.
const PARTITIONS: [(&str, &str, &str); 8] = [
    ("", "aws", "amazonaws.com"),
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"),
    ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
];

/// What regions of the partition `aws` begin with. Same source; those of the other partitions that begin so are told apart
/// by what comes after.
const AREAS: [&str; 9] = [
    "af-", "ap-", "ca-", "eu-", "il-", "me-", "mx-", "sa-", "us-",
];

/// The partition that a region is in.
pub(crate) fn partition_of(region: &str) -> Option<&'static str> {
    if region.is_empty() {
        return None;
    }
    PARTITIONS
        .iter()
        .rev()
        .find(|(prefix, ..)| region.starts_with(prefix))
        .map(|(_, partition, _)| *partition)
}

/// Whether text has the form of a region: `eu-west-1`, `us-gov-west-1`, `us-isob-east-1`, `eusc-de-east-1`.
pub(crate) fn looks_like_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [area @ .., number] = parts.as_slice() else {
        return false;
    };
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    (2..=3).contains(&area.len())
        && area.iter().all(word)
        && (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it is known which partition regions of this area are in.
pub(crate) fn is_known_area(region: &str) -> bool {
    let known = |prefix: &str| region.starts_with(prefix);
    AREAS.iter().any(|area| known(area)) || PARTITIONS[1..].iter().any(|(prefix, ..)| known(prefix))
}

/// Whether text is an account: 12 digits.
pub(crate) fn looks_like_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Environment {
    /// A region and an account; the partition is the region's.
    #[must_use]
    pub fn new(region: impl Into<String>, account: impl Into<String>) -> Self {
        let region = region.into();
        let partition = partition_of(&region).unwrap_or("aws").to_owned();
        Self {
            partition,
            region,
            account: account.into(),
        }
    }

    /// Sets the partition, for a region that is not known yet.
    #[must_use]
    pub fn with_partition(mut self, partition: impl Into<String>) -> Self {
        self.partition = partition.into();
        self
    }

    /// The partition, such as `aws` or `aws-cn`.
    #[must_use]
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// What host names of services end with, such as `amazonaws.com`.
    #[must_use]
    pub fn url_suffix(&self) -> &str {
        PARTITIONS
            .iter()
            .find(|(_, partition, _)| *partition == self.partition)
            .map_or("amazonaws.com", |(.., suffix)| suffix)
    }

    /// Puts the values in the place of the pseudo parameters; none when the text holds none.
    pub(crate) fn substitute(&self, text: &str) -> Option<String> {
        if !text.contains("${AWS::") {
            return None;
        }
        let text = text
            .replace("${AWS::Partition}", &self.partition)
            .replace("${AWS::Region}", &self.region)
            .replace("${AWS::AccountId}", &self.account)
            .replace("${AWS::URLSuffix}", self.url_suffix());
        Some(text)
    }
}

/// How a workflow is synthesized. The default is a template for any account.
///
/// ```
/// use sfn_codegen::{Environment, Settings};
///
/// let settings = Settings::new().environment(Environment::new("eu-west-1", "123456789012"));
/// assert_eq!(settings.environment_ref().unwrap().partition(), "aws");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    pub(crate) environment: Option<Environment>,
    pub(crate) out_dir: Option<PathBuf>,
    pub(crate) deployment: Deployment,
    pub(crate) deployments: BTreeMap<String, Deployment>,
}

impl Settings {
    /// The default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Deploys to one account and region, so that nothing is left to be filled in for them.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Sets how every workflow is deployed, as far as its execution role depends on it: logging, tracing, keys.
    ///
    /// ```
    /// use sfn_codegen::{Settings, iam::Deployment};
    ///
    /// let all = Deployment::new().logging().tracing();
    /// let payments = all.clone().encrypted("arn:aws:sqs:eu-west-1:123456789012:refunds", "${RefundsKeyArn}");
    /// let settings = Settings::new().deployment(all).deployment_for("payments", payments);
    /// # let _ = settings;
    /// ```
    #[must_use]
    pub fn deployment(mut self, deployment: Deployment) -> Self {
        self.deployment = deployment;
        self
    }

    /// Sets how the workflow of that name is deployed, in the place of what holds for all.
    #[must_use]
    pub fn deployment_for(mut self, workflow: impl Into<String>, deployment: Deployment) -> Self {
        self.deployments.insert(workflow.into(), deployment);
        self
    }

    /// How the workflow is deployed, with the grants of its author.
    pub(crate) fn deployment_of(&self, workflow: &str, beyond: Beyond) -> Deployment {
        let mut deployment = self
            .deployments
            .get(workflow)
            .unwrap_or(&self.deployment)
            .clone();
        deployment.environment = self.environment.clone().or(deployment.environment);
        deployment.placeholders.extend(beyond.placeholders);
        for (state, grant) in beyond.grants {
            deployment.bound(
                state,
                grant.action().to_owned(),
                grant.resource().to_owned(),
                grant.extends(),
                Some(grant.location()),
            );
        }
        deployment
    }

    /// Sets the directory that holds a directory for each workflow.
    #[must_use]
    pub fn out_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(directory.into());
        self
    }

    /// The account and region, when they are set.
    #[must_use]
    pub fn environment_ref(&self) -> Option<&Environment> {
        self.environment.as_ref()
    }

    /// The directory, when it is set.
    #[must_use]
    pub fn out_dir_ref(&self) -> Option<&Path> {
        self.out_dir.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_in_partitions() {
        for (region, partition, suffix) in [
            ("eu-west-1", "aws", "amazonaws.com"),
            ("cn-northwest-1", "aws-cn", "amazonaws.com.cn"),
            ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
            ("us-iso-east-1", "aws-iso", "c2s.ic.gov"),
            ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
            ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
        ] {
            let environment = Environment::new(region, "1");
            assert_eq!(
                (environment.partition(), environment.url_suffix()),
                (partition, suffix),
                "{region}"
            );
        }
    }

    #[test]
    fn regions_and_accounts_have_a_form() {
        for region in [
            "eu-west-1",
            "ap-southeast-7",
            "us-gov-west-1",
            "cn-north-1",
            "us-isob-east-1",
            "us-iso-west-1",
            "eusc-de-east-1",
            "mx-central-1",
        ] {
            assert!(
                looks_like_region(region) && is_known_area(region),
                "{region}"
            );
        }
        for wrong in [
            "",
            "mars",
            "eu-west",
            "eu-west-",
            "eu--1",
            "EU-west-1",
            "eu-west-1a",
            "a-b-c-d-1",
            "-1",
            "eu-west-1 ",
            "eu-west-100",
        ] {
            assert!(!looks_like_region(wrong), "{wrong}");
        }
        assert!(looks_like_region("zz-north-1") && !is_known_area("zz-north-1"));
        assert!(looks_like_account("012345678901"));
        for wrong in ["", "abc", "12345678901", "1234567890123", "1234-5678-90"] {
            assert!(!looks_like_account(wrong), "{wrong}");
        }
    }

    #[test]
    fn only_pseudo_parameters_are_substituted() {
        let environment = Environment::new("cn-north-1", "123456789012");
        let text = "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/${Queue}";
        assert_eq!(
            environment.substitute(text).as_deref(),
            Some("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/${Queue}")
        );
        assert_eq!(environment.substitute("${Queue}"), None);
    }
}
