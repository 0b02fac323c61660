//! What `cargo run -p quickstart` writes, run as a user would.

use std::process::Command;

#[test]
fn it_writes_a_definition_and_a_policy() {
    let out = std::env::temp_dir().join(format!("quickstart-{}", std::process::id()));
    let run = Command::new(env!("CARGO_BIN_EXE_quickstart"))
        .args(["synth", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/quickstart");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in ["definition.asl.json", "policy.json", "trust.json"] {
            let text = std::fs::read_to_string(out.join("orders").join(file)).unwrap();
            insta::assert_snapshot!(file, text);
        }
    });
    std::fs::remove_dir_all(&out).unwrap();
}
