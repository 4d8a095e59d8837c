#!/usr/bin/env bash
# Fills a running Virtuoso with its bulk loader and counts what is there. The file's folder must be among DirsAllowed of its ini.
# usage: virtuoso.sh GRAPH.nq.gz HOST:SQL_PORT PREFIX     needs: isql-vt, rapporteur; the password of dba in $DBA_PASSWORD
# PREFIX: what the names of the graphs begin with, as Virtuoso has graphs of its own. (isql-vt takes the password as an argument.)
set -euo pipefail
file=$(realpath "$1") server=$2 prefix=$3
want=$(rapporteur load "$file" --endpoint http://localhost/ --dry-run 2>&1 | sed -n 's/.* graphs, \([0-9]*\) triples.*/\1/p')
sql() { isql-vt "$server" dba "$DBA_PASSWORD" VERBOSE=OFF BANNER=OFF PROMPT=OFF ERRORS=STDOUT; }
sql <<SQL
ld_dir('$(dirname "$file")', '$(basename "$file")', 'urn:x-default');
rdf_loader_run();
checkpoint;
SQL
failed=$(sql <<<"select ll_error from DB.DBA.load_list where ll_error is not null;" | tr -d ' \n')
[ -z "$failed" ] || { echo "$failed"; exit 1; }
have=$(sql <<<"sparql select (count(*) as ?n) where { graph ?g { ?s ?p ?o } filter(strstarts(str(?g), '$prefix')) };" | tr -dc '0-9')
echo "$have of $want triples are in the store"
[ "$have" = "$want" ]
