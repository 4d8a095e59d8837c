#!/usr/bin/env bash
# query: what is refused, by name and place; graph files that are wrong; answers on a small graph worked out by hand.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2

cat >small.nq <<'NQ'
<http://e/anna> <http://e/met> <http://e/bob> <http://e/g1> .
<http://e/anna> <http://e/age> "31"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g1> .
<http://e/bob> <http://e/age> "2.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://e/g2> .
<http://e/anna> <http://e/met> <http://e/bob> <http://e/g2> .
<http://e/anna> <http://e/name> "Anna \u017D \"A\", the first"@en <http://e/g2> .
NQ
says() { # STATUS PATTERN QUERY: one error line that matches
  local expected=$1 pattern=$2 got=0
  printf '%s\n' "PREFIX : <http://e/>" "$3" >q.rq
  "$RPT" query q.rq small.nq >out.log 2>err.log || got=$?
  [ "$got" -eq "$expected" ] || { echo "exit $got, not $expected"; cat err.log; return 1; }
  [ "$(grep -c 'error:' err.log)" -eq 1 ] || { echo "not one error line:"; cat err.log; return 1; }
  grep -qE "$pattern" err.log || { echo "no match for $pattern:"; cat err.log; return 1; }
}
gives() { # CSV QUERY: exactly these lines
  printf '%s\n' "PREFIX : <http://e/>" "$2" >q.rq
  printf "$1" >want.csv
  "$RPT" query q.rq small.nq --format "${3:-csv}" | tr -d '\r' >got.csv && diff want.csv got.csv
}
no='not answered by the embedded engine.*--endpoint'

check "a path" says 2 "q.rq:2:19: error: property paths are $no" 'SELECT * { ?a :met/:met ?b }'
check "a path in brackets" says 2 "q.rq:2:25: error: property paths are" 'SELECT * { :anna :met [ ^:met ?b ] }'
check "a path is none in a comment" gives '?b\n<http://e/bob>\n' $'SELECT * { # ?a :p/:q ?b\n GRAPH :g1 { :anna :met ?b } }' tsv
check "a path is none in a string" gives 'n\n0\n' 'SELECT (COUNT(*) AS ?n) { ?a :name ":p/:q|^x" }'
check "GROUP_CONCAT" says 2 "q.rq:2:9: error: GROUP_CONCAT is $no" 'SELECT (GROUP_CONCAT(?b; SEPARATOR=",") AS ?x) { ?a :met ?b }'
check "CONCAT" says 2 "CONCAT is $no" 'SELECT (CONCAT(STR(?b), "!") AS ?x) { ?a :met ?b }'
check "SERVICE" says 2 "SERVICE is $no" 'SELECT * { SERVICE <http://127.0.0.1:9/> { ?a :met ?b } }'
check "DESCRIBE" says 2 "q.rq:2:1: error: DESCRIBE is $no" 'DESCRIBE :anna'
check "an update" says 2 "updates are $no" 'INSERT DATA { :a :b :c }'
check "FROM" says 2 "FROM is $no" 'SELECT * FROM <http://e/g1> { ?a ?b ?c }'
check "a SELECT inside" says 2 "SELECT inside braces is $no" 'SELECT * { { SELECT ?a { ?a :met ?b } LIMIT 1 } }'
check "an unknown function" says 2 "FROBNICATE is $no" 'SELECT * { ?a :met ?b FILTER(FROBNICATE(?a)) }'
check "an unknown variable" says 2 "neither grouped" 'SELECT ?b (COUNT(?a) AS ?n) { ?a :met ?b } GROUP BY ?a'
check "a syntax error" says 2 "q.rq:2: error: " 'SELECT * { ?a :met ?b }}'
check "an open string" says 2 "q.rq:2:20: error: .*closing quote" 'SELECT * { ?a :met "x }'

