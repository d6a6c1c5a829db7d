#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The compiled hot path has no locked instruction and no fence: every word has one writer.
# Usage: check_hot_path.sh <object file of hot_path.cpp>
set -eu
failed=0
for function in hot_publish hot_publish_managed hot_consume hot_process hot_count; do
    code=$(objdump -d --no-show-raw-insn --disassemble=$function "$1" | grep -E '^ +[0-9a-f]+:' || true)
    if [ -z "$code" ]; then
        echo "$function: not found in $1"
        failed=1
    elif grep -v 'xchg *%ax,%ax' <<<"$code" | grep -E '\b(lock|mfence|lfence|sfence|xchg) '; then
        echo "error: $function locks or fences"
        failed=1
    fi
done
exit $failed
