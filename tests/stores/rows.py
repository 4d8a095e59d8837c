# SPDX-License-Identifier: ISC
"""Answers in CSV as comparable lines: sorted by value, numbers by their value, blank nodes without their names. usage: rows.py < CSV"""
import csv, decimal, re, sys

NUMBER = re.compile(r"[-+]?\d+(\.\d*)?([eE][-+]?\d+)?")


def plain(field):
    if NUMBER.fullmatch(field):
        return str(decimal.Decimal(field).normalize() + 0)
    # Virtuoso and Jena have spellings of their own for blank nodes in CSV.
    return "_:" if field.startswith(("_:", "nodeID://")) or re.fullmatch(r"b\d+", field) else field


csv.field_size_limit(1 << 30)
rows = [[plain(f) for f in row] for row in csv.reader(sys.stdin) if row]
if rows:
    print("\t".join(rows[0]))
for row in sorted(rows[1:]):
    print("\t".join(row).replace("\n", "\\n"))
