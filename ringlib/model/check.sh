#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Verifies the models, and that every mutant of them fails.
# Usage: check.sh [quick|full]     quick: small configurations, about 40 s; full: some minutes and 1.2 GB
#        check.sh only MUTANT      that this one fails
# Exit code 0: every expectation held. 1: one did not. 77: spin or gcc is missing.
set -u
scope=${1:-quick}
here=$(cd "$(dirname "$0")" && pwd)
only=${2:-}
case $scope$only in quick | full | onlyM_?*) ;; *) sed -n '3,6s/^# //p' "$0" >&2; exit 64 ;; esac
for program in spin gcc; do
    command -v $program >/dev/null || { echo "check.sh: $program is missing (./dev setup test)" >&2; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
broken=0
count=0

# run <model> <options> <optimisation> <mode: safety|progress>   sets: errors, states, reason
run()
{
    local dir=$work/$count mode_define=-DSAFETY mode_options=
    [ "$4" = safety ] || { mode_define=-DNFAIR=4; mode_options="-a -f"; }
    mkdir "$dir"
    errors=none states=- reason=
    # shellcheck disable=SC2086  # options are words
    (cd "$dir" && spin $2 -a "$here/$1.pml" && gcc "$3" -w -DMEMLIM=6000 -DVECTORSZ=2048 $mode_define -DCOLLAPSE -o pan pan.c) \
        >"$dir/build.log" 2>&1 || { cat "$dir/build.log"; reason="did not build"; return; }
    # shellcheck disable=SC2086
    (cd "$dir" && ./pan -m2000000 $mode_options) >"$dir/pan.log" 2>&1
    errors=$(sed -n 's/.*errors: \([0-9]*\)$/\1/p' "$dir/pan.log")
    states=$(awk '/states, stored/ { print $1; exit }' "$dir/pan.log")
    reason=$(sed -n 's/^pan:1: \(.*\) (at depth.*/\1/p' "$dir/pan.log")
    # A search that was cut short has shown nothing.
    grep -qE 'max search depth too small|Search not completed|out of memory|VECTORSZ' "$dir/pan.log" && [ "$errors" = 0 ] && errors="cut"
    rm -rf "$dir"
}

# report <wanted: 0 or 1+> <what> <options>
report()
{
    local verdict=ok
    if [ "$1" = 0 ]; then [ "$errors" = 0 ] || verdict=BROKEN
    else case $errors in '' | 0 | none | cut) verdict=SURVIVED ;; esac
    fi
    [ "$verdict" = ok ] || broken=$((broken + 1))
    printf '%-9s %-44s %10s  %s\n' "$verdict" "$2" "${states:--}" "${reason:-$3}"
}

# verifies <quick|full> <model> <options> [progress]: no error in any reachable state
verifies()
{
    [ "$1$scope" = quickquick ] || [ "$scope" = full ] || return 0
    count=$((count + 1))
    run "$2" "$3" "$([ "$1" = full ] && echo -O2 || echo -O1)" "${4:-safety}"
    report 0 "$2" "$3"
}

# fails <model> <mutant> <options> [progress]: the mutant must be found out
fails()
{
    [ -z "$only" ] || [ "$2" = "$only" ] || return 0
    count=$((count + 1))
    run "$1" "$3 -D$2" -O0 "${4:-safety}"
    report 1 "$1 $2" "$3"
}

batch="-DOLDEST -DMAX=4 -DBATCH=2 -DDROPS=1 -DPCRASH=1"
late="-DOLDEST -DMAX=5"

verifies quick ring "-DOLDEST -DNEXT -DMAX=5"
verifies quick ring "$batch"
verifies quick ring "-DOLDEST -DMAX=4 -DP=2 -DCCRASH=1 -DEVICT=1"
verifies quick ring "-DOLDEST -DMAX=4 -DP=2 -DCCRASH=1 -DRESUME"
verifies quick ring "-DNEXT -DMAX=3 -DC=2"
verifies quick ring "-DLIVE -DOLDEST -DMAX=3 -DCCRASH=1" progress
verifies full ring "-DOLDEST -DMAX=4 -DC=2"
verifies full ring "-DNEXT -DMAX=4 -DC=2 -DLIVES=2"
verifies full ring "-DOLDEST -DMAX=5 -DBATCH=2 -DDROPS=1 -DLIVES=2 -DPCRASH=1 -DCCRASH=1"
verifies full ring "-DOLDEST -DMAX=7 -DN=4 -DBATCH=3 -DSTEP=2 -DDROPS=1 -DLIVES=2"
verifies full ring "-DOLDEST -DNEXT -DMAX=4 -DLIVES=2 -DPCRASH=1 -DCCRASH=1 -DEVICT=1"
verifies full ring "-DOLDEST -DNEXT -DMAX=4 -DLIVES=2 -DPCRASH=1 -DCCRASH=1 -DEVICT=1 -DRESUME"
verifies full ring "-DOLDEST -DMAX=5 -DLIVES=3 -DCCRASH=2 -DRESUME"
verifies full ring "-DOLDEST -DMAX=5 -DBATCH=2 -DDROPS=1 -DC=2"
verifies full ring "-DLIVE -DOLDEST -DMAX=3 -DPCRASH=1 -DCCRASH=1 -DLIVES=2" progress

