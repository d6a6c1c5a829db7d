#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A benchmark runs, every sample of it is right, and the table has all that it is to measure.
# Usage: check_bench.sh <program> <ring_table> <what it measures...>
set -euo pipefail
program=$1 table=$2
shift 2
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

"$program" --rounds 1 --scale 0.01 --output "$directory/lines"
"$table" "$directory/lines" --charts "$directory/charts" >"$directory/table"
for what in "$@"; do
    if ! grep -q "^### $what, " "$directory/table"; then
        cat "$directory/table"
        echo "not measured: $what"
        exit 1
    fi
done
for chart in "$directory"/charts/*.svg; do
    xmllint --noout "$chart"
done
