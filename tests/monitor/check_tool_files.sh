#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What is installed beside ringctl and ringworker: manual pages without warnings, which know every command and option;
# completions that offer them and no other, and rings.
# Usage: check_tool_files.sh <repository root> <directory of the programs>
set -eu
root=$1 PATH=$2:$PATH
. "$root/tests/support/completion.sh"

for page in "$root"/resources/man/*.1; do
    warnings=$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null) || wrong "$page: man fails"
    [ -z "$warnings" ] || wrong "$page: $warnings"
done

for program in ringctl ringworker; do
    read_completion "$root" $program
    page=$(sed 's/\\-/-/g; s/\\ / /g' "$root/resources/man/$program.1")
    invents_none "$($program --help | options)"
    mapfile -t commands < <($program --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p')
    [ ${#commands[@]} -ge 2 ] || wrong "$program --help tells too little"
    for command in "${commands[@]}"; do
        offers "$command" "${command:0:2}"
        grep -q "$program $command" <<<"$page" || wrong "the page does not know $program $command"
        known=$($program "$command" --help | options)
        for option in $known; do
            offers "$option" "$command" "$option"
            grep -q -- "$option" <<<"$page" || wrong "the page does not know $option of $program $command"
        done
        invents_none "$known" "$command"
    done
done

offers takeover produce --on-existing t
offers 4096 produce --event-size 4
read_completion "$root" ringctl
offers jsonl stat orders --format j
cd "$root"
offers dev report de
offers FALLING-BEHIND wait orders --state FALL
ring=ringtest-$$-completion
trap 'kill $producer 2>/dev/null; wait' EXIT
ringworker produce --ring $ring --capacity 64 --event-size 32 --rate 10 --quiet >/dev/null &
producer=$!
ringctl wait $ring --state LIVE --timeout 40s >/dev/null
offers $ring watch ringtest-$$
read_completion "$root" ringworker
offers $ring consume --ring ringtest-$$
exit $failed
