#!/usr/bin/env bash
# A real Oxigraph server (PyPI's oxigraph): loaded, counted, loaded again, killed and resumed, asked. RPT_SKIP_STORES=1 leaves it out.
. "$(dirname "$0")/../lib.sh"
[ -z "${RPT_SKIP_STORES:-}" ] || { skip "oxigraph" "RPT_SKIP_STORES is set"; exit 0; }
cd "$RPT_TMP" || exit 2
. "$RPT_SOURCE/tests/stores/store.bash"
venv=${XDG_CACHE_HOME:-$HOME/.cache}/rapporteur-tests/oxigraph
[ -x "$venv/bin/oxigraph" ] || { python3 -m venv "$venv" && "$venv/bin/pip" -q install oxigraph==0.5.* >pip.log 2>&1; }
[ -x "$venv/bin/oxigraph" ] || { echo "not ok - oxigraph can be installed"; sed 's/^/# /' pip.log | tail -5; exit 1; }

port=$(free_port)
url=http://127.0.0.1:$port
server=
start() {
  "$venv/bin/oxigraph" serve --location db --bind "127.0.0.1:$port" >>server.log 2>&1 &
  server=$!
  answers "$url/"
}
trap 'stop -TERM' EXIT
start

load() { "$RPT" load "$@" --endpoint "$url" --store oxigraph 2>check.err || { local got=$?; cat check.err >&2; return $got; }; }
ask() { "$RPT" query "$@" --endpoint "$url" --store oxigraph; }
forget() { curl -sf -o /dev/null -X DELETE "$url/store?graph=$1"; }
loads_and_counts
survives_kills

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
