"""Questions to a person laid out: a list, and each one by itself."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.i18n import N_, _, ngettext
from extractor.labels import ROLES, label
from extractor.labels import money as yuan

from ..figures import number
from ..note import Note
from ..review import REASONS, Item
from .audit import finding, place
from .grid import Cell, Entry, Grid, Heading

# The keys that a person may press, with what they mean; the first six are roles.
KEYS = {
    "t": ("total", N_("total, to be added")),
    "r": ("rate", N_("rate, so much for each")),
    "p": ("part", N_("part of a sum that is counted")),
    "h": ("history", N_("money of other years")),
    "l": ("plan", N_("planned, not yet paid")),
    "o": ("other", N_("other money, no subsidy")),
    "n": ("not_a_fact", N_("no such sum")),
    "k": ("confirm", N_("keep it as it is")),
    "s": ("skip", N_("skip")),
    "q": ("quit", N_("quit")),
}
PAPER_KEYS = {
    "u": ("unit", N_("name the unit")),
    "y": ("year", N_("name the year")),
    "k": KEYS["k"],
    "s": KEYS["s"],
    "q": KEYS["q"],
}


DUPLICATE_KEYS = {
    "d": ("duplicate", N_("it is; the other one counts")),
    "l": ("later", N_("it is; this one counts")),
    "n": ("not_duplicate", N_("two papers, each of its own")),
    "s": KEYS["s"],
    "q": KEYS["q"],
}


def keys(item: Item) -> dict[str, tuple[str, str]]:
    """The keys that answer a question."""
    if item.later:
        return DUPLICATE_KEYS
    return PAPER_KEYS if item.is_paper else KEYS


def choices(item: Item) -> str:
    """The keys in one line: t total, to be added; r rate, …"""
    return "; ".join(f"{key} {_(text)}" for key, (_code, text) in keys(item).items())


def questions(found: Sequence[Item]) -> Grid:
    """All questions, most money first, with the sentence of each and the choices."""
    caption = ngettext("{count} question", "{count} questions", len(found)).format(count=len(found))
    record = [
        {
            "name": item.quote.name,
            "reason": item.reason,
            "value": number(item.fen, "yuan"),
            "text": item.quote.text,
            "sentence": item.quote.sentence,
            "check": finding(item.check) if item.check else None,
            "role": item.role or None,
            "fund": item.fund or None,
            "unit": item.quote.unit,
            "year": item.quote.year,
            "file": item.quote.file,
            "paragraph": item.quote.paragraph,
            "later": item.later.name if item.later else None,
            "choices": [code for code, _text in keys(item).values() if code not in ("skip", "quit")],
        }
        for item in found
    ]
    entries = [entry(item) for item in found]
    rows = [[Cell(str(one[key] or "")) for key in ("name", "reason", "text", "sentence")] for one in record]
    headings = [Heading(key, key) for key in ("name", "reason", "text", "sentence")]
    text = _("answer on a terminal with taizhang review, or with: taizhang override set NAME --role ROLE --why TEXT")
    notes = [Note("answer", text)] if found else []
    return Grid(headings, rows, (), caption if found else _("nothing is in doubt"), notes, record, entries)


def entry(item: Item) -> Entry:
    """A question: why it is asked, how much hangs on it, the sentence, and where that stands."""
    head = "  ".join(filter(None, (label(REASONS, item.reason), yuan(item.fen), _meaning(item))))
    at = item.quote.sentence.find(item.quote.text) if item.quote.text else -1
    marks = [(at, at + len(item.quote.text))] if at >= 0 and item.quote.sentence.count(item.quote.text) == 1 else []
    below = [finding(item.check)] if item.check else []
    if item.later:
        below.append(_("counts in its place: {paper}").format(paper=f"{item.later.text}  {place(item.later)}"))
    return Entry(head, item.quote.sentence or item.quote.text, marks, place(item.quote), below)


def _meaning(item: Item) -> str:
    return f"{label(ROLES, item.role)} · {item.fund}" if item.role else ""
