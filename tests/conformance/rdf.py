#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The W3C suites of N-Triples, N-Quads, Turtle, TriG and RDF/XML: each input is read by Raptor, written in all of our formats
and read back by an independent parser (rdflib): isomorphic to what the suite expects. What should be refused must be.

usage: rdf.py [--update]     --update writes raptor.tsv, the list of tests that Raptor itself does not read rightly
A test is out of scope only where it stands in that list with its reason. Environment: RPT_SHARED, RPT_BUILD.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import shacl  # noqa: E402  (the virtual environment with rdflib in it)

BUILD = os.environ.get("RPT_BUILD", os.path.join(shacl.SOURCE, "build"))
CONVERT = os.path.join(BUILD, "conformance_convert")
SUITE = os.path.join(shacl.SHARED or os.path.join(shacl.SOURCE, "..", "shared"), "suites", "w3c-rdf")
LIST = os.path.join(HERE, "raptor.tsv")
GROUPS = {"rdf-n-triples": "ntriples", "rdf-n-quads": "nquads", "rdf-turtle": "turtle", "rdf-trig": "trig", "rdf-xml": "rdfxml"}
FORMATS = {"nquads": "nquads", "ntriples": "nt", "turtle": "turtle", "trig": "trig", "json-ld": "json-ld", "rdfxml": "xml"}
Test = collections.namedtuple("Test", "name negative base action result")


def tests_of(rdflib, group):
    folder = os.path.join(SUITE, group)
    MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
    here = "file://" + os.path.join(folder, "manifest.ttl")
    g = rdflib.Graph().parse(os.path.join(folder, "manifest.ttl"), format="turtle", publicID=here)
    base = str(g.value(None, MF.assumedTestBase) or "https://w3c.github.io/rdf-tests/rdf/rdf11/%s/" % group)
    base = g.value(predicate=MF.assumedTestBase, any=True) or base
    local = lambda iri: os.path.relpath(str(iri)[len("file://"):], folder) if iri else None
    for entries in g.objects(None, MF.entries):
        for t in rdflib.collection.Collection(g, entries):
            kind = str(g.value(t, rdflib.RDF.type))
            action = local(g.value(t, MF.action))
            yield Test(str(t).split("#")[-1], "Negative" in kind, str(base) + action, os.path.join(folder, action),
                       os.path.join(folder, local(g.value(t, MF.result))) if g.value(t, MF.result) else None)


def quads(rdflib, path, kind, base):
    """A graph of one node a quad, so that graphs and blank nodes are compared together."""
    from rdflib import BNode, Dataset, Graph, URIRef
    data = Dataset()
    if kind in ("nquads", "trig", "json-ld"):
        data.parse(path, format=kind, publicID=base)
    else:
        data.default_graph.parse(path, format=kind, publicID=base)
    out = Graph()
    for s, p, o, g in data.quads():
        if isinstance(o, rdflib.Literal) and o.language:
            o = rdflib.Literal(o, lang=o.language.lower())  # capitals mean nothing in a language tag
        g = getattr(g, "identifier", g)
        node = BNode()
        for name, term in (("s", s), ("p", p), ("o", o), ("g", g if g is not None and g != data.default_graph.identifier else URIRef("urn:default"))):
            out.add((node, URIRef("urn:" + name), term))
    return out


def same(rdflib, a, b):
    return len(a) == len(b) and rdflib.compare.isomorphic(a, b)


def attempt(function, *arguments):
    try:
        return function(*arguments), ""
    except Exception as e:
        return None, "%s: %s" % (type(e).__name__, str(e).split("\n")[0][:120])


def what_raptor_says(rdflib, t, syntax, out):
    """Raptor alone: None where it reads the test rightly, else the reason; and the graph to compare with."""
    p = subprocess.run(["rapper", "-q", "-i", syntax, "-o", "nquads", t.action, t.base], capture_output=True)
    message = re.sub(r"^rapper: (Error|Warning) - (URI \S+ - )?", "", p.stderr.decode("utf-8", "replace").split("\n")[0])[:90]
    if t.negative:
        return ("accepts it" if p.returncode != 1 else None), None
    if p.returncode == 1:  # 2 = warnings
        return "refuses it: " + re.sub(r"\s+", " ", message), None
    with open(out, "wb") as f:
        f.write(p.stdout)
    have, why = attempt(quads, rdflib, out, "nquads", t.base)
    if have is None:
        return "reads a blank node's label with the full stop behind it, or one that rdflib does not read", None
    if t.result:
        want, why = attempt(quads, rdflib, t.result, "nquads" if t.result.endswith(".nq") else "nt", t.base)
    else:
        want = have  # the suite does not tell the triples
    if want is None:
        return "the expected result is not read by rdflib: " + why, None
    return (None if same(rdflib, have, want) else "reads other triples"), want


