#!/usr/bin/env bash
# Fills a TDB2 database of Apache Jena with its bulk loader and counts what is there; serve it with fuseki-server --tdb2 --loc.
# usage: fuseki.sh GRAPH.nq[.gz] DATABASE_FOLDER     needs: Java, rapporteur, and JENA_JAR, the file jena-fuseki-server-5.1.0.jar
# (org.apache.jena:jena-fuseki-server), with jena-cmds-5.1.0.jar beside it
set -euo pipefail
file=$1 store=$2
classes=$JENA_JAR:$(dirname "$JENA_JAR")/jena-cmds-5.1.0.jar
want=$(rapporteur load "$file" --endpoint http://localhost/ --dry-run 2>&1 | sed -n 's/.* graphs, \([0-9]*\) triples.*/\1/p')
java -cp "$classes" tdb2.tdbloader --loader=phased --loc="$store" "$file"
have=$(java -cp "$classes" tdb2.tdbquery --loc="$store" --results=csv 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }' | tail -1 | tr -d '\r')
echo "$have of $want triples are in the store"
[ "$have" = "$want" ]
