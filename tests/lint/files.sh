# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by the checks: the files of the project, tracked or new, without what is ignored or built.

# project_files [pattern…]: paths below the repository root, which is the current directory
project_files()
{
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
            [ ! -f "$file" ] || printf '%s\n' "$file"  # listed, but deleted meanwhile
        done | sort -u
    else  # a release archive
        find . -type f -not -path './build/*' -not -path './.git/*' | sed 's|^\./||' | sort | while IFS= read -r file; do
            [ $# -gt 0 ] || { printf '%s\n' "$file"; continue; }
            for pattern in "$@"; do
                # shellcheck disable=SC2254  # the pattern is meant
                case $file in $pattern) printf '%s\n' "$file"; break ;; esac
            done
        done
    fi
}

# complain <what is wrong>: reads the places from stdin; remembers that there were any
shopt -s lastpipe  # the last command of a pipeline runs here, not in a subshell
failed=0
complain()
{
    places=$(cat)
    [ -n "$places" ] || return 0
    printf '%s\nerror: %s\n\n' "$places" "$1"
    # shellcheck disable=SC2034  # each check ends with it
    failed=1
}
