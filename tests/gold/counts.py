"""Print what the gold files hold, half by half: facts, roles, bounds, phenomena (`python tests/gold/counts.py`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HALVES = ("tuned", "untouched")
KINDS = ("amounts", "headcounts", "dates", "activities")

Entry = dict[str, Any]


def passages(half: str) -> list[Entry]:
    """The annotated passages of one half."""
    loaded: list[Entry] = json.loads((HERE / f"passages-{half}.json").read_text(encoding="utf-8"))
    return loaded


def documents(half: str) -> list[Entry]:
    """The annotated documents of one half, each with its text under `text`, as a passage has it."""
    files = sorted((HERE / "documents" / half).glob("*.json"))
    return [
        json.loads(file.read_text(encoding="utf-8")) | {"text": file.with_suffix(".txt").read_text(encoding="utf-8")}
        for file in files
    ]


def entries(half: str) -> list[Entry]:
    """Passages, then documents, of one half."""
    return [*passages(half), *documents(half)]


def _facts(kind: str) -> Callable[[Entry], Iterable[str]]:
    return lambda entry: (kind for fact in entry[kind] if not fact.get("optional"))


def _field(kind: str, name: str) -> Callable[[Entry], Iterable[str]]:
    return lambda entry: (str(fact[name]) for fact in entry[kind] if not fact.get("optional"))


def _marks(entry: Entry) -> Iterable[str]:
    for amount in entry["amounts"]:
        yield "counts" if amount["counts"] else f"does not count: {amount['why_not']}"
        yield from (mark for mark in ("masked", "suspect", "repeat") if amount.get(mark))
        if amount["direction"] == "to_public":
            yield "to_public"
        if amount["scope"] == "civil":
            yield "scope civil"
    yield from ("derived total" for _ in entry["derived"])
    yield from ("arithmetic check" for _ in entry["arithmetic"])
    yield from ("trap (a number that is no fact)" for _ in entry.get("traps", []))


TABLES: Mapping[str, Callable[[Entry], Iterable[str]]] = {
    "facts that must be found": lambda entry: (name for kind in KINDS for name in _facts(kind)(entry)),
    "roles of amounts": _field("amounts", "role"),
    "funds": _field("amounts", "fund"),
    "bounds of amounts": _field("amounts", "bound"),
    "marks": _marks,
    "units of headcounts": _field("headcounts", "unit"),
    "activities that must be found": _field("activities", "type"),
    "phenomena (entries that show them)": lambda entry: entry["phenomena"],
}


def main() -> None:
    """Print every table, one column for each half and one for both."""
    halves = {half: entries(half) for half in HALVES}
    print(f"{'':46}{'tuned':>9}{'untouched':>11}{'both':>7}{'share':>8}")
    for title, take in TABLES.items():
        columns = [Counter(name for entry in halves[half] for name in take(entry)) for half in HALVES]
        both = columns[0] + columns[1]
        print(f"\n{title}")
        for name, total in sorted(both.items(), key=lambda item: (-item[1], item[0])):
            share = total / both.total()
            print(f"  {name:44}{columns[0][name]:>9}{columns[1][name]:>11}{total:>7}{share:>8.1%}")


if __name__ == "__main__":
    main()
