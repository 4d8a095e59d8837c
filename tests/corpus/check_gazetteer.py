#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Checks every item of the gazetteer's tables against the reference facts beside the repository.

Each QID must stand in the facts (or in the real Wikidata records) with a name or alias that shares a word, the initials or the
first letters with the name in our table; demonyms with a state. Skipped where the facts are absent. Prints TAP lines.
"""
import collections
import csv
import glob
import gzip
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHARED = os.environ.get("RPT_SHARED") or os.path.join(ROOT, "..", "shared")
csv.field_size_limit(1 << 24)


def bare(s):
    s = s.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i").replace("đ", "d").replace("ə", "a")
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c)).lower()


def words(s):
    return set(re.findall(r"[a-z0-9]+", bare(s)))


def initials(s):
    return "".join(w[0] for w in re.findall(r"[a-z0-9]+", bare(s)))


def agree(a, b):
    """Do two names speak of the same thing, as far as their letters tell?"""
    if words(a) & words(b):
        return True
    if any(x[:4] == y[:4] for x in words(a) for y in words(b) if len(x) > 3):
        return True
    return bare(a).replace(".", "") in (initials(b), bare(b)) or bare(b).replace(".", "") == initials(a)


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader((line for line in f if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def known_names():
    """QID -> names of all reference tables."""
    names = collections.defaultdict(set)
    for file in ("core-facts.tsv", "more-facts.tsv"):
        for r in table(os.path.join(SHARED, "facts", file)):
            names[r["qid"]] |= {r["name"], *r["aliases"].split("|")}
    for r in table(os.path.join(SHARED, "facts", "offices.tsv")):
        names[r["person_qid"]].add(r["person"])
        names[r["body_qid"]].add(r["body"])
        names[r["country_qid"]].add(r["country"])
    for path in glob.glob(os.path.join(SHARED, "wikidata", "entities", "*.json.gz")):
        try:
            entities = json.load(gzip.open(path)).get("entities", {})
        except (OSError, ValueError):
            continue
        for qid, e in entities.items():
            names[qid] |= {v["value"] for v in e.get("labels", {}).values()}
    return {q: {n for n in ns if n} for q, ns in names.items() if re.match(r"Q[1-9]\d*$", q)}


def report(name, wrong):
    print("%s - %s" % ("not ok" if wrong else "ok", name))
    for line in wrong[:20]:
        print("# " + line)
    return bool(wrong)


def check_names(path, known):
    file, wrong, seen = os.path.basename(path), [], {}
    rows = table(path)
    if not rows or "type" not in rows[0]:
        return 0
    for r in rows:
        qid, name = r["qid"], r["name"]
        if not qid:
            continue
        if qid in seen:
            wrong.append("%s stands twice: %s, %s" % (qid, seen[qid], name))
        seen[qid] = name
        if qid not in known:
            wrong.append("%s (%s) is in no reference table" % (qid, name))
        elif not any(agree(n, k) for n in [name] + [a.split("=")[0] for a in r["aliases"].split("|") if a] for k in known[qid]):
            wrong.append("%s: %s is known as %s" % (qid, name, ", ".join(sorted(known[qid])[:3])))
        if r["country"] and r["country"] not in known:
            wrong.append("%s: country %s is in no reference table" % (name, r["country"]))
    return report("%s: %d items" % (file, len(seen)), wrong)


def check_offices(path, known):
    rows = table(path)
    if not rows or "title" not in rows[0]:
        return 0
    wrong = ["%s: %s is in no reference table" % (r["title"], r[c]) for r in rows for c in ("person", "of")
             if re.match(r"Q\d+$", r[c]) and r[c] not in known]
    return report("%s: %d offices" % (os.path.basename(path), len(rows)), wrong)


def check_demonyms(known):
    path = os.path.join(ROOT, "ontology", "lexicon", "en", "demonyms.tsv")
    wrong, n = [], 0
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("#") or len(cells) < 3:
            continue
        n += 1
        if cells[2] not in known:
            wrong.append("%s: %s is in no reference table" % (cells[0], cells[2]))
    return report("demonyms.tsv: %d words" % n, wrong)


def main():
    if not os.path.exists(os.path.join(SHARED, "facts", "core-facts.tsv")):
        print("ok - gazetteer against the facts # SKIP the facts are not there")
        return 0
    known, failed = known_names(), 0
    for path in sorted(glob.glob(os.path.join(ROOT, "ontology", "gazetteer", "*.tsv"))):
        failed += check_names(path, known) + check_offices(path, known)
    failed += check_demonyms(known)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
