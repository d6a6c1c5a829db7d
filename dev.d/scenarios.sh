# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Sourced by ./dev: its command scenarios.

# The parts of `scenarios`. Each prints what is kept of it, and the page holds whatever parts there are.
scenarios_builtin()
{
    local out=build/scenarios code=0
    build/release/bin/ringctl run --all --backend both --runs $out/runs --junit $out/junit.xml --html $out/report.html || code=$?
    xmllint --noout --schema tests/monitor/junit.xsd $out/junit.xml 2>&1 || code=1
    printf '%s: %d bytes\n' $out/report.html "$(stat -c %s $out/report.html)"
    return $code
}

scenarios_broken()
{
    RINGTEST_SCENARIOS=all build/release/tests/monitor/promises_test --gtest_filter='*Broken*'
}

scenarios_liveness()
{
    printf '| Scenario | Verdicts | Spoiled | Early | Alert late, median / max, ms | Machine late, median / max, ms |\n|---|---|---|---|---|---|\n'
    build/release/tests/monitor/scenario_rounds 20 stall-required-consumer kill-required-consumer required-never-starts \
        stall-and-resume-in-grace rejoin-same-id-in-grace rejoin-other-id rejoin-too-late alert-only evict-stalled-consumer
}

scenarios_soak()
{
    local out=build/scenarios seconds=$((soak_minutes * 60)) backend code=0
    sed "s/\"for\": \"30s\"/\"for\": \"${seconds}s\"/; s/\"timeout\": \"120s\"/\"timeout\": \"$((seconds + 90))s\"/" \
        resources/scenarios/chaos-soak.json >$out/soak.json
    for backend in shm mmap; do
        build/release/bin/ringctl run $out/soak.json --backend $backend --runs $out/runs | sed '/✓ \(injected\|healed\)/d' || code=$?
    done
    return $code
}

scenarios_kills()
{
    RINGTEST_ROUNDS=10 build/release/tests/monitor/ringctl_run_ends_test --gtest_filter='*Killed'
}

# scenarios [PART...] [MINUTES]
scenarios()
{
    local parts=(builtin broken liveness soak kills) chosen=() part code=0
    soak_minutes=5
    for part in "$@"; do
        if [[ $part =~ ^[1-9][0-9]*$ ]]; then
            soak_minutes=$part
        elif [[ " ${parts[*]} " = *" $part "* ]]; then
            chosen+=("$part")
        else
            usage >&2
            exit 64
        fi
    done
    [ "$soak_minutes" -le 58 ] || fail "a scenario ends within the hour: give at most 58 minutes"
    [ ${#chosen[@]} -gt 0 ] || chosen=("${parts[@]}")
    setup test
    build release ON
    mkdir -p build/scenarios
    for part in "${chosen[@]}"; do
        say "scenarios: $part"
        "scenarios_$part" | tee "build/scenarios/$part.txt" || code=1
    done
    {
        machine
        for part in "${parts[@]}"; do
            [ ! -f "build/scenarios/$part.txt" ] || { printf '\n## %s\n\n' "$part"; sed '/^[^|]/s/^/    /' "build/scenarios/$part.txt"; }
        done
    } >build/scenarios.md
    say "build/scenarios.md"
    return $code
}
