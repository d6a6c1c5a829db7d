#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Words that say that something is unfinished, names that say nothing, and paths of one machine.
# Usage: check_words.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
text=$(project_files '*.h' '*.cpp' '*.md' '*.txt' '*.cmake' '*.in' '*.sh' '*.pml' '*.json' '*.qrc' '*.xml' '*.desktop' dev 'dev.d/*' .ci/run \
    | grep -vE '^LICENSES/|^tests/lint/check_words\.sh$')

search() { printf '%s\n' "$text" | tr '\n' '\0' | xargs -0 grep -nHE "$@" || true; }

search '\b(TODO|FIXME|XXX|HACK)\b|[Ll]orem ipsum|[Nn]ot (yet )?implemented|[Cc]oming soon' | complain "unfinished"
search '\b(class|struct|enum class) [A-Za-z]*(Manager|Helper|Utils?)\b' | complain "a name that says nothing"
project_files | grep -iE '(manager|helper|utils?)\.(h|cpp)$' | complain "a name that says nothing"
search '(^|[^A-Za-z0-9_.}/-])/(home|root|work|Users)/[a-z]' | complain "a path of one machine"
search '<<<<<<< |>>>>>>> ' | complain "a conflict that was not resolved"
exit $failed
