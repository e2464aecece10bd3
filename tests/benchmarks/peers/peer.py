"""One peer over some texts, run in the environment that `make peers` sets up. Imports nothing of ours.

Reads {"tool", "texts", "rounds"} as JSON from stdin; the last line of stdout is {"facts", "seconds"}: for each text the
sums of money found ({"text", "value", "low", "high"}, in yuan), and for each round the time over all texts.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Fact = dict[str, Any]
Find = Callable[[str], list[Fact]]


def jionlp() -> Find:
    """Money by JioNLP's finder with its parser."""
    import jionlp as jio

    def find(text: str) -> list[Fact]:
        return [fact(found["text"], found["detail"]["num"]) for found in jio.ner.extract_money(text, with_parsing=True)]

    return find


def recognizers() -> Find:
    """Currencies by Recognizers-Text for Chinese; other currencies than yuan are left out."""
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    from recognizers_text import Culture

    model = NumberWithUnitRecognizer(Culture.Chinese).get_currency_model()

    def find(text: str) -> list[Fact]:
        return [fact(found.text, found.resolution["value"]) for found in model.parse(text) if found.resolution]

    return find


def fact(text: str, value: Any) -> Fact:
    """A value, or the two ends of a range; what is no number is none."""
    ends = value if isinstance(value, list) else [value]
    numbers = [number(end) for end in ends]
    single = numbers[0] if len(numbers) == 1 else None
    return {"text": text, "value": single, "low": numbers[0], "high": numbers[-1]}


def number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def main() -> None:
    asked = json.load(sys.stdin)
    find = {"jionlp": jionlp, "recognizers": recognizers}[asked["tool"]]()
    find("发放慰问金3万元。")  # models are built at the first call
    facts: list[list[Fact]] = []
    seconds = []
    for _round in range(asked["rounds"]):
        begin = time.perf_counter()
        facts = [find(text) for text in asked["texts"]]
        seconds.append(time.perf_counter() - begin)
    print()
    print(json.dumps({"facts": facts, "seconds": seconds}))


if __name__ == "__main__":
    main()
