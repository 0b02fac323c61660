//! Where files go when nobody says: below cargo's target directory.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the process was started with.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// `CARGO_TARGET_DIR`
    pub(super) target: Option<OsString>,
    /// `CARGO_MANIFEST_DIR`, which `cargo run` sets.
    pub(super) manifest: Option<OsString>,
    /// The current directory.
    pub(super) current: PathBuf,
}

impl Surroundings {
    pub(super) fn of_process() -> Self {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            target: set("CARGO_TARGET_DIR"),
            manifest: set("CARGO_MANIFEST_DIR"),
            current: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// `CARGO_TARGET_DIR` when it is set; else `target` of the workspace that `cargo run` runs in, which is where
    /// `Cargo.lock` is; else `target` here. Below that, `sfn`.
    pub(super) fn default_out(&self) -> PathBuf {
        let target = match (&self.target, &self.manifest) {
            (Some(target), _) => self.current.join(target),
            (None, Some(manifest)) => workspace(Path::new(manifest)).join("target"),
            (None, None) => self.current.join("target"),
        };
        target.join("sfn")
    }

    /// A path as people here would write it.
    pub(super) fn relative<'p>(&self, path: &'p Path) -> std::path::Display<'p> {
        path.strip_prefix(&self.current).unwrap_or(path).display()
    }
}

/// The nearest directory above the package, or the package itself, that has a lock file.
fn workspace(manifest: &Path) -> &Path {
    manifest
        .ancestors()
        .find(|directory| directory.join("Cargo.lock").is_file())
        .unwrap_or(manifest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_directory_is_found() {
        let root = tempfile::tempdir().unwrap();
        let package = root.path().join("crates/orders");
        std::fs::create_dir_all(&package).unwrap();
        let mut around = Surroundings {
            current: PathBuf::from("here"),
            ..Surroundings::default()
        };
        assert_eq!(around.default_out(), Path::new("here/target/sfn"));
        around.manifest = Some(package.clone().into());
        assert_eq!(around.default_out(), package.join("target/sfn"));
        std::fs::write(root.path().join("Cargo.lock"), "").unwrap();
        assert_eq!(around.default_out(), root.path().join("target/sfn"));
        around.target = Some("elsewhere".into());
        assert_eq!(around.default_out(), Path::new("here/elsewhere/sfn"));
    }
}
