# SPDX-License-Identifier: ISC
"""Writes N-Quads for the tests of loading: GRAPHS graphs of different sizes, sorted by graph. usage: graphs.py GRAPHS > FILE"""
import sys

n = int(sys.argv[1])
for g in range(n):
    graph = f"<http://data.example.org/doc/{g}>"
    for i in range(3 + g % 5):
        print(f'{graph} <http://data.example.org/says> "word {i} of \\"{g}\\" — Ž"@en {graph} .')
