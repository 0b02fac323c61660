#!/usr/bin/env bash
# What a team waits for: see README.md.
#   benches/compile/measure.sh [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
rounds=${1:-7}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset CARGO_TARGET_DIR

# The seconds that a command takes.
seconds() {
    local start=$EPOCHREALTIME
    "$@" > "$scratch/output" 2>&1 || { cat "$scratch/output" >&2; exit 1; }
    local end=$EPOCHREALTIME
    awk -v a="$start" -v b="$end" 'BEGIN { printf "%.2f\n", b - a }'
}

# The median of the seconds that a command takes, and the range.
median() {
    local round
    for ((round = 0; round < rounds; round++)); do
        "$edit"
        seconds "$@"
    done | sort -n | awk '{ t[NR] = $1 } END { printf "%s s (%s..%s)\n", t[int((NR + 1) / 2)], t[1], t[NR] }'
}

keep() { :; }

# Another timeout in one state.
edit_one_state() {
    local n=$((RANDOM % 20000 + 100))
    sed -i.bak "0,/timeout_seconds([0-9]*)/s//timeout_seconds($n)/" "$crate/src/stage_5.rs"
}

# Another field's name in one type that four states use.
edit_one_type() {
    sed -i.bak "0,/rename = \"[^\"]*\"/s//rename = \"customer$RANDOM\"/" "$crate/src/types.rs"
}

crate=$scratch/crate
"$here/generate.sh" "$crate"
# So that there is something to change: a wire name.
sed -i.bak '0,/    pub customer: String,/s//    #[serde(rename = "customer0")]\n    pub customer: String,/' "$crate/src/types.rs"
cargo fetch --quiet --manifest-path "$crate/Cargo.toml"

check=(cargo check --offline --quiet --manifest-path "$crate/Cargo.toml" --target-dir "$scratch/check")
run=(cargo run --offline --quiet --manifest-path "$crate/Cargo.toml" --target-dir "$scratch/run" -- synth --out "$scratch/out")
dsl=(cargo check --offline --quiet --manifest-path "$root/Cargo.toml" --target-dir "$scratch/dsl" -p sfn-dsl)

crates() {
    cargo tree --offline --quiet -e normal --prefix none --manifest-path "$1" "${@:2}" | sed 's/ (\*)$//; s/ (proc-macro)//' | sort -u | wc -l
}

echo "crates below sfn-dsl, itself included: $(crates "$root/Cargo.toml" -p sfn-dsl)"
echo "the same without schemars: $(crates "$root/Cargo.toml" -p sfn-dsl --no-default-features)"
echo "crates below the generated one: $(crates "$crate/Cargo.toml")"
echo "cold check of sfn-dsl alone: $(seconds "${dsl[@]}") s"
echo "cold check of 101 states: $(seconds "${check[@]}") s"
edit=edit_one_state
echo "check after an edit of a state: $(median "${check[@]}")"
edit=edit_one_type
echo "check after an edit of a type: $(median "${check[@]}")"
echo "cold build and run of 101 states: $(seconds "${run[@]}") s"
edit=edit_one_state
echo "run after an edit of a state: $(median "${run[@]}")"
edit=keep
echo "run without an edit: $(median "${run[@]}")"
edit=edit_one_state
echo "run after an edit, no debug information: $(export CARGO_PROFILE_DEV_DEBUG=0; "${run[@]}" > /dev/null 2>&1; median "${run[@]}")"
