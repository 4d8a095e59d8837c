#!/usr/bin/env bash
# The store without a server: loaded, counted, loaded again, killed and resumed, asked; damaged files.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
. "$RPT_SOURCE/tests/stores/store.bash"
load() { "$RPT" load "$@" --endpoint graph.db --store file 2>check.err || { local got=$?; cat check.err >&2; return $got; }; }
ask() { "$RPT" query "$@" --endpoint graph.db; }

python3 "$here/graphs.py" 200 >g.nq
gzip -kf g.nq
check "load a packed file and count" load g.nq.gz --verify
check "the store has exactly its triples" exactly g.nq
check "load again" load g.nq --verify
check "nothing is written twice" grep -q '^0 graphs loaded, 200 were there' check.err
check "nothing is doubled" exactly g.nq
sed '4d' g.nq >less.nq
check "a graph is replaced whole" load less.nq
check "and only that one" grep -q '^1 graphs loaded' check.err
check "the lost line is gone" exactly less.nq
check "the file is a graph file, too" "$RPT" query all.rq graph.db --format csv

kills=5
[ "${RPT_MODE:-}" = full ] && kills=50
python3 "$here/graphs.py" 3000 >k.nq
killed_file() {
  local i loader
  rm -f graph.db*
  for i in $(seq "$kills"); do
    "$RPT" load k.nq --endpoint graph.db --store file >kill.log 2>&1 &
    loader=$!
    sleep "0.$(printf %02d $((RANDOM % 12 + 1)))"
    kill -KILL $loader 2>/dev/null
    wait $loader 2>/dev/null
  done
  load k.nq --verify && exactly k.nq
}
check "killed $kills times and resumed" killed_file
rm -f graph.db*
asks_alike
check "no file" status 2 "$RPT" query all.rq --endpoint missing.db
{ head -c 4096 graph.db; head -c 20000 /dev/urandom; } >bad.db
check "a damaged file is refused" status 2 "$RPT" query all.rq bad.db
check "a URL is no file" status 2 "$RPT" load g.nq --store file --endpoint http://127.0.0.1:9/
