#!/usr/bin/env bash
# Every fuzz target over its seeds, each cut and changed at many places (tests/fuzz/fuzz.h); under the sanitizers in run.sh.
. "$(dirname "$0")/../lib.sh"
for source in "$RPT_SOURCE"/tests/fuzz/fuzz_*.c; do
  name=$(basename "$source" .c)
  seeds=("$RPT_SOURCE/tests/fuzz/seeds/${name#fuzz_}"/*)
  check "$name over ${#seeds[@]} seeds" "${RPT_BUILD:-$RPT_SOURCE/build}/$name" "${seeds[@]}"
done
