#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What a desktop reads about ringscope is as the desktops agreed on it: entry, metainfo, type of file, icon; and its releases
# are those of the change log, each with its day.
# Usage: check_desktop.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
desktop-file-validate resources/desktop/ringscope.desktop 2>&1 | complain "desktop-file-validate"
{ appstreamcli validate --no-net --no-color resources/desktop/ringscope.metainfo.xml 2>&1 || true; } | grep -v '^✔' | complain "appstreamcli"
xmllint --noout resources/desktop/ringscope.xml resources/icons/ringscope.svg 2>&1 | complain "not well-formed"

# entry <key>: its value in the desktop file
entry() { sed -n "s/^$1=//p" resources/desktop/ringscope.desktop | head -n 1; }
[ -s "resources/icons/$(entry Icon).svg" ] || echo "Icon=$(entry Icon)" | complain "the desktop entry names an icon that is not there"
type=$(entry MimeType)
grep -q "mime-type type=\"${type%;}\"" resources/desktop/ringscope.xml || echo "$type" | complain "a type of file that nothing describes"
version=$(sed -n 's/^project(ringscope VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
grep -q "<release version=\"$version\"" resources/desktop/ringscope.metainfo.xml || echo "$version" | complain "the metainfo does not know this version"
diff <(sed -n 's/^## //p' CHANGELOG.md) \
    <(sed -n 's/.*<release version="\([^"]*\)" date="\([^"]*\)".*/\1 — \2/p' resources/desktop/ringscope.metainfo.xml) \
    | complain "the change log (<) and the metainfo (>) tell of other releases"
exit $failed
