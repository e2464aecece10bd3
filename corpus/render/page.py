"""Documents as one self-contained HTML page: the text with every fact marked, its fields on hover or keyboard focus.

What a page is made of is in ``html``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from corpus.render.fields import Fact, check_line, fact_fields, joined, summary_fields
from corpus.render.html import html_page
from corpus.render.layout import Paragraph, Table, layout
from corpus.render.marks import Mark, mark_up
from corpus.render.page_style import STYLE
from extractor.i18n import _
from extractor.model import Amount, Date, Document, Headcount, Summary


def page(documents: Sequence[Document]) -> str:
    """The whole page; every file's every summary in the order given."""
    articles = [
        _article(document, summary, f"s{number}-{summary.ordinal}")
        for number, document in enumerate(documents, 1)
        for summary in document.summaries
    ]
    summaries = [summary for document in documents for summary in document.summaries]
    title = summaries[0].title if len(summaries) == 1 else _("Facts of {count} summaries").format(count=len(summaries))
    contents = _contents(documents) if len(summaries) > 1 else ""
    return html_page(title, STYLE, [_legend(summaries), contents, "<main>", *articles, "</main>"])


def _legend(summaries: Sequence[Summary]) -> str:
    """The four kinds with their numbers; each can be switched off, which is the style's doing."""
    counts = {
        "amount": (_("Amounts"), sum(len(summary.amounts) for summary in summaries)),
        "headcount": (_("Headcounts"), sum(len(summary.headcounts) for summary in summaries)),
        "date": (_("Dates"), sum(len(summary.dates) for summary in summaries)),
        "activity": (_("Activities"), sum(len(summary.activities) for summary in summaries)),
    }
    items = "".join(
        f'<label class="key {kind}"><input type="checkbox" id="show-{kind}" checked> {escape(name)} {count}</label>'
        for kind, (name, count) in counts.items()
    )
    hint = escape(_("Point at a marked fact, or reach it with the Tab key, to see its fields."))
    return f'<header class="legend">{items}<span class="hint">{hint}</span></header>'


def _contents(documents: Sequence[Document]) -> str:
    links = [
        f'<li><a href="#s{number}-{summary.ordinal}">{escape(summary.title or document.source)}</a></li>'
        for number, document in enumerate(documents, 1)
        for summary in document.summaries
    ]
    return f'<nav aria-label="{escape(_("Summaries"))}"><ol>{"".join(links)}</ol></nav>'


def _article(document: Document, summary: Summary, anchor: str) -> str:
    fields = [(_("File"), document.source), *summary_fields(summary)]
    head = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in fields)
    marks = _marks(summary)
    body = "\n".join(part_html(summary, part, marks) for part in layout(summary))
    return (
        f'<article id="{anchor}"><dl class="head">{head}</dl>\n'
        f'<div class="text" lang="zh-CN">{body}</div>\n{_worked_out(summary)}</article>'
    )


def part_html(summary: Summary, part: Paragraph | Table, marks: Sequence[Mark]) -> str:
    """A heading, paragraph or table of the text with the marks that reach into it."""
    if isinstance(part, Paragraph):
        title = summary.text[part.start : part.end] == summary.title
        tag = f"h{min(part.level + 1, 6)}" if part.level else "h1" if title else "p"
        kind = "" if part.block.kind == "paragraph" else f' class="{part.block.kind}"'
        return f"<{tag}{kind}>{_inline(summary, part, marks)}</{tag}>"
    rows = []
    for row in part.rows:
        cells = "".join(_cell(summary, parts, marks) for parts in row)
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _cell(summary: Summary, parts: Sequence[Paragraph], marks: Sequence[Mark]) -> str:
    cell = parts[0].block.cell
    spans = ""
    if cell and cell.row_span > 1:
        spans += f' rowspan="{cell.row_span}"'
    if cell and cell.column_span > 1:
        spans += f' colspan="{cell.column_span}"'
    return f"<td{spans}>{'<br>'.join(_inline(summary, part, marks) for part in parts)}</td>"


def _inline(summary: Summary, part: Paragraph, marks: Sequence[Mark]) -> str:
    label = f'<span class="label">{escape(part.block.label)}</span>' if part.block.label else ""
    if part.body_start is None:
        return label + mark_up(summary.text, part.start, part.end, marks)
    heading = mark_up(summary.text, part.start, part.body_start, marks)
    return f"<b>{label}{heading}</b>{mark_up(summary.text, part.body_start, part.end, marks)}"


def _marks(summary: Summary) -> list[Mark]:
    """Activities come first, so that where spans are equal the quantity is the inner one."""
    facts: Iterable[Fact] = (*summary.activities, *summary.amounts, *summary.headcounts, *summary.dates)
    return [_mark(summary, fact) for fact in facts if not (isinstance(fact, Amount) and fact.derived)]


def _mark(summary: Summary, fact: Fact) -> Mark:
    kind = "amount" if isinstance(fact, Amount) else "headcount" if isinstance(fact, Headcount) else "activity"
    if isinstance(fact, Date):
        kind = "date"
    aside = " aside" if isinstance(fact, Amount) and not fact.counts else ""
    fields = escape(joined(fact_fields(summary, fact), "\n"))
    return Mark(
        fact.start,
        fact.end,
        f'class="{kind}{aside}" data-fields="{fields}"',
        f'tabindex="0" aria-description="{fields}"',
    )


def _worked_out(summary: Summary) -> str:
    """What is not written in the text: sums worked out from a rate and heads, and the arithmetic that was checked."""
    lines = [joined(fact_fields(summary, amount), "; ") for amount in summary.amounts if amount.derived]
    lines += [check_line(summary, check) for check in summary.checks]
    if not lines:
        return ""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<aside><h2>{escape(_('Worked out and checked'))}</h2><ul>{items}</ul></aside>"
