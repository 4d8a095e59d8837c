#!/usr/bin/env python3
"""The pages and TEI documents of the annotated corpora give the same mentions as their plain texts.

Compared: the sequence of (type, surface) of each document, white space and apostrophes levelled. Offsets differ, since a
page's blocks are joined in another way than the lines of the text.
"""
import os, subprocess, sys

rpt, shared, tmp = os.environ['RPT'], os.environ.get('RPT_SHARED', ''), os.environ['RPT_TMP']
if not shared:
    print('ok - pages give the mentions of their texts # SKIP the corpora are not beside the project')
    sys.exit()


def mentions(path, out):
    subprocess.run([rpt, 'extract', '-q', path, '-o', out], stderr=subprocess.DEVNULL)
    name = os.path.splitext(os.path.basename(path))[0]
    with open(os.path.join(out, name + '.mentions.tsv'), encoding='utf-8') as f:
        rows = [l.rstrip('\n').split('\t') for l in f][1:]
    return [(r[2], ' '.join(r[4].replace('\\n', ' ').split())) for r in rows]


for part in ('dev', 'check'):
    folder = os.path.join(shared, 'corpus', part)
    for file in sorted(os.listdir(folder)):
        name, ending = os.path.splitext(file)
        if ending not in ('.html', '.xml'):
            continue
        page = mentions(os.path.join(folder, file), os.path.join(tmp, 'page'))
        text = mentions(os.path.join(folder, name + '.txt'), os.path.join(tmp, 'text'))
        same = page == text and page
        print('%s - %s gives the %d mentions of its text' % ('ok' if same else 'not ok', file, len(text)))
        if not same and part == 'dev':
            print('# only one of them: %s' % sorted(set(page) ^ set(text))[:10])
