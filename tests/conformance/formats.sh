#!/usr/bin/env bash
# Every output format: parses without a warning, says the same triples as the N-Quads, which are Raptor's own byte for byte.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
if ! command -v rapper >/dev/null; then skip "formats" "no rapper (raptor2-utils)"; exit 0; fi
mkdir in
if [ -n "$RPT_SHARED" ]; then cp "$RPT_SHARED"/corpus/dev/*.txt in/; else cp "$RPT_SOURCE"/examples/*.txt in/; fi

quiet_rapper() { # ARGUMENT...: fails where rapper says anything
  rapper -q "$@" >rapper.out 2>rapper.err && [ ! -s rapper.err ] || { head -5 rapper.err; return 1; }
}
triples() { rapper -q -i "$1" -o ntriples "$2" https://w3id.org/rapporteur/ 2>>rapper.err | LC_ALL=C sort -u; }
same_triples() { # PARSER FILE
  triples "$1" "$2" >these.nt
  [ -s these.nt ] && cmp these.nt those.nt
}
as_raptor() { # FORMAT FILE: Raptor's serializer writes the same bytes
  rapper -q -i "$1" -o "$1" "$2" https://w3id.org/rapporteur/ | cmp - "$2"
}
unique_lines() { [ "$(LC_ALL=C sort "$1" | uniq -d | wc -l)" -eq 0 ]; }

"$RPT" export -q in -o utf8.nq 2>/dev/null
"$RPT" export -q in --ascii -o ascii.nq 2>/dev/null
"$RPT" export -q in --ascii --format ntriples -o ascii.nt 2>/dev/null
check "N-Quads: not empty" test -s utf8.nq
check "N-Quads: rapper is content" quiet_rapper -c -i nquads utf8.nq
check "N-Quads, ASCII: the bytes of Raptor's serializer" as_raptor nquads ascii.nq
check "N-Triples, ASCII: the bytes of Raptor's serializer" as_raptor ntriples ascii.nt
rapper -q -i nquads -o nquads utf8.nq >through.nq 2>/dev/null
check "N-Quads: UTF-8 and ASCII say the same" cmp through.nq ascii.nq
check "N-Quads: no line twice" unique_lines utf8.nq
check "N-Quads: no blank nodes" sh -c '! grep -q "^_:\| _:" utf8.nq'
check "N-Quads: nothing outside a named graph" sh -c '! grep -vE " <[^<> ]*document/[^<> ]*> \.$| <[^<> ]*run/[^<> ]*> \.$" utf8.nq'

triples ntriples ascii.nt >those.nt
for pair in turtle:turtle rdfxml:rdfxml rdfxml-abbrev:rdfxml json:json ntriples:ntriples; do
  format=${pair%:*} parser=${pair#*:}
  "$RPT" export -q in --format "$format" -o "out.$format" 2>/dev/null
  check "$format: rapper is content" quiet_rapper -c -i "$parser" "out.$format" https://w3id.org/rapporteur/
  check "$format: the same triples" same_triples "$parser" "out.$format"
done
"$RPT" export -q in --format trig -o out.trig 2>/dev/null
same_quads() { rapper -q -i trig -o nquads out.trig | LC_ALL=C sort >these.nq; LC_ALL=C sort ascii.nq | cmp - these.nq; }
check "trig: the same quads" same_quads
for mapping in schema wikidata webannotation; do
  "$RPT" export -q in --mapping $mapping -o $mapping.nq 2>/dev/null
  check "mapping $mapping: rapper is content" quiet_rapper -c -i nquads $mapping.nq
  check "mapping $mapping: not empty" test -s $mapping.nq
done

"$RPT" export -q in --mapping core --mapping schema -o both.nq 2>/dev/null
check "two mappings together" sh -c 'grep -q "ns#Fact>" both.nq && grep -q "schema.org/jobTitle" both.nq'
check "unknown format" status 2 "$RPT" export -q in --format yaml -o x 2>/dev/null

# Rows: tables and NDJSON give the same graph; the graph of our own rows is that of the documents.
"$RPT" extract -q in --format ndjson -o rows.ndjson 2>/dev/null
"$RPT" export -q --from-rows rows.ndjson -o rows.nq 2>/dev/null
# The runs differ: no gazetteer took part in the second.
without_run() { grep -v 'data/run/[0-9a-f]*> \.$' "$1" | grep -v 'wasGeneratedBy'; }
same_but_run() { without_run utf8.nq >a.nq; without_run rows.nq >b.nq; [ -s a.nq ] && cmp a.nq b.nq; }
check "rows: NDJSON gives the documents' graph" same_but_run
check "a run of its own graph, with counts" grep -q '#dataset> <http://rdfs.org/ns/void#triples> "[1-9]' utf8.nq
"$RPT" export -q --from-rows rows.ndjson --no-mentions -o few.nq 2>/dev/null
check "--no-mentions leaves out mentions" sh -c '! grep -q "nif-core#Phrase" few.nq && grep -q "ns#Fact>" few.nq'
"$RPT" export -q --from-rows rows.ndjson --entity-iri wikidata --base http://example.org/ -o wd.nq 2>/dev/null
check "--entity-iri wikidata, --base" sh -c '! grep -q "w3id.org/rapporteur/data\|example.org/entity/Q" wd.nq && grep -q "^<http://www.wikidata.org/entity/Q" wd.nq'

# Output that fails.
check "full disk" status 3 "$RPT" export -q --from-rows rows.ndjson -o /dev/full
closed_pipe() { { "$RPT" export -q --from-rows rows.ndjson; echo $? >code; } 2>pipe.err | head -c 10 >/dev/null; [ "$(cat code)" -eq 3 ] && [ "$(wc -l <pipe.err)" -eq 1 ]; }
check "closed pipe: one message, exit 3" closed_pipe
bad_mapping() {
  printf '@prefix rml: <http://w3id.org/rml/> .\n<#m> rml:nonsense 1 .\n<#m> rml:subjectMap [] .\n' >bad.ttl
  "$RPT" export -q --from-rows rows.ndjson --mapping bad.ttl -o never.nq 2>bad.err
  [ $? -eq 2 ] && [ ! -e never.nq ] && grep -q '^bad.ttl:[0-9]*: error: ' bad.err
}
check "mapping check: our own are right" "$RPT" mapping check core schema wikidata webannotation "$RPT_SOURCE/examples/ambassadors/ambassadors.ttl"
example() { RPT=$RPT "$RPT_SOURCE/examples/ambassadors/run.sh" "$RPT_TMP/ambassadors" | grep -q "Ambassador to"; }
check "example: a list of ambassadors joins the press conference" example
check "mapping with mistakes: file and line, exit 2, no output" bad_mapping
check "mapping check: mistakes, exit 2" status 2 "$RPT" mapping check bad.ttl
