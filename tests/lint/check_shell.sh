#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# ShellCheck has nothing to say about any script.
# Usage: check_shell.sh <repository root>
set -eu
cd "$1"
. tests/lint/files.sh
project_files '*.sh' dev .ci/run 'resources/completion/*' | tr '\n' '\0' | xargs -0 shellcheck --format gcc 2>&1 | complain "ShellCheck"
exit $failed
