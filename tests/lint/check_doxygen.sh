#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Everything that ringlib offers is documented, and Doxygen reads it without a warning.
# Usage: check_doxygen.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT
(cat ringlib/Doxyfile; echo "OUTPUT_DIRECTORY = $output") | doxygen - 2>&1 >/dev/null | sed "s|^$PWD/||" |
    complain "Doxygen warns"
exit $failed
