#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every file names its licence, in one of its first lines or in REUSE.toml, and it is the licence of its folder.
# Usage: check_spdx.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh

free="MIT OR Apache-2.0"
window="GPL-3.0-or-later"

# The patterns of REUSE.toml, one a line; in a bash pattern * also matches a slash.
mapfile -t annotated < <(sed -n '/^path *=/,/]/p' REUSE.toml | grep -o '"[^"]*"' | tr -d '"' | sed 's/\*\*/*/g')
is_annotated()
{
    local pattern
    for pattern in "${annotated[@]}"; do
        # shellcheck disable=SC2053  # the pattern is meant
        [[ $1 == $pattern ]] && return 0
    done
    return 1
}

wanted_in()
{
    case $1 in
    *CMakeLists.txt | *.cmake | *.cmake.in | *.sh) echo "$free" ;;
    resources/man/* | resources/completion/* | resources/prometheus/* | resources/grafana/* | resources/packages/* | resources/scenarios/*) echo "$free" ;;
    resources/desktop/*.xml) echo "$free" ;;  # descriptions that others collect
    widgets/* | app/gui/* | tests/widgets/* | tests/gui/* | resources/*) echo "$window" ;;
    *) echo "$free" ;;
    esac
}

# shellcheck disable=SC2119  # all of them
project_files | while IFS= read -r file; do
    case $file in LICENSES/*) continue ;; esac
    found=$(head -n 3 "$file" | tr -d '\0' | sed -n 's/.*SPDX-License-Identifier: *\([A-Za-z0-9. -]*[A-Za-z0-9]\).*/\1/p' | head -n 1)
    wanted=$(wanted_in "$file")
    if [ -z "$found" ]; then
        is_annotated "$file" || echo "$file: no SPDX line, and not in REUSE.toml"
    elif [ "$found" != "$wanted" ]; then
        echo "$file: $found, but its folder is $wanted"
    fi
done | complain "licences"
for licence in MIT Apache-2.0 GPL-3.0-or-later; do
    [ -s LICENSES/$licence.txt ] || echo "LICENSES/$licence.txt"
done | complain "a licence text is missing"
exit $failed
