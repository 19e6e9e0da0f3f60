#!/bin/sh
# Measures admission over TLS on loopback: 1,000 workloads, 1,000 policies, RATE changes a second for SECONDS after a warm-up
# as long (60 seconds at most). Starts one service and ends it.
# usage: api/bench/admission-tls.sh [RATE [SECONDS [CANREACH]]]   (defaults: 100, 60, cli/bin/canreach)
#
# Environment:
#   CANREACH_JAVA  the `java` of a JDK 21 or newer for the clients (default: java)
set -eu
bench=$(cd "$(dirname "$0")" && pwd)
rate=${1:-100}
seconds=${2:-60}
canreach=${3:-$bench/../../cli/bin/canreach}
[ "$rate" -le 1000 ] && [ "$seconds" -le 600 ] || { echo "at most 1000 requests a second for 600 seconds" >&2; exit 2; }
java=${CANREACH_JAVA:-java}
"$java" --version 2>/dev/null | awk 'NR == 1 && int($2) >= 21 { new = 1 } END { exit !new }' \
  || { echo "\`$java\` is no JDK 21 or newer: name one with CANREACH_JAVA" >&2; exit 2; }
work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
  -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
mkdir "$work/state"
"$java" "$bench/AdmissionLoad.java" manifests 2000 "$work/state/cluster.yaml"
"$canreach" serve --listen 127.0.0.1:18080 --admission-listen 127.0.0.1:18443 --admission-state "$work/state" \
  --tls-cert "$work/tls.crt" --tls-key "$work/tls.key" > "$work/log" 2>&1 &
server=$!
tries=0
until curl -sf --cacert "$work/tls.crt" https://127.0.0.1:18080/readyz > /dev/null; do
  tries=$((tries + 1))
  if [ $tries -gt 60 ] || ! kill -0 "$server" 2>/dev/null; then
    cat "$work/log" >&2
    exit 1
  fi
  sleep 1
done
"$java" "$bench/AdmissionLoad.java" https://127.0.0.1:18443 "$rate" "$seconds" 2000 "$work/tls.crt"
