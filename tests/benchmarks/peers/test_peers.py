"""Beside JioNLP and Recognizers-Text on the same passages in one run: values found, totals, time.

They find sums and say nothing of what they are, so their total is the naive one: all sums added up. ``make peers`` sets
up their environment and runs this; docs/benchmarks.md explains the figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from extractor import load_rules
from extractor.gold import Entry, found, read_gold
from extractor.scoring import judge_total, near, pair, plain, value_right

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "tests" / "gold"
# Its interpreter; another environment can be named.
PEERS = Path(os.environ.get("TAIZHANG_PEERS", ROOT / "build" / "peers" / "bin" / "python"))
NAMES = {"jionlp": "JioNLP", "recognizers": "Recognizers-Text"}
ROUNDS = 3
Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """One program's findings in each passage, its totals in yuan, and its seconds over all passages."""

    name: str
    facts: Sequence[Sequence[Fact]]
    totals: Sequence[float]
    seconds: float


def ours(entries: Sequence[Entry]) -> Result:
    """All of our work: heads, dates and activities too. Derived totals are not written, so they are no values found."""
    rules = load_rules()
    read = [found(entry, rules) for entry in entries]
    seconds = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        for entry in entries:
            found(entry, rules)
        seconds.append(time.perf_counter() - begin)
    facts = [[fact for fact in one["amounts"] if not fact["derived"]] for one in read]
    return Result("taizhang", facts, [one["total_subsidy"] for one in read], median(seconds))


def peer(tool: str, entries: Sequence[Entry]) -> Result:
    """A peer in its own environment."""
    asked = {"tool": tool, "texts": [entry.text for entry in entries], "rounds": ROUNDS}
    command = [str(PEERS), str(Path(__file__).with_name("peer.py"))]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    totals = [sum(fact["value"] or fact["low"] or 0 for fact in facts) for facts in answer["facts"]]
    return Result(NAMES[tool], answer["facts"], totals, median(answer["seconds"]))


def same_value(gold: Fact, fact: Fact) -> bool:
    """The value; a peer that gives 20余万元 as a range is right where the range begins with what is written."""
    return value_right(gold, fact) or near(gold.get("value"), fact.get("low"))


def f1(entries: Sequence[Entry], result: Result) -> float:
    """Of written sums with their value, whatever they mean. A masked sum has no value and asks none."""
    right = wrong = missed = 0
    for entry, facts in zip(entries, result.facts, strict=True):
        gold = [fact for fact in entry.facts.get("amounts", []) if not fact.get("masked")]
        pairs, extra = pair(gold, [fact for fact in facts if fact.get("low") or fact.get("high")], plain, same_value)
        wanted = [(one, got) for one, got in pairs if not one.get("optional")]
        good = sum(got is not None and same_value(one, got) for one, got in wanted)
        right += good
        missed += len(wanted) - good
        wrong += len(extra) + sum(got is not None and not same_value(one, got) for one, got in wanted)
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def exact(entries: Sequence[Entry], result: Result) -> int:
    """How many totals are right to the fen."""
    pairs = zip(entries, result.totals, strict=True)
    return sum(judge_total(entry.id, entry.facts, {"total_subsidy": total}).right for entry, total in pairs)


def table(entries: Sequence[Entry], results: Sequence[Result]) -> str:
    """The comparison, and how much text it is about."""
    size = sum(len(entry.text or "") for entry in entries)
    lines = [f"{len(entries)} passages, {size} characters", f"{'':18}{'values F1':>10}{'exact totals':>14}{'ms':>8}"]
    for one in results:
        totals = f"{exact(entries, one)} of {len(entries)}"
        lines.append(f"{one.name:18}{f1(entries, one):>10.3f}{totals:>14}{one.seconds * 1000:>8.0f}")
    return "\n".join(lines)


@pytest.mark.skipif(not PEERS.exists(), reason="optional: the peers are not installed (make peers installs them)")
@pytest.mark.skipif(not GOLD.exists(), reason="there is no gold set")
@pytest.mark.parametrize("half", ["tuned", "untouched"])
def test_beside_the_peers(half: str, capsys: pytest.CaptureFixture[str]) -> None:
    entries = [entry for entry in read_gold([str(GOLD / f"passages-{half}.json")]) if entry.text]
    results = [ours(entries), *(peer(tool, entries) for tool in NAMES)]
    with capsys.disabled():
        print(f"\n{half}: {table(entries, results)}")
    own, *others = results
    assert all(exact(entries, own) > exact(entries, other) for other in others)
    assert all(f1(entries, own) >= f1(entries, other) for other in others)
