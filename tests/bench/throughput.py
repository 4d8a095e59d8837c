#!/usr/bin/env python3
"""Words a second from text to N-Quads with mentions, one core, beside `wc -w` on the same file in the same run.

The text is the annotated corpora repeated (or the sample where they are not beside the project). Prints figures as
comments; the one check is a ratio to the peer of the same run, wide enough that a noisy machine cannot fail it.
Peak memory is told beyond the mapped image of names.
"""
import os, resource, subprocess, sys, tempfile, time

rpt, shared, source = os.environ['RPT'], os.environ.get('RPT_SHARED', ''), os.environ['RPT_SOURCE']


def texts():
    folder = os.path.join(shared, 'corpus', 'dev') if shared else os.path.join(source, 'examples')
    return [open(os.path.join(folder, f), encoding='utf-8').read() for f in sorted(os.listdir(folder)) if f.endswith('.txt')]


def best(command, env=None):
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


with tempfile.TemporaryDirectory() as t:
    folder = os.path.join(t, 'in')
    os.mkdir(folder)
    total = 0
    all_text = os.path.join(t, 'all.txt')
    with open(all_text, 'w', encoding='utf-8') as everything:
        for k in range(100):
            if total > 2_000_000:
                break
            for i, text in enumerate(texts()):
                with open(os.path.join(folder, 'd%d-%d.txt' % (k, i)), 'w', encoding='utf-8') as f:
                    f.write(text)
                everything.write(text)
                total += len(text.split())
    wc = best(['wc', '-w', all_text], {**os.environ, 'LC_ALL': 'C.UTF-8'})
    ours = best([rpt, 'export', '-q', folder])
    subprocess.run([rpt, 'export', '-q', folder, '-o', os.path.join(t, 'out.nq')], check=True)
    size = os.path.getsize(os.path.join(t, 'out.nq'))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([rpt, 'export', '-q', '--no-mentions', folder, '-o', os.path.join(t, 'few.nq')], check=True)
    few = os.path.getsize(os.path.join(t, 'few.nq'))
    print('# %d words: rapporteur %.0f words/s, wc -w %.0f words/s, ratio %.3f; %.1f bytes of N-Quads a word, %.1f without mentions; peak %d KiB' %
          (total, total / ours, total / wc, wc / ours, size / total, few / total, memory))
    try:
        import spacy
        nlp = spacy.load('en_core_web_sm')
        sample = '\n'.join(texts())[:200_000]
        start = time.perf_counter()
        nlp(sample)
        peer = len(sample.split()) / (time.perf_counter() - start)
        print('# spaCy en_core_web_sm: %.0f words/s, rapporteur is %.0f times as fast' % (peer, total / ours / peer))
    except Exception:
        print('# spaCy en_core_web_sm is not installed: no comparison')
    good = total / ours >= total / wc / 200
    print('%s - text to N-Quads takes less than two hundred times as long as wc -w' % ('ok' if good else 'not ok'))
