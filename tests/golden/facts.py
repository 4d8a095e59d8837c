#!/usr/bin/env python3
"""Golden documents: NAME.d/ holds input.* and `facts`, written by hand.

A line of `facts` is `+ SUBJECT | relation | OBJECT [| qualifier=value ...]` (must be found, with these qualifiers), or
`- SUBJECT | relation | OBJECT` (must not; `*` stands for anything), or `m TYPE SURFACE` (a mention that must be there).
Names are those of the entities table. NAME.b/ is a known miss: told, not failing.
"""
import glob, os, subprocess, sys

rpt, source, tmp = os.environ['RPT'], os.environ['RPT_SOURCE'], os.environ['RPT_TMP']


def table(out, name, kind):
    with open('%s/%s.%s.tsv' % (out, name, kind), encoding='utf-8') as f:
        head, *rows = [l.rstrip('\n').split('\t') for l in f]
    return [dict(zip(head, r)) for r in rows]


def wrong(folder):
    path = glob.glob(os.path.join(folder, 'input.*'))[0]
    out = os.path.join(tmp, os.path.basename(folder))
    subprocess.run([rpt, 'extract', '-q', path, '-o', out], check=False, stderr=subprocess.DEVNULL)
    names = {e['id']: e['name'] for e in table(out, 'input', 'entities')}
    facts = [(names.get(r['subject'], r['subject']), r['relation'], names.get(r['object'], r['object']), set(filter(None, r['qualifiers'].split(';'))))
             for r in table(out, 'input', 'relations')]
    found = {(m['type'], m['surface']) for m in table(out, 'input', 'mentions')}
    problems = []
    for line in open(os.path.join(folder, 'facts'), encoding='utf-8'):
        line = line.rstrip('\n')
        if not line or line.startswith('#'):
            continue
        if line.startswith('m '):
            _, kind, surface = line.split(' ', 2)
            if (kind, surface) not in found:
                problems.append('no mention ' + line[2:])
            continue
        subject, relation, obj, *qualifiers = [p.strip() for p in line[2:].split('|')]
        hits = [q for s, r, o, q in facts if r == relation and subject in (s, '*') and obj in (o, '*')]
        hits += [q for s, r, o, q in facts if r == relation == 'met' and subject in (o, '*') and obj in (s, '*')]
        if line[0] == '+' and not any(set(qualifiers) <= q for q in hits):
            problems.append('missing ' + line[2:])
        if line[0] == '-' and hits:
            problems.append('false ' + line[2:])
    return problems


for folder in sorted(glob.glob(os.path.join(source, 'tests', 'golden', '*.[db]'))):
    name, known = os.path.basename(folder)[:-2], folder.endswith('.b')
    problems = wrong(folder)
    if known:
        print('ok - %s (a known miss%s)' % (name, '' if problems else ', which is found now: rename it to .d'))
    else:
        print('%s - %s' % ('not ok' if problems else 'ok', name))
    for p in problems:
        print('# %s: %s' % (name, p))
