#!/usr/bin/env bash
# A real Apache Jena Fuseki server (Maven's jena-fuseki-server): loaded, counted, loaded again, killed and resumed. Left out where Java
# or Maven is not there, or RPT_SKIP_STORES=1 is set.
. "$(dirname "$0")/../lib.sh"
[ -z "${RPT_SKIP_STORES:-}" ] || { skip "fuseki" "RPT_SKIP_STORES is set"; exit 0; }
command -v java >/dev/null || { skip "fuseki" "Java is not here"; exit 0; }
cd "$RPT_TMP" || exit 2
. "$RPT_SOURCE/tests/stores/store.bash"
jars=${XDG_CACHE_HOME:-$HOME/.cache}/rapporteur-tests/fuseki
jar=$jars/jena-fuseki-server-5.1.0.jar
if [ ! -f "$jar" ]; then
  command -v mvn >/dev/null || { skip "fuseki" "Maven is not here"; exit 0; }
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -Dartifact=org.apache.jena:jena-fuseki-server:5.1.0 \
    -DoutputDirectory="$jars" >mvn.log 2>&1
fi
[ -f "$jar" ] || { echo "not ok - fuseki can be fetched"; sed 's/^/# /' mvn.log | tail -5; exit 1; }

port=$(free_port)
url=http://127.0.0.1:$port/ds
mkdir -p db
head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n' >password
printf 'loader: %s\n' "$(cat password)" >passwd
server=
start() {
  java -Xmx1G -jar "$jar" --localhost "--port=$port" --auth=basic --passwd=passwd --tdb2 --loc=db --update /ds >>server.log 2>&1 &
  server=$!
  answers "http://127.0.0.1:$port/"
}
trap 'stop -TERM' EXIT
start || { echo "not ok - fuseki starts"; sed 's/^/# /' server.log | tail -5; exit 1; }

load() { "$RPT" load "$@" --endpoint "$url" --store fuseki --user loader --password-file password 2>check.err || { local got=$?; cat check.err >&2; return $got; }; }
ask() { "$RPT" query "$@" --endpoint "$url" --store fuseki --user loader --password-file password; }
forget() { printf 'user = "loader:%s"\n' "$(cat password)" | curl -sf -o /dev/null -K - -X DELETE "$url/data?graph=$1"; }
loads_and_counts
check "no password" status 3 "$RPT" load g.nq --endpoint "$url" --store fuseki
survives_kills
asks_alike

commands=$jars/jena-cmds-5.1.0.jar
[ -f "$commands" ] || mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -Dartifact=org.apache.jena:jena-cmds:5.1.0 \
  -DoutputDirectory="$jars" >mvn.log 2>&1
in_bulk() { JENA_JAR=$jar PATH=$(dirname "$RPT"):$PATH "$RPT_SOURCE/examples/stores/fuseki.sh" g.nq.gz bulk; }
check "the example of its bulk loader" in_bulk
