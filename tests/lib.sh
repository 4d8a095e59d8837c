# Sourced by test scripts: checks that print TAP lines (`ok - name`, `not ok - name`, `ok - name # SKIP why`).
# Environment, set by run.sh: RPT the program, RPT_SOURCE the source tree, RPT_SHARED the annotated corpora beside the
# project (empty where absent), RPT_TMP a scratch folder of the script's own.
RPT_SOURCE=${RPT_SOURCE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
RPT=${RPT:-$RPT_SOURCE/build/rapporteur}
if [ -z "${RPT_SHARED+set}" ]; then
  RPT_SHARED=
  [ -f "$RPT_SOURCE/../shared/score.py" ] && RPT_SHARED=$(cd "$RPT_SOURCE/../shared" && pwd)
fi
if [ -z "${RPT_TMP:-}" ]; then
  RPT_TMP=$(mktemp -d)
  trap 'rm -rf "$RPT_TMP"' EXIT
fi
export RPT RPT_SOURCE RPT_SHARED RPT_TMP

# check NAME COMMAND...: passes where the command succeeds; its output is shown where it does not.
check() {
  local name=$1 log=$RPT_TMP/check.log
  shift
  if "$@" >"$log" 2>&1; then echo "ok - $name"; else echo "not ok - $name"; sed 's/^/# /' "$log" | tail -20; fi
}
skip() { echo "ok - $1 # SKIP $2"; }
# status EXPECTED COMMAND...: succeeds where the exit status is EXPECTED.
status() {
  local expected=$1 got=0
  shift
  "$@" || got=$?
  [ "$got" -eq "$expected" ] || { echo "exit status $got, expected $expected: $*"; return 1; }
}
