"""An audit as one self-contained page to print: nothing is loaded from anywhere and no script runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from extractor.i18n import CONTROLS, _
from extractor.labels import label

from ..audit import DERIVED, SEEN, STEPS, SUMS, TOTAL, Money, Step
from ..audit_checks import CHECKS, Outcome, Quote
from ..auditing import Audit
from ..figures import money
from .audit import RESULT_WORDS, finding, place, sentences, shown_steps, stamp, step_text, tally, title
from .audit_style import STYLE
from .corrections import changes, when
from .grid import Grid
from .html import html_page

MOST_PASSED = 300  # checks that passed are listed up to so many; beyond that their number is enough


def page(audit: Audit) -> str:
    """The whole page: waterfall, remarks, checks, corrections, and the sums of each step with their sentences."""
    head = title(audit)
    body = [
        f"<h1>{_text(head)}</h1>",
        f'<div class="stamp">{"".join(f"<p>{_text(line)}</p>" for line in stamp(audit))}</div>',
        *_waterfall(audit),
        *_checks(audit),
        *_corrections(audit),
        *_sums(audit),
        f'<div class="sign"><span>{_text(_("Audited by:"))}</span><span>{_text(_("Checked by:"))}</span>'
        f"<span>{_text(_('Date:'))}</span></div>",
    ]
    return html_page(CONTROLS.sub("", head), STYLE, body)


def _waterfall(audit: Audit) -> Iterator[str]:
    yield f"<h2>{_text(_('From all money seen to the total'))}</h2>"
    yield f'<table><thead><tr><th>{_text(_("Step"))}</th><th class="figure">{_text(_("Yuan"))}</th>'
    yield f'<th class="figure">{_text(_("Sums"))}</th></tr></thead><tbody>'
    for step in shown_steps(audit):
        kind = "sum" if step.code in SUMS else "step"
        yield f'<tr class="{kind}"><td>{_text(label(STEPS, step.code))}</td>'
        yield f'<td class="figure">{_text(step_text(step))}</td><td class="figure">{step.figure.facts}</td></tr>'
    yield "</tbody></table>"
    if audit.notes:
        yield f"<ul>{''.join(f'<li>{_text(note.text)}</li>' for note in audit.notes)}</ul>"


def _checks(audit: Audit) -> Iterator[str]:
    yield f"<h2>{_text(_('Checks'))}</h2>"
    counted = tally(audit)
    if not counted.rows:
        yield f"<p>{_text(counted.caption)}</p>"
        return
    yield _table(counted)
    for result in ("fails", "unknown", "holds"):
        found = [outcome for outcome in audit.outcomes if outcome.result == result]
        if found and (result != "holds" or len(found) <= MOST_PASSED):
            yield f"<h3>{_text(label(RESULT_WORDS, result))} ({len(found)})</h3>"
            yield from map(_check, found)


def _check(outcome: Outcome) -> str:
    lines = "".join(
        f'<p>{_text(text)} <span class="place">{_text(place(quote))}</span></p>' for text, quote in sentences(outcome)
    )
    kind = f'<span class="result">{_text(label(CHECKS, outcome.kind))}</span>'
    head = _("{name}: {value}").format(name=kind, value=_text(finding(outcome)))
    return f'<div class="check {outcome.result}"><p>{head}</p>{lines}</div>'


def _corrections(audit: Audit) -> Iterator[str]:
    """Who corrected what, when and why."""
    if not audit.corrections:
        return
    yield f"<h2>{_text(_('Corrections by people'))}</h2>"
    headings = (_("Correction"), _("Of"), _("Who"), _("When (UTC)"), _("Why"))
    yield f"<table><thead><tr>{''.join(f'<th>{_text(heading)}</th>' for heading in headings)}</tr></thead><tbody>"
    for made in audit.corrections:
        cells = (changes(made["changes"]), made["text"], made["who"], when(made["made_at"]), made["why"])
        yield f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>"
    yield "</tbody></table>"


def _sums(audit: Audit) -> Iterator[str]:
    """What the total is made of, then what was taken off at each step, each sum with its sentence."""
    if not audit.quotes:
        text = _("There are too many sums to list here; name a unit or a year to have each with its sentence.")
        yield f"<p>{_text(text)}</p>" if audit.waterfall.steps[0].facts else ""
        return
    steps = {step.code: step for step in audit.waterfall.steps}
    yield f"<h2>{_text(_('What the total is made of'))}</h2>"
    yield _facts(audit, steps[TOTAL])
    yield f"<h2>{_text(_('What was not added, and why'))}</h2>"
    for step in audit.waterfall.steps:
        if step.facts and step.code not in (*SUMS, SEEN, DERIVED):
            text = _("{name}: {value}").format(name=label(STEPS, step.code), value=step_text(step))
            yield f"<h3>{_text(text)}</h3>"
            yield _facts(audit, step)


def _facts(audit: Audit, step: Step) -> str:
    rows = "".join(_fact(fact, audit.quotes.get((fact.summary, fact.id))) for fact in step.facts)
    headings = "".join(
        f"<th>{_text(heading)}</th>" for heading in (_("Yuan"), _("As written"), _("Sentence and place"))
    )
    return f'<table class="facts"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>'


def _fact(fact: Money, quote: Quote | None) -> str:
    value = "–" if fact.value is None else money(fact.value, "yuan")
    sentence, where = (quote.sentence, place(quote)) if quote else ("", "")
    return (
        f'<tr><td class="figure">{value}</td><td>{_text(fact.text or _("(worked out)"))}</td>'
        f'<td>{_text(sentence)} <span class="place">{_text(where)}</span></td></tr>'
    )


def _table(grid: Grid) -> str:
    def row(tag: str, texts: Sequence[str]) -> str:
        cells = zip(grid.headings, texts, strict=True)
        shown = (f"<{tag}{_figure(heading.right)}>{_text(text)}</{tag}>" for heading, text in cells)
        return f"<tr>{''.join(shown)}</tr>"

    head = row("th", [heading.text for heading in grid.headings])
    body = "".join(row("td", grid.shown(cells)) for cells in grid.rows)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _figure(right: bool) -> str:
    return ' class="figure"' if right else ""


def _text(text: str) -> str:
    """A text of a paper or of ours, harmless in a page: escaped, without control characters."""
    return escape(CONTROLS.sub("", text))
