#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The manual pages have no warnings and know every command and option; the completion offers them, and rings.
# Usage: check_ringctl_files.sh <repository root> <ringctl>
set -eu
completion=$1/resources/completion/ringctl
ringctl=$2
failed=0
wrong() { printf 'error: %s\n' "$*"; failed=1; }

bash -n "$completion" || wrong "the completion is no bash"
for page in "$1"/resources/man/*.1; do
    warnings=$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null) || wrong "$page: man fails"
    [ -z "$warnings" ] || wrong "$page: $warnings"
done

# complete <word…>: what is offered for the last one
PATH=$(dirname "$ringctl"):$PATH
. "$completion"
complete_words()
{
    COMP_WORDS=(ringctl "$@")
    COMP_CWORD=$#
    _ringctl
    printf '%s\n' "${COMPREPLY[@]}"
}
offers()
{
    local what=$1
    shift
    complete_words "$@" | grep -qxF -- "$what" || wrong "'$what' is not offered for: ringctl $*"
}

page=$(sed 's/\\-/-/g; s/\\ / /g' "$1/resources/man/ringctl.1")
usage=$("$ringctl" --help)
for command in $(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' <<<"$usage"); do
    offers "$command" "${command:0:2}"
    grep -q "ringctl $command" <<<"$page" || wrong "the page does not know $command"
    for option in $("$ringctl" "$command" --help | grep -oE '^ +(-h,)?--[a-z-]+' | grep -oE -- '--[a-z-]+'); do
        offers "$option" "$command" "$option"
        grep -q -- "$option" <<<"$page" || wrong "the page does not know $option of $command"
    done
done
offers jsonl stat orders --format j
(cd "$1" && offers dev report de && exit $failed) || failed=1
offers FALLING-BEHIND wait orders --state FALL
ring=ringtest-$$-completion
trap 'kill $producer 2>/dev/null; wait' EXIT
"$(dirname "$ringctl")/ringworker" produce --ring $ring --capacity 64 --event-size 32 --rate 10 --quiet >/dev/null &
producer=$!
"$ringctl" wait $ring --state LIVE --timeout 40s >/dev/null
offers $ring watch ringtest-$$
exit $failed
