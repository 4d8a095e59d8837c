#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Runs the W3C SPARQL 1.1 query tests through `rapporteur query`: each is answered rightly or refused, none wrongly.

usage: sparql.py [PROGRAM SUITE [GROUP...]] [-v]     SUITE = folder with the groups of w3c/rdf-tests sparql/sparql11
Prints a TAP line with the counts of each group, with -v each test that is not answered; exit status 1 where an answer is wrong.
A test that needs another entailment regime or a remote endpoint must be refused, or be answered as the suite says.
"""
import collections, json, os, re, shutil, subprocess, sys, tempfile, urllib.parse, xml.etree.ElementTree as ET

XSD = "http://www.w3.org/2001/XMLSchema#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def triples_of(path):
    """Triples by rapper, as tuples of N-Triples terms."""
    base = "file://" + os.path.abspath(path)
    kind = "rdfxml" if path.endswith(".rdf") else "turtle"
    out = subprocess.run(["rapper", "-q", "-i", kind, "-o", "ntriples", path, base], capture_output=True, text=True).stdout
    term = r'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)'
    return [m.groups() for m in re.finditer(term + r"\s+" + term + r"\s+" + term + r"\s+\.\n", out)]


class Graph:
    def __init__(self, path):
        self.by = collections.defaultdict(lambda: collections.defaultdict(list))
        for s, p, o in triples_of(path):
            self.by[s][p[1:-1]].append(o)

    def one(self, s, p):
        return (self.by[s].get(p) or [None])[0]

    def all(self, s, p):
        return self.by[s].get(p, [])

    def items(self, node):
        while node and node != f"<{RDF}nil>":
            yield self.one(node, RDF + "first")
            node = self.one(node, RDF + "rest")


def file_of(iri):
    return urllib.parse.unquote(iri[1:-1][len("file://"):]) if iri else None


def tests_of(manifest):
    g = Graph(manifest)
    for s in list(g.by):
        for entry in g.items(g.one(s, MF + "entries")):
            kind = g.one(entry, RDF + "type")
            action, result = g.one(entry, MF + "action"), g.one(entry, MF + "result")
            test = {"name": entry.rsplit("#")[-1].rstrip(">"), "kind": kind.rsplit("#")[-1].rstrip(">") if kind else "",
                    "result": file_of(result) if result and result[0] == "<" else None}
            if action and action[0] == "<":
                test["query"], test["data"], test["named"] = file_of(action), [], []
            else:
                regimes = g.all(action, "http://www.w3.org/ns/sparql-service-description#entailmentRegime")
                regimes = [next(iter(g.items(r)), r) if r[0] == "_" else r for r in regimes]
                test["entailment"] = regimes[0].rsplit("/")[-1].rstrip(">") if regimes else None
                test["query"] = file_of(g.one(action, QT + "query"))
                test["data"] = [file_of(x) for x in g.all(action, QT + "data")]
                test["named"] = [file_of(x) for x in g.all(action, QT + "graphData") if x[0] == "<"]
            yield test


# -- terms: ("uri", v), ("bnode", v), ("literal", v, language or datatype) --

NUMERIC = {XSD + t for t in "integer decimal double float int long short byte nonNegativeInteger positiveInteger unsignedInt".split()}


def literal(value, tag=""):
    if tag == XSD + "string":
        tag = ""
    if tag in NUMERIC and tag != XSD + "integer":
        try:
            value = repr(round(float(value), 9))
        except ValueError:
            pass
    return ("literal", value, tag.lower() if not tag.startswith("http") else tag)


def nt_term(t):
    if t[0] == "<":
        return ("uri", t[1:-1])
    if t[:2] == "_:":
        return ("bnode", t[2:])
    m = re.fullmatch(r'"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?', t, re.S)
    text = re.sub(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)",
                  lambda e: {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}.get(e[1]) or (chr(int(e[1][1:], 16)) if len(e[1]) > 1 else e[1]), m[1])
    return literal(text, m[2] or m[3] or "")


def rows_of_json(text):
    doc = json.loads(text)
    if "boolean" in doc:
        return doc["boolean"], None
    rows = []
    for b in doc["results"]["bindings"]:
        row = {}
        for k, v in b.items():
            tag = v.get("xml:lang") or v.get("datatype") or ""
            row[k] = literal(v["value"], tag) if v["type"] in ("literal", "typed-literal") else (v["type"], v["value"])
        rows.append(row)
    return doc["head"]["vars"], rows


def rows_of_xml(path):
    ns = "{http://www.w3.org/2005/sparql-results#}"
    root = ET.parse(path).getroot()
    boolean = root.find(ns + "boolean")
    if boolean is not None:
        return boolean.text.strip() == "true", None
    rows = []
    for result in root.iter(ns + "result"):
        row = {}
        for b in result.iter(ns + "binding"):
            v = b[0]
            if v.tag == ns + "literal":
                row[b.get("name")] = literal(v.text or "", v.get("{http://www.w3.org/XML/1998/namespace}lang") or v.get("datatype") or "")
            else:
                row[b.get("name")] = ("uri" if v.tag == ns + "uri" else "bnode", v.text or "")
        rows.append(row)
    return [v.get("name") for v in root.iter(ns + "variable")], rows


def rows_of_graph(path):
    g = Graph(path)
    root = [s for s in g.by if f"<{RS}ResultSet>" in g.all(s, RDF + "type")]
    if not root:
        return None
    boolean = g.one(root[0], RS + "boolean")
    if boolean:
        return "true" in boolean, None
    rows = []
    for solution in g.all(root[0], RS + "solution"):
        rows.append({nt_term(g.one(b, RS + "variable"))[1]: nt_term(g.one(b, RS + "value")) for b in g.all(solution, RS + "binding")})
    return [nt_term(v)[1] for v in g.all(root[0], RS + "resultVariable")], rows


def same_rows(want, got):
    """Equal as multisets, with blank nodes mapped one to one."""
    if len(want) != len(got):
        return False
    def shape(row):
        return tuple(sorted((k, ("bnode",) if v[0] == "bnode" else v) for k, v in row.items()))
    if collections.Counter(map(shape, want)) != collections.Counter(map(shape, got)):
        return False
    left = [dict(r) for r in got]
    def place(i, there, back):
        if i == len(want):
            return True
        for j, row in enumerate(left):
            if row is None or shape(row) != shape(want[i]):
                continue
            new, newback = dict(there), dict(back)
            if all(new.setdefault(v[1], row[k][1]) == row[k][1] and newback.setdefault(row[k][1], v[1]) == v[1]
                   for k, v in want[i].items() if v[0] == "bnode"):
                left[j] = None
                if place(i + 1, new, newback):
                    return True
                left[j] = row
        return False
    return place(0, {}, {})


def plain_lines(text):
    """Lines with one name for all blank nodes and numbers as TSV may write them, in both forms."""
    text = re.sub(r'"([-+0-9.eE]+)"\^\^<[^>]*#(integer|decimal|double)>', r"\1", text.replace("\r\n", "\n"))
    text = re.sub(r"(?<=[0-9])E(?=[-+0-9])", "e", text)
    return sorted(re.sub(r"_:[\w]+", "_:x", text).splitlines())


def is_right(test, out):
    path = test["result"]
    if path.endswith(".srx"):
        want = rows_of_xml(path)
    elif path.endswith(".srj"):
        want = rows_of_json(open(path).read())
    elif path.endswith((".csv", ".tsv")):
        return plain_lines(out) == plain_lines(open(path, newline="").read())
    else:
        want = rows_of_graph(path)
        if want is None:
            as_rows = lambda ts: [dict(zip("spo", map(nt_term, t))) for t in ts]
            with tempfile.NamedTemporaryFile("w", suffix=".ttl") as f:
                f.write(out)
                f.flush()
                return same_rows(as_rows(set(triples_of(path))), as_rows(set(triples_of(f.name))))
    got = rows_of_json(out)
    if want[1] is None:
        return want[0] == got[0]
    return set(want[0]) >= set().union(*[set(r) for r in want[1]], set()) and sorted(got[0]) == sorted(want[0]) and same_rows(want[1], got[1])


def format_of(test):
    ext = os.path.splitext(test["result"] or "")[1]
    if ext in (".csv", ".tsv"):
        return ext[1:]
    text = re.sub(r"#.*", "", open(test["query"], encoding="utf-8", errors="replace").read())
    return "ntriples" if re.search(r"\b(CONSTRUCT|DESCRIBE)\b", text, re.I) else "json"


def run(program, test, empty):
    files = test["data"] or ([] if test["named"] else [empty])
    command = [program, "query", test["query"], *files, "--format", format_of(test), "--default-graph", "own"]
    if test.get("entailment"):
        command += ["--entailment", test["entailment"]]
    for name in test["named"]:
        command += ["--named", name]
    p = subprocess.run(command, capture_output=True, text=True, timeout=60)
    refused = p.returncode == 2 and "the embedded engine" in p.stderr
    if p.returncode not in (0, 2):
        return "wrong", f"exit {p.returncode}: {p.stderr.strip()[-300:]}"
    if "Negative" in test["kind"]:
        by_name = "not answered by the embedded engine" in p.stderr
        return ("wrong" if not p.returncode else "refused" if by_name else "right"), "accepted" if not p.returncode else p.stderr
    if refused:
        return "refused", p.stderr.strip()
    if p.returncode:
        return "failed", p.stderr.strip()
    if not test["result"]:
        return "right", ""
    return ("right" if is_right(test, p.stdout) else "wrong"), p.stdout[:300]


def groups(program, suite, only, verbose):
    """Runs the groups of the suite; yields name and counts of each."""
    empty = os.path.join(tempfile.gettempdir(), f"rapporteur-{os.getpid()}.nq")
    open(empty, "w").close()
    for group in sorted(os.listdir(suite)):
        manifest = os.path.join(suite, group, "manifest.ttl")
        if not os.path.exists(manifest) or (only and group not in only):
            continue
        counts = collections.Counter()
        for test in tests_of(manifest):
            if not test["query"]:
                continue
            verdict, why = run(program, test, empty)
            counts[verdict] += 1
            if verdict in ("wrong", "failed") or (verbose and verdict != "right"):
                print(f"# {verdict} {group}/{test['name']} {os.path.relpath(test['query'], suite)}: {why[:300]!r}")
        yield group, counts
    os.unlink(empty)


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    shared = os.environ.get("RPT_SHARED", "")
    program = os.path.abspath(arguments[0] if arguments else os.environ.get("RPT", "build/rapporteur"))
    suite = os.path.abspath(arguments[1] if len(arguments) > 1 else os.path.join(shared or "../shared", "suites/w3c-sparql11"))
    if not os.path.isdir(suite) or not shutil.which("rapper"):
        print("ok - SPARQL 1.1 query tests # SKIP the suite or rapper is not here")
        return 0
    total = collections.Counter()
    for group, counts in groups(program, suite, arguments[2:], "-v" in sys.argv):
        bad = counts["wrong"] + counts["failed"]
        print(("not ok" if bad else "ok") + f" - sparql11 {group}: " + ", ".join(f"{counts[k]} {k}" for k in ("right", "refused", "wrong", "failed")))
        total.update(counts)
    print("# all: " + ", ".join(f"{total[k]} {k}" for k in ("right", "refused", "wrong", "failed")) + f", {sum(total.values())} tests")
    return 1 if total["wrong"] + total["failed"] else 0


sys.exit(main())
