#!/usr/bin/env python3
"""Mine raw press for what the next rule or name should be. Prints a report; checks nothing (run by hand).

usage: mine.py [--kind RELATION [--sample N]] [--top N] [--documents N] INPUT...

INPUT goes to `rapporteur extract` as it is (files, folders, archives). Without --kind:
  the commonest capitalised sequences that belong to no mention; words that are mentions of several types; rules that
  never fired; facts a thousand words by kind.
With --kind met|signatory_of|...: sentences with a word that speaks of the relation and two things or more of types that fit,
but without a fact of the kind, and beside them the facts that were found; a fixed sample of N (default 60) of each.
"""
import argparse, collections, hashlib, json, os, re, subprocess

TRIGGERS = {
    'met': r'\b(met|meets?|meeting|talks|spoke|conversation|received|hosted|consultations|discussed|call(ed)?)\b',
    'signatory_of': r'\b(sign\w*|adopt\w*|conclud\w*|agree[ds]?|ratif\w*|issued|initialled|acced\w*|party|parties)\b',
    'participant_in': r'\b(participa\w*|attend\w*|t(ook|ake|akes|aking) part|join\w*|host\w*|conven\w*|mediat\w*|observer|guarantor|summit|conference|forum)\b',
    'visited': r'\b(visit\w*|travel\w*|trip|arriv\w*|came|went|fl(y|ew)|tour\w*|return\w*)\b',
    'located_in': r'\b(office|headquarter\w*|based|seat|mission|presence|held|took place|located|embassy|troops|in)\b',
    'concerns': r'\b(on|concern\w*|regarding|about|settlement|relat\w*|resol\w*)\b',
    'member_of': r'\b(member\w*|join\w*|belong\w*|accession)\b',
    'co_chair_of': r'\b(co-?chair\w*|chair\w*|presid\w*)\b',
    'position_held': r'\b(minister|president|secretary|ambassador|chairman|head|director|chancellor|king|envoy|representative|general)\b',
    'part_of': r'.', 'agreement_date': r'\b(of|on|signed|dated|adopted)\b', 'preceded_by': r'\b(predecessor|succe\w*|replac\w*|former)\b'}
TYPES = {
    'met': ('PER GPE ORG', 'PER GPE ORG'), 'signatory_of': ('GPE PER ORG', 'AGR'), 'participant_in': ('GPE PER ORG', 'EVT AGR ORG'),
    'visited': ('PER ORG', 'GPE'), 'located_in': ('ORG EVT LOC', 'GPE LOC'), 'concerns': ('AGR EVT', 'GPE LOC EVT ORG'),
    'member_of': ('GPE ORG PER', 'ORG'), 'co_chair_of': ('GPE PER', 'ORG'), 'position_held': ('PER', 'GPE ORG'),
    'part_of': ('ORG LOC GPE', 'ORG LOC GPE'), 'agreement_date': ('AGR', 'DATE'), 'preceded_by': ('PER', 'PER')}
NAME = re.compile(r"(?:[A-Z][\w’'.-]*)(?: (?:of|the|for|and|de|al|on) (?=[A-Z])| (?=[A-Z]))?(?:[A-Z][\w’'.-]*(?: (?:of|the|for|and|de|al|on) (?=[A-Z])| (?=[A-Z]))?)*")


def documents(program, inputs, limit):
    p = subprocess.Popen([program, 'extract', '-q', '--format', 'ndjson', *inputs], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    name, rows = None, []
    count = 0
    for line in p.stdout:
        row = json.loads(line)
        if row['document'] != name:
            if rows:
                yield rows
                count += 1
                if limit and count >= limit:
                    p.kill()
                    return
            name, rows = row['document'], []
        rows.append(row)
    if rows:
        yield rows


def kept_for_measuring():
    """Hashes of the lines of the documents that are measured and never read."""
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'shared', 'corpus', 'check')
    lines = set()
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        if name.endswith('.txt'):
            with open(os.path.join(folder, name), encoding='utf-8') as f:
                lines.update(order(' '.join(l.split())) for l in f if len(l) > 60)
    return lines


def without(docs, lines):
    for rows in docs:
        text = next((r.get('text', '') for r in rows if r['row'] == 'document'), '')
        if not any(order(' '.join(l.split())) in lines for l in text.split('\n') if len(l) > 60):
            yield rows


