//! What building this package writes, reviewed like code.

#[path = "../../../snapshots/check.rs"]
mod check;

use std::path::Path;

#[test]
fn what_the_build_writes() {
    let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy");
    for environment in ["staging", "production"] {
        let workflow = deploy
            .join(environment)
            .join("backups-snapshot-database-v1");
        check::files(
            &workflow,
            &format!("backups-snapshot-database-v1/{environment}"),
        );
    }
}
