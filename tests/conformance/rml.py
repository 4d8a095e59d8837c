#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""RML test cases: `rml.py [PROGRAM [SUITE...]]` runs the mappings of rml-core and rml-io with `PROGRAM export` and compares
quads as sets, blank nodes by structure. Exit 1 if a case failed that is not listed as a known difference."""
import csv
import os
import re
import subprocess
import sys
import tempfile

OUT_OF_SCOPE = {
    "RMLSTC0003": "source is a SPARQL result: needs a SPARQL service",
}
KNOWN = {
    "RMLTC0027b-JSON": "expects an IRI with a space in it, which is no N-Quads; we refuse it",
    "RMLTTC0005b": "its dump has plain literals where the same mapping in UTF-8 (RMLTTC0005a) expects xsd:integer",
    "RMLSTC0009a": "expects an error for quoted column names, which RFC 4180 allows; its own output.nq agrees with us",
}

TERM = re.compile(r'\s*(<[^>]*>|_:[^\s<>"]+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?|\.)')
ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def unescape(text):
    def one(m):
        code = m.group(1)
        if code[0] in "uU":
            return chr(int(code[1:], 16))
        return ESCAPES.get(code, code)
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", one, text)


def normal(term):
    term = unescape(term) if not term.startswith("_:") else term
    if term.endswith("^^<http://www.w3.org/2001/XMLSchema#string>"):
        term = term[: term.rindex("^^")]
    m = re.fullmatch(r'(".*")@([A-Za-z0-9-]+)', term, re.S)
    return m.group(1) + "@" + m.group(2).lower() if m else term


def read_quads(data):
    """Parses N-Quads; a line that is none raises ValueError."""
    text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-8")
    quads = set()
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        terms, at = [], 0
        while True:
            m = TERM.match(line, at)
            if not m:
                raise ValueError("no N-Quads: " + line)
            at = m.end()
            if m.group(1) == ".":
                break
            terms.append(normal(m.group(1)))
        if len(terms) not in (3, 4):
            raise ValueError("no N-Quads: " + line)
        quads.add(tuple(terms + [""] * (4 - len(terms))))
    return quads


def canonical(quads):
    """Blank nodes named by what is said of them, refined until nothing changes."""
    color = {t: "" for q in quads for t in q if t.startswith("_:")}
    for _ in range(len(color) + 1):
        name = {}
        for b in color:
            about = sorted(tuple("self" if t == b else color.get(t, t) for t in q) for q in quads if b in q)
            name[b] = str(hash(tuple(about)))
        if len(set(name.values())) == len(set(color.values())):
            break
        color = name
    return sorted(tuple(color.get(t, t) for t in q) for q in quads)


def run(program, folder, base, scratch):
    out = os.path.join(scratch, "default.nq")
    done = subprocess.run([os.path.abspath(program), "export", "-q", "--mapping", os.path.abspath(os.path.join(folder, "mapping.ttl")),
                           "--base", base, "-o", out], capture_output=True, cwd=scratch, timeout=60)
    return done.returncode, done.stderr.decode("utf-8", "replace").strip(), out


def judge(program, folder, base, wants_error):
    with tempfile.TemporaryDirectory() as scratch:
        status, message, out = run(program, folder, base, scratch)
        if status < 0:
            return "crashed with signal %d" % -status
        if wants_error:
            return None if status else "no error, but one was expected"
        if status:
            return message or "exit %d" % status
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".nq"):
                continue
            got = os.path.join(scratch, name) if name.startswith("dump") else out
            if not os.path.exists(got):
                return "no " + name
            with open(os.path.join(folder, name), "rb") as f, open(got, "rb") as g:
                try:
                    want, have = read_quads(f.read()), read_quads(g.read())
                except ValueError as e:
                    return str(e)
            if canonical(want) != canonical(have):
                return "%s differs: missing %s, extra %s" % (name, sorted(want - have)[:2], sorted(have - want)[:2])
    return None


def run_suite(program, suite):
    """One TAP line a case; cases out of scope and known differences are skipped, with the reason."""
    label = os.path.basename(os.path.normpath(suite))
    count = {"ok": 0, "not ok": 0, "skipped": 0}
    with open(os.path.join(suite, "metadata.csv"), newline="", encoding="utf-8") as f:
        rows = sorted(csv.DictReader(f), key=lambda r: r["ID"])
    for row in rows:
        name = row["ID"]
        reason = OUT_OF_SCOPE.get(name) or KNOWN.get(name)
        why = None
        if name not in OUT_OF_SCOPE:
            why = judge(program, os.path.join(suite, name), row.get("base_iri") or "http://example.com/", row["error"] == "true")
        if reason and (name in OUT_OF_SCOPE or why):
            count["skipped"] += 1
            print("ok - %s %s # SKIP %s" % (label, name, reason))
        elif why or reason:
            count["not ok"] += 1
            print("not ok - %s %s" % (label, name))
            print("# " + (why or "is listed as a known difference, but passes").replace("\n", "\n# "))
        else:
            count["ok"] += 1
            print("ok - %s %s" % (label, name))
    print("# %s: %d passed, %d failed, %d out of scope or known" % (label, count["ok"], count["not ok"], count["skipped"]))
    return count["not ok"]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("RPT", "build/rapporteur")
    shared = os.environ.get("RPT_SHARED", "")
    suites = sys.argv[2:] or [os.path.join(shared, "suites", s) for s in ("rml-core", "rml-io") if shared]
    failed, found = 0, False
    for suite in suites:
        if os.path.isdir(suite):
            found = True
            failed += run_suite(program, suite)
    if not found:
        print("ok - RML suites # SKIP not beside the project")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
