"""An audit for people and programs: the waterfall as a table, the checks as entries, all of it as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.i18n import N_, _, ngettext
from extractor.labels import label
from extractor.labels import money as yuan

from ..audit import STEPS, SUMS, Money, Step
from ..audit_checks import CHECKS, Outcome, Quote
from ..auditing import Audit
from ..figures import number
from ..names import short
from ..note import folded
from .comparison import figure_text
from .fields import percentage
from .grid import Cell, Entry, Grid, Heading

Record = dict[str, Any]
RESULT_WORDS = {"fails": N_("failed: look at this"), "unknown": N_("cannot tell"), "holds": N_("passed")}
TALLY_WORDS = {"holds": N_("Passed"), "fails": N_("Failed"), "unknown": N_("Cannot tell")}


def tables(audit: Audit) -> Iterator[Grid]:
    """The waterfall, the number of checks by result, each check that did not pass, and the state it is all of."""
    yield waterfall(audit)
    yield tally(audit)
    open_checks = [outcome for outcome in audit.outcomes if outcome.result != "holds"]
    if open_checks:
        yield Grid((), (), entries=[_entry(outcome) for outcome in open_checks])
    yield Grid((), (), caption="\n".join(stamp(audit)))


def waterfall(audit: Audit) -> Grid:
    """Every step that took something, with what it took; the sums always."""
    headings = [
        Heading("step", _("Step")),
        Heading("yuan", _("Yuan"), right=True),
        Heading("facts", _("Sums"), right=True),
    ]
    rows = []
    for step in shown_steps(audit):
        name = label(STEPS, step.code)
        rows.append(
            [Cell(name if step.code in SUMS else "\u3000" + name), Cell(step_text(step)), Cell(str(step.figure.facts))]
        )
    return Grid(headings, rows, (), title(audit), list(folded(audit.notes)))


def shown_steps(audit: Audit) -> list[Step]:
    """The steps that took something, and the sums."""
    return [step for step in audit.waterfall.steps if step.figure.facts or step.code in SUMS]


def step_text(step: Step) -> str:
    """What a step took or gave, with its sign; nothing where only its number is known."""
    if not step.figure.value and step.sign:
        return "–"
    sign = {-1: "−", 1: "+", 0: ""}[step.sign]
    return sign + figure_text(step.figure, "yuan")


def tally(audit: Audit) -> Grid:
    """How many checks of each kind passed, failed, or could not tell."""
    headings = [Heading("check", _("Check"))]
    headings += [Heading(result, label(TALLY_WORDS, result), right=True) for result in TALLY_WORDS]
    rows = [
        [Cell(label(CHECKS, kind)), *(Cell(str(counted[result])) for result in TALLY_WORDS)]
        for kind, counted in audit.tally().items()
    ]
    return Grid(headings, rows, caption=_("Checks") if rows else _("nothing to check"))


def title(audit: Audit) -> str:
    """What the audit is of: the units and years asked about."""
    question = audit.waterfall.answer.question
    units = "、".join(question.units) or _("all units")
    years = "、".join(map(str, question.years)) or _("all years")
    return _("Audit of total subsidies: {units}, {years}").format(units=units, years=years)


def stamp(audit: Audit) -> list[str]:
    """By what state of the archive: snapshot, rules, date; how much it holds."""
    found = audit.snapshot
    papers = ngettext("{count} paper", "{count} papers", audit.papers).format(count=audit.papers)
    return [
        _("snapshot {hash}").format(hash=found.hash),
        _("rules {rules}, archive last changed {date}, {papers} looked through").format(
            rules="、".join(found.rules), date=found.changed, papers=papers
        ),
    ]


def finding(outcome: Outcome) -> str:
    """A check in words: what was compared, and how far apart the two are."""
    if outcome.said:
        return _(outcome.said).format(**outcome.fields, **{name: _sums(value) for name, value in outcome.sums.items()})
    texts = [quote.text or _("(worked out)") for quote in outcome.quotes]
    left = _product(outcome) if outcome.kind == "rate_times_heads" else " + ".join(texts[1:])
    if outcome.kind == "percent":
        left += f" × {percentage(outcome.expected, outcome.quotes[1].value)}"
    if outcome.expected is not None:
        left += f" = {_plain(outcome.expected, outcome.heads)}"
    if outcome.stated is None:
        return _("{sum}; no total is stated").format(sum=left)
    stated = _plain(outcome.stated, outcome.heads)
    if not outcome.difference:
        return _("{sum}, as stated").format(sum=left)
    difference = _plain(outcome.difference, outcome.heads, signed=True)
    return _("{sum}, but {stated} is stated: {difference}").format(sum=left, stated=stated, difference=difference)


def _product(outcome: Outcome) -> str:
    """16户 × 500元; (3户 + 12户) × 500元; 40名 × 100元 × 3 where the rate was paid for three periods; 10户 × 9600元 +
    2户 × 1.2万元 of rates told together.
    """
    rate, heads = outcome.quotes[0], [quote for quote in outcome.quotes if "-h" in quote.name]
    rates = [quote for quote in outcome.quotes if "-a" in quote.name][: None if outcome.stated is None else -1]
    if len(rates) == len(heads) > 1:
        return " + ".join(f"{who.text} × {each.text}" for each, who in zip(rates, heads, strict=True))
    people = " + ".join(quote.text for quote in heads)
    text = f"({people}) × {rate.text}" if len(heads) > 1 else f"{people} × {rate.text}"
    once = (rate.value or 0) * sum(quote.value or 0 for quote in heads)
    periods = (outcome.expected or 0) // once if once and (outcome.expected or 0) % once == 0 else 1
    return f"{text} × {periods}" if periods > 1 else text


def place(quote: Quote) -> str:
    """Where a quote stands: file and paragraph, unit and year, its name."""
    paragraph = _("paragraph {number}").format(number=quote.paragraph) if quote.paragraph else ""
    whose = " ".join(filter(None, (quote.unit or "", str(quote.year or ""))))
    return "  ".join(filter(None, (quote.file, paragraph, whose, short(quote.name))))


def record(audit: Audit) -> Record:
    """The audit for programs: money in yuan, every step with its facts, every check with its places."""
    question = audit.waterfall.answer.question
    found = audit.snapshot
    return {
        "units": list(question.units),
        "years": list(question.years),
        "scope": question.scope,
        "snapshot": {"hash": found.hash, "rules": list(found.rules), "changed": found.changed, "counts": found.counts},
        "steps": [_step_record(audit, step) for step in audit.waterfall.steps],
        "checks": [_check_record(outcome) for outcome in audit.outcomes],
        "corrections": [dict(correction) for correction in audit.corrections],
        "notes": [{"code": note.code, "text": note.text, "count": note.count} for note in audit.notes],
    }


def _step_record(audit: Audit, step: Step) -> Record:
    return {
        "code": step.code,
        "sign": step.sign,
        "value": number(step.figure.value, "yuan"),
        "bound": step.figure.bound,
        "facts": step.figure.facts,
        "names": [_fact_name(fact) for fact in step.facts] if step.code != "seen" and audit.quotes else [],
    }


def _fact_name(fact: Money) -> str:
    return f"{fact.summary}-a{fact.id}"


def _check_record(outcome: Outcome) -> Record:
    def plain(value: int | None) -> int | float | None:
        return None if value is None else number(value, None if outcome.heads else "yuan")

    places = [
        {
            "name": quote.name,
            "unit": quote.unit,
            "year": quote.year,
            "file": quote.file,
            "paragraph": quote.paragraph,
            "text": quote.text,
            "sentence": quote.sentence,
        }
        for quote in outcome.quotes
    ]
    return {
        "kind": outcome.kind,
        "result": outcome.result,
        "expected": plain(outcome.expected),
        "stated": plain(outcome.stated),
        "difference": plain(outcome.difference),
        "text": finding(outcome),
        "places": places,
    }


def _entry(outcome: Outcome) -> Entry:
    """A check with the sentences that it is about."""
    head = f"{label(RESULT_WORDS, outcome.result)}  {label(CHECKS, outcome.kind)}"
    lines = [f"{text}  ({place(quote)})" for text, quote in sentences(outcome)]
    return Entry(head, finding(outcome), (), lines[0] if lines else "", lines[1:])


def sentences(outcome: Outcome) -> list[tuple[str, Quote]]:
    """The sentences that a check is about, each once with its first place; of a paper as a whole its title."""
    found: dict[tuple[str, str], Quote] = {}
    for quote in outcome.quotes:
        found.setdefault((quote.sentence, quote.name.rpartition("-")[0] if quote.sentence else quote.name), quote)
    return [(quote.sentence or quote.text, quote) for quote in found.values()]


def _sums(value: int | tuple[int, ...]) -> str:
    return "、".join(map(yuan, value)) if isinstance(value, tuple) else yuan(value)


def _plain(value: int, heads: bool, signed: bool = False) -> str:
    text = f"{value:,}" if heads else yuan(value)
    return ("+" if signed and value > 0 else "") + text
