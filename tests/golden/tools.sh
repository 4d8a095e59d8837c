#!/usr/bin/env bash
# The tools for people: why, coverage, stages, help, man page, completion.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
sample=$RPT_SOURCE/examples/press-conference.txt
has() { # PATTERN COMMAND...
  local pattern=$1
  shift
  "$@" >out.log 2>&1
  grep -qE -- "$pattern" out.log || { cat out.log; return 1; }
}
check "why names rule, line and words" has 'by .*30-met\.rules:[0-9]+: rule' "$RPT" why "$sample" "Irena Kobal" met Croatia
check "why tells how words stand for an entity" has '"I" .*which stand for irena_kobal' "$RPT" why "$sample" "Irena Kobal" met Croatia
check "why tells the row of the gazetteer" has 'row of the gazetteer: Croatia' "$RPT" why "$sample" Q224 met "Irena Kobal"
check "why shows the symbols where no rule matches" has 'no rule of visited|no sentence names' "$RPT" why "$sample" "Irena Kobal" visited Croatia
check "why of an unknown name" has 'nothing in this document is called' "$RPT" why "$sample" Nobody met Croatia
check "why of an unknown relation" status 2 "$RPT" why "$sample" "Irena Kobal" loves Croatia
check "why at an offset" has 'mention DATE "March 12, 2024"' "$RPT" why "$sample" --at 300
"$RPT" extract -q "$sample" -o tables --coverage left.tsv
check "coverage: sentences without a fact" grep -qP '\tsentence\t.*\tnames, but no fact' left.tsv
check "coverage: what is denied" grep -qP '\tsignatory_of\t.*\tdenied' left.tsv
check "the tables hold no denied fact" sh -c '! grep -q denied tables/press-conference.relations.tsv'
"$RPT" export -q "$sample" -o graph.nq
check "the graph keeps it on its node" grep -q '"denied"' graph.nq
for stage in blocks turns tokens sentences mentions posts entities references symbols relations rows coverage; do
  check "view --stage $stage" sh -c '[ -n "$("$1" view -q --stage "$2" "$3")" ]' - "$RPT" "$stage" "$sample"
done
check "view of an unknown stage" status 2 "$RPT" view --stage nonsense "$sample"
for verb in $("$RPT" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
  check "$verb --help" has "^usage: rapporteur $verb" "$RPT" "$verb" --help
done
check "man page" has '^\.TH RAPPORTEUR 1' "$RPT" --man
check "every verb in the man page" sh -c 'for v in $("$1" --help | sed -n "s/^  \([a-z]*\) .*/\1/p"); do "$1" --man | grep -q "rapporteur $v" || exit 1; done' - "$RPT"
check "completion is bash" sh -c '"$1" --completion | bash -n' - "$RPT"
check "the stages do not include each other" sh -c '
  cd "$1/src" && ! grep -nE "#include \"(text|recognise|resolve|relate|record|map|emit|store|query|view|cli)/" input/*.[ch] |
    grep -v "\"input/" && ! grep -nE "#include \"(recognise|resolve|relate|record|map|emit|store|query|view|cli)/" text/*.[ch] &&
    ! grep -nE "#include \"(text|resolve|relate|record|map|emit|store|query|view|cli)/" recognise/*.[ch] &&
    ! grep -nE "#include \"(text|recognise|relate|record|map|emit|store|query|view|cli)/" resolve/*.[ch] &&
    ! grep -nE "#include \"(text|recognise|resolve|record|map|emit|store|query|view|cli)/" relate/*.[ch] &&
    ! grep -nE "#include \"(document.h|input|text|recognise|resolve|relate|gazetteer)" map/*.[ch] emit/*.[ch] store/*.[ch] query/*.[ch] &&
    ! grep -nE "#include \"(document|text|recognise|resolve|relate|gazetteer|rules|record|map|emit)" cli/*.[ch]' - "$RPT_SOURCE"
