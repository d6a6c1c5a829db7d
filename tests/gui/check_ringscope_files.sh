#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The manual page, docs/programs.md and the completion know every option that ringscope has, and none that it has not.
# Usage: check_ringscope_files.sh <repository root> <ringscope>
set -eu
root=$1 PATH=$(dirname "$2"):$PATH
. "$root/tests/support/completion.sh"
known=$(QT_QPA_PLATFORM=offscreen "$2" --help | options)
[ "$(wc -l <<<"$known")" -gt 10 ] || wrong "--help tells too little: $known"

# compare <name> <options that it has> <options that it need not have>
compare()
{
    local missing invented
    missing=$(comm -23 <(grep -vxE -- "$3" <<<"$known") <(printf '%s\n' "$2"))
    invented=$(comm -13 <(printf '%s\n' "$known") <(printf '%s\n' "$2"))
    [ -z "$missing" ] || wrong "$1 does not know $missing"
    [ -z "$invented" ] || wrong "$1 knows $invented"
}
compare ringscope.1 "$(sed 's/\\-/-/g' "$root/resources/man/ringscope.1" | grep -E '^\.BI? --' | grep -oE -- '--[a-z-]+' | sort -u)" -
compare programs.md "$(sed -n '/^## ringscope/,$p' "$root/docs/programs.md" | grep '^|' | grep -oE '`--[a-z-]+' | tr -d '`' | sort -u)" \
    '--help|--version|--log-level'

read_completion "$root" ringscope
for option in $known; do
    offers "$option" "$option"
done
invents_none "$known"
offers dark --scheme d
offers baseline-1p1c --scenario base
exit $failed
