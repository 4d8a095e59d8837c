#!/usr/bin/env bash
# From nothing to an answered query: installs what is missing, builds, reads a sample press conference, and shows what came out.
set -euo pipefail
cd "$(dirname "$0")/.."
examples/install.sh
mkdir -p build
{ cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DTESTS=OFF && cmake --build build; } >build/quickstart.log 2>&1 ||
  { cat build/quickstart.log >&2; exit 1; }
rapporteur=build/rapporteur
document=examples/press-conference.txt
out=build/quickstart
mkdir -p $out

title() { printf '\n\033[1m%s\033[0m\n' "$*"; }

$rapporteur extract -q $document -o $out
title "Entities of $document, with their Wikidata items"
awk -F'\t' 'NR > 1 && $2 != "DATE" { printf "  %-4s %-58s %s\n", $2, $3, $4 }' $out/press-conference.entities.tsv

title "Facts, each with the words that state it"
# the columns are found by their names, as scripts should
awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
  { printf "  %s %s %s  %s\n      \"%s\"\n", $at["subject"], $at["relation"], $at["object"], $at["qualifiers"], $at["evidence"] }' \
  $out/press-conference.relations.tsv

$rapporteur export -q $document -o $out/press-conference.nq
$rapporteur export -q --format turtle --no-mentions $document -o $out/press-conference.ttl
title "Ten lines of Turtle ($out/press-conference.ttl)"
# the first meeting's node: who, how sure, by which words and which rule
awk '/^</ { block = ""; hit = 0 } { block = block $0 "\n" } /rdf:predicate rpt:met/ { hit = 1 } / \.$/ && hit { printf "%s", block; exit }' \
  $out/press-conference.ttl | head -10

for q in who-met-whom who-signed-what; do
  title "$(head -1 queries/$q.rq | sed 's/^# *//')  (queries/$q.rq)"
  $rapporteur query --format table queries/$q.rq $out/press-conference.nq
done
