#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Includes go down only: ringlib <- (app/rig, widgets) <- app/monitor, app/gui; nothing below widgets and app/gui
# knows Qt; one file includes QCustomPlot.
# Usage: check_layers.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh

# includes <pattern of the included path> <folder…>: the lines that include such a path
includes()
{
    local pattern=$1
    shift
    project_files "${@/%//*.h}" "${@/%//*.cpp}" | tr '\n' '\0' | xargs -0r grep -nHE "^ *# *include *[<\"]$pattern" || true
}

# links <pattern of a target> <folder…>: the build files that name such a target
links()
{
    local pattern=$1
    shift
    project_files "${@/%//CMakeLists.txt}" "${@/%//*/CMakeLists.txt}" | tr '\n' '\0' | xargs -0r grep -nHE "$pattern" || true
}

qt_free=(ringlib app/rig app/monitor tests/ringlib tests/ipc tests/rig tests/monitor tests/hostile
    tests/fuzz tests/simulation tests/torture tests/support)
qt='(Q[A-Z]|Qt|q[a-z]*\.h|.*/Q[A-Z])'
includes "$qt" "${qt_free[@]}" | complain "Qt below widgets and app/gui"
links '\bQt6?::|QCustomPlot' "${qt_free[@]}" | complain "Qt below widgets and app/gui"

includes '(rig|monitor|gui|widgets|app)/' ringlib | complain "ringlib knows nothing above it"
includes '(monitor|gui|widgets)/' app/rig | complain "app/rig stands on ringlib alone"
includes '(rig|monitor|gui|app)/' widgets | complain "widgets take values, not processes or rings"
includes '(gui|widgets)/' app/monitor | complain "app/monitor knows no window"
includes '(sys/|unistd|thread|csignal|fcntl|spawn)|rig/(live/|(rig|crew|worker_process|ring_view)\.h)' app/rig/scenario \
    | grep -v 'sys/types.h' | complain "app/rig/scenario knows neither process nor clock"
links '\bring(run|ctl)\b' ringlib app/rig | complain "app/rig stands on ringlib alone"
links '\bring(rig|monitor|widgets|scope)\b' ringlib | complain "ringlib knows nothing above it"
links '\bring(rig|monitor|scope)\b' widgets | complain "widgets take values, not processes or rings"

# What a user of the library sees must not need what is not installed.
project_files 'ringlib/include/*.h' | tr '\n' '\0' | xargs -0r grep -nHE '^ *# *include *"' \
    | grep -vE 'include *"ringlib/' | complain "a public header includes a private one"

plots=$(includes '(.*/)?qcustomplot' app widgets tests ringlib)
printf '%s' "$plots" | grep -v '^widgets/src/' | complain "QCustomPlot outside widgets/src"
[ "$(printf '%s' "$plots" | grep -c .)" -le 1 ] || printf '%s\n' "$plots" | complain "QCustomPlot in more than one place"
exit $failed