check "the union has each triple once" gives 'n\n1\n' 'SELECT (COUNT(*) AS ?n) { ?a :met ?b }'
check "named graphs have their own" gives 'n\n2\n' 'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a :met ?b } }'
check "one graph variable in two blocks" gives 'g\nhttp://e/g1\n' 'SELECT ?g { GRAPH ?g { ?a :met ?b } GRAPH ?g { ?a :age ?n } }'
check "a decimal is greater than an integer" gives 'a\nhttp://e/bob\n' 'SELECT ?a { ?a :age ?n FILTER(?n > 2 && ?n < 3) }'
check "OPTIONAL" gives 'b,n\nhttp://e/bob,2.5\n' 'SELECT ?b ?n { :anna :met ?b OPTIONAL { ?b :age ?n } }'
check "NOT EXISTS" gives 'a\nhttp://e/bob\n' 'SELECT ?a { ?a :age ?n FILTER NOT EXISTS { ?a :name ?m } }'
check "count over nothing" gives 'n\n0\n' 'SELECT (COUNT(*) AS ?n) { ?a :nothing ?b }'
check "count distinct" gives 'n,m\n2,1\n' 'SELECT (COUNT(?b) AS ?n) (COUNT(DISTINCT ?b) AS ?m) { GRAPH ?g { ?a :met ?b } }'
check "CSV is quoted" gives 'm\n"Anna Ž ""A"", the first"\n' 'SELECT ?m { ?a :name ?m }'
check "TSV has terms" gives '?m\n"Anna Ž \\"A\\", the first"@en\n' 'SELECT ?m { ?a :name ?m }' tsv
check "JSON" gives '{"head":{"vars":["m"]},"results":{"bindings":[\n{"m":{"type":"literal","value":"Anna Ž \\"A\\", the first","xml:lang":"en"}}\n]}}\n' 'SELECT ?m { ?a :name ?m }' json
check "a table" gives 'a             n\n------------  ---\nhttp://e/bob  2.5\n(1 row)\n' 'SELECT ?a ?n { ?a :age ?n } ORDER BY ?n LIMIT 1' table
check "ASK" gives 'true\n' 'ASK { :anna :met :bob }'
check "CONSTRUCT" gives '<http://e/bob> <http://e/knows> <http://e/anna> .\n' 'CONSTRUCT { ?b :knows ?a } { GRAPH ?g { ?a :met ?b } }' ntriples
check "CONSTRUCT as Turtle" bash -c '"$RPT" query q.rq small.nq --format turtle | grep -q ":knows :anna"'

wrong() { # FILE PATTERN: a graph file that is refused with its place
  printf 'SELECT * { ?a ?b ?c }\n' >all.rq
  status 2 "$RPT" query all.rq "$1" 2>err.log && grep -qE "$2" err.log && [ "$(grep -c error: err.log)" -eq 1 ] || { cat err.log; return 1; }
}
printf '<http://e/a> <http://e/b> <c> .\n' >relative.nq
check "a relative IRI" wrong relative.nq "relative.nq:1:28: error: a relative IRI"
printf '\n<http://e/a> <http://e/b> "\xff" .\n' >bytes.nq
check "bytes that are not UTF-8" wrong bytes.nq "bytes.nq:2:28: error: bytes"
printf '@prefix : <http://e/> . :a :b [ .\n' >open.ttl
check "Turtle with a mistake" wrong open.ttl "open.ttl:1.*error"
check "a file that is not there" wrong absent.nq "absent.nq.*error: cannot be read"
head -c 200000 /dev/urandom >noise.nq
check "noise" wrong noise.nq "noise.nq:[0-9]+:[0-9]+: error"
head -c 20000000 /dev/zero | tr '\0' '(' >deep.rq
check "a query of brackets" status 2 "$RPT" query deep.rq small.nq
{ echo 'SELECT * {'; for _ in $(seq 3000); do printf '{'; done; } >braces.rq
check "deep braces" status 2 "$RPT" query braces.rq small.nq
{ printf 'SELECT * { ?a ?b ?c FILTER('; for _ in $(seq 3000); do printf '!('; done; printf '1'; } >unary.rq
check "deep expressions" status 2 "$RPT" query unary.rq small.nq
