#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Every C++ file is formatted as .clang-format says, by clang-format 14 (the version in Debian 12).
# Usage: check_format.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
if ! command -v clang-format-14 >/dev/null; then
    echo "error: clang-format-14 is missing (./dev setup test)"
    exit 1
fi
project_files '*.h' '*.cpp' | tr '\n' '\0' | xargs -0 clang-format-14 --dry-run -Werror
