#!/usr/bin/env bash
# A real Oxigraph server (PyPI's oxigraph): loaded, counted, loaded again, killed and resumed, asked. RPT_SKIP_STORES=1 leaves it out.
. "$(dirname "$0")/../lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
[ -z "${RPT_SKIP_STORES:-}" ] || { skip "oxigraph" "RPT_SKIP_STORES is set"; exit 0; }
cd "$RPT_TMP" || exit 2
venv=${XDG_CACHE_HOME:-$HOME/.cache}/rapporteur-tests/oxigraph
[ -x "$venv/bin/oxigraph" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install oxigraph==0.5.* >pip.log 2>&1; }
[ -x "$venv/bin/oxigraph" ] || { echo "not ok - oxigraph can be installed"; sed 's/^/# /' pip.log | tail -5; exit 1; }

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://127.0.0.1:$port
server=
start() {
  "$venv/bin/oxigraph" serve --location db --bind "127.0.0.1:$port" >>server.log 2>&1 &
  server=$!
  for _ in $(seq 100); do curl -s -o /dev/null "$url/" && return; sleep 0.1; done
}
stop() { kill "$1" "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
trap 'stop -TERM' EXIT
start

load() { "$RPT" load "$@" --endpoint "$url" --store oxigraph; }
sorted_dump() { curl -sf -H 'Accept: application/n-quads' "$url/store" | LC_ALL=C sort; }
# The store has the lines of the file and nothing else.
exactly() {
  LC_ALL=C sort -u "$1" >want
  sorted_dump >have
  cmp want have || { diff want have | head -5; return 1; }
}

python3 "$here/graphs.py" 200 >g.nq
gzip -kf g.nq
check "load a packed file and count" load g.nq.gz --verify
check "the store has exactly its triples" exactly g.nq
check "load again" load g.nq --verify
check "nothing is doubled" exactly g.nq
sed '4d' g.nq >less.nq
check "a graph is replaced whole" load less.nq
check "the lost line is gone" exactly less.nq
lacking() {
  load g.nq --journal jv && curl -sf -X DELETE "$url/store?graph=http%3A%2F%2Fdata.example.org%2Fdoc%2F3" || return 1
  status 3 load g.nq --journal jv --verify 2>err || return 1
  grep -q 'doc/3> has 0 of its 6 triples' err || { cat err; return 1; }
}
check "a graph that is lost is named" lacking

# Killed at random moments, loader and server in turn, a load ends with exactly the right graphs.
kills=5
[ "${RPT_MODE:-}" = full ] && kills=50
python3 "$here/graphs.py" 600 >k.nq
killed() {
  local i loader
  curl -sf -X DELETE "$url/store" >/dev/null
  rm -f jk
  for i in $(seq $kills); do
    load k.nq --journal jk >kill.log 2>&1 &
    loader=$!
    sleep "0.$((RANDOM % 30 + 1))"
    if [ $((i % 2)) -eq 0 ]; then stop -KILL; kill -KILL $loader 2>/dev/null; wait $loader 2>/dev/null; start
    else kill -KILL $loader 2>/dev/null; wait $loader 2>/dev/null; fi
  done
  load k.nq --journal jk && exactly k.nq
}
check "killed $kills times and resumed" killed

# The same question to the store and to the file has the same answer.
same_answers() {
  local q n=0
  [ -f "$1" ] || return 1
  curl -sf -X DELETE "$url/store" >/dev/null
  load "$1" || return 1
  for q in "$RPT_SOURCE"/queries/*.rq; do
    "$RPT" query "$q" "$1" --format csv 2>/dev/null >embedded || { "$RPT" query "$q" "$1" --format ntriples >embedded || return 1; }
    "$RPT" query "$q" --endpoint "$url" --store oxigraph --format csv 2>/dev/null >remote || "$RPT" query "$q" --endpoint "$url" --store oxigraph --format ntriples >remote || return 1
    LC_ALL=C sort embedded >a && LC_ALL=C sort remote >b
    cmp -s a b || { echo "$q:"; diff a b | head -5; return 1; }
    n=$((n + 1))
  done
  echo "$n queries"
}
if [ -d "$RPT_SHARED/corpus/dev" ] && "$RPT" export --from-rows "$RPT_SHARED/corpus/dev" -o dev.nq 2>/dev/null; then
  check "queries answered alike by file and store" same_answers dev.nq
else
  skip "queries answered alike by file and store" "the annotated corpus is not here"
fi
down() { stop -TERM; status 3 "$RPT" query "$RPT_SOURCE/queries/documents.rq" --endpoint "$url" --store oxigraph 2>err && [ "$(grep -c error: err)" -eq 1 ]; }
check "a store that is down" down
