#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What no test can provoke everywhere: a file is created only where there is none, so that one that
# somebody planted is never opened for it (fs.protected_regular); and no decision hangs on a clock
# that jumps.
# Usage: check_openings.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
sources=$(project_files 'ringlib/*.h' 'ringlib/*.cpp' 'app/*.h' 'app/*.cpp' 'widgets/*.h' 'widgets/*.cpp')

search() { printf '%s\n' "$sources" | tr '\n' '\0' | xargs -0 grep -nHE "$@" || true; }

search '\bO_CREAT\b' | grep -vE '^[^:]*:[0-9]+: *//' | grep -v '\bO_EXCL\b' | complain "O_CREAT without O_EXCL"
search '\b(shm_open|creat|tmpfile|mktemp)\(' | complain "a file that is made without O_EXCL, or followed as a link"
# Displayed only: when a ring, a recording or a run was begun, and the time of day in the window.
search '\b(CLOCK_REALTIME|system_clock|gettimeofday|FUTEX_CLOCK_REALTIME|QDateTime::current[A-Za-z]*)\b|\btime\((nullptr|NULL|0|&)' \
    | grep -vE '^[^:]*:[0-9]+:[^"]*//.*CLOCK_REALTIME' \
    | grep -vE '^(ringlib/src/header|app/monitor/ringctl/record|app/monitor/recording/shown_times|app/monitor/run/run_record|app/gui/parts/wall_clock)\.cpp:' | complain "the wall clock"
exit $failed
