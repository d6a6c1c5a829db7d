#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The page that compares has its 44 rows, and every test that it names exists.
# Usage: check_compared.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
page=docs/compared.md
for number in $(seq 44); do
    grep -qE "^\| $number \|.*\`[A-Za-z_]+\.[A-Za-z0-9_]+\` *\|$" $page || echo "$page: row $number"
done | complain "a row that is missing or names no test"
grep -oE '`[A-Za-z_]+\.[A-Za-z0-9_]+`' $page | tr -d '`' | grep -vE '^lint\.' | sort -u | while IFS=. read -r suite name; do
    grep -qrE "TEST(_F|_P)?\($suite, $name\)|NAME $suite\.$name" tests || echo "$page: $suite.$name"
done | complain "a test that does not exist"
exit $failed