def order(text):
    return hashlib.md5(text.encode()).hexdigest()


def report_kind(docs, kind, sample):
    subjects, objects = (set(t.split()) for t in TYPES[kind])
    missed, found = [], []
    for rows in docs:
        entities = {r['id']: r for r in rows if r['row'] == 'entity'}
        mentions = [(int(r['start']), int(r['end']), r['type'], r['surface']) for r in rows if r['row'] == 'mention']
        facts = collections.defaultdict(list)
        for r in rows:
            if r['row'] == 'relation' and r['relation'] == kind:
                facts[int(r['start'])].append(r)
        for r in rows:
            if r['row'] != 'sentence':
                continue
            start, end, text = int(r['start']), int(r['end']), ' '.join(r.get('text', '').split())
            for f in facts.get(start, []):
                name = lambda i: entities.get(i, {}).get('name', i)
                found.append('%s -> %s [%s] %s | %s' % (name(f['subject']), name(f['object']), f.get('qualifiers', ''), f.get('rule', ''), text))
            if start in facts:
                continue
            types = [t for s, e, t, _ in mentions if s >= start and e <= end]
            if re.search(TRIGGERS[kind], text, re.I) and any(t in objects for t in types) and (len(types) > 1 or kind in ('visited', 'met')):
                missed.append(text)
    print('%s: %d facts, %d sentences that might say one\n' % (kind, len(found), len(missed)))
    for title, lines in (('sentences without a fact', missed), ('facts', found)):
        print('== ' + title)
        for text in sorted(set(lines), key=order)[:sample]:
            print('- ' + text[:600])
        print()


def report_all(docs, program, top):
    unknown, types, rules, kinds = collections.Counter(), collections.defaultdict(collections.Counter), collections.Counter(), collections.Counter()
    words = 0
    for rows in docs:
        text = next((r.get('text', '') for r in rows if r['row'] == 'document'), '')
        words += len(text.split())
        covered = bytearray(len(text))
        for r in rows:
            if r['row'] == 'mention':
                s, e = int(r['start']), int(r['end'])
                covered[s:e] = b'\1' * (e - s)
                types[r['surface']][r['type']] += 1
            elif r['row'] == 'relation':
                kinds[r['relation']] += 1
                rules[r.get('rule', '')] += 1
        for m in NAME.finditer(text):
            before = text[max(0, m.start() - 2):m.start()]
            if any(covered[m.start():m.end()]) or not before or before[-1] not in ' (“"' or before[0] in '.?!:\n':
                continue
            unknown[m.group().strip(" .'’")] += 1
    print('%d words; facts a thousand words: %s' % (words, ', '.join('%s %.2f' % (k, 1000 * n / max(words, 1)) for k, n in kinds.most_common())))
    print('\n== capitalised sequences that belong to no mention')
    for name, n in unknown.most_common(top):
        print('%6d %s' % (n, name))
    print('\n== names of several types')
    torn = [(sum(c.values()) - max(c.values()), s, c) for s, c in types.items() if len(c) > 1]
    for n, surface, c in sorted(torn, key=lambda x: (-x[0], x[1]))[:top]:
        print('%6d %s: %s' % (n, surface, ', '.join('%s %d' % x for x in c.most_common())))
    print('\n== rules that never fired')
    folder = os.path.join(os.environ.get('RPT_SOURCE', '.'), 'ontology', 'rules', 'en')
    for file in sorted(os.listdir(folder)):
        if file.endswith('.rules'):
            for number, line in enumerate(open(os.path.join(folder, file), encoding='utf-8'), 1):
                if line.startswith('rule') and '%s:%d' % (file, number) not in rules:
                    print('%s:%d: %s' % (file, number, line.strip()))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('inputs', nargs='+')
    a.add_argument('--kind', choices=sorted(TRIGGERS))
    a.add_argument('--sample', type=int, default=60)
    a.add_argument('--top', type=int, default=100)
    a.add_argument('--documents', type=int, default=0)
    o = a.parse_args()
    program = os.environ.get('RPT', 'build/rapporteur')
    docs = without(documents(program, o.inputs, o.documents), kept_for_measuring())
    if o.kind:
        report_kind(docs, o.kind, o.sample)
    else:
        report_all(docs, program, o.top)


if __name__ == '__main__':
    main()
