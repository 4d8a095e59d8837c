# Sourced by the tests of real servers, behind lib.sh. The test says how its store is run: start, stop SIGNAL, load FILE...,
# ask QUERY..., empty. Here: what every store must do.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Below the ports that clients get: one that reconnects while its server is down could meet itself.
free_port() {
  python3 - <<'PY'
import random, socket
while True:
    port = random.randrange(20000, 32000)
    with socket.socket() as s:
        try:
            s.bind(("127.0.0.1", port))
        except OSError:
            continue
    print(port)
    break
PY
}
# answers URL: waits until something answers there
answers() {
  local i
  for i in $(seq 600); do
    curl -s -m 5 -o /dev/null "$1" && return
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  echo "the server does not start"
  return 1
}
# stop SIGNAL: the process that start put into $server
stop() {
  kill "$1" "$server" 2>/dev/null
  wait "$server" 2>/dev/null
  return 0
}

cat >all.rq <<'RQ'
SELECT ?g ?s ?p ?o (LANG(?o) AS ?language) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "http://data.example.org/")) }
RQ
# exactly FILE: the store has the triples of the file and no others in its graphs
exactly() {
  "$RPT" query all.rq "$1" --format csv | python3 "$here/rows.py" >want || return 1
  ask all.rq --format csv | python3 "$here/rows.py" >have || return 1
  [ -s want ] && cmp want have || { diff want have | head -5; return 1; }
}

loads_and_counts() {
  python3 "$here/graphs.py" 200 >g.nq
  gzip -kf g.nq
  check "load a packed file and count" load g.nq.gz --verify
  check "the store has exactly its triples" exactly g.nq
  check "load again" load g.nq --verify
  check "nothing is doubled" exactly g.nq
  sed '4d' g.nq >less.nq
  check "a graph is replaced whole" load less.nq
  check "the lost line is gone" exactly less.nq
  grep '/doc/1[0-9]*>' g.nq >some.nq
  check "graphs that are gone are kept" load some.nq
  check "until it is asked for" load some.nq --delete-missing http://data.example.org/doc/ --journal jd
  check "only those of the files are left" exactly some.nq
  check "a prefix of none is refused" status 2 load some.nq --delete-missing http://other.example.org/
  check "load with a journal" load g.nq --journal jv
  check "a graph is lost" forget http://data.example.org/doc/3
  check "counting ends with 3" status 3 load g.nq --journal jv --verify
  check "and names it" grep -q 'doc/3> has 0 of its 6 triples' check.err
}

# Killed at random moments, loader and server in turn, a load ends with exactly the right graphs. A server that dies under the
# loader comes back, and the loader goes on. Where a load came to its end, the other file is loaded, with the same names.
killed() {
  local i loader file=k.nq other=k2.nq swap ended=0
  rm -f jk
  for i in $(seq "$1"); do
    load "$file" --journal jk >kill.log 2>&1 &
    loader=$!
    sleep "0.$(printf %02d $((RANDOM % 40 + 1)))"
    if [ $((i % 2)) -eq 1 ]; then
      pkill -KILL -P $loader 2>/dev/null
      kill -KILL $loader 2>/dev/null
      wait $loader 2>/dev/null
      continue
    fi
    stop -KILL
    start || return 1
    wait $loader || { cat kill.log; continue; }
    exactly "$file" || { echo "after kill $i"; return 1; }
    ended=$((ended + 1))
    rm -f jk
    swap=$file file=$other other=$swap
  done
  load "$file" --journal jk && exactly "$file" && load "$file" --verify && echo "$1 kills, $ended loads outlived the server"
}
survives_kills() {
  local kills=5
  [ "${RPT_MODE:-}" = full ] && kills=50
  python3 "$here/graphs.py" 600 >k.nq
  sed 's/"word \([0-9]\)/"words \1/; 7d' k.nq >k2.nq
  check "killed $kills times and resumed" killed "$kills"
}

# The same question to the store and to the file has the same answer, as sets, numbers by their value.
same_answers() {
  local q n=0 wrong=0
  load "$1" || return 1
  for q in "$RPT_SOURCE"/queries/*.rq; do
    if grep -q '^CONSTRUCT' "$q"; then
      "$RPT" query "$q" "$1" --format ntriples | LC_ALL=C sort -u >want || return 1
      ask "$q" --format ntriples | grep -v '^#\|^$' | LC_ALL=C sort -u >have || return 1
    else
      "$RPT" query "$q" "$1" --format csv | python3 "$here/rows.py" >want || return 1
      ask "$q" --format csv | python3 "$here/rows.py" >have || return 1
    fi
    n=$((n + 1))
    cmp -s want have && continue
    wrong=$((wrong + 1))
    echo "$(basename "$q"): $(wc -l <want) and $(wc -l <have) lines"
    diff want have | head -4 | cut -c1-300
  done
  echo "$wrong of $n queries differ"
  [ "$wrong" -eq 0 ] && [ "$n" -ge 30 ]
}
asks_alike() {
  if [ -d "$RPT_SHARED/corpus/dev" ]; then "$RPT" export --from-rows "$RPT_SHARED/corpus/dev" -o corpus.nq 2>/dev/null
  else "$RPT" export "$RPT_SOURCE/examples/press-conference.txt" -o corpus.nq 2>/dev/null; fi
  check "queries answered alike by file and store" same_answers corpus.nq
}
