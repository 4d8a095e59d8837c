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

asks_alike
in_bulk() { PATH=$(dirname "$RPT"):$venv/bin:$PATH "$RPT_SOURCE/examples/stores/oxigraph.sh" g.nq.gz bulk; }
check "the example of its bulk loader" in_bulk
down() { stop -TERM; status 3 "$RPT" query "$RPT_SOURCE/queries/documents.rq" --endpoint "$url" --store oxigraph 2>err && [ "$(grep -c error: err)" -eq 1 ]; }
check "a store that is down" down
