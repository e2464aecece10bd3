"""The style sheet of the page that ``extract --format html`` writes."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1f2328; --dim: #667; --line: #d8d4c8;
  --amount: #ffe08a; --headcount: #b9e3c6; --date: #c5d9f7; --activity: #b06fc4; --tip: #24292f; --tip-ink: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #dfe2e6; --dim: #9aa3ad; --line: #3a3f47;
  --amount: #6b5410; --headcount: #1f5a35; --date: #234a7d; --activity: #c58bd8; --tip: #e6e8eb; --tip-ink: #16181c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 1rem 12rem; max-width: 48rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.9 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
.legend { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: center;
  padding: .6rem 0; background: var(--paper); border-bottom: 1px solid var(--line); font-size: .875rem; }
.key { padding: 0 .5rem; border-radius: .3rem; white-space: nowrap; }
.hint, .label { color: var(--dim); }
nav ol { padding-left: 2rem; font-size: .9375rem; }
article { margin: 2rem 0; padding-bottom: 2rem; border-bottom: 1px solid var(--line); }
.head { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: 0 0 1.5rem; font-size: .875rem; }
.head div { display: flex; gap: .5rem; }
dt { color: var(--dim); white-space: nowrap; }
dd { margin: 0; overflow-wrap: anywhere; }
.text { overflow-wrap: anywhere; }
.text :is(p, td, h1, h2, h3, h4, h5, h6) { white-space: pre-line; }
.text p { margin: .6rem 0; text-align: justify; text-indent: 2em; }
.text .textbox, .text .note, .text .furniture { padding-left: .8rem; border-left: 3px solid var(--line); text-indent: 0; }
h2, h3, h4, h5, h6 { margin: 1.2rem 0 .4rem; line-height: 1.5; font-size: 1.1rem; }
h1 { font-size: 1.45rem; line-height: 1.5; text-align: center; }
h2 { font-size: 1.25rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9375rem; line-height: 1.6; }
td { border: 1px solid var(--line); padding: .2rem .6rem; vertical-align: top; }
aside { font-size: .9375rem; }
mark { color: inherit; background: none; border-radius: .2rem; cursor: help; }
.amount { background: var(--amount); }
.amount.aside { background: none; box-shadow: inset 0 0 0 2px var(--amount); }
.headcount { background: var(--headcount); }
.date { background: var(--date); }
mark.activity { border-bottom: 2px solid var(--activity); }
.key.activity { border-bottom: 2px solid var(--activity); border-radius: 0; }
body:has(#show-amount:not(:checked)) mark.amount, body:has(#show-headcount:not(:checked)) mark.headcount,
body:has(#show-date:not(:checked)) mark.date, body:has(#show-activity:not(:checked)) mark.activity {
  background: none; border: 0; box-shadow: none; }
mark:hover:not(:has(mark:hover)), mark:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
mark:is(:hover:not(:has(mark:hover)), :focus-visible)::after { content: attr(data-fields); position: fixed; z-index: 2;
  left: 50%; bottom: 1rem; transform: translateX(-50%); width: max-content; max-width: min(40rem, 94vw); max-height: 60vh;
  overflow: hidden; padding: .6rem 1rem; border-radius: .5rem; background: var(--tip); color: var(--tip-ink);
  font-size: .875rem; line-height: 1.6; font-weight: normal; text-align: left; text-indent: 0; white-space: pre-line;
  pointer-events: none; box-shadow: 0 .3rem 1.2rem #0006; }
@media print { .legend input, .hint { display: none; } .legend { position: static; } body { padding-bottom: 0; } }
"""
