//! Writes the workflows for each environment into `deploy/<environment>/`, where Terraform reads them.

use sfn_codegen::build::{BuildError, configure};
use sfn_codegen::{Environment, Settings};

/// Where the workflows are deployed: name, region, account.
const ENVIRONMENTS: [(&str, &str, &str); 2] = [
    ("staging", "eu-central-1", "111111111111"),
    ("production", "eu-west-1", "222222222222"),
];

fn main() -> Result<(), BuildError> {
    for (name, region, account) in ENVIRONMENTS {
        let settings = Settings::new().environment(Environment::new(region, account));
        configure()
            .settings(settings)
            .out_dir(format!("deploy/{name}"))
            .workflow(infra_workflows::snapshot_database())
            .emit()?;
    }
    Ok(())
}
