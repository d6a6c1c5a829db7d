#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What is installed is hardened: position-independent, relocations read-only from the start, no executable stack,
# a protected stack, checked calls of the C library.
# Usage: check_hardening.sh <program…>
set -eu
failed=0
want()
{
    local program=$1 what=$2
    shift 2
    if ! "$@" >/dev/null; then
        echo "error: $program: $what"
        failed=1
    fi
}

for program in "$@"; do
    headers=$(readelf -hlW "$program")
    dynamic=$(readelf -dW "$program")
    symbols=$(nm -D --undefined-only "$program")
    want "$program" "no position-independent executable" grep -E 'Flags:.* PIE' <<<"$dynamic"
    want "$program" "relocations stay writable" grep GNU_RELRO <<<"$headers"
    want "$program" "functions are bound late" grep -E 'Flags:.*NOW' <<<"$dynamic"
    want "$program" "the stack can be executed" grep -E 'GNU_STACK.* RW +0x' <<<"$headers"
    want "$program" "no stack protector" grep -w __stack_chk_fail <<<"$symbols"
    want "$program" "no checked calls (_FORTIFY_SOURCE)" grep -E '__[a-z]+_chk\b' <<<"$symbols"
done
exit $failed
