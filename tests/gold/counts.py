"""Print what the gold files hold, half by half: facts, roles, bounds, phenomena (`python tests/gold/counts.py`)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HALVES = ("tuned", "untouched")
MORE = ("more", "real", "batch")  # further passages to tune on, of sums, heads and dates only
KINDS = ("amounts", "headcounts", "dates", "activities")

Entry = dict[str, Any]


def passages(half: str) -> list[Entry]:
    """The annotated passages of one half, or of one set of ``MORE``."""
    loaded: list[Entry] = json.loads((HERE / f"passages-{half}.json").read_text(encoding="utf-8"))
    return [{"activities": []} | entry for entry in loaded]


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
    yield from ("derived total" for _ in entry["derived"])
    yield from ("arithmetic that holds" for _ in entry["arithmetic"])
    yield from ("trap: a number that is no fact" for _ in entry.get("traps", []))


def _amount_phenomena(amount: Entry) -> Iterable[str]:
    yield str(amount["role"])
    yield from (name for name, holds in AMOUNT_SHOWS.items() if holds(amount))


def _phenomena(entry: Entry) -> Iterable[str]:
    """What the entry shows, each once: what its facts or its words tell, then the tags that only a reader can give."""
    text, shown = entry["text"], {name for amount in entry["amounts"] for name in _amount_phenomena(amount)}
    shown |= {name for name, pattern in WORDS_SHOW.items() if re.search(pattern, text)}
    shown |= {"headcount in 人次" for fact in entry["headcounts"] if fact["unit"] == "person-time"}
    shown |= {"festival as a date" for fact in entry["dates"] if re.search(FESTIVAL, fact["text"])}
    shown |= {"planned activity" for fact in entry["activities"] if fact["planned"]}
    shown |= set() if entry["amounts"] else {"no amount"}
    return sorted(shown | {tag.replace("_", " ") for tag in entry["phenomena"]})


FESTIVAL = "春节|春節|元旦|清明|端午|中秋|重阳|八一|七一|两节"
AMOUNT_SHOWS: Mapping[str, Callable[[Entry], bool]] = {
    "万 or 亿": lambda amount: re.search("[万萬亿]", amount["text"]) is not None,
    "approximate amount": lambda amount: amount["bound"] != "exact",
    "in kind": lambda amount: amount["fund"] == "慰问品",
    "capital works": lambda amount: amount["fund"] == "建设投入",
    "work funds": lambda amount: amount["fund"] == "工作经费",
    "from troops to the public": lambda amount: amount["direction"] == "to_public",
    "civil relief": lambda amount: amount["scope"] == "civil",
    "masked amount": lambda amount: bool(amount.get("masked")),
    "corrupted amount": lambda amount: bool(amount.get("suspect")),
    "rate per month": lambda amount: "month" in amount["per"],
}
WORDS_SHOW: Mapping[str, str] = {
    "共, 共计, 合计, 累计": "共|合计|总计|累计|三项",
    "其中, 其余, 包括": "其中|其余|余下|剩余|包括",
    "分别, 各": "分别|各送|各慰问",
    "period word": "上半年|下半年|全年|季度|今年以来|年来|截至|[0-9]月至|至[0-9]+月",
    "masked year": r"20xx|20__|200#",
    "Chinese numeral": "[一二三四五六七八九十百两]+(?:余|多)?[名位户]",
}
TABLES: Mapping[str, Callable[[Entry], Iterable[str]]] = {
    "facts that must be found": lambda entry: (name for kind in KINDS for name in _facts(kind)(entry)),
    "roles of amounts": _field("amounts", "role"),
    "funds": _field("amounts", "fund"),
    "bounds of amounts": _field("amounts", "bound"),
    "marks": _marks,
    "units of headcounts": _field("headcounts", "unit"),
    "activities that must be found": _field("activities", "type"),
    "phenomena (entries that show them)": _phenomena,
}


def main() -> None:
    """Print every table, one column for each half and one for both."""
    halves = {half: entries(half) for half in HALVES}
    everyone = sum(len(held) for held in halves.values())
    print(f"{'':46}{'tuned':>9}{'untouched':>11}{'both':>7}{'share':>8}")
    for title, take in TABLES.items():
        columns = [Counter(name for entry in halves[half] for name in take(entry)) for half in HALVES]
        both = columns[0] + columns[1]
        print(f"\n{title}")
        for name, total in sorted(both.items(), key=lambda item: (-item[1], item[0])):
            share = total / (everyone if take is _phenomena else both.total())
            padding = " " * (44 - sum(2 if ord(sign) > 255 else 1 for sign in name))
            print(f"  {name}{padding}{columns[0][name]:>9}{columns[1][name]:>11}{total:>7}{share:>8.1%}")


if __name__ == "__main__":
    main()
