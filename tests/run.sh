#!/usr/bin/env bash
# Installs what is missing, builds with AddressSanitizer and UndefinedBehaviorSanitizer and once as Release, runs every test.
# usage: tests/run.sh [--quick | --full] [GROUP...]
#   --quick  the developer's loop, under a minute: Release only, without stores, conformance, bench
#   --full   the long forms of the tests that have one (kills, fuzzing)
# A test is an executable in tests/GROUP/ that prints TAP lines; the last line here is `N passed, N failed, N skipped`.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
root=$PWD
mode=normal groups=()
for a in "$@"; do
  case $a in
    --quick) mode=quick ;;
    --full) mode=full ;;
    -*) echo "tests/run.sh: error: no option $a" >&2; exit 2 ;;
    *) groups+=("$a") ;;
  esac
done
if [ ${#groups[@]} -eq 0 ]; then
  groups=(unit golden corpus robust)
  [ "$mode" = quick ] || groups+=(fuzz conformance stores bench)
fi
export RPT_MODE=$mode RPT_SOURCE=$root
RPT_SHARED=
[ -f ../shared/score.py ] && RPT_SHARED=$(cd ../shared && pwd)
export RPT_SHARED
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
log=$tmp/tap

[ "$mode" = quick ] || examples/install.sh --tests || exit 2
build() { # FOLDER OPTION...
  local dir=$1
  shift
  { cmake -S . -B "$dir" -G Ninja -DTESTS=ON "$@" && nice cmake --build "$dir"; } >"$tmp/build.log" 2>&1 ||
    { grep -E 'error|FAILED|warning' -A3 "$tmp/build.log" | head -60; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
}
build build -DCMAKE_BUILD_TYPE=Release
[ "$mode" = quick ] || build build-asan -DCMAKE_BUILD_TYPE=Debug -DSANITIZE=ON
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# runs a test, with its group in front of each line's name
run() { # GROUP NAME COMMAND...
  local group=$1 name=$2 status=0
  shift 2
  export RPT_TMP=$tmp/$group-$name
  mkdir -p "$RPT_TMP"
  echo "== $group/$name"
  timeout 1200 "$@" >"$RPT_TMP/out" 2>&1 || status=$?
  # cmocka writes a skipped test as `not ok N # SKIP name`
  sed -i -E 's/^not ok ([0-9]+) # SKIP (.*)/ok \1 - \2 # SKIP not possible here/' "$RPT_TMP/out"
  grep -E '^(ok|not ok)' "$RPT_TMP/out" >>"$log"
  grep -E '^not ok' -A25 "$RPT_TMP/out"
  grep -E '^(#|note)' "$RPT_TMP/out" | head -40
  if [ $status -ne 0 ] && ! grep -q '^not ok' "$RPT_TMP/out"; then
    echo "not ok - $group/$name ended with status $status" | tee -a "$log"
    tail -30 "$RPT_TMP/out"
  fi
  if ! grep -qE '^(ok|not ok)' "$RPT_TMP/out"; then
    echo "not ok - $group/$name ran no test" | tee -a "$log"
  fi
  rm -rf "$RPT_TMP"
}

for group in "${groups[@]}"; do
  case $group in
    unit)
      for dir in build build-asan; do
        [ -d $dir ] && { [ "$mode" != quick ] || [ $dir = build ]; } || continue
        for t in tests/unit/test_*.c; do
          [ -e "$t" ] || continue
          name=$(basename "$t" .c)
          CMOCKA_MESSAGE_OUTPUT=TAP run unit "$name-$dir" "$dir/$name"
        done
      done ;;
    *)
      # Correctness is tested on the sanitized program, speed and whole servers on the fast one.
      case $group in golden | robust | fuzz) dir=build-asan ;; *) dir=build ;; esac
      [ "$mode" = quick ] && dir=build
      export RPT=$root/$dir/rapporteur RPT_BUILD=$root/$dir
      for t in tests/"$group"/*.sh tests/"$group"/*.py; do
        [ -x "$t" ] && run "$group" "$(basename "$t")" "$t"
      done ;;
  esac
done
passed=$(grep -E '^ok' "$log" | grep -vc '# SKIP')
failed=$(grep -c '^not ok' "$log")
skipped=$(grep -c '^ok.*# SKIP' "$log")
echo
grep '^ok.*# SKIP' "$log" | sed 's/^ok[ 0-9]*/skipped/'
grep '^not ok' "$log" | sed 's/^not ok[ 0-9]*/FAILED/'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
