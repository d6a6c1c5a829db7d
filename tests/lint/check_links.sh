#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A link or picture in a document leads to a file of the project.
# Usage: check_links.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
project_files '*.md' | while IFS= read -r document; do
    { grep -oE '\]\([^)]+\)' "$document" || true; } | sed 's/^](//; s/)$//; s/#.*//' | while IFS= read -r target; do
        case $target in '' | *' '* | http://* | https://*) continue ;; esac
        [ -e "$(dirname "$document")/$target" ] || echo "$document: $target"
    done
done | complain "a link that leads nowhere"
exit $failed
