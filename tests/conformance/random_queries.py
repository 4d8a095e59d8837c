#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Random queries over random small graphs: the embedded engine answers as pyoxigraph does, or refuses by name. The seeds are fixed.

usage: random_queries.py [FIRST_SEED [COUNT]]       prints TAP; each wrong answer with its seed and query
"""
import collections, os, random, subprocess, sys, tempfile

CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "rapporteur-tests", "pyoxigraph")
PYTHON = os.path.join(CACHE, "bin", "python")
SOURCE = os.environ.get("RPT_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("RPT") or os.path.join(SOURCE, "build", "rapporteur")
XSD = "http://www.w3.org/2001/XMLSchema#"

try:
    import pyoxigraph
except ImportError:
    if sys.executable == PYTHON or os.environ.get("RPT_REEXEC"):
        print("not ok - pyoxigraph can be imported")
        sys.exit(1)
    if not os.path.exists(PYTHON):
        subprocess.run([sys.executable, "-m", "venv", CACHE], check=True)
    subprocess.run([PYTHON, "-m", "pip", "-q", "install", "pyoxigraph==0.5.*"], check=True, stdout=sys.stderr)
    os.environ["RPT_REEXEC"] = "1"
    os.execv(PYTHON, [PYTHON, *sys.argv])

PREFIX = "PREFIX : <http://e/>\n"
SUBJECTS = ["s1", "s2", "s3", "x1", "x2"]
OBJECTS = ["s1", "x1", "x2", "y1"]
LITERALS = ['"a"', '"b"@en', f'"3"^^<{XSD}integer>', f'"10"^^<{XSD}integer>', f'"2.5"^^<{XSD}decimal>', f'"2020-11-09"^^<{XSD}date>', '"žluť"@cs', '"é"']
FILTERS = [
    "{v} != {w}", "{v} = {w}", "BOUND({v})", "!BOUND({v})", "ISIRI({v})", "ISLITERAL({v})", "STR({v}) < STR({w})", 'LANG({v}) = "en"',
    "{v} > 2", "{v} <= 3 || ISIRI({v})", 'CONTAINS(STR({v}), "s")', 'STRSTARTS(STR({v}), "http")', "STRLEN(STR({v})) > 4",
    "{v} IN (:s1, :x1, 3)", f"DATATYPE({{v}}) = <{XSD}integer>", 'REGEX(STR({v}), "x1|b")', 'UCASE(STR({v})) = "É"',
    f'{{v}} >= "2020-01-01"^^<{XSD}date>', "sameTerm({v},{w})", "{v} + 1 = 4", "COALESCE({v} + 1, 0) > 1", "IF(ISIRI({v}), {w} = {v}, true)",
    'LCASE(STR({v})) = "é"', "ISNUMERIC({v})"]
BINDINGS = ["STR({v})", "{v} + 1", "ISIRI({v})", "STRLEN(STR({v}))"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.names = self.r.sample(["?a", "?b", "?c", "?d"], self.r.randint(2, 4))

    def quads(self):
        r, lines = self.r, set()
        for _ in range(r.randint(8, 30)):
            o = f"<http://e/{r.choice(OBJECTS)}>" if r.random() < 0.6 else r.choice(LITERALS)
            lines.add(f"<http://e/{r.choice(SUBJECTS)}> <http://e/{r.choice('pqr')}> {o}")
        return "".join(f"{l} <http://e/g{r.randint(1, 3)}> .\n" for l in sorted(lines))

    def term(self, literals):
        x = self.r.random()
        if x < 0.65:
            return self.r.choice(self.names)
        if x < 0.9 or not literals:
            return ":" + self.r.choice(["s1", "s2", "x1", "x2"])
        return self.r.choice(['"a"', "3", '"b"@en'])

    def verb(self):
        return ":" + self.r.choice("pqr") if self.r.random() < 0.85 else self.r.choice(self.names)

    def triples(self):
        return " ".join(f"{self.term(False)} {self.verb()} {self.term(True)} ." for _ in range(self.r.randint(1, 3)))

    def part(self, depth):
        r, x = self.r, self.r.random()
        if x < 0.4 or not depth:
            return self.triples()
        if x < 0.6:
            # With a pattern in any case: without one pyoxigraph leaves ?g unbound, where it should be each named graph.
            return f"GRAPH {r.choice(['?g', '?h', ':g1', '?g'])} {{ {self.triples()} {self.group(depth - 1)} }}"
        if x < 0.75:
            return f"OPTIONAL {{ {self.group(depth - 1)} }}"
        if x < 0.83:
            return f"{{ {self.group(depth - 1)} }} UNION {{ {self.group(depth - 1)} }}"
        if x < 0.87:
            return f"MINUS {{ {self.triples()} }}"
        if x < 0.91:
            return f"FILTER {r.choice(['NOT ', ''])}EXISTS {{ {self.group(0)} }}"
        if x < 0.94:
            return r.choice(["VALUES ?a { :s1 :s2 3 }", "VALUES (?b ?c) { (:x1 UNDEF) (UNDEF :s1) }"])
        if x < 0.96:
            return f"BIND({r.choice(BINDINGS).format(v=r.choice(self.names))} AS ?z{r.randint(1, 3)})"
        return f"{{ {self.group(depth - 1)} }}"

    def group(self, depth):
        text = " ".join(self.part(depth) for _ in range(self.r.randint(1, 3)))
        if self.r.random() >= 0.45:
            return text
        known = [n for n in self.names if n in text] or self.names
        return f"{text} FILTER({self.r.choice(FILTERS).format(v=self.r.choice(known), w=self.r.choice(known))})"

    def query(self):
        r, body, x = self.r, self.group(2), self.r.random()
        v, w = r.choice(self.names), r.choice(self.names)
        if x < 0.6:
            return f"SELECT * {{ {body} }}"
        if x < 0.7:
            return f"SELECT DISTINCT {v} {{ {body} }}"
        if x < 0.8:
            having = " HAVING (COUNT(*) > 1)" if r.random() < 0.3 else ""
            return f"SELECT {v} (COUNT(*) AS ?n) (COUNT(DISTINCT {w}) AS ?m) {{ {body} }} GROUP BY {v}{having}"
        if x < 0.85:
            return f"SELECT (COUNT({w}) AS ?n) {{ {body} }}"
        if x < 0.9:
            return f"ASK {{ {body} }}"
        if x < 0.95:
            return f"SELECT {v} ({r.choice(['MIN', 'MAX', 'SUM', 'AVG'])}({w}) AS ?n) {{ {body} }} GROUP BY {v}"
        return f"CONSTRUCT {{ {v} :made {w} }} {{ {body} }}"


def ours(result, text):
    """What the program printed, in the form of theirs()."""
    lines = text.split("\n")
    if isinstance(result, pyoxigraph.QueryTriples):
        return collections.Counter(l for l in lines if l)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return "true" in text
    head = [h[1:] for h in lines[0].split("\t")] if lines[0] else []
    return collections.Counter(frozenset((n, c) for n, c in zip(head, l.split("\t")) if c) for l in lines[1:-1])


def theirs(result):
    if isinstance(result, pyoxigraph.QueryTriples):
        return collections.Counter(f"{t.subject} {t.predicate} {t.object} ." for t in result)
    if isinstance(result, pyoxigraph.QueryBoolean):
        return bool(result)
    names = [v.value for v in result.variables]
    return collections.Counter(frozenset((n, str(s[n])) for n in names if s[n] is not None) for s in result)


def compare(seed, folder):
    maker = Maker(seed)
    quads, query = maker.quads(), PREFIX + maker.query()
    data, file = os.path.join(folder, "d.nq"), os.path.join(folder, "q.rq")
    open(data, "w", encoding="utf-8").write(quads)
    open(file, "w", encoding="utf-8").write(query)
    store = pyoxigraph.Store()
    store.bulk_load(input=quads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    try:
        result = store.query(query, use_default_graph_as_union=True)
        want = theirs(result)
    except (SyntaxError, ValueError, RuntimeError):
        return "no query", ""
    form = "ntriples" if isinstance(result, pyoxigraph.QueryTriples) else "tsv"
    p = subprocess.run([PROGRAM, "query", file, data, "--format", form], capture_output=True, text=True)
    if p.returncode == 2 and "embedded engine" in p.stderr:
        return "refused", ""
    if p.returncode:
        return "crashed", f"{query}\n{p.stderr[-500:]}"
    got = ours(result, p.stdout)
    return ("same", "") if got == want else ("wrong", f"{query}\nexpected {str(want)[:400]}\ngot {str(got)[:400]}")


def main():
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else {"full": 20000}.get(os.environ.get("RPT_MODE"), 600)
    tally = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            kind, note = compare(seed, folder)
            tally[kind] += 1
            if note and tally[kind] <= 5:
                print("\n".join("# " + l for l in f"seed {seed}: {kind}\n{note}".split("\n")))
    print("# " + ", ".join(f"{n} {k}" for k, n in sorted(tally.items())))
    print(("not ok" if tally["wrong"] else "ok") + " - no wrong answer")
    print(("not ok" if tally["crashed"] else "ok") + " - no query fails without a reason")
    print(("ok" if tally["same"] >= count // 3 else "not ok") + " - a third at least is answered")


main()
