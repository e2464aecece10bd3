"""What ``taizhang eval`` prints: figures, the facts that are not right, and what changed since figures were kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractor.i18n import N_, _, ngettext
from extractor.labels import ROLES, label

from ..note import Note
from . import Cell, Grid, Heading

if TYPE_CHECKING:
    from extractor.figures import Change
    from extractor.scoring import Judged

Json = dict[str, Any]

KINDS = {
    "amounts": N_("amounts"),
    "headcounts": N_("headcounts"),
    "dates": N_("dates"),
    "activities": N_("activities"),
}
# The fields of an amount whose agreement is shown; value and role are in its precision already.
AGREED = {"fund": N_("fund"), "bound": N_("bound")}
FAULTS = {"wrong": N_("wrong"), "missed": N_("missed"), "extra": N_("extra")}
CHANGES = {"gained": N_("gained"), "lost": N_("lost"), "changed": N_("changed")}
RATES = ("precision", "recall", "f1")
LONGEST = 40  # characters of a sentence in a table
ENDS = ("low", "high")
SAID = ("value", "low", "high", "role", "unit", "edtf", "type", "fund", "counts")


def figures_grid(figures: Json, caption: str = "") -> Grid:
    """Precision, recall and F1 by kind, of amounts by role too; totals, additions, agreement and confusions as
    remarks.
    """
    headings = [
        Heading("kind", ""),
        Heading("precision", _("precision"), right=True),
        Heading("recall", _("recall"), right=True),
        Heading("f1", "F1", right=True),
        Heading("right", _("right"), right=True),
        Heading("wrong", _("wrong"), right=True),
        Heading("missed", _("missed"), right=True),
    ]
    rows = []
    for kind, text in KINDS.items():
        rows.append(_row(_(text), figures[kind]))
        if kind == "amounts":
            rows += [_row(f"  {label(ROLES, role)}", found) for role, found in figures["roles"].items()]
    return Grid(headings, rows, caption=caption, notes=list(_notes(figures)), record=figures)


_COUNTED = ("right", "wrong", "missed")


def _row(name: str, found: Json) -> list[Cell]:
    rates = [Cell(f"{found[rate]:.3f}", found[rate]) for rate in RATES]
    return [Cell(name), *rates, *(Cell(str(found[name]), found[name]) for name in _COUNTED)]


def _notes(figures: Json) -> Iterator[Note]:
    totals, added = figures["totals"], figures["counts"]
    text = _("exact totals: {exact} of {of}; where one is annotated: {exact_where_any} of {where_any}")
    yield Note("totals", text.format(**totals), totals["exact"])
    text = _("amounts added up: {of}, rightly {right}: precision {precision:.3f}")
    yield Note("counts", text.format(**added), added["right"])
    yield from _agreement(figures["amounts"]["agree"])
    for gold, given in figures["confusion"].items():
        for role, count in given.items():
            if role != gold and gold in ROLES and role in ROLES:
                names = {"gold": label(ROLES, gold), "role": label(ROLES, role)}
                yield Note("confusion", _("{gold} taken for {role}: {count}").format(**names, count=count), count)


def _agreement(shares: Json) -> Iterator[Note]:
    """How often what is said of an amount that was found is as annotated, where annotations say it."""
    told = [
        _("{name} {share:.3f}").format(name=_(AGREED[field]), share=shares[field])
        for field in AGREED
        if field in shares
    ]
    if told:
        yield Note("agree", _("of the amounts found, rightly told: {shares}").format(shares=_(", ").join(told)))


def misses_grid(misses: Sequence[Judged]) -> Grid:
    """Every fact that is wrong, missed or extra: as annotated, and as found."""
    headings = [
        Heading("entry", _("Entry")),
        Heading("kind", _("Kind")),
        Heading("fault", _("Fault")),
        Heading("gold", _("Annotated")),
        Heading("found", _("Found")),
    ]
    rows = [
        [
            Cell(one.entry),
            Cell(label(KINDS, one.kind), one.kind),
            Cell(label(FAULTS, one.verdict), one.verdict),
            Cell(_said(one.gold, one.found), one.gold),
            Cell(_said(one.found, one.gold), one.found),
        ]
        for one in misses
    ]
    count = len(rows)
    return Grid(headings, rows, caption=ngettext("{count} fault", "{count} faults", count).format(count=count))


def _said(fact: Json | None, other: Json | None) -> str:
    """A fact's words, and of what is said of it that in which it differs from the other one."""
    if fact is None:
        return ""
    words = str(fact.get("text") or fact.get("anchor") or fact.get("sentence", "")).replace("\n", "")
    known = [
        name for name in SAID if fact.get(name) is not None and not (name in ENDS and fact.get("value") is not None)
    ]
    differing = [name for name in known if other is None or (name in other and fact[name] != other[name])]
    words = words if len(words) <= LONGEST else words[:LONGEST] + "…"
    return " ".join([words, *(f"{name}={fact[name]}" for name in differing)])


def change_lines(changes: Sequence[Change], *, named: bool = True) -> Iterator[str]:
    """How many facts were gained, lost and changed, and which; ``named`` false: only how many."""
    if not changes:
        yield _("no fact gained, lost or changed")
        return
    counts = {what: sum(change.what == what for change in changes) for what in CHANGES}
    told = [_("{name} {count}").format(name=_(CHANGES[what]), count=count) for what, count in counts.items()]
    losses = sum(change.loss for change in changes)
    yield _("facts since the figures were kept: {changes}; for the worse {losses}").format(
        changes=_(", ").join(told), losses=losses
    )
    if named:
        for change in changes:
            sign = "!" if change.loss else " "
            lines = " → ".join(line for line in (change.before, change.after) if line)
            yield f"{sign} {_(CHANGES[change.what])}  {change.entry}: {lines}"


def changes_json(changes: Sequence[Change]) -> list[Json]:
    """Changes for programs."""
    return [
        {"entry": one.entry, "change": one.what, "loss": one.loss, "before": one.before, "after": one.after}
        for one in changes
    ]


def misses_json(misses: Sequence[Judged]) -> list[Json]:
    """Faults for programs."""
    return [
        {"entry": one.entry, "kind": one.kind, "fault": one.verdict, "gold": one.gold, "found": one.found}
        for one in misses
    ]
