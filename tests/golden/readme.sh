#!/usr/bin/env bash
# Every command of the README's `sh` blocks that calls the program runs, in order, in a copy of what it reads.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
ln -s "$RPT_SOURCE/examples" examples && ln -s "$RPT_SOURCE/queries" queries && mkdir build && ln -s "$RPT" build/rapporteur
n=0
while IFS= read -r line; do
  n=$((n + 1))
  check "README: ${line%%#*}" bash -c "$line"
done < <(sed -n '/^```sh$/,/^```$/p' "$RPT_SOURCE/README.md" | grep '^build/rapporteur ')
check "README has commands" test "$n" -ge 6
for f in $(grep -oE '`(src|ontology|tests|examples|queries)/[A-Za-z0-9_./-]*`' "$RPT_SOURCE/README.md" | tr -d '`' | grep -v 'NN-'); do
  check "README: $f is there" test -e "$RPT_SOURCE/$f"
done
