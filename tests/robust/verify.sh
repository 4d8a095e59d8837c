#!/usr/bin/env bash
# Receipts: every quotation of a fresh graph stands; what is changed in a source falls, and nothing else.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
mkdir in
if [ -n "$RPT_SHARED" ]; then cp "$RPT_SHARED"/corpus/dev/*.txt in/; else cp "$RPT_SOURCE"/examples/*.txt in/; fi
"$RPT" export -q in -o graph.nq 2>/dev/null
check "a fresh graph: all quotations stand" status 0 "$RPT" verify -q graph.nq in
check "a fresh graph: nothing to report" sh -c '[ -z "$("$RPT" verify -q graph.nq in)" ]'
check "a fresh graph has quotations" sh -c '"$RPT" verify graph.nq in 2>&1 | grep -q " [1-9][0-9]* quotations"'
for format in ttl trig rdf nt; do
  "$RPT" export -q in --format $format -o graph.$format 2>/dev/null
  "$RPT" verify graph.nq in 2>counts.nq
  "$RPT" verify graph.$format in 2>counts.$format
  check "$format: the same quotations, all stand" cmp counts.nq counts.$format
done
if [ -n "$RPT_SHARED" ]; then
  mkdir pages
  cp "$RPT_SHARED"/corpus/dev/*.html "$RPT_SHARED"/corpus/dev/*.xml pages/
  "$RPT" export -q pages -o pages.nq 2>/dev/null
  check "pages and TEI: all quotations stand" status 0 "$RPT" verify -q pages.nq pages
fi

# One word replaced by another of its length: the quotations that hold it fall, the others stand where they are.
first=$(ls in | head -1) name=$(ls in | head -1 | sed 's/\.[^.]*$//')
word=$(grep "/$name#char=" graph.nq | grep anchorOf | grep -oE '"[A-Z][a-z]{5,}"' | tr -d '"' | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2 }')
mkdir changed
cp in/* changed/
sed -i "s/$word/$(printf '%s' "$word" | tr 'a-z' 'q')/g" "changed/$first"
"$RPT" verify -q graph.nq changed >report 2>/dev/null
check "a changed source: exit 1" status 1 "$RPT" verify -q graph.nq changed
check "a changed source is named" grep -q "^changed	$name	" report
check "quotations with the word fell" grep -q "^fell	$name	.*	$word" report
fell_with_the_word() { ! grep '^fell' report | grep -v "$word"; }
check "no other quotation fell" fell_with_the_word
check "nothing moved" sh -c '! grep -q "^moved" report'
check "no other document" sh -c "! grep -v '	$name	' report"

printf 'A line more. ' | cat - "in/$first" >"changed/$first"
"$RPT" verify -q graph.nq changed >report 2>/dev/null
check "text put in front: exit 1" status 1 "$RPT" verify -q graph.nq changed
check "text put in front: quotations moved" grep -q "^moved	$name	" report
check "text put in front: nothing fell" sh -c '! grep -q "^fell" report'
rm "changed/$first"
"$RPT" verify -q graph.nq changed >report 2>/dev/null
check "a source that is gone is missing" grep -q "^missing	$name	" report
printf '<a> <b> "' >bad.ttl
check "not Turtle: exit 2" status 2 "$RPT" verify -q bad.ttl in
printf 'no graph\n' >bad.nq
check "not a graph: exit 2" status 2 "$RPT" verify -q bad.nq in
check "no such graph: exit 2" status 2 "$RPT" verify -q none.nq in
