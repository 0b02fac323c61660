#!/bin/sh
# `sfn validate` beside other validators: see README.md.
#   benches/validators/compare.sh [ROUNDS [FOLDER..]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${1:-7}
[ $# -eq 0 ] || shift

cargo build --quiet --release --manifest-path "$root/Cargo.toml" -p sfn-codegen --features cli --bin sfn
target=${CARGO_TARGET_DIR:-$root/target}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(cd "$scratch" && npm init --yes >/dev/null && npm install --silent --no-audit --no-fund asl-validator@4.0.0)
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check cfn-lint==1.58.0
# Ruby is not everywhere, and neither is rubygems.org: without them statelint is left out. STATELINT="ruby -I .." names a Ruby that
# finds its sources.
if command -v gem >/dev/null && [ -z "${STATELINT:-}" ] &&
  gem install --silent --no-document --install-dir "$scratch/gems" statelint 2>/dev/null; then
  export GEM_PATH="$scratch/gems" STATELINT=ruby
fi

python3 "$here/measure.py" --sfn "$target/release/sfn" --asl-validator "$scratch/node_modules/.bin/asl-validator" \
  --cfn-lint "$scratch/venv/bin/cfn-lint" ${STATELINT:+--statelint "$STATELINT"} \
  --snapshots "$root/snapshots" --scratch "$scratch" --rounds "$rounds" "$@"
