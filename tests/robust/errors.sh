#!/usr/bin/env bash
# What goes wrong: one message of the form file:line:column: error: what, and what to do; the exit code that belongs to it;
# nothing half written under its final name.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
sample=$RPT_SOURCE/examples/press-conference.txt

# says STATUS PATTERN COMMAND...: the exit status, and exactly one error line that matches.
says() {
  local expected=$1 pattern=$2 got=0
  shift 2
  "$@" >out.log 2>err.log || got=$?
  [ "$got" -eq "$expected" ] || { echo "exit $got, not $expected"; cat err.log; return 1; }
  [ "$(grep -c 'error:' err.log)" -eq 1 ] || { echo "not one error line:"; cat err.log; return 1; }
  grep -qE "$pattern" err.log || { echo "no match for $pattern:"; cat err.log; return 1; }
}
nothing_in() { [ -z "$(ls -A "$1" 2>/dev/null)" ] || { ls -la "$1"; return 1; }; }

check "no verb" says 2 "no verb .frobnicate." "$RPT" frobnicate
check "wrong option" says 2 "no option .--wrong." "$RPT" extract --wrong "$sample"
check "option without its value" says 2 "value is missing" "$RPT" extract "$sample" -o
check "number that is none" says 2 "takes a number" "$RPT" extract --jobs many "$sample"
check "no input" says 2 "something is missing" "$RPT" extract
check "input that is not there" says 1 "absent.txt.*error: cannot" "$RPT" extract -q absent.txt -o o1
check "nothing written for it" nothing_in o1

: >empty.txt
check "empty file" status 0 "$RPT" extract -q empty.txt -o o2
head -c 4096 /dev/urandom | tr '\n' '\0' >binary.bin
printf 'PK\0\0\0' | cat - binary.bin >binary2.bin
check "binary file" says 1 "binary" "$RPT" extract -q binary2.bin -o o3
printf 'President \xff\xfe of \xc3\x28 Russia Vladimir Putin met nobody.\n' >bad.txt
check "bad bytes" status 0 "$RPT" extract -q bad.txt -o o4
check "bad bytes still give tables" test -s o4/bad.mentions.tsv
head -c 50000000 /dev/zero | tr '\0' 'a' >line.txt
check "a line of 50 MB" status 0 "$RPT" extract -q line.txt -o o5
{ for i in $(seq 50000); do printf '<div>'; done; echo deep; } >deep.html
check "deep markup" status 0 "$RPT" extract -q deep.html -o o6
check "too large for --limit" says 1 "larger than" "$RPT" extract -q --limit 1k "$sample" -o o7

mkdir folder && cp "$sample" folder/a.txt && ln -s nowhere folder/b.txt && cp "$sample" folder/c.txt
check "folder with one unreadable file" says 1 "b.txt.*error" "$RPT" extract -q folder -o o8
check "the others are there" test -s o8/a.mentions.tsv -a -s o8/c.mentions.tsv

check "output folder cannot be made" says 3 "cannot make" "$RPT" extract -q "$sample" -o /dev/null/x
mkdir full && ln -s /dev/full full/press-conference.mentions.tsv.tmp
if "$RPT" --help | grep -q '^  export'; then
  check "full disk" says 3 "No space left" sh -c '"$RPT" export -q "$1" >/dev/full' - "$sample"
  closed() { "$RPT" export -q "$sample" "$sample" "$sample" 2>err.log | head -c 10 >/dev/null; [ "${PIPESTATUS[0]}" -eq 3 ] && grep -q 'Broken pipe' err.log; }
  mkdir many && for i in $(seq 200); do cp "$sample" "many/d$i.txt"; done
  closed() { "$RPT" export -q many 2>err.log | head -c 10 >/dev/null; [ "${PIPESTATUS[0]}" -eq 3 ] && [ "$(grep -c 'Broken pipe' err.log)" -eq 1 ]; }
  check "closed pipe" closed
fi

image=$RPT_BUILD/rapporteur.gaz
if [ -f "$image" ]; then
  head -c 1000 "$image" >short.gaz
  check "truncated image of names" says 2 "short.gaz.*error" "$RPT" extract -q --gazetteer short.gaz "$sample" -o o9
  head -c 100000 /dev/urandom >noise.gaz
  check "image of names that is none" says 2 "noise.gaz.*error" "$RPT" extract -q --gazetteer noise.gaz "$sample" -o o9
fi
check "image of names that is not there" says 2 "absent.gaz.*error" "$RPT" extract -q --gazetteer absent.gaz "$sample" -o o9
check "and nothing was written" nothing_in o9

# mistakes in what a user may change: file, line and column, before the first document
knowledge() { rm -rf know && cp -r "$RPT_SOURCE/ontology" know; }
knowledge
printf 'relation met\ndomain PER\nrange PER\nrule {subject} <nosuchclass> {object}\n' >know/rules/en/99-mistake.rules
check "rule with a mistake" says 2 "99-mistake.rules:4:[0-9]+: error: " "$RPT" extract -q --ontology know "$sample" -o o10
printf 'relation loves\n' >know/rules/en/99-mistake.rules
check "relation that is none" says 2 "99-mistake.rules:1:[0-9]+: error: " "$RPT" extract -q --ontology know "$sample" -o o10
printf 'relation met\ndomain PER\nrange PER\nrule {subject} frobnicates {object}\n+ {Ann} dislikes [Bob]\n' >know/rules/en/99-mistake.rules
check "rule whose example does not hold" says 2 "99-mistake.rules:5:[0-9]+: error: " "$RPT" rules check --ontology know
knowledge
printf 'phrase without class\n' >know/lexicon/en/mistake.tsv
check "lexicon line with a mistake" says 2 "mistake.tsv:1:[0-9]+: error: " "$RPT" extract -q --ontology know "$sample" -o o10
check "and nothing was written for them" nothing_in o10
cat >mistake.ttl <<'T'
@prefix rml: <http://w3id.org/rml/> .
@prefix rpt: <https://w3id.org/rapporteur/ns#> .
<#m> a rml:TriplesMap ;
  rml:logicalSource [ rml:referenceFormulation rpt:Rows ; rml:iterator "entity" ] ;
  rml:subjectMap [ rml:template "http://example.org/{nosuchcolumn}" ] .
T
check "mapping with a mistake" says 2 "mistake.ttl:[0-9]+: error: .*nosuchcolumn" "$RPT" export -q --mapping mistake.ttl "$sample" -o o11.nq
check "mapping that is no Turtle" says 2 "sample.*:[0-9]+: error: |errors.*: error: |press-conference.txt:[0-9]+" "$RPT" export -q --mapping "$sample" "$sample" -o o11.nq
check "and no graph was written for them" test ! -e o11.nq
"$RPT" export -q "$sample" -o graph.nq
check "endpoint that is down" says 3 "127.0.0.1:9.*error: .*is the server running" "$RPT" load graph.nq --endpoint http://127.0.0.1:9/store

check "no half-written file anywhere" sh -c '! find . -name "*.tmp.*" | grep -v "^./full/" | grep .'
