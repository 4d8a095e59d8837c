#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Quads a second: the emitter beside a bare buffered writer in the same run, and the mapping layer alone (a CSV table of a
million rows to four million triples; rows of many documents by the core mapping). Figures are comments; checks are a ratio
to the peer of the same run and the peak memory."""
import os, resource, subprocess, sys, tempfile, time

rpt, source, build = os.environ['RPT'], os.environ['RPT_SOURCE'], os.environ.get('RPT_BUILD', 'build')

MAPPING = '''@prefix rml: <http://w3id.org/rml/> . @prefix ex: <http://example.org/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<#M> rml:logicalSource [ rml:source [ rml:path "big.csv" ] ; rml:referenceFormulation rml:CSV ] ;
  rml:subjectMap [ rml:template "http://example.org/entity/{id}" ; rml:class ex:Thing ] ;
  rml:predicateObjectMap [ rml:predicate rdfs:label ; rml:objectMap [ rml:reference "name" ] ] ,
    [ rml:predicate ex:item ; rml:objectMap [ rml:template "http://www.wikidata.org/entity/{qid}" ] ] ,
    [ rml:predicate ex:country ; rml:objectMap [ rml:template "http://example.org/country/{country}" ] ] .
'''


def check(good, name, why=''):
    print(('ok - ' if good else 'not ok - ') + name)
    if not good:
        print('# ' + why)


def run(command):
    """Seconds of CPU and peak KiB of one run."""
    child = os.fork()
    if not child:
        os.execvp(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit('%s: status %d' % (command, status))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


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
        check(bare / ours > 0.7, 'the emitter is at least 0.7 of a bare buffered writer', 'ratio %.2f' % (bare / ours))

    rows = 1_000_000
    with open(os.path.join(t, 'big.csv'), 'w') as f:
        f.write('id,name,qid,country\n')
        for i in range(rows):
            f.write('%d,"Ministry, Department %d",Q%d,Country %d\n' % (i, i % 977, i % 50000, i % 193))
    with open(os.path.join(t, 'big.ttl'), 'w') as f:
        f.write(MAPPING)
    seconds, peak = run([rpt, 'export', '-q', '--mapping', os.path.join(t, 'big.ttl'), '-o', '/dev/null'])
    print('# CSV: %d rows to %d triples, %.2f s of CPU, %.2f M triples/s, peak %d MiB' % (rows, 4 * rows, seconds, 4 * rows / seconds / 1e6, peak // 1024))
    check(peak < 50 * 1024, 'a table of a million rows is mapped in less than 50 MiB', '%d KiB' % peak)

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
