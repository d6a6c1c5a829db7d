# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by ./dev: its command clicks.

# One seed and its 3,600 steps, one for each second of an hour. A worker that dies of a report leaves it beside the steps.
clicks_of()
{
    local out=build/clicks/$1 code=0
    RINGTEST_SEED=$1 RINGTEST_STEPS=3600 QT_QPA_PLATFORM=offscreen UBSAN_OPTIONS=print_stacktrace=1 \
        ASAN_OPTIONS=detect_leaks=1:log_path=$PWD/$out.report build/asan/tests/gui/random_clicks_test >"$out.txt" 2>&1 || code=1
    grep '^seed' "$out.txt" || say "seed $1 did not come to its end: $out.txt"
    ! ls "$out".report.* 2>/dev/null || code=1
    return $code
}

# clicks [MINUTES]
clicks()
{
    local minutes=${1:-20} code=0 seed
    [[ $minutes =~ ^[1-9][0-9]*$ ]] || { usage >&2; exit 64; }
    setup test
    say "building asan"
    cmake --preset asan --log-level=WARNING
    cmake --build --preset asan --target random_clicks_test
    rm -rf build/clicks
    mkdir -p build/clicks
    local end=$((SECONDS + minutes * 60))
    while [ $SECONDS -lt $end ]; do
        seed=$((RANDOM * 32768 + RANDOM))
        clicks_of $seed || { code=1; say "seed $seed found something: build/clicks/$seed.*"; }
    done
    return $code
}
