#!/bin/bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The rules against promtool, then the whole way against a real Prometheus server: a ring, `ringctl export`, a scrape, a
# query, and an alert that fires when a consumer is stopped, and is resolved when it goes on. All of it on loopback.
# Usage: check_prometheus.sh <repository root> <directory of the programs> <directory to unpack Debian's prometheus in>
set -euo pipefail
root=$1 programs=$2 place=$3
ring=ringtest-$$-prometheus
work=$(mktemp -d)
started=()
# shellcheck disable=SC2154  # pid: here
trap 'for pid in "${started[@]}"; do kill -CONT $pid; kill $pid; done 2>/dev/null; wait; rm -rf "$work"' EXIT
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

mkdir -p "$place"
if [ ! -x "$place/usr/bin/prometheus" ]; then
    (cd "$place" && apt-get download prometheus >/dev/null && dpkg-deb -x prometheus_*.deb .)
fi
prometheus=$place/usr/bin/prometheus promtool=$place/usr/bin/promtool

cp "$root/resources/prometheus/ringscope.rules.yml" "$root/tests/monitor/prometheus_rules_test.yml" "$work"
$promtool check rules "$work/ringscope.rules.yml"
$promtool test rules "$work/prometheus_rules_test.yml"

"$programs/ringworker" produce --ring $ring --capacity 4096 --event-size 64 --rate 100k --quiet >/dev/null &
started+=($!)
"$programs/ringctl" wait $ring --state LIVE --timeout 20s >/dev/null
"$programs/ringworker" consume --ring $ring --id cp_1 --quiet >/dev/null &
consumer=$!
started+=("$consumer")
"$programs/ringctl" export --listen 127.0.0.1:0 $ring >"$work/export" &
started+=($!)
until port=$(sed -n 's/.* port //p' "$work/export") && [ -n "$port" ]; do kill -0 "${started[-1]}"; done
printf 'exporter on port %s\n' "$port"
$promtool check metrics < <(curl -sf "http://127.0.0.1:$port/metrics" | grep -v exposer_) || fail "promtool has something against the names"

cat >"$work/prometheus.yml" <<YAML
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [$work/ringscope.rules.yml]
scrape_configs: [{job_name: rings, static_configs: [{targets: ['127.0.0.1:$port']}]}]
YAML
$promtool check config "$work/prometheus.yml" >/dev/null
server_port=$((port > 40000 ? port - 10000 : port + 10000))
$prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" --log.level=error \
    --web.listen-address=127.0.0.1:$server_port >"$work/server" 2>&1 &
started+=($!)

# ask <query>: the values, one a line
ask()
{
    curl -sfG "http://127.0.0.1:$server_port/api/v1/query" --data-urlencode "query=$1" |
        sed 's/"value":\[[0-9.]*,"\([^"]*\)"\]/\n\1\n/g' | grep -E '^[0-9.eE+-]+$' || true
}
# until_asked <seconds> <query> <what it is for>: until there is an answer
until_asked()
{
    local end=$((SECONDS + $1))
    until [ -n "$(ask "$2")" ]; do
        [ $SECONDS -lt $end ] || { cat "$work/server" >&2; fail "$3: no answer to $2 within $1 s"; }
        kill -0 "${started[-1]}" || { cat "$work/server" >&2; fail "the server ended"; }
        read -rt 0.2 <> <(:) || true
    done
    printf '%s: %s\n' "$3" "$(ask "$2" | head -1)"
}
firing="ALERTS{alertstate=\"firing\",ring=\"$ring\""
until_asked 60 "rate(ringscope_producer_events_total{ring=\"$ring\"}[5s]) > 1000" "events/s published"
[ -z "$(ask "$firing}")" ] || fail "an alert fires while all is well"
kill -STOP $consumer
stopped=$SECONDS
until_asked 60 "$firing,alertname=\"RingConsumerStalled\",consumer=\"cp_1\"}" "alert of the stopped consumer"
until_asked 60 "$firing,alertname=\"RingProducerHeld\"}" "alert of the held producer"
printf 'both alerts within %s s of the stop\n' $((SECONDS - stopped))
kill -CONT $consumer
until_asked 60 "absent($firing})" "no alert once it goes on"
echo "ok"
