#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""What the core graph promises: long texts in literals of 30,000 characters at most with nothing lost, turns in order with what
they answer, tenures as intervals, the stages of an agreement, canonical numbers, a run that every fact names, true counts."""
import collections, json, os, re, subprocess, sys, tempfile

SOURCE = os.environ.get("RPT_SOURCE") or os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PROGRAM = os.environ.get("RPT", os.path.join(SOURCE, "build", "rapporteur"))
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
NS = "https://w3id.org/rapporteur/ns#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
failed = False


def say(good, name, why=""):
    global failed
    failed |= not good
    print("%s - %s" % ("ok" if good else "not ok", name))
    if not good:
        print("# " + str(why)[:300])


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def quads(text):
    for line in text.split("\n"):
        m = re.fullmatch(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|("(?:[^"\\]|\\.)*")(\S*)) <([^>]*)> \.', line)
        if m:
            value = m[3] if m[3] is not None else json.loads(m[4])
            yield m[1], m[2], value, m[6], m[5] or ""


def long_texts(folder):
    words = "The Minister said that the sides — all of them — would go on with the talks. "
    texts = {
        "paragraphs": "\n\n".join(words * (5 + i % 40) for i in range(120)),
        "one-paragraph": words * 1500,
        "no-space": "é" * 70000 + ".",
        "turns": "Press conference\n\n" + "".join("Question: %s\n\nSergey Lavrov: %s\n\n" % (words * 9, (words * (600 if i == 3 else 20)).strip()) for i in range(12)),
        "short": words * 20,
    }
    for name, text in texts.items():
        with open(os.path.join(folder, name + ".txt"), "w", encoding="utf-8") as f:
            f.write(text)
    rows = [json.loads(line) for line in run("extract", "-q", folder, "--format", "ndjson").split("\n") if line]
    full = {r["document"]: r["text"] for r in rows if r["row"] == "document"}
    graph = list(quads(run("export", "-q", folder)))
    pieces = collections.defaultdict(dict)
    for s, p, o, g, _ in graph:
        if p in (NIF + "beginIndex", NIF + "endIndex", NIF + "anchorOf", NIF + "isString"):
            pieces[s][p[len(NIF):]] = o
    for name in sorted(texts):
        text, covered, wrong, longest, count = full[name], set(), [], 0, 0
        for iri, piece in pieces.items():
            if not iri.split("#")[0].endswith("document/" + name):
                continue
            literal = piece.get("isString", piece.get("anchorOf"))
            if literal is None:
                continue
            begin, end = (0, len(text)) if "isString" in piece else (int(piece["beginIndex"]), int(piece["endIndex"]))
            count += 1
            longest = max(longest, len(literal))
            if text[begin:end] != literal:
                wrong.append(iri)
            covered.update(range(begin, end))
        lost = [i for i, c in enumerate(text) if i not in covered and not c.isspace()]
        say(count and not wrong, name + ": every literal is what stands at its offsets", wrong[:3])
        say(not lost, name + ": no character is lost", lost[:10])
        say(longest <= 30000, name + ": no literal over 30,000 characters", longest)
    turns = [r for r in rows if r["row"] == "turn" and r["document"] == "turns"]
    numbers = sorted((int(o), s) for s, p, o, g, _ in graph if p == NS + "number")
    say([n for n, _ in numbers] == list(range(1, len(turns) + 1)) and turns, "turns in order", numbers[:5])
    answers = {s: o for s, p, o, g, _ in graph if p == NS + "answers"}
    order = [iri for _, iri in numbers]
    say(answers and all(order.index(o) < order.index(s) for s, o in answers.items()), "an answer comes after what it answers", answers)


ROWS = '''{"row":"document","document":"d","date":"2020-11-21"}
{"row":"entity","document":"d","id":"p","type":"PER","name":"Pavel Petrov"}
{"row":"entity","document":"d","id":"s","type":"GPE","name":"Ruritania","score":"0.900"}
{"row":"entity","document":"d","id":"a","type":"AGR","name":"Protocol"}
{"row":"relation","document":"d","subject":"p","relation":"position_held","object":"s","qualifiers":"position=Minister;since=2019-03","start":"0","end":"9","score":"0.900"}
{"row":"relation","document":"d","subject":"p","relation":"position_held","object":"s","qualifiers":"position=Deputy Minister;until=2019","start":"0","end":"9","score":"1.000"}
{"row":"relation","document":"d","subject":"s","relation":"signatory_of","object":"a","qualifiers":"date=2020-11-09","evidence":"Ruritania signed and ratified the Protocol","start":"0","end":"9"}
'''


def facts(folder):
    path = os.path.join(folder, "rows.ndjson")
    with open(path, "w") as f:
        f.write(ROWS)
    graph = list(quads(run("export", "-q", "--from-rows", path)))
    data = "https://w3id.org/rapporteur/data/"
    intervals = set(o for s, p, o, g, _ in graph if p.endswith("ns/org#memberDuring"))
    say(intervals == {data + "interval/2019-03-01/open", data + "interval/open/2019-12-31"}, "tenures as intervals", intervals)
    ends = set((s[len(data):], p.split("#")[1], o[len(data):]) for s, p, o, g, _ in graph if "2006/time#has" in p)
    say(ends == {("interval/2019-03-01/open", "hasBeginning", "day/2019-03-01"), ("interval/open/2019-12-31", "hasEnd", "day/2019-12-31")}, "their days", ends)
    stages = sorted(o for s, p, o, g, _ in graph if p == NS + "stage")
    say(stages == ["ratified", "signed"], "stages of an agreement", stages)
    scores = sorted(o for s, p, o, g, _ in graph if p == NS + "score")
    say(scores == ["0.9", "1"], "canonical numbers", scores)
    runs = set(s for s, p, o, g, _ in graph if p == TYPE and o.endswith("prov#Activity"))
    made = set(s for s, p, o, g, _ in graph if p == TYPE and o == NS + "Fact")
    named = set(s for s, p, o, g, _ in graph if p.endswith("prov#wasGeneratedBy") and o in runs)
    say(len(runs) == 1 and made and made <= named, "every fact names its run", made - named)
    say(run("export", "-q", "--from-rows", path) == run("export", "-q", "--from-rows", path), "two runs, the same bytes")
    run_iri = runs.pop()
    data_quads = [q for q in graph if q[3] != run_iri]
    told, kinds = collections.Counter(), {}
    for s, p, o, g, _ in graph:
        if p.endswith(("void#class", "void#property")):
            kinds[s] = (p.split("#")[1], o)
    for s, p, o, g, _ in graph:
        if s in kinds and p in ("http://rdfs.org/ns/void#triples", NS + "instances"):
            told[kinds[s]] = int(o)
    true = collections.Counter(("property", p) for s, p, o, g, _ in data_quads)
    true.update(("class", o) for s, p, o, g, _ in data_quads if p == TYPE)
    say(told == true and told, "counts by class and property", (told - true, true - told))


WIKIDATA = "P39 P463 P488 P361 P276 P1891 P585 P921 P710 P1344 P1365 P577".split()


def vocabulary():
    with open(os.path.join(SOURCE, "ontology", "rapporteur.ttl"), encoding="utf-8") as f:
        ttl = f.read()
    missing = [p for p in WIKIDATA if not re.search(r"\bwdt:%s\b" % p, ttl)]
    say(not missing, "relations name their Wikidata properties", missing)
    missing = [x for x in "org: sem: schema: eli: prov: skos: nif: dcterms: foaf:".split() if not re.search(r"\s%s\w" % x, ttl)]
    say(not missing, "classes and properties name those of other vocabularies", missing)
    terms = re.findall(r"^rpt:(\w+) a ", ttl, re.M)
    bare = [t for t in terms if not re.search(r"^rpt:%s a [^.]*?rdfs:isDefinedBy.*?rdfs:label.*?rdfs:comment" % t, ttl, re.M | re.S)]
    say(terms and not bare and len(set(terms)) == len(terms), "every term has a label and a comment, once", bare)
    page = os.path.join(os.environ.get("RPT_BUILD", os.path.join(SOURCE, "build")), "ontology.html")
    if not os.path.exists(page):
        say(False, "the page of the vocabulary is built", page)
        return
    with open(page, encoding="utf-8") as f:
        html = f.read()
    ids = set(re.findall(r'id="?([\w]+)', html))
    say(set(t for t in terms if t != "Rows") <= ids, "the page has every term", set(terms) - ids)
    broken = set(re.findall(r'href="#(\w+)"', html)) - ids
    say(not broken, "the page's links lead somewhere", broken)
    boxes = re.findall(r'class="box [^>]*>\s*<text[^>]*>rpt:(\w+)', html)
    classes = re.findall(r"^rpt:(\w+) a rdfs:Class", ttl, re.M)
    say(sorted(boxes) == sorted(classes), "the picture has every class", set(classes) ^ set(boxes))


with tempfile.TemporaryDirectory() as t:
    os.mkdir(os.path.join(t, "long"))
    long_texts(os.path.join(t, "long"))
    facts(t)
    vocabulary()
sys.exit(1 if failed else 0)
