#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""The graph against ontology/shapes.ttl by a public SHACL engine (pyshacl): what we write is valid, small broken graphs are
refused for the right reason, and every class and property of the output has its shape and its entry in rapporteur.ttl."""
import os
import re
import subprocess
import sys
import tempfile

SOURCE = os.environ.get("RPT_SOURCE") or os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("RPT", os.path.join(SOURCE, "build", "rapporteur"))
SHARED = os.environ.get("RPT_SHARED", "")
VENV = os.path.join(SOURCE, "build", "venv-shacl")

PREFIXES = """
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> . @prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix void: <http://rdfs.org/ns/void#> . @prefix time: <http://www.w3.org/2006/time#> . @prefix rpt: <https://w3id.org/rapporteur/ns#> . @prefix : <http://example.org/> .
"""
GOOD = PREFIXES + """
:doc a rpt:Document ; dcterms:identifier "doc" ; dcterms:issued "2020-11-21"^^xsd:date .
:s a nif:Sentence ; nif:referenceContext :doc ; nif:beginIndex 0 ; nif:endIndex 40 .
:m a nif:Phrase ; nif:referenceContext :doc ; nif:beginIndex 3 ; nif:endIndex 9 ; nif:anchorOf "Lavrov" ; itsrdf:taIdentRef :p ;
   itsrdf:taClassRef rpt:Person ; itsrdf:taConfidence 0.9 .
:t a rpt:Turn ; nif:referenceContext :doc ; nif:beginIndex 0 ; nif:endIndex 90 ; nif:anchorOf "..." ; rpt:number 1 ; rpt:turnKind "answer" ; rpt:speaker :p .
:p a rpt:Person ; rdfs:label "Lavrov" ; skos:exactMatch <http://www.wikidata.org/entity/Q58217> .
:o a rpt:Polity ; rdfs:label "Armenia" .
:d a rpt:Date ; rdfs:label "2020-11" ; rpt:earliest "2020-11-01"^^xsd:date ; rpt:latest "2020-11-30"^^xsd:date ; rpt:edtf "2020-11"^^edtf:EDTF .
:f a rpt:Fact, rpt:Visit ; rdf:subject :p ; rdf:predicate rpt:visited ; rdf:object :o ; rpt:status "asserted" ; rpt:document :doc ;
   prov:wasDerivedFrom :s ; sem:hasActor :p ; sem:hasPlace :o ; rpt:earliest "2020-11-01"^^xsd:date ; rpt:latest "2020-11-30"^^xsd:date .
:r a org:Role ; rdfs:label "Foreign Minister" .
:h a rpt:Fact, org:Membership ; rdf:subject :p ; rdf:predicate rpt:position_held ; rdf:object :o ; rpt:status "previous" ; rpt:document :doc ;
   prov:wasDerivedFrom :s ; org:member :p ; org:organization :o ; org:role :r ; rpt:post :r ;
   org:memberDuring :i .
:i a time:Interval ; time:hasBeginning :b . :b a time:Instant ; time:inXSDDate "2019-01-01"^^xsd:date .
:a a rpt:Agreement ; rdfs:label "Protocol" .
:g a rpt:Fact, rpt:Signing ; rdf:subject :o ; rdf:predicate rpt:signatory_of ; rdf:object :a ; rpt:status "asserted" ; rpt:document :doc ;
   prov:wasDerivedFrom :s ; sem:hasActor :o ; rpt:agreement :a ; rpt:stage "ratified" .
