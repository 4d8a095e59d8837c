#!/usr/bin/env bash
# A real Virtuoso 7 server (Debian's virtuoso-opensource-7): loaded, counted, loaded again, killed and resumed. RPT_NO_VIRTUOSO=1
# leaves it out; so does a system whose packages cannot be installed.
. "$(dirname "$0")/../lib.sh"
[ -z "${RPT_NO_VIRTUOSO:-}${RPT_SKIP_STORES:-}" ] || { skip "virtuoso" "RPT_NO_VIRTUOSO is set"; exit 0; }
cd "$RPT_TMP" || exit 2
. "$RPT_SOURCE/tests/stores/store.bash"
program=$(command -v virtuoso-t)
if [ -z "$program" ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends virtuoso-opensource-7; } >apt.log 2>&1
  program=$(command -v virtuoso-t) || { skip "virtuoso" "virtuoso-opensource-7 cannot be installed: $(tail -1 apt.log)"; exit 0; }
fi

port=$(free_port)
url=http://127.0.0.1:$port
sql_port=$(free_port)
printf "s%s" "$(head -c 5 /dev/urandom | od -An -tx1 | tr -d " \n")" >password
cat >virtuoso.ini <<INI
[Database]
DatabaseFile=virtuoso.db
ErrorLogFile=virtuoso.log
LockFile=virtuoso.lck
TransactionFile=virtuoso.trx
xa_persistent_file=virtuoso.pxa
[TempDatabase]
DatabaseFile=virtuoso-temp.db
TransactionFile=virtuoso-temp.trx
[Parameters]
ServerPort=127.0.0.1:$sql_port
DisableUnixSocket=1
DirsAllowed=., $PWD/bulk
NumberOfBuffers=20000
MaxDirtyBuffers=15000
CheckpointAuditTrail=0
[HTTPServer]
ServerPort=127.0.0.1:$port
ServerRoot=.
ServerThreads=4
[SPARQL]
ResultSetMaxRows=1000000
INI
# The first start sets the passwords and ends.
"$program" +configfile virtuoso.ini +foreground +pwdold dba +pwddba "$(cat password)" +pwddav "$(cat password)" >setup.log 2>&1 ||
  { echo "not ok - virtuoso can be set up"; sed 's/^/# /' setup.log | tail -5; exit 1; }

server=
start() {
  "$program" +configfile virtuoso.ini +foreground >>server.log 2>&1 &
  server=$!
  answers "$url/sparql"
}
trap 'stop -TERM' EXIT
start || { echo "not ok - virtuoso starts"; exit 1; }

load() { "$RPT" load "$@" --endpoint "$url" --store virtuoso --user dba --password-file password 2>check.err || { local got=$?; cat check.err >&2; return $got; }; }
ask() { "$RPT" query "$@" --endpoint "$url" --store virtuoso; }
forget() {
  printf 'user = "dba:%s"\n' "$(cat password)" |
    curl -sf -o /dev/null --digest -K - -X DELETE "$url/sparql-graph-crud-auth?graph-uri=$1"
}
loads_and_counts
wrong_password() { echo no >wrong && "$RPT" load g.nq --endpoint "$url" --store virtuoso --user dba --password-file wrong; }
check "a wrong password" status 3 wrong_password
survives_kills
asks_alike

in_bulk() {
  mkdir -p bulk
  python3 "$here/graphs.py" 200 | sed 's#data.example.org/doc#bulk.example.org/doc#g' | gzip >bulk/b.nq.gz
  DBA_PASSWORD=$(cat password) PATH=$(dirname "$RPT"):$PATH \
    "$RPT_SOURCE/examples/stores/virtuoso.sh" bulk/b.nq.gz "127.0.0.1:$sql_port" http://bulk.example.org/
}
if command -v isql-vt >/dev/null; then check "the example of its bulk loader" in_bulk
else skip "the example of its bulk loader" "isql-vt is not here"; fi
