#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# check_instructions.sh HOT_LOOPS BASELINE [COMPILER]: counts the instructions that an event costs in each loop, and
# compares with the baseline: more than 3 % in either direction fails, so that a slower path is noticed and a faster one
# is written down. With --write after COMPILER the baseline is written anew. Skipped, saying so, with another compiler
# than the baseline's.
set -euo pipefail
program=$1 baseline=$2 compiler=${3:-} write=${4:-}
few=65536 many=131072

# Instructions of a whole run.
count()
{
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 | sed -n 's/.*Collected : //p'
}
# Per event; what a run does once is in both counts.
per_event() { awk -v a="$(count "$1" $few)" -v b="$(count "$1" $many)" -v n=$((many - few)) 'BEGIN { printf "%.2f", (b - a) / n }'; }

if [ "$write" = --write ]; then
    {
        echo "# SPDX-License-Identifier: MIT OR Apache-2.0"
        echo "# Instructions per event, valgrind's count. Written by: tests/bench/check_instructions.sh ... --write"
        echo "compiler $compiler"
        for loop in $("$program"); do echo "$loop $(per_event "$loop")"; done
    } >"$baseline"
    exit 0
fi
command -v valgrind >/dev/null || { echo "valgrind is not installed"; exit 1; }
known=$(sed -n 's/^compiler //p' "$baseline")
if [ "$known" != "$compiler" ]; then
    echo "skipped: the baseline is of $known, this is $compiler"
    exit 77
fi
code=0
for loop in $("$program"); do
    before=$(awk -v loop="$loop" '$1 == loop { print $2 }' "$baseline")
    [ -n "$before" ] || { echo "$loop: not in $baseline"; code=1; continue; }
    now=$(per_event "$loop")
    verdict=$(awk -v a="$before" -v b="$now" 'BEGIN { r = b / a; print (r > 1.03 || r < 0.97) ? "CHANGED" : "ok" }')
    printf '%-20s %8s instructions per event, baseline %8s  %s\n' "$loop" "$now" "$before" "$verdict"
    [ "$verdict" = ok ] || code=1
done
exit $code
