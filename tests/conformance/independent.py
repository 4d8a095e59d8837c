#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Turtle, TriG and JSON-LD as independent libraries (rdflib, pyld) read them: the same quads as the N-Quads."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import shacl  # noqa: E402  (the virtual environment with rdflib in it)


def read(rdflib, path, kind):
    data = rdflib.Dataset()
    data.parse(path, format=kind)
    return set((s, p, o, str(getattr(g, "identifier", g))) for s, p, o, g in data.quads())


def inside(folder):
    import rdflib
    good = True
    want = read(rdflib, os.path.join(folder, "nquads"), "nquads")
    shacl.say(bool(want), "N-Quads: rdflib reads %s" % ("something" if want else "nothing"))
    for name, kind in (("trig", "trig"), ("json-ld", "json-ld")):
        have = read(rdflib, os.path.join(folder, name), kind)
        good &= shacl.say(have == want, name + ": the same quads", "\n".join(map(str, list(have ^ want)[:4])))
    have = read(rdflib, os.path.join(folder, "turtle"), "turtle")
    good &= shacl.say(set(q[:3] for q in have) == set(q[:3] for q in want), "turtle: the same triples")
    return 0 if good & by_pyld(rdflib, folder, want) and want else 1


def by_pyld(rdflib, folder, want):
    """JSON-LD through the processor whose authors wrote the standard."""
    import json
    from pyld import jsonld
    with open(os.path.join(folder, "json-ld"), encoding="utf-8") as f:
        lines = jsonld.to_rdf(json.load(f), {"format": "application/n-quads"})
    path = os.path.join(folder, "by-pyld")
    with open(path, "w", encoding="utf-8") as f:
        f.write(lines)
    have = read(rdflib, path, "nquads")
    return shacl.say(have == want, "json-ld: the same quads through pyld", "\n".join(map(str, list(have ^ want)[:4])))


def main():
    if len(sys.argv) > 1:
        return inside(sys.argv[2])
    python = shacl.engine()
    if not python:
        print("ok - independent reader # SKIP no rdflib, and none could be installed")
        return 0
    source = ["--from-rows", os.path.join(shacl.SHARED, "corpus", "dev")] if shacl.SHARED else [os.path.join(shacl.SOURCE, "examples")]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("nquads", "turtle", "trig", "json-ld"):
            subprocess.run([shacl.PROGRAM, "export", "-q", "--format", name, "-o", os.path.join(folder, name)] + source, check=True, stderr=subprocess.DEVNULL)
        return subprocess.run([python, os.path.abspath(__file__), "--inside", folder]).returncode


if __name__ == "__main__":
    sys.exit(main())
