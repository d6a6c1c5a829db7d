#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What a watching ringctl asks the kernel for, by strace: it opens the ring and its lock file for reading only, maps
# neither, writes to neither, takes no lock, and seldom asks who holds one.
# Usage: check_passive.sh <directory of the programs>
set -euo pipefail
programs=$1
ring=ringtest-$$-passive
work=$(mktemp -d)
trap 'kill $producer 2>/dev/null || true; wait; rm -rf "$work"' EXIT
"$programs/ringworker" produce --ring $ring --capacity 1024 --event-size 64 --rate 10k --quiet >/dev/null &
producer=$!
"$programs/ringctl" wait $ring --state LIVE --timeout 30s >/dev/null
if ! strace -o "$work/trace" -f "$programs/ringctl" watch $ring --interval 20ms --duration 1s --format jsonl >"$work/out" 2>"$work/err"; then
    grep -qi 'ptrace\|not permitted\|strace' "$work/err" && { echo "skipped: strace may not trace here: $(head -1 "$work/err")"; exit 77; }
    cat "$work/err" >&2
    exit 1
fi
[ "$(wc -l <"$work/out")" -ge 10 ]
failed=0
wrong() { printf 'error: %s\n' "$1"; head -5 <<<"$2" | sed 's/^/    /'; failed=1; }
none() { local found; found=$(grep -E "$2" "$work/trace" || true); [ -z "$found" ] || wrong "$1" "$found"; }

# The descriptors of the ring and of its lock file: the answers to their openings.
mapfile -t descriptors < <(sed -nE "s/.*open(at)?\(.*\/\.?$ring(\.lock)?\".* = ([0-9]+)$/\3/p" "$work/trace" | sort -u)
[ ${#descriptors[@]} -ge 2 ] || wrong "the ring was not opened, or not seen to be" "$(grep open "$work/trace" | tail -3)"
none "opened for more than reading" "/\.?$ring(\.lock)?\".*(O_RDWR|O_WRONLY|O_CREAT|O_TRUNC)"
none "a lock was taken" 'F_(OFD_)?SETLKW?|flock\('
none "the name was changed" "(unlink|rename|link|truncate|chmod|chown)[a-z0-9]*\(.*$ring"
for descriptor in "${descriptors[@]}"; do
    none "mapped" "mmap\(.*, $descriptor, "
    none "written to" "(write|pwrite64|pwritev|ftruncate|fallocate|fchmod)\($descriptor,"
done
locks=$(grep -c F_OFD_GETLK "$work/trace" || true)
# As often as it reads the place that it reads most often.
looks=$(sed -nE 's/.*pread64\(.*, ([0-9]+)\) = .*/\1/p' "$work/trace" | sort | uniq -c | sort -rn | awk 'NR == 1 { print $1 }')
[ "$locks" -gt 0 ] || wrong "it never asked who holds the locks: this check sees nothing" ""
# Ten times a second, and of whoever rests: this producer does not.
[ $((locks * 2)) -lt "$looks" ] || wrong "it asked for locks $locks times in $looks looks" ""
exit $failed
