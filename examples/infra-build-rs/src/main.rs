//! An infrastructure repository: building it writes the workflows of the crate `infra-workflows` for every environment
//! (see `build.rs`), and `deploy/main.tf` deploys them. Running it says which files there are.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let deploy = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy");
    let mut directories = vec![deploy.clone()];
    let mut files = Vec::new();
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory)? {
            let path = entry?.path();
            if path.is_dir() {
                directories.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    for file in files {
        println!(
            "deploy/{}",
            file.strip_prefix(&deploy).unwrap_or(&file).display()
        );
    }
    Ok(())
}
