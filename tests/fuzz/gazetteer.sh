#!/usr/bin/env bash
# The gazetteer's fuzz target over a small image of which every byte is changed in turn; with --full a run of libFuzzer.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
printf 'type\tkind\tname\tqid\tcountry\taliases\tprior\tflags\tsource\nGPE\tstate\tArmenia\tQ399\tQ399\tRepublic of Armenia\t0.9\t\tx\n' >names.tsv
printf 'PER\tperson\tSergey Lavrov\tQ58217\tQ159\tS.V.Lavrov|Lavrov=s\t0.5\t\tx\n' >>names.tsv
printf 'title\tof\tperson\tfrom\tto\tsource\nMinister of Foreign Affairs\tQ399\tQ58217\t2004-03-09\t\tx\n' >offices.tsv
check "small image" "$RPT" gazetteer build names.tsv offices.tsv -o small.gaz
sources=("$RPT_SOURCE"/src/gazetteer/{image,words,fold}.c "$RPT_SOURCE"/src/base/*.c "$RPT_SOURCE/src/document.c" "$RPT_SOURCE/src/text/tokens.c")
compile() { # COMPILER OPTION...
  local cc=$1
  shift
  # shellcheck disable=SC2046
  "$cc" -g -O1 -D_GNU_SOURCE "$@" -I"$RPT_SOURCE/src" $(pkg-config --cflags libutf8proc libxxhash) \
    "$RPT_SOURCE/tests/fuzz/fuzz_gazetteer.c" "${sources[@]}" -o target $(pkg-config --libs libutf8proc libxxhash) -lm -lpthread
}
check "target compiles" compile cc -DRPT_FUZZ_MAIN -fsanitize=address,undefined -fno-sanitize-recover=undefined
check "every byte changed" ./target small.gaz
if [ "${RPT_MODE:-}" = full ] && command -v clang >/dev/null; then
  mkdir -p seeds
  cp small.gaz seeds/
  check "libFuzzer compiles" compile clang -fsanitize=fuzzer,address,undefined
  check "libFuzzer finds nothing in a minute" ./target -max_total_time=60 seeds
else
  skip "libFuzzer" "only with --full and clang"
fi
