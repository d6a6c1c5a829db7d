#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The quick start of a document compiles against the installed library, and its consumer prints what its producer wrote.
# Usage: check_quick_start.sh <document> <prefix of the installation> <directory to work in>
set -euo pipefail
document=$1 prefix=$2 place=$3
fail() { printf 'error: %s: %s\n' "$document" "$*" >&2; exit 1; }

rm -rf "$place"
mkdir -p "$place"
# The parts between the comments "producer" and "consumer" are the bodies of two programs.
sed -n '/^```cpp$/,/^```$/p' "$document" | sed '/^```cpp$/d; /^```$/Q' | sed "s/segment_name(\"demo\")/segment_name(\"quick-start-$$\")/" >"$place/both"
begin() { sed '/^\/\/ producer$/,$d' "$place/both"; printf 'int main()\n{\n'; }
{ begin; sed '1,/^\/\/ producer$/d; /^\/\/ consumer$/,$d' "$place/both"; printf '}\n'; } >"$place/producer.cpp"
{ begin; sed '1,/^\/\/ consumer$/d' "$place/both"; printf '}\n'; } >"$place/consumer.cpp"
module=$(find "$prefix" -name ringlib.pc)
read -ra flags <<<"$(PKG_CONFIG_PATH=${module%/*} pkg-config --cflags --libs --static ringlib)"
for part in producer consumer; do
    "${CXX:-c++}" -std=c++20 -Wall -Wextra -Werror "$place/$part.cpp" "${flags[@]}" -o "$place/$part" || fail "the $part does not compile"
done

"$place/producer" &
producer=$!
trap 'kill "$producer" 2>/dev/null || true' EXIT
# It looks for its ring for a second only, which a busy machine may need to start the producer.
for ((second = 0; second < 60; ++second)); do
    ! said=$("$place/consumer" 2>"$place/said") || break
done
wait "$producer" || fail "the producer ended with $?"
[ "$said" = 42 ] || fail "the consumer said '$said', the producer wrote 42"
rm -rf "$place"
