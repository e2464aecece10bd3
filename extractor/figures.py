"""Scores as figures, and as a record that a later run is compared with: which facts it gained, lost or changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from extractor.scoring import KINDS, Judged, Scores, any_of, value_right

Json = dict[str, Any]
ROLES = ("total", "rate", "part", "plan", "history", "other")
# In the confusion of roles: an amount that is annotated and not found, and one that is found and not annotated.
NOT_FOUND, NOT_GOLD = "missed", "extra"
# How a recorded fact begins: right, wrong or extra, not scored.
RIGHT, WRONG, FREE = "+", "-", "~"
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts by what was said of them. ``wrong`` are found and not annotated so, ``missed`` annotated and not found so;
    a fact with the wrong meaning is both.
    """

    right: int
    wrong: int
    missed: int

    @property
    def any(self) -> bool:
        return bool(self.right or self.wrong or self.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_json(self) -> Json:
        counts = {"right": self.right, "wrong": self.wrong, "missed": self.missed}
        rates = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**{name: round(value, DIGITS) for name, value in rates.items()}, **counts}


def figures(scores: Scores) -> Json:
    """All figures: per kind, per role, exact totals, the precision of ``counts``, the confusion of roles."""
    totals, added = scores.totals, scores.added
    with_any = [total for total in totals if total.gold]
    right = sum(one.right for one in added)
    return {
        "summaries": len(scores.entries),
        **{kind: {**tally(of_kind(scores, kind)).as_json(), "agree": agreement(scores, kind)} for kind in KINDS},
        "totals": {
            "exact": sum(total.right for total in totals),
            "of": len(totals),
            "exact_where_any": sum(total.right for total in with_any),
            "where_any": len(with_any),
        },
        "counts": {"precision": round(right / len(added), DIGITS) if added else 1.0, "right": right, "of": len(added)},
        "roles": {role: found.as_json() for role in ROLES if (found := tally_of_role(scores, role)).any},
        "confusion": confusion(scores),
    }


def of_kind(scores: Scores, kind: str) -> list[Judged]:
    """The judgements on one kind of fact."""
    return [one for one in scores.judged if one.kind == kind]


def tally(judged: Iterable[Judged]) -> Tally:
    """Judgements counted."""
    by = Counter(one.verdict for one in judged)
    return Tally(by["right"], by["wrong"] + by["extra"], by["wrong"] + by["missed"])


def tally_of_role(scores: Scores, role: str) -> Tally:
    """The amounts annotated with a role, and those to which the program gave it."""
    judged = of_kind(scores, "amounts")
    own = Counter(one.verdict for one in judged if one.gold is not None and one.gold.get("role") == role)
    given = [one for one in judged if one.found is not None and one.found.get("role") == role]
    wrong = sum(one.verdict in ("wrong", "extra") for one in given)
    return Tally(own["right"], wrong, own["wrong"] + own["missed"])


def agreement(scores: Scores, kind: str) -> Json:
    """Of the annotated facts that were found: the share whose value, role, bound, fund … is the annotated one."""
    found = [one for one in of_kind(scores, kind) if one.gold is not None and one.found is not None]
    named = {"amounts": ("role", "bound", "fund"), "headcounts": ("unit", "bound"), "activities": ("planned",)}
    shares: Json = {}
    if found and kind in ("amounts", "headcounts"):
        shares["value"] = share(value_right(one.gold or {}, one.found or {}) for one in found)
    for field in named.get(kind, ()):
        known = [one for one in found if one.gold and field in one.gold]
        if known:
            shares[field] = share(any_of(one.gold or {}, field, (one.found or {}).get(field)) for one in known)
    return shares


def share(tests: Iterable[bool]) -> float:
    """The share of what holds."""
    held = list(tests)
    return round(sum(held) / len(held), DIGITS)


def confusion(scores: Scores) -> dict[str, dict[str, int]]:
    """Annotated role -> given role -> how many amounts."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in of_kind(scores, "amounts"):
        if one.verdict != "optional":
            gold = NOT_GOLD if one.gold is None else str(one.gold.get("role"))
            given = NOT_FOUND if one.found is None else str(one.found.get("role"))
            # another answer that the annotation allows is no confusion
            table[gold][gold if one.verdict == "right" else given] += 1
    return {gold: dict(table[gold]) for gold in (*ROLES, NOT_GOLD) if gold in table}


def record(scores: Scores) -> Json:
    """The figures, and what was found in each summary: a line a fact, what it is to be held for in front."""
    lines: dict[str, list[str]] = {entry: [] for entry in scores.entries}
    for one in scores.judged:
        if one.found is not None:
            lines[one.entry].append(f"{mark(one)} {one.kind} {words(one)}")
    for total in scores.totals:
        lines[total.entry].append(f"{RIGHT if total.right else WRONG} total_subsidy = {total.found:g}")
    return {"figures": figures(scores), "facts": lines}


def mark(one: Judged) -> str:
    """The sign of a judgement."""
    return {"right": RIGHT, "optional": FREE}.get(one.verdict, WRONG)


def words(one: Judged) -> str:
    """A found fact in a line: its words, and what the program says of it."""
    fact = one.found or {}
    if one.kind == "activities":
        anchor = (one.gold or {}).get("anchor") or fact.get("sentence", "").replace("\n", "")[:12]
        return f"{anchor} = {fact['type']}{' planned' if fact.get('planned') else ''}"
    text = fact["text"].replace("\n", "")
    if one.kind == "dates":
        return f"{text} = {fact.get('edtf')}"
    value = fact.get("value") if fact.get("value") is not None else f"{fact.get('low')}..{fact.get('high')}"
    if one.kind == "headcounts":
        return f"{text} = {value} {fact.get('unit')}"
    counted = "counts" if fact.get("counts") else f"not: {fact.get('why_not')}"
    return f"{text} = {value} {fact.get('role')} {fact.get('fund')}, {counted}"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores with their record, which can be kept as JSON and compared with a later one's."""

    scores: Scores
    record: Json

    def misses(self) -> list[Judged]:
        """The facts that are wrong, missed or extra."""
        return [one for one in self.scores.judged if one.verdict in ("wrong", "missed", "extra")]

    def since(self, before: Json) -> list[Change]:
        """The changes since an earlier record."""
        return changes(before, self.record)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact of one summary that differs between two records; None where one has none. ``loss``: it was right before
    and is not now, or it is wrong and was not there.
    """

    entry: str
    before: str | None
    after: str | None

    @property
    def loss(self) -> bool:
        was_right = self.before is not None and self.before.startswith(RIGHT)
        if self.after is None:
            return was_right
        return self.after.startswith(WRONG) and (was_right or self.before is None)

    @property
    def what(self) -> str:
        """``gained``, ``lost`` or ``changed``."""
        return "gained" if self.before is None else "lost" if self.after is None else "changed"


def changes(before: Json, after: Json) -> list[Change]:
    """What differs between two records' facts. A summary that the earlier one does not know has no changes."""
    found: list[Change] = []
    for entry, lines in before["facts"].items():
        found += changed_lines(entry, lines, after["facts"].get(entry, []))
    return found


def changed_lines(entry: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """The changes of one summary: lines of the same words are one fact, in their order."""
    old, new = by_words(before), by_words(after)
    for key in dict.fromkeys([*old, *new]):
        for one, other in zip_longest(old.get(key, []), new.get(key, [])):
            if one != other:
                yield Change(entry, one, other)


def by_words(lines: Sequence[str]) -> dict[str, list[str]]:
    """Lines by kind and words."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        grouped[line[2:].split(" = ")[0]].append(line)
    return grouped
