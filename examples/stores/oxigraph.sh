#!/usr/bin/env bash
# Fills an Oxigraph store with its bulk loader and counts what is there.
# usage: oxigraph.sh GRAPH.nq[.gz] STORE_FOLDER      needs: oxigraph (pip install oxigraph), rapporteur
set -euo pipefail
file=$1 store=$2
want=$(rapporteur load "$file" --endpoint http://localhost/ --dry-run 2>&1 | sed -n 's/.* graphs, \([0-9]*\) triples.*/\1/p')
oxigraph load --location "$store" --file "$file"
have=$(oxigraph query --location "$store" --query 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }' --results-format csv | tail -1 | tr -d '\r')
echo "$have of $want triples are in the store"
[ "$have" = "$want" ]
