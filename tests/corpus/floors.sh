#!/usr/bin/env bash
# The figures of the annotated corpora must not fall under floors.tsv, which only rises. `evaluate` must print what the
# annotation scheme's own scorer prints.
. "$(dirname "$0")/../lib.sh"
[ -n "$RPT_SHARED" ] || { skip "figures of the annotated corpora" "the corpora are not beside the project"; exit 0; }

figures() { # TABLE -> name value
  awk '/^(strict|overlap|coref|link|relation|qualifier) / { for (i = 2; i < NF; i++) if ($i == "F1") print $1, $(i + 1) }
       /^link accuracy/ { print "link_acc", $3 }' "$1"
}
for set in dev check; do
  out=$RPT_TMP/$set
  "$RPT" evaluate "$RPT_SHARED/corpus/$set" >"$out.c" 2>"$out.err"
  "$RPT" extract -q "$RPT_SHARED/corpus/$set"/*.txt -o "$out" 2>/dev/null
  python3 "$RPT_SHARED/score.py" "$RPT_SHARED/corpus/$set" "$out" >"$out.py"
  check "evaluate equals score.py on $set" diff "$out.c" "$out.py"
  figures "$out.c" >"$out.figures"
  while read -r name value; do
    floor=$(awk -F'\t' -v s="$set" -v n="$name" '$1 == s && $2 == n { print $3 }' "$RPT_SOURCE/tests/corpus/floors.tsv")
    [ -n "$floor" ] || continue
    echo "# $set $name $value (floor $floor)"
    check "$set $name >= $floor" awk -v v="$value" -v f="$floor" 'BEGIN { exit !(v + 0.05 >= f) }'
  done <"$out.figures"
done
