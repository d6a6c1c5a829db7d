#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The manual page and docs/programs.md know every option that ringscope has, and none that it has not.
# Usage: check_man_page.sh <repository root> <ringscope>
set -eu
options=$(QT_QPA_PLATFORM=offscreen "$2" --help | grep -oE '(^|[ ,])--[a-z-]+' | tr -d ' ,' | sort -u)
[ "$(wc -l <<<"$options")" -gt 10 ] || { echo "error: --help tells too little: $options"; exit 1; }
failed=0
# compare <name> <options that it has> <options that it need not have>
compare()
{
    local missing invented
    missing=$(comm -23 <(grep -vxE -- "$3" <<<"$options") <(printf '%s\n' "$2"))
    invented=$(comm -13 <(printf '%s\n' "$options") <(printf '%s\n' "$2"))
    [ -z "$missing" ] || { echo "error: $1 does not know" $missing; failed=1; }
    [ -z "$invented" ] || { echo "error: $1 knows" $invented; failed=1; }
}
compare ringscope.1 "$(sed 's/\\-/-/g' "$1/resources/man/ringscope.1" | grep -E '^\.BI? --' | grep -oE -- '--[a-z-]+' | sort -u)" -
compare programs.md "$(sed -n '/^## ringscope/,$p' "$1/docs/programs.md" | grep '^|' | grep -oE '`--[a-z-]+' | tr -d '`' | sort -u)" \
    '--help|--version|--log-level'
exit $failed
