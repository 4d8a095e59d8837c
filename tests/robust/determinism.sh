#!/usr/bin/env bash
# The same input gives the same bytes: twice, with one worker and with four; and memory stays flat over many documents.
. "$(dirname "$0")/../lib.sh"
cd "$RPT_TMP" || exit 2
mkdir in
if [ -n "$RPT_SHARED" ]; then cp "$RPT_SHARED"/corpus/dev/*.txt "$RPT_SHARED"/corpus/dev/*.html "$RPT_SHARED"/corpus/dev/*.xml in/
else for i in 1 2 3 4 5 6 7 8; do { cat "$RPT_SOURCE/examples/press-conference.txt"; echo "Note $i."; } >in/d$i.txt; done; fi

for jobs in 1 4; do "$RPT" extract -q --jobs $jobs in -o t$jobs 2>m$jobs; done
"$RPT" extract -q in -o again 2>/dev/null
check "tables: two runs, the same bytes" diff -r t1 again
check "tables: one worker and four, the same bytes" diff -r t1 t4
check "messages: one worker and four, the same lines" diff m1 m4
for jobs in 1 4; do "$RPT" export -q --jobs $jobs in -o g$jobs.nq 2>/dev/null; done
check "N-Quads: not empty" test -s g1.nq
check "N-Quads: one worker and four, the same bytes" cmp g1.nq g4.nq

# Peak memory of 200 and of 2,000 documents (small ones under sanitizers would take long: 40 and 400).
n=200
case $RPT in *asan*) n=40 ;; esac
sample=$RPT_SOURCE/examples/press-conference.txt
for k in $n $((n * 10)); do mkdir many$k; for ((i = 0; i < k; i++)); do cp "$sample" many$k/d$i.txt; done; done
peak() { # FOLDER -> KiB
  python3 - "$RPT" "$1" <<'P'
import resource, subprocess, sys
subprocess.run([sys.argv[1], 'export', '-q', sys.argv[2], '-o', sys.argv[2] + '.nq'], stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
P
}
small=$(peak many$n) large=$(peak many$((n * 10)))
echo "# peak memory: $small KiB for $n documents, $large KiB for $((n * 10))"
case $RPT in
  *asan*) check "memory is flat (with the sanitizers' quarantine)" test "$large" -lt $((small + 300000)) ;;
  *) check "memory is flat" test "$large" -lt $((small + 8000)) ;;
esac
