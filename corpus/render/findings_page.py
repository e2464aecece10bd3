"""Drafts with their findings as one page: what was found beside the text, the words meant marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from corpus.render.findings import Checked, by_level, heading, in_order, where
from corpus.render.grid import CONTROLS, Grid
from corpus.render.html import html_page
from corpus.render.layout import layout
from corpus.render.marks import Mark
from corpus.render.page import part_html
from extractor.finding import Finding
from extractor.i18n import _
from extractor.labels import LEVELS, label

STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1f2328; --dim: #667; --line: #d8d4c8;
  --error: #f3b4ae; --warning: #ffe08a; --hint: #c5d9f7; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #dfe2e6; --dim: #9aa3ad; --line: #3a3f47;
  --error: #7d2a24; --warning: #6b5410; --hint: #234a7d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 1rem 4rem; max-width: 82rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.8 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
article { display: grid; grid-template-columns: minmax(0, 3fr) minmax(18rem, 2fr); gap: 0 2rem; margin: 2rem 0;
  padding-bottom: 2rem; border-bottom: 1px solid var(--line); }
article > h1, article > .found { grid-column: 1 / -1; }
article { overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
.text :is(p, td, h1, h2, h3, h4, h5, h6) { white-space: pre-line; }
.text p { margin: .6rem 0; text-indent: 2em; }
.text h1 { font-size: 1.3rem; text-align: center; }
.text h2, .text h3, .text h4, .text h5, .text h6 { font-size: 1.05rem; margin: 1rem 0 .3rem; }
.text .textbox, .text .note, .text .furniture { padding-left: .8rem; border-left: 3px solid var(--line); }
h1 { font-size: 1.2rem; line-height: 1.5; }
aside h2 { font-size: 1rem; margin: 0 0 .4rem; }
aside ol { margin: 0 0 1.2rem; padding-left: 1.6rem; }
aside li { margin: 0 0 .6rem; line-height: 1.6; scroll-margin-top: 1rem; }
.place, .found, .label { color: var(--dim); font-size: .875rem; }
a { color: inherit; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9375rem; }
th, td { border: 1px solid var(--line); padding: .2rem .6rem; vertical-align: top; }
mark { color: inherit; border-radius: .2rem; scroll-margin-top: 3rem; }
mark.error, aside h2.error { background: var(--error); }
mark.warning, aside h2.warning { background: var(--warning); }
mark.hint, aside h2.hint { background: var(--hint); }
aside h2 { padding: 0 .5rem; border-radius: .3rem; width: max-content; }
mark:target, li:target { outline: 2px solid currentColor; outline-offset: 2px; }
@media (max-width: 50rem) { article { display: block; } }
@media print { article { display: block; } aside { border-top: 1px solid var(--line); margin-top: 1rem; } }
"""


def findings_page(checked: Sequence[Checked], called: Grid | None = None) -> str:
    """The whole page; every draft in the order given, after the roll call where there is one."""
    title = heading(checked[0]) if len(checked) == 1 else _("Findings in {count} drafts").format(count=len(checked))
    body = [line for number, one in enumerate(checked, 1) for line in _article(one, f"d{number}")]
    return html_page(CONTROLS.sub("", title), STYLE, ["<main>", *(_table(called) if called else ()), *body, "</main>"])


def _table(called: Grid) -> Iterator[str]:
    yield f'<h1>{_text(called.caption)}</h1><div class="wide"><table><thead><tr>'
    yield "".join(f"<th>{_text(heading.text)}</th>" for heading in called.headings if not heading.data)
    yield "</tr></thead><tbody>"
    for row in called.rows:
        yield f"<tr>{''.join(f'<td>{_text(text)}</td>' for text in called.shown(row))}</tr>"
    yield "</tbody></table></div>"
    yield from (f"<p>{_text(note.text)}</p>" for note in called.notes)


def _article(one: Checked, anchor: str) -> Iterator[str]:
    marks = [_mark(finding, f"{anchor}-{number}") for number, finding in enumerate(one.findings) if finding.text]
    yield f'<article id="{anchor}"><h1>{_text(heading(one))}</h1>'
    yield f'<p class="found">{_text(in_order(one))}</p>'
    text = "".join(part_html(one.summary, part, marks) for part in layout(one.summary))
    yield f'<div class="text" lang="zh-CN">{text}</div>'
    yield f"<aside>{''.join(_listed(one, anchor))}</aside></article>"


def _listed(one: Checked, anchor: str) -> Iterator[str]:
    numbers = {id(finding): number for number, finding in enumerate(one.findings)}
    for level, found in by_level(one.findings):
        yield f'<h2 class="{level}">{_text(label(LEVELS, level))} {len(found)}</h2><ol>'
        for finding in found:
            yield _item(finding, f"{anchor}-{numbers[id(finding)]}")
        yield "</ol>"


def _item(finding: Finding, anchor: str) -> str:
    place = f'<a class="place" href="#m{anchor}">{_text(where(finding))}</a> ' if finding.text else ""
    advice = f"<br>{_text(finding.suggestion)}" if finding.suggestion else ""
    code = f'<span class="place">{_text(finding.code)}</span>'
    return f'<li id="f{anchor}">{place}{_text(finding.message)}{advice} {code}</li>'


def _mark(finding: Finding, anchor: str) -> Mark:
    told = escape(finding.message, quote=True)
    attributes = f'class="{finding.level}" title="{told}"'
    return Mark(finding.start or 0, finding.end or 0, attributes, f'id="m{anchor}"')


def _text(text: str) -> str:
    return escape(CONTROLS.sub("", text))
