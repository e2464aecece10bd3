"""The style sheet of the page that ``audit --format html`` writes: made for A4 paper, readable on a screen."""

from __future__ import annotations

STYLE = """
@page { size: A4; margin: 18mm 15mm 20mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem; max-width: 52rem; color: #111; background: #fff;
  font: 0.9375rem/1.6 "Songti SC", SimSun, "Noto Serif CJK SC", "Source Han Serif SC", serif; }
h1 { margin: 0 0 .6rem; font-size: 1.4rem; text-align: center; }
h2 { margin: 1.6rem 0 .5rem; font-size: 1.1rem; border-bottom: 1px solid #111; break-after: avoid; }
h3 { margin: 1rem 0 .3rem; font-size: 1rem; break-after: avoid; }
p, ul { margin: .3rem 0; }
ul { padding-left: 1.4rem; }
.stamp { margin: 0 0 1rem; padding: .4rem .7rem; border: 1px solid #111; font-size: .8125rem; overflow-wrap: anywhere; }
.stamp p { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: .875rem; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: .2rem .5rem; border: 1px solid #999; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; }
.figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.sum td { font-weight: bold; border-top: 2px solid #111; }
.step td:first-child { padding-left: 1.6rem; }
.facts td:nth-child(2) { min-width: 6.5rem; }
.check { margin: .6rem 0; padding-left: .6rem; border-left: 3px solid #999; break-inside: avoid; }
.check.fails { border-color: #b00; }
.result { font-weight: bold; }
.place { color: #555; font-size: .8125rem; }
.sign { margin-top: 2.5rem; display: flex; justify-content: space-between; break-inside: avoid; }
@media print { body { padding: 0; max-width: none; font-size: 10.5pt; } th { background: none; } }
"""
