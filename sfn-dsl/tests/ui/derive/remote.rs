use sfn_dsl::prelude::*;

#[derive(Shape)]
#[serde(remote = "std::time::Duration")]
struct Duration {
    #[serde(getter = "std::time::Duration::as_secs")]
    secs: u64,
}

fn main() {}