def run_group(rdflib, group, known, folder):
    syntax = GROUPS[group]
    tests = list(tests_of(rdflib, group))
    asked = "".join("%s\t%s\t%s\t%s\n" % (syntax, t.base, t.action, os.path.join(folder, "%s-%d" % (group, i))) for i, t in enumerate(tests))
    answers = subprocess.run([CONVERT], input=asked, capture_output=True, text=True, errors="replace").stdout.split("\n")[:-1]
    passed, failed, scope, found = 0, [], collections.Counter(), []
    if len(answers) != len(tests):
        return 0, ["the converter ended at %s" % tests[len(answers)].name], scope, found
    for i, (t, answer) in enumerate(zip(tests, answers)):
        out = os.path.join(folder, "%s-%d" % (group, i))
        reason, want = what_raptor_says(rdflib, t, syntax, out + ".raptor")
        refused = answer.startswith("refused")
        if reason:
            found.append((group, t.name, reason))
            if (group, t.name) in known:
                scope["Raptor " + reason.split(":")[0]] += 1
            else:
                failed.append("%s: Raptor %s, which is not in the list" % (t.name, reason))
            continue
        if t.negative or refused:
            passed += refused == t.negative
            if refused != t.negative:
                failed.append("%s: %s" % (t.name, answer))
            continue
        wrong = []
        for name, kind in FORMATS.items():
            path = "%s.%s" % (out, name)
            if not os.path.exists(path):
                if name in ("nquads", "trig", "json-ld"):
                    wrong.append(name + ": nothing written")
                continue
            have, why = attempt(quads, rdflib, path, kind, t.base)
            if have is None or not same(rdflib, have, want):
                wrong.append("%s: %s" % (name, why or "other triples"))
        if wrong:
            failed.append("%s: %s" % (t.name, "; ".join(wrong)))
        else:
            passed += 1
    return passed, failed, scope, found


def inside(update):
    import rdflib
    import rdflib.collection
    import rdflib.compare
    import logging
    logging.disable(logging.CRITICAL)
    rdflib.NORMALIZE_LITERALS = False
    known = set()
    if os.path.exists(LIST):
        with open(LIST, encoding="utf-8") as f:
            known = set(tuple(line.split("\t")[:2]) for line in f if not line.startswith("#"))
    good, found = True, []
    with tempfile.TemporaryDirectory() as folder:
        for group in GROUPS:
            passed, failed, scope, more = run_group(rdflib, group, known, folder)
            found += more
            said = "%s: %d passed, %d failed, %d out of scope" % (group, passed, len(failed), sum(scope.values()))
            good &= shacl.say(passed and not failed, said, "\n".join(failed))
            for reason, n in sorted(scope.items()):
                print("# %s: %d out of scope: %s" % (group, n, reason))
    if update:
        with open(LIST, "w", encoding="utf-8") as f:
            f.write("# Tests of the W3C suites that Raptor 2.0.15 itself does not pass: suite, test, what it does.\n")
            f.writelines("\t".join(x) + "\n" for x in found)
    return 0 if good else 1


def main():
    if sys.argv[1:2] == ["--inside"]:
        return inside("--update" in sys.argv)
    for there, why in ((os.path.isdir(SUITE), "the suites are not here"), (os.path.exists(CONVERT), "the converter is not built (no cmocka)"),
                       (shutil.which("rapper"), "no rapper (raptor2-utils)")):
        if not there:
            print("ok - W3C suites of RDF # SKIP " + why)
            return 0
    python = shacl.engine()
    if not python:
        print("ok - W3C suites of RDF # SKIP no rdflib, and none could be installed")
        return 0
    return subprocess.run([python, os.path.abspath(__file__), "--inside"] + sys.argv[1:]).returncode


if __name__ == "__main__":
    sys.exit(main())
