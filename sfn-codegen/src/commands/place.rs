//! Where a workflow is deployed to, as a command line says it.

use crate::settings::{
    Environment, Settings, is_known_area, looks_like_account, looks_like_region,
};
use clap::Args;

#[derive(Args, Debug, Default)]
pub(crate) struct PlaceOptions {
    /// Region to deploy to [default: a placeholder]
    #[arg(long, requires = "account")]
    region: Option<String>,
    /// Account to deploy to [default: a placeholder]
    #[arg(long, requires = "region")]
    account: Option<String>,
    /// Partition to deploy to [default: the region's]
    #[arg(long, requires = "region")]
    partition: Option<String>,
}

impl PlaceOptions {
    /// Whether anything was said; a region goes with everything else.
    pub(crate) fn is_set(&self) -> bool {
        self.region.is_some()
    }

    /// The settings, with what the command line says about the place; or what is wrong with that.
    pub(crate) fn apply(self, settings: Settings) -> Result<Settings, String> {
        Ok(match self.environment()? {
            Some(environment) => settings.environment(environment),
            None => settings,
        })
    }

    /// The place, when the command line says one.
    pub(crate) fn environment(&self) -> Result<Option<Environment>, String> {
        let (Some(region), Some(account)) = (&self.region, &self.account) else {
            return Ok(None);
        };
        if !looks_like_region(region) {
            return Err(format!(
                "error: `{region}` is not a region\n  = help: regions are written like `eu-west-1`, `us-gov-west-1` or `cn-north-1`"
            ));
        }
        if !looks_like_account(account) {
            return Err(format!(
                "error: `{account}` is not an account\n  = help: an account is 12 digits, without dashes; `aws sts get-caller-identity` tells yours"
            ));
        }
        if self.partition.is_none() && !is_known_area(region) {
            return Err(format!(
                "error: it is not known which partition the region `{region}` is in\n  = help: check the region, or say the partition too: `--partition aws`"
            ));
        }
        let is_partition = |partition: &str| partition == "aws" || partition.starts_with("aws-");
        if let Some(partition) = self.partition.as_deref().filter(|text| !is_partition(text)) {
            return Err(format!(
                "error: `{partition}` is not a partition\n  = help: partitions are written like `aws`, `aws-cn` or `aws-us-gov`"
            ));
        }
        let environment = Environment::new(region, account);
        Ok(Some(match &self.partition {
            Some(partition) => environment.with_partition(partition),
            None => environment,
        }))
    }
}
