# SPDX-License-Identifier: ISC
"""Writes N-Quads for the tests of loading: GRAPHS graphs of different sizes, sorted by graph. usage: graphs.py GRAPHS > FILE"""
import sys

n = int(sys.argv[1])
for g in range(n):
    graph = f"<http://data.example.org/doc/{g}>"
    for i in range(3 + g % 5):
        print(f'{graph} <http://data.example.org/says> "word {i} of \\"{g}\\" — Ž"@en {graph} .')
    if g % 7 == 0:
        print(f'{graph} <http://data.example.org/says> "a quotation mark: \\u0022, a line\\nbreak" {graph} .')
    if g % 11 == 0:
        print(f'_:b{g} <http://data.example.org/says> "nobody"^^<http://data.example.org/type> {graph} .')
