#!/bin/sh
# Synthesis as a whole process, beside AWS CDK: see README.md.
#   benches/cdk/compare.sh [ROUNDS [STATES..]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${1:-7}
[ $# -eq 0 ] || shift

cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p sfn-codegen --example synthesize
target=${CARGO_TARGET_DIR:-$root/target}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$here/chain.cjs" "$scratch"
cat > "$scratch/package.json" <<'JSON'
{ "private": true, "dependencies": { "aws-cdk-lib": "2.276.0", "constructs": "10.8.1" } }
JSON
(cd "$scratch" && npm install --silent --no-audit --no-fund)

node "$here/measure.mjs" "$target/release/examples/synthesize" "$scratch" "$rounds" "$@"
