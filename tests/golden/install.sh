#!/usr/bin/env bash
# What is installed works: the program with its knowledge, and the library for a program of fifteen lines.
. "$(dirname "$0")/../lib.sh"
build=$RPT_SOURCE/build
[ -f "$build/cmake_install.cmake" ] || { skip "installation" "no Release build"; exit 0; }
check "cmake --install" cmake --install "$build" --prefix "$RPT_TMP/usr"
for f in bin/rapporteur share/rapporteur/rapporteur.gaz share/rapporteur/ontology/rules/en/30-met.rules share/rapporteur/queries/who-met-whom.rq \
  share/man/man1/rapporteur.1 share/bash-completion/completions/rapporteur; do
  check "installed: $f" test -s "$RPT_TMP/usr/$f"
done
export RAPPORTEUR_ONTOLOGY=$RPT_TMP/usr/share/rapporteur/ontology RAPPORTEUR_GAZETTEER=$RPT_TMP/usr/share/rapporteur/rapporteur.gaz
check "the installed program" "$RPT_TMP/usr/bin/rapporteur" extract -q "$RPT_SOURCE/examples/press-conference.txt" -o "$RPT_TMP/tables"
cat >"$RPT_TMP/user.c" <<'C'
#include "rapporteur.h"
#include <stdio.h>

static void say(void *user, rpt_severity severity, rpt_place place, const char *text) {
    (void)user, (void)severity;
    fprintf(stderr, "%s:%u: %s\n", place.file ? place.file : "", place.line, text);
}

int main(int argc, char **argv) {
    rpt_messages m = {say, NULL};
    rpt_options o = {0};
    rpt_session *s;
    rpt_counts counts = {0};
    const rpt_extraction e = {.inputs = (const char *const *)argv + 1, .n = (uint32_t)argc - 1, .jobs = 1, .format = RPT_EXTRACT_NDJSON};
    rpt_status status = rpt_session_open(&s, &o, &m);
    if (!status) status = rpt_extract(s, &e, &counts, &m);
    rpt_session_close(s);
    return status || !counts.relations;
}
C
pc=$(find "$RPT_TMP/usr" -name rapporteur.pc)
sed -i "s#^Libs: -L[^ ]*#Libs: -L$(dirname "$(dirname "$pc")")#; s#^Cflags: -I.*#Cflags: -I$RPT_TMP/usr/include/rapporteur#" "$pc"
compile() { cc -o "$RPT_TMP/user" "$RPT_TMP/user.c" $(PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --cflags --libs rapporteur); }
check "a program of the library's compiles by pkg-config" compile
check "and finds facts" sh -c '"$1" "$2" >/dev/null' - "$RPT_TMP/user" "$RPT_SOURCE/examples/press-conference.txt"
