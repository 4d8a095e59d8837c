#!/usr/bin/env bash
# A spreadsheet and a press conference in one graph, and a question that needs both.
set -euo pipefail
cd "$(dirname "$0")/../.."
rapporteur=${RPT:-build/rapporteur}
out=${1:-build/ambassadors}
mkdir -p "$out"
"$rapporteur" export -q --mapping examples/ambassadors/ambassadors.ttl -o "$out/ambassadors.nq"
"$rapporteur" export -q examples/press-conference.txt -o "$out/press-conference.nq"
"$rapporteur" query --format table examples/ambassadors/who-could-be-asked.rq "$out/ambassadors.nq" "$out/press-conference.nq"
