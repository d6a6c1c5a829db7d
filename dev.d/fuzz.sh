# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by ./dev: its command fuzz.

# fuzz_one TARGET SECONDS: what is found stays, what is new in the corpus does not.
fuzz_one()
{
    local corpus=build/fuzz/corpus/$1 log=build/fuzz/$1.log seeds=(tests/fuzz/corpus/"$1") code=0 before after executed
    [ "$1" != scenario ] || seeds+=(resources/scenarios)
    rm -rf "$corpus"
    mkdir -p "$corpus" build/fuzz/finds
    UBSAN_OPTIONS=print_stacktrace=1 build/fuzz/bin/fuzz/fuzz_"$1" -max_total_time="$2" -timeout=10 \
        -dict=tests/fuzz/ring.dict -artifact_prefix=build/fuzz/finds/"$1"- -print_final_stats=1 \
        "$corpus" "${seeds[@]}" >"$log" 2>&1 || code=$?
    before=$(sed -n 's/.*INITED cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
    after=$(sed -n 's/.* cov: \([0-9]*\).*/\1/p' "$log" | tail -n 1)
    executed=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-16s %10s executions %8s/s   coverage %6s, new %5d   finds %d\n' "$1" "${executed:-?}" \
        "$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")" "${after:-0}" $((${after:-0} - ${before:-0})) $((code != 0))
    return $((code != 0))
}

fuzz()
{
    local seconds=${1:-60} targets=(tests/fuzz/corpus/*) target code=0
    [[ $seconds =~ ^[1-9][0-9]*$ ]] || { usage >&2; exit 64; }
    setup fuzz
    say "building fuzz"
    cmake --preset fuzz --log-level=WARNING
    cmake --build --preset fuzz
    say "fuzzing ${#targets[@]} targets for $seconds s each"
    for target in "${targets[@]##*/}"; do
        fuzz_one "$target" "$seconds" || code=1
    done
    if [ $code -ne 0 ]; then
        say "found: $(ls build/fuzz/finds)"
        say "replay one: build/fuzz/bin/fuzz/fuzz_TARGET build/fuzz/finds/TARGET-...; what it broke is at the end of build/fuzz/TARGET.log"
    fi
    return $code
}
