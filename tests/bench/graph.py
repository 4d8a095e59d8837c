#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Quads a second: the emitter beside a bare buffered writer in the same run, and the mapping layer alone (a CSV table of a
million rows to four million triples, beside Morph-KGC on the same table where it can be had; rows of many documents by the
core mapping). Figures are comments; checks are ratios to the peer of the same run, in seconds of CPU, and the peak memory."""
import os, resource, subprocess, sys, tempfile

rpt, source, build = os.environ['RPT'], os.environ['RPT_SOURCE'], os.environ.get('RPT_BUILD', 'build')

MAPPING = '''@prefix rml: <http://w3id.org/rml/> . @prefix ex: <http://example.org/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<#M> rml:logicalSource [ rml:source [ rml:path "big.csv" ] ; rml:referenceFormulation rml:CSV ] ;
  rml:subjectMap [ rml:template "http://example.org/entity/{id}" ] ;
  rml:predicateObjectMap [ rml:predicate rdfs:label ; rml:objectMap [ rml:reference "name" ; rml:language "en" ] ] ,
    [ rml:predicate ex:item ; rml:objectMap [ rml:template "http://www.wikidata.org/entity/{qid}" ] ] ,
    [ rml:predicate ex:number ; rml:objectMap [ rml:reference "id" ; rml:datatype <http://www.w3.org/2001/XMLSchema#integer> ] ] ,
    [ rml:predicate ex:country ; rml:objectMap [ rml:template "http://example.org/country/{country}" ] ] .
'''


def check(good, name, why=''):
    print(('ok - ' if good else 'not ok - ') + name)
    if not good:
        print('# ' + why)


def run(command, folder=None):
    """Seconds of CPU and peak KiB of one run."""
    child = os.fork()
    if not child:
        if folder:
            os.chdir(folder)
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit('%s: status %d' % (command, status))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def table(path, rows):
    with open(path, 'w') as f:
        f.write('id,name,qid,country\n')
        for i in range(rows):
            f.write('%d,"Ministry, Department %d",Q%d,Country %d\n' % (i, i % 977, i % 50000, i % 193))


def morph():
    """Python with Morph-KGC in it, or why there is none."""
    venv = os.path.join(source, 'build', 'venv-morph')
    python = os.path.join(venv, 'bin', 'python')
    if os.path.exists(python) and not subprocess.run([python, '-c', 'import morph_kgc'], capture_output=True).returncode:
        return python, ''
    if subprocess.run([sys.executable, '-m', 'venv', venv], capture_output=True).returncode:
        return None, 'no virtual environment: install python3-venv'
    made = subprocess.run([python, '-m', 'pip', 'install', '-q', 'morph-kgc==2.10.0'], capture_output=True, text=True)
    if made.returncode:
        return None, 'pip install morph-kgc==2.10.0: ' + (made.stderr.strip().splitlines() or ['failed'])[-1][:150]
    return python, ''


def beside_morph(t, rows, ours):
    """The same table and mapping through Morph-KGC, one process; the same triples of a small table."""
    python, why = morph()
    name = 'a table is mapped at least five times as fast as by Morph-KGC'
    if not python:
        print('ok - %s # SKIP %s' % (name, why))
        return
    with open(os.path.join(t, 'morph.ini'), 'w') as f:
        f.write('[CONFIGURATION]\noutput_file: morph.nt\noutput_format: N-TRIPLES\nnumber_of_processes: 1\nlogging_level: ERROR\n\n[Source]\nmappings: morph.ttl\n')
    with open(os.path.join(t, 'morph.ttl'), 'w') as f:
        f.write(MAPPING.replace('[ rml:path "big.csv" ]', '"big.csv"'))  # it knows paths only so
    seconds, peak = run([python, '-m', 'morph_kgc', 'morph.ini'], t)
    print('# Morph-KGC: %d rows, %.2f s of CPU, %.2f M triples/s, peak %d MiB; ratio %.1f' % (rows, seconds, 4 * rows / seconds / 1e6, peak // 1024, seconds / ours))
    check(seconds / ours >= 5, name, 'ratio %.1f' % (seconds / ours))
    table(os.path.join(t, 'big.csv'), 20000)
    run([python, '-m', 'morph_kgc', 'morph.ini'], t)
    run([rpt, 'export', '-q', '--mapping', os.path.join(t, 'big.ttl'), '--format', 'ntriples', '-o', os.path.join(t, 'ours.nt')])
    theirs, ours = (sorted(open(os.path.join(t, f), encoding='utf-8').read().split('\n')) for f in ('morph.nt', 'ours.nt'))
    check(len(ours) == 80001 and ours == theirs, 'the same triples as Morph-KGC', '\n# '.join(list(set(ours) ^ set(theirs))[:4]))


with tempfile.TemporaryDirectory() as t:
    if os.path.isdir('/dev/shm'):
        os.environ['TMPDIR'] = '/dev/shm'
    flags = subprocess.run(['pkg-config', '--cflags', '--libs', 'raptor2', 'libutf8proc'], capture_output=True, text=True).stdout.split()
    program = os.path.join(t, 'emit')
    made = subprocess.run(['cc', '-O2', '-D_GNU_SOURCE', '-I' + os.path.join(source, 'src'), '-o', program, os.path.join(source, 'tests/bench/emit.c'),
                           os.path.join(build, 'librapporteur.a')] + flags + ['-lm'], capture_output=True, text=True)
    if made.returncode:
        check(False, 'emitter beside a bare writer', made.stderr[:2000])
    else:
        quads = 5_000_000
        with tempfile.NamedTemporaryFile(dir=os.environ.get('TMPDIR')) as out:
            bare, ours = map(float, subprocess.run([program, str(quads), out.name], capture_output=True, text=True, check=True).stdout.split())
        print('# bare writer %.2f M quads/s, emitter %.2f M quads/s, ratio %.2f' % (quads / bare / 1e6, quads / ours / 1e6, bare / ours))
        check(bare / ours > 0.6, 'the emitter is near a bare buffered writer', 'ratio %.2f' % (bare / ours))

    rows = 1_000_000
    table(os.path.join(t, 'big.csv'), rows)
    with open(os.path.join(t, 'big.ttl'), 'w') as f:
        f.write(MAPPING)
    big = os.path.join(t, 'big.nt')
    seconds, peak = run([rpt, 'export', '-q', '--mapping', os.path.join(t, 'big.ttl'), '--format', 'ntriples', '-o', big])
    with open(big, 'rb') as f:
        lines = sum(block.count(b'\n') for block in iter(lambda: f.read(1 << 20), b''))
    check(lines == 4 * rows, 'a table of a million rows gives four million triples', '%d lines' % lines)
    os.remove(big)
    print('# CSV: %d rows to %d triples, %.2f s of CPU, %.2f M triples/s, peak %d MiB' % (rows, 4 * rows, seconds, 4 * rows / seconds / 1e6, peak // 1024))
    check(peak < 50 * 1024, 'a table of a million rows is mapped in less than 50 MiB', '%d KiB' % peak)
    beside_morph(t, rows, seconds)

    folder = os.path.join(t, 'rows.ndjson')
    with open(folder, 'w') as f:
        for d in range(2000):
            for i in range(60):
                f.write('{"row":"entity","document":"d%d","id":"e%d","type":"ORG","name":"Ministry %d","qid":"Q%d"}\n' % (d, i, i, d * 60 + i))
            for i in range(200):
                f.write('{"row":"mention","document":"d%d","start":"%d","end":"%d","type":"ORG","id":"e%d","surface":"Ministry %d"}\n' % (d, i * 40, i * 40 + 12, i % 60, i % 60))
            for i in range(40):
                f.write('{"row":"relation","document":"d%d","subject":"e%d","relation":"met","object":"e%d","qualifiers":"date=2020-11-%02d","start":"%d","end":"%d"}\n' % (d, i, i + 1, i % 28 + 1, i * 200, i * 200 + 90))
    out = os.path.join(t, 'rows.nq')
    seconds, peak = run([rpt, 'export', '-q', '--from-rows', folder, '-o', out])
    size, lines = os.path.getsize(out), sum(1 for _ in open(out, 'rb'))
    print('# rows by the core mapping: %d quads, %.0f MB, %.2f s of CPU, %.2f M quads/s, peak %d MiB' % (lines, size / 1e6, seconds, lines / seconds / 1e6, peak // 1024))
    check(peak < 50 * 1024, 'rows of 2,000 documents are mapped in less than 50 MiB', '%d KiB' % peak)
    for name in ('turtle', 'trig', 'json-ld'):
        seconds, peak = run([rpt, 'export', '-q', '--from-rows', folder, '--format', name, '-o', out])
        print('# the same as %s: %.0f MB, %.2f s of CPU, %.2f M quads/s, peak %d MiB' % (name, os.path.getsize(out) / 1e6, seconds, lines / seconds / 1e6, peak // 1024))
        check(peak < 50 * 1024, '%s of 2,000 documents is written in less than 50 MiB' % name, '%d KiB' % peak)
