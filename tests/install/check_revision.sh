#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The revision that --version shows: of the repository that is built, none of a tarball even inside another repository, and
# the file that holds it is touched only when it changes.
# Usage: check_revision.sh <cmake> <revision.cmake>
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
# revision <source>: as it would be built from there
revision()
{
    "$cmake" -DSOURCE="$1" -DOUT="$place/revision.h" -P "$script"
    sed -n 's/^#define RINGSCOPE_REVISION "\(.*\)"$/\1/p' "$place/revision.h"
}
cmake=$1 script=$2 repository=$place/repository
mkdir -p "$repository/tarball"
git() { command git -C "$repository" -c user.name=nobody -c user.email=nobody@localhost "$@"; }
git init -q
echo one >"$repository/file"
git add file
git commit -q -m one
id=$(git rev-parse --short=10 HEAD)

[ "$(revision "$repository")" = "$id" ] || fail "$(revision "$repository") is not $id"
touch -d 2020-01-01 "$place/revision.h"
[ "$(revision "$repository")" = "$id" ] || fail "another revision the second time"
[ "$(stat -c %Y "$place/revision.h")" = "$(date -d 2020-01-01 +%s)" ] || fail "written without need"
echo two >"$repository/file"
[ "$(revision "$repository")" = "$id-dirty" ] || fail "a change is not seen: $(revision "$repository")"
[ -z "$(revision "$repository/tarball")" ] || fail "a tarball has the revision of the repository around it"
