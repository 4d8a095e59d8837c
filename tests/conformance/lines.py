#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The W3C N-Triples and N-Quads tests: what our reader of the line formats accepts and refuses.

usage: lines.py [PROGRAM SUITE]     SUITE = folder with rdf-n-triples and rdf-n-quads of w3c/rdf-tests
"""
import os, re, subprocess, sys, tempfile

shared = os.environ.get("RPT_SHARED", "")
program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RPT", "build/rapporteur"))
suite = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else os.path.join(shared or "../shared", "suites/w3c-rdf"))
if not os.path.isdir(suite):
    print("ok - N-Triples and N-Quads tests # SKIP the suite is not here")
    sys.exit(0)
failed = 0
with tempfile.NamedTemporaryFile("w", suffix=".rq") as query:
    query.write("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    query.flush()
    for folder, ext in (("rdf-n-triples", "nt"), ("rdf-n-quads", "nq")):
        right, wrong = 0, []
        manifest = open(os.path.join(suite, folder, "manifest.ttl"), encoding="utf-8").read()
        for kind, action in re.findall(r"rdft:Test\w*?(Positive|Negative)\w*.*?mf:action\s+<([^>]+)>", manifest, re.S):
            if not action.endswith(ext):
                continue
            p = subprocess.run([program, "query", query.name, os.path.join(suite, folder, action)], capture_output=True, text=True)
            good = p.returncode == (0 if kind == "Positive" else 2)
            if kind == "Negative" and good:
                good = re.search(r":\d+:\d+: error: ", p.stderr) is not None
            right += good
            if not good:
                wrong.append(f"{action} ({kind}): exit {p.returncode} {p.stderr.strip()[:200]}")
        failed += len(wrong)
        print(("not ok" if wrong or not right else "ok") + f" - {folder}: {right} right, {len(wrong)} wrong")
        for w in wrong:
            print("# " + w)
sys.exit(1 if failed else 0)