"""

# What is wrong, what to replace by what, and the property that the report must name.
BROKEN = [
    ("document without identifier", 'dcterms:identifier "doc" ; ', "", "identifier"),
    ("document with a property of its own", 'dcterms:identifier "doc"', 'dcterms:identifier "doc" ; rpt:colour "red"', "colour"),
    ("day that is a string", 'dcterms:issued "2020-11-21"^^xsd:date', 'dcterms:issued "2020-11-21"', "issued"),
    ("two days of one document", 'dcterms:issued "2020-11-21"^^xsd:date', 'dcterms:issued "2020-11-21"^^xsd:date, "2020-11-22"^^xsd:date', "issued"),
    ("piece of no document", ":s a nif:Sentence ; nif:referenceContext :doc", ":s a nif:Sentence ; nif:referenceContext :x", "referenceContext"),
    ("piece without an end", ' ; nif:endIndex 40', "", "endIndex"),
    ("piece that ends before it begins", 'nif:endIndex 9', 'nif:endIndex 2', "beginIndex"),
    ("offset that is no count", 'nif:beginIndex 3', 'nif:beginIndex -3', "beginIndex"),
    ("mention without its words", 'nif:anchorOf "Lavrov" ; ', "", "anchorOf"),
    ("mention of an unknown class", "itsrdf:taClassRef rpt:Person", "itsrdf:taClassRef rpt:Animal", "taClassRef"),
    ("mention surer than sure", "itsrdf:taConfidence 0.9", "itsrdf:taConfidence 1.9", "taConfidence"),
    ("turn of an unknown kind", 'rpt:turnKind "answer"', 'rpt:turnKind "song"', "turnKind"),
    ("turn spoken by a state", "rpt:speaker :p", "rpt:speaker :o", "speaker"),
    ("entity without a label", 'rpt:Polity ; rdfs:label "Armenia"', "rpt:Polity", "label"),
    ("link to something that is no item", "http://www.wikidata.org/entity/Q58217", "http://www.wikidata.org/wiki/Q58217", "exactMatch"),
    ("date that ends before it begins", ':d a rpt:Date ; rdfs:label "2020-11" ; rpt:earliest "2020-11-01"', ':d a rpt:Date ; rdfs:label "2020-11" ; rpt:earliest "2020-12-01"', "earliest"),
    ("EDTF that is a string", '"2020-11"^^edtf:EDTF', '"2020-11"', "edtf"),
    ("fact without a subject", "rpt:Visit ; rdf:subject :p", "rpt:Visit", "subject"),
    ("fact of an unknown relation", "rdf:predicate rpt:visited", "rdf:predicate rpt:liked", "predicate"),
    ("fact of an unknown status", 'rpt:status "asserted"', 'rpt:status "perhaps"', "status"),
    ("fact without its sentence", "prov:wasDerivedFrom :s ; sem:hasActor", "sem:hasActor", "wasDerivedFrom"),
    ("fact from something that is no sentence", "prov:wasDerivedFrom :s ; sem:hasActor", "prov:wasDerivedFrom :m ; sem:hasActor", "wasDerivedFrom"),
    ("fact with a property of its own", "sem:hasActor :p", 'sem:hasActor :p ; rpt:mood "good"', "mood"),
    ("visit to nowhere", " ; sem:hasPlace :o", "", "hasPlace"),
    ("membership of a state", "org:member :p", "org:member :o", "member"),
    ("interval that begins with an interval", ":b a time:Instant", ":b a time:Interval", "hasBeginning"),
    ("instant without its day", ' ; time:inXSDDate "2019-01-01"^^xsd:date', "", "inXSDDate"),
    ("stage that no agreement has", 'rpt:stage "ratified"', 'rpt:stage "liked"', "stage"),
    ("signing of a state", "rpt:agreement :a", "rpt:agreement :o", "agreement"),
    ("post without a name", 'org:Role ; rdfs:label "Foreign Minister"', "org:Role", "label"),
]


PACKAGES = ["pyshacl==0.40.*", "rdflib==7.*", "pyld==3.*"]
IMPORT = "import pyshacl, rdflib, pyld"


def engine():
    """pyshacl, rdflib and pyld of this Python, or of a virtual environment in the build folder (made on first use); else None."""
    try:
        exec(IMPORT)
        return sys.executable
    except ImportError:
        pass
    python = os.path.join(VENV, "bin", "python")
    if os.path.exists(python) and subprocess.run([python, "-c", IMPORT], stderr=subprocess.DEVNULL).returncode == 0:
        return python
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode == 0:
        made = subprocess.run([python, "-m", "pip", "install", "-q"] + PACKAGES, capture_output=True, text=True)
    if made.returncode == 0:
        return python
    print("# no virtual environment: " + (made.stderr.strip().splitlines() or ["python3 -m venv failed"])[-1][:200])
    return None


def export(arguments, out):
    subprocess.run([PROGRAM, "export", "-q", "--format", "ntriples", "-o", out] + arguments, check=True, stderr=subprocess.DEVNULL)


def say(good, name, why=""):
    print("%s - %s" % ("ok" if good else "not ok", name))
    for line in why.splitlines()[:12] if not good else []:
        print("# " + line)
    return good


def is_covered(graph, where):
    """Every class and property of the output (N-Triples) is named in a file of the ontology."""
    with open(os.path.join(SOURCE, "ontology", where), encoding="utf-8") as f:
        text = f.read()
    prefixes = dict((iri, p) for p, iri in re.findall(r"@prefix (\w+): <([^>]+)>", text))
    names = set(re.findall(r"\b\w+:\w+", text))
    missing = set()
    with open(graph, encoding="utf-8") as f:
        for line in f:
            s, p, o = line.rstrip(" .\n").split(" ", 2)
            for iri in [p] + ([o] if p.endswith("#type>") else []):
                base, local = re.fullmatch(r"<(.*[/#])([^/#]*)>", iri).groups()
                if prefixes.get(base, "?") + ":" + local not in names:
                    if where == "shapes.ttl" or "rapporteur/ns#" in iri:
                        missing.add(iri)
    return missing


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "--inside":
        return inside(sys.argv[2:])
    python = engine()
    if not python:
        print("ok - SHACL # SKIP no pyshacl, and none could be installed")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        graphs = []
        if SHARED:
            corpus = os.path.join(SHARED, "corpus", "dev")
            texts = [os.path.join(corpus, n) for n in sorted(os.listdir(corpus)) if n.endswith(".txt")]
            graphs = [("documents", texts), ("annotated rows", ["--from-rows", corpus])]
        else:
            graphs = [("documents", [os.path.join(SOURCE, "examples")])]
        files, good = [], True
        for name, arguments in graphs:
            files.append(os.path.join(scratch, name.replace(" ", "-") + ".nt"))
            export(arguments, files[-1])
        for where in ("shapes.ttl", "rapporteur.ttl"):
            missing = set().union(*(is_covered(f, where) for f in files))
            good &= say(not missing, "%s covers every class and property of the output" % where, "\n".join(sorted(missing)))
        return subprocess.run([python, os.path.abspath(__file__), "--inside"] + files).returncode or (0 if good else 1)


def inside(files):
    import pyshacl
    import rdflib
    shapes = rdflib.Graph().parse(os.path.join(SOURCE, "ontology", "shapes.ttl"), format="turtle")
    good = True

    def check(graph):
        conforms, report, text = pyshacl.validate(graph, shacl_graph=shapes)
        paths = set(str(o).split("#")[-1].split("/")[-1] for o in report.objects(None, rdflib.URIRef("http://www.w3.org/ns/shacl#resultPath")))
        return conforms, paths, text

    for f in files:
        conforms, _, text = check(rdflib.Graph().parse(f, format="nt"))
        good &= say(conforms, "what we write is valid: " + os.path.basename(f), text)
    conforms, _, text = check(rdflib.Graph().parse(data=GOOD, format="turtle"))
    good &= say(conforms, "a small valid graph", text)
    for name, old, new, path in BROKEN:
        if old not in GOOD:
            good &= say(False, name, "the test does not change the graph: " + old)
            continue
        conforms, paths, text = check(rdflib.Graph().parse(data=GOOD.replace(old, new, 1), format="turtle"))
        good &= say(not conforms and path in paths, "refused: " + name, "conforms: %s, paths: %s\n%s" % (conforms, sorted(paths), text))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
