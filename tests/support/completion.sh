# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by the checks of what is installed beside a program: asks its completion as bash would.
# shellcheck disable=SC2034  # each check ends with it
failed=0
wrong() { printf 'error: %s\n' "$*"; failed=1; }

# read_completion <repository root> <program>: from now on its completion, and its name before the words
read_completion()
{
    completed=$2
    bash -n "$1/resources/completion/$2" || wrong "the completion of $2 is no bash"
    # shellcheck source=/dev/null
    . "$1/resources/completion/$2"
}

# ask <word…>: what is offered for the last word, in COMPREPLY
ask()
{
    # shellcheck disable=SC2034  # what the completion reads
    COMP_WORDS=("$completed" "$@") COMP_CWORD=$#
    set +e  # as where people type
    "_$completed"
    set -e
}

# offers <what> <word…>: it is offered for the last word
offers()
{
    local what=$1
    shift
    ask "$@"
    printf '%s\n' "${COMPREPLY[@]}" | grep -qxF -- "$what" || wrong "'$what' is not offered for: $completed $*"
}

# options: those that the help on stdin tells
options() { grep -oE '^ +(-[a-z], ?)?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u; }

# invents_none <the options that there are> <word…>: no other is offered after these words
invents_none()
{
    local known=$1 invented
    shift
    ask "$@" --
    invented=$(comm -13 <(sort -u <<<"$known") <(printf '%s\n' "${COMPREPLY[@]}" | sort -u))
    [ -z "$invented" ] || wrong "the completion of $completed $* invents $invented"
}
