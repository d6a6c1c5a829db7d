# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by ./dev: its command torture.

# torture [MINUTES]: seven tenths of the time for the rows, two for the fuzz targets; the models take what they take.
torture()
{
    local minutes=${1:-10} page=build/torture.md targets=(tests/fuzz/corpus/*) code=0
    [[ $minutes =~ ^[1-9][0-9]*$ ]] || { usage >&2; exit 64; }
    setup fuzz
    build release ON
    say "torture for $minutes minutes"
    build/release/tests/torture/torture --minutes "$((minutes * 7))e-1" --page $page >/dev/null || code=1
    printf '\n## Models\n\n```\n' >>$page
    ringlib/model/check.sh full | tee build/model.txt | tail -n 1 >>$page || code=1
    printf '```\n\n## Fuzzing\n\n```\n' >>$page
    fuzz $((minutes * 60 * 2 / 10 / ${#targets[@]})) >build/fuzz.txt || code=1
    grep ' executions ' build/fuzz.txt >>$page || code=1
    printf '```\n' >>$page
    cat $page
    return $code
}
