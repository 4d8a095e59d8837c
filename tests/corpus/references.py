#!/usr/bin/env python3
"""How many facts whose argument is not named in their sentence can be reached through a reference in it.

usage: references.py PROGRAM GOLD_DIR [--misses]

For each annotated relation (statistics left out) with an argument that is not mentioned in the row's sentence: is the
entity among the targets of a reference that `PROGRAM view --annotations --stage references` finds there? Printed by kind
of relation, with the references a sentence and the targets a reference. A found one says nothing of precision: that is
what the relations' own figures are for.
"""
import collections, os, subprocess, sys


def rows(path):
    with open(path, encoding='utf-8', newline='') as f:
        lines = [l.rstrip('\n').split('\t') for l in f if l.strip()]
    return [dict(zip(lines[0], l + [''] * len(lines[0]))) for l in lines[1:]]


def references(program, folder, name, text):
    out = subprocess.run([program, 'view', os.path.join(folder, name + '.txt'), '--annotations', folder, '--stage', 'references', '-q'],
                         capture_output=True, text=True, check=True).stdout
    points, found = {}, []
    byte = 0
    for i, c in enumerate(text):
        points[byte] = i
        byte += len(c.encode())
    points[byte] = len(text)
    for line in out.splitlines():
        cells = line.split('\t')
        begin, end = map(int, cells[0].split('-'))
        found.append((points[begin], points[end], cells[1], cells[4], cells[5][3:].split()))
    return found


def main():
    program, folder = sys.argv[1:3]
    want, have, count, targets, sentences = collections.Counter(), collections.Counter(), 0, 0, 0
    for file in sorted(os.listdir(folder)):
        if not file.endswith('.relations.tsv'):
            continue
        name = file[:-len('.relations.tsv')]
        text = open(os.path.join(folder, name + '.txt'), encoding='utf-8', newline='').read()
        mentions = rows(os.path.join(folder, name + '.mentions.tsv'))
        refs = references(program, folder, name, text)
        count += len(refs)
        targets += sum(len(r[4]) for r in refs)
        sentences += text.count('. ') + text.count('\n\n')
        for r in rows(os.path.join(folder, file)):
            begin, end = int(r['start']), int(r['end'])
            named = {m['id'] for m in mentions if int(m['start']) >= begin and int(m['end']) <= end}
            for side in ('subject', 'object'):
                if r[side] == '_doc' or r[side] in named or r['relation'] == 'statistic':
                    continue
                want[r['relation']] += 1
                here = [x for x in refs if x[0] >= begin and x[1] <= end]
                if any(r[side] in x[4] for x in here):
                    have[r['relation']] += 1
                elif '--misses' in sys.argv:
                    print('%s: %s %s %s lacks %s\n    %s\n    %s' % (name, r['subject'], r['relation'], r['object'], r[side],
                          ' '.join(text[begin:end].split()), '; '.join('%s=%s' % (x[3], ','.join(x[4])) for x in here)))
    for kind in sorted(want):
        print('%-16s %3d of %3d' % (kind, have[kind], want[kind]))
    total, found = sum(want.values()), sum(have.values())
    print('all              %3d of %3d = %.3f; %d references, %.2f a sentence, %.2f targets each'
          % (found, total, found / max(total, 1), count, count / max(sentences, 1), targets / max(count, 1)))


main()