fails ring M_NO_WRITE_LIMIT "$late"
fails ring M_NO_RESCAN "$late"
fails ring M_LOOKS_ELSEWHERE "$late"
fails ring M_ANNOUNCE_AFTER_WRITE "$late"
fails ring M_LIMIT_LOWERED "$batch"
fails ring M_BATCH_BEYOND_LIMIT "$late -DBATCH=2"
fails ring M_TAKEOVER_FORGETS_LIMIT "$late -DPCRASH=1"
fails ring M_JOIN_IGNORES_LIMIT "$late"
fails ring M_JOIN_LIMIT_BEFORE_FENCE "$late"
fails ring M_JOIN_HIGH_THEN_LOW "$late"
fails ring M_NO_RELOAD "$late"
fails ring M_SKIP_JOINING "$late"
fails ring M_OFF_BY_ONE "$late"
fails ring M_DOUBLE_FETCH "-DOLDEST -DMAX=4 -DC=2"
fails ring M_PUBLISH_EARLY "$late"
fails ring M_RELEASE_EARLY "$late"
fails ring M_NO_VALIDATE "-DNEXT -DMAX=4 -DP=2 -DEVICT=1"
fails ring M_EVICT_FREES "-DNEXT -DMAX=4 -DP=2 -DEVICT=1"
fails ring M_BLIND_REAP "-DOLDEST -DMAX=4 -DP=2 -DCCRASH=1"
fails ring M_CURSOR_OVER_A_DEAD_ONE "-DOLDEST -DMAX=4 -DP=2 -DCCRASH=1"
fails ring M_TAKEOVER_SKIPS "-DNEXT -DMAX=4 -DPCRASH=1"
fails ring M_TAKEOVER_NO_SCAN "-DNEXT -DMAX=4 -DPCRASH=1"
fails ring M_RETAINED_NO_GATE "-DNEXT -DMAX=4 -DP=2 -DCCRASH=1 -DRESUME"
fails ring M_RESUME_BLIND "-DNEXT -DMAX=4 -DP=2 -DCCRASH=1 -DRESUME"
fails ring M_RESUME_IGNORES_LIMIT "$late -DLIVES=3 -DCCRASH=1 -DRESUME"
fails ring M_RESUME_CLAMPS "$late -DLIVES=3 -DCCRASH=1 -DRESUME"
fails ring M_NO_REAP "-DLIVE -DOLDEST -DMAX=3 -DCCRASH=1" progress

R=-DREQUIRED
verifies quick required "$R -DCCRASH=1"
verifies quick required "$R -DPCRASH=1"
verifies quick required "$R -DEVICT=1"
verifies quick required "$R -DLOST=1"
verifies quick required "-DCCRASH=1"
verifies quick required "-DB"
verifies quick required "$R -DLIVE -DCCRASH=1" progress
verifies quick required "-DGOES_ON -DCCRASH=1" progress
verifies full required "$R -DPCRASH=1 -DCCRASH=1"
verifies full required "-DPCRASH=1 -DCCRASH=1"
verifies full required "$R -DEVICT=1 -DCCRASH=1 -DLIVES=3"
verifies full required "$R -DB -DCCRASH=1"
verifies full required "-DB -DCCRASH=1"
verifies full required "-DLATER -DCCRASH=1"
verifies full required "$R -DLIVE -DPCRASH=1" progress
fails required M_EXPECTED_DOES_NOT_GATE ""
fails required M_SKIP_JOINING "$R"
fails required M_MISSING_WITHOUT_SEEN "$R"
fails required M_EPOCH_LAST "$R -DPCRASH=1"
fails required M_FORGETS_WHO_LIVES "$R -DPCRASH=1"
fails required M_SEEN_LOWERED "$R -DPCRASH=1"
fails required M_REAPED_UNSEEN "-DGOES_ON -DCCRASH=1" progress
fails required M_FREE_BEFORE_LEFT "$R"
fails required M_COUNTS_BEFORE_FREE "$R"
fails required M_LEAVES_SILENTLY "$R"
fails required M_GIVES_BACK_SILENTLY "$R -DLOST=1"
fails required M_NO_LOOK_WHEN_SLOW "$R"
fails required M_GONE_OF_ANOTHER_MOMENT "$R -DEVICT=1"
fails required M_PUT_OUT_STAYS_LEFT "$R -DEVICT=1"
fails required M_GONE_STAYS "-DLATER -DCCRASH=1"
fails required M_FREE_BEFORE_DIED "-DLATER -DCCRASH=1"
fails required M_BLIND_DIED "-DLATER -DCCRASH=1"
fails required M_TAKES_AN_EXPECTED_SLOT "-DB"
fails required M_TAKES_A_REQUIRED_SLOT "$R -DB"

verifies quick store_buffers ""
verifies full store_buffers "-DN=4 -DMAX=7 -DB=6"
fails store_buffers M_NO_GATE_FENCE ""
fails store_buffers M_NO_ANNOUNCE_FENCE ""
fails store_buffers M_NO_JOIN_FENCE ""

verifies quick sleeper "-DSLEEPERS=2"
verifies full sleeper "-DSLEEPERS=2 -DEVENTS=5 -DB=5 -DTIMEOUTS=2"
fails sleeper M_NO_MEMBARRIER ""
fails sleeper M_LOAD_BEFORE_PUBLISH ""
fails sleeper M_NO_LAST_LOOK ""
fails sleeper M_SLEEP_BLINDLY ""
fails sleeper M_WAKE_ONE "-DSLEEPERS=2"
fails sleeper M_ANNOUNCED_FOR_GOOD ""

verifies quick last_one_out ""
fails last_one_out M_LOOK_ONCE ""
fails last_one_out M_NO_SECOND_LOOK ""
fails last_one_out M_COUNT_THEN_UNLINK ""
fails last_one_out M_NO_NAME_CHECK ""

verifies quick removal_order ""
fails removal_order M_LOCK_FILE_FIRST ""
fails removal_order M_NO_SECOND_LOOK_AT_LOCK_FILE ""
fails removal_order M_REMOVE_WHAT_IS_THERE ""

echo "$count checks, $broken broken"
[ $broken -eq 0 ] && [ $count -gt 0 ]
