# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by ./dev: its command bench.

# bench [quick|full]
bench()
{
    local extent=${1:-quick} rounds bin=build/release/bin out=build/bench code=0 program
    case $extent in
    quick) rounds=(5 7) ;;
    full) rounds=(12 12) ;;
    *) usage >&2; exit 64 ;;
    esac
    setup bench
    build release ON
    rm -rf $out
    mkdir -p $out
    say "measuring; leave the machine alone meanwhile"
    $bin/ring_perf --"$extent" --rounds "${rounds[0]}" -o $out/perf.jsonl || code=1
    $bin/ring_compare --"$extent" --rounds "${rounds[1]}" -o $out/compare.jsonl || code=1
    if [ "$extent" = full ]; then
        for program in ring_bench monitor_bench; do
            $bin/$program --benchmark_out=$out/$program.json || code=1
        done
    fi
    machine
    for program in perf compare; do
        say "$out/$program.jsonl, charts in $out/$program"
        $bin/ring_table $out/$program.jsonl --charts $out/$program || code=1
    done
    return $code
}
