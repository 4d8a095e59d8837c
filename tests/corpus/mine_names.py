#!/usr/bin/env python3
"""The commonest capitalised sequences of texts that no mention covers, and names given two types.

usage: mine_names.py TEXT_DIR TABLE_DIR [ROWS]

TEXT_DIR holds NAME.txt, TABLE_DIR what `rapporteur extract` made of them (NAME.mentions.tsv). A word alone that the
lexicon knows in lower case, or that opens a sentence, is no news. Python's standard library only."""
import collections, glob, os, re, sys

LEXICON = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'ontology', 'lexicon', 'en')
SEQUENCE = re.compile(r"\b[A-Z][\w’'-]*(?:(?: (?:of|the|for|and|de|al|del|la|von|van|on)){0,2} [A-Z][\w’'-]*)*")


def known_words():
    words = set()
    for path in glob.glob(os.path.join(LEXICON, '*.tsv')):
        with open(path, encoding='utf-8') as f:
            words |= {line.split('\t')[0].lower() for line in f if not line.startswith('#')}
    return words


def read_mentions(path):
    with open(path, encoding='utf-8') as f:
        head = f.readline().rstrip('\n').split('\t')
        for line in f:
            row = dict(zip(head, line.rstrip('\n').split('\t')))
            if row.get('start', '').isdigit():
                yield int(row['start']), int(row['end']), row['type'], row.get('surface', '')


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    rows = int(sys.argv[3]) if len(sys.argv) > 3 else 100
    known, count, example = known_words(), collections.Counter(), {}
    types = collections.defaultdict(collections.Counter)
    for path in sorted(glob.glob(os.path.join(sys.argv[1], '*.txt'))):
        table = os.path.join(sys.argv[2], os.path.basename(path)[:-4] + '.mentions.tsv')
        if not os.path.exists(table):
            continue
        with open(path, encoding='utf-8') as f:
            text = f.read()
        covered = bytearray(len(text))
        for start, end, kind, surface in read_mentions(table):
            covered[start:end] = b'\1' * (min(end, len(text)) - min(start, len(text)))
            types[surface][kind] += 1
        for m in SEQUENCE.finditer(text):
            s = m.group()
            opens = m.start() < 2 or text[m.start() - 1] in '\n“"(' or text[m.start() - 2] in '.?!:'
            if any(covered[m.start():m.end()]) or all(w.lower() in known for w in s.split()) or (opens and ' ' not in s):
                continue
            count[s] += 1
            example.setdefault(s, text[max(0, m.start() - 30):m.end() + 25].replace('\n', ' '))
    print('# no mention covers')
    for s, n in sorted(count.items(), key=lambda x: (-x[1], x[0]))[:rows]:
        print('%6d  %s  | %s' % (n, s, example[s]))
    print('# two types')
    mixed = {s: c for s, c in types.items() if len(c) > 1}
    for s, c in sorted(mixed.items(), key=lambda x: (-x[1].most_common(2)[1][1], x[0]))[:rows]:
        print('        %s  %s' % (s, ' '.join('%s %d' % x for x in c.most_common())))


if __name__ == '__main__':
    main()
