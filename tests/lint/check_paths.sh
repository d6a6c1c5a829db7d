#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A path that a document quotes is there, or a header as it is included. In it NAME stands for any name, * for anything.
# Usage: check_paths.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
project_files '*.md' | while IFS= read -r document; do
    { grep -noE '`(app|dev\.d|docs|resources|ringlib|tests|widgets)/[A-Za-z0-9_./*+-]+`' "$document" || true; } | tr -d '`' |
        while IFS=: read -r line path; do
            pattern=${path//NAME/*}
            compgen -G "$pattern" >/dev/null || compgen -G "ringlib/include/$pattern" >/dev/null || echo "$document:$line: $path"
        done
done | complain "a quoted path that is not there"
exit $failed
