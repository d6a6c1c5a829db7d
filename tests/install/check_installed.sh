#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Everything is installed to a prefix, the prefix is moved, and what is there works from where it is then: the programs
# find each other, their pages and completions are beside them, and pkg-config finds the library.
# Usage: check_installed.sh <cmake> <build directory> <directory to install below> <source of a program that uses the library>
set -euo pipefail
cmake=$1 build=$2 place=$(realpath -m "$3") source=$(realpath "$4")
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

rm -rf "$place"
"$cmake" --install "$build" --prefix "$place/before" >/dev/null
mv "$place/before" "$place/after"
prefix=$place/after
export PATH=$prefix/bin:$PATH QT_QPA_PLATFORM=offscreen XDG_DATA_HOME=$place/data XDG_CONFIG_HOME=$place/config
programs=(ringctl ringworker)
[ ! -e "$prefix/bin/ringscope" ] || programs+=(ringscope)

versions=$(for program in "${programs[@]}"; do "$prefix/bin/$program" --version | sed "s/^$program //"; done | sort -u)
grep -qE '^[0-9]+\.[0-9]+\.[0-9]+( \([^ ]+\))?$' <<<"$versions" || fail "--version says $versions"
printf 'version %s\n' "$versions"
for program in "${programs[@]}"; do
    [ "$(command -v "$program")" = "$prefix/bin/$program" ] || fail "$program is not in the prefix"
    ! readelf -d "$prefix/bin/$program" | grep -E 'R(UN)?PATH' || fail "$program looks for libraries in a path of its own"
    man -M "$prefix/share/man" -w "$program" >/dev/null || fail "no manual page of $program"
    bash -n "$prefix/share/bash-completion/completions/$program" || fail "no completion of $program"
done

cd "$place"
ringctl run baseline-1p1c --backend shm
if [ -e "$prefix/bin/ringscope" ]; then
    ringscope --scenario baseline-1p1c --run --quit --screenshot window.png --settings settings.ini
    [ -s window.png ] || fail "no picture of the window"
    for file in applications/ringscope.desktop metainfo/org.ringscope.ringscope.metainfo.xml mime/packages/ringscope.xml \
        icons/hicolor/scalable/apps/ringscope.svg; do
        [ -s "$prefix/share/$file" ] || fail "no $file"
    done
fi

module=$(find "$prefix" -name ringlib.pc)
[ -n "$module" ] || fail "nothing for pkg-config"
read -ra flags <<<"$(PKG_CONFIG_PATH=${module%/*} pkg-config --cflags --libs --static ringlib)"
"${CXX:-c++}" -std=c++20 "$source" "${flags[@]}" -o by_pkg_config
./by_pkg_config
cd /
rm -rf "$place"
