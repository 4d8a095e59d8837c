#!/usr/bin/env bash
# Loading into a store that fails: 503, 500, lost connections, redirects, passwords, a store that is not there.
. "$(dirname "$0")/../lib.sh"
here=$(cd "$(dirname "$0")" && pwd)
cd "$RPT_TMP" || exit 2
python3 "$here/faulty_store.py" port state &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done
url=http://127.0.0.1:$(cat port)
python3 "$here/graphs.py" 20 >g.nq
printf 's3cret word\n' >password

says() { # STATUS PATTERN COMMAND...: the exit status, and exactly one error line that matches
  local expected=$1 pattern=$2 got=0
  shift 2
  "$@" >out.log 2>err.log || got=$?
  [ "$got" -eq "$expected" ] || { echo "exit $got, not $expected"; cat err.log; return 1; }
  [ "$(grep -c 'error:' err.log)" -eq 1 ] || { echo "not one error line:"; cat err.log; return 1; }
  grep -qE "$pattern" err.log || { echo "no match for $pattern:"; cat err.log; return 1; }
}
arrived() { # FILE: every graph of it is in the store with all its triples
  python3 - "$1" <<'PY'
import collections, json, sys
want = collections.Counter(l.rsplit("<", 1)[1].split(">")[0] for l in open(sys.argv[1], encoding="utf-8"))
have = json.load(open("state"))
wrong = {g: (n, have.get(g)) for g, n in want.items() if have.get(g) != n}
sys.exit(f"lacking: {wrong}" if wrong else 0)
PY
}

check "a dry run sends nothing" "$RPT" load g.nq --endpoint "$url/store" --dry-run
check "nothing was sent" test ! -e state
check "503, 500 and lost connections" status 0 "$RPT" load g.nq --endpoint "$url/store"
check "all graphs arrived" arrived g.nq
check "no password" says 3 "HTTP 401.*--password-file" "$RPT" load g.nq --endpoint "$url/auth"
check "a password from a file" status 0 "$RPT" load g.nq --endpoint "$url/auth" --user rapporteur --password-file password
password_from_environment() { RAPPORTEUR_USER=rapporteur RAPPORTEUR_PASSWORD="s3cret word" "$RPT" load g.nq --endpoint "$url/auth"; }
check "a password from the environment" password_from_environment
echo wrong >wrong
check "a wrong password" says 3 "HTTP 401" "$RPT" load g.nq --endpoint "$url/auth" --user rapporteur --password-file wrong
check "the password is in no message" bash -c '! grep -qi "wrong$\|s3cret" err.log'
check "a redirect to another host" says 3 "another host" "$RPT" load g.nq --endpoint "$url/away" --user rapporteur --password-file password
check "a redirect within the host" status 0 "$RPT" load g.nq --endpoint "$url/near" --user rapporteur --password-file password
check "a store that stays sick" says 3 "HTTP 500: the disk is full" "$RPT" load g.nq --endpoint "$url/sick" --retries 1
check "no store there" says 3 "is the server running" "$RPT" load g.nq --endpoint http://127.0.0.1:9/
check "a URL that is none" says 2 "http:// or https://" "$RPT" load g.nq --endpoint here
check "an unknown store" says 2 "no store .db2." "$RPT" load g.nq --endpoint "$url" --store db2

rm -f state
{ cat g.nq; echo '<http://a.example/> <http://a.example/> "open .'; } >bad.nq
check "a wrong line" says 2 "bad.nq:106:.*closing quote" "$RPT" load bad.nq --endpoint "$url/store"
check "and nothing was sent" test ! -e state
{ cat g.nq; head -1 g.nq; } >again.nq
check "a graph that comes again" says 2 "again.nq:106:1: error: graph .*a second time" "$RPT" load again.nq --endpoint "$url/store"
echo '<http://a.example/> <http://a.example/> "x" .' >triples.nt
check "a statement without a graph" says 2 "triples.nt:1:1: error: .*--graph" "$RPT" load triples.nt --endpoint "$url/store"
check "a graph for it" status 0 "$RPT" load triples.nt --endpoint "$url/store" --graph http://a.example/g
check "a journal of another endpoint" status 0 "$RPT" load g.nq --endpoint "$url/store" --journal j
check "is refused" says 2 "journal of another endpoint" "$RPT" load g.nq --endpoint "$url/auth" --journal j
printf 'done 12' >>j
rm -f state
check "a journal that was cut off" status 0 "$RPT" load g.nq --endpoint "$url/store" --journal j
check "sends nothing twice" test ! -e state
