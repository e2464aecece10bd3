"""Reads the sample sources: the text of a Word file with its expected facts marked in place.

A source is TOML between two ``+++`` lines, then one paragraph a line. ``# `` is a summary's title, ``## `` and more are
heading levels, ``> `` is right-aligned (落款), ``| a | b |`` a table row, ``^`` a table's caption. Inside a line:

    {13914元|A total 优待金}      an amount: role, fund, then options (see ``_amount``)
    {|X 8000 慰问金}              a total that is derived from a rate and heads, written nowhere
    {9位|H}                       a headcount; options v= b= u= mask opt
    {今年4月|D 2019-04}           a date; e2= other right answers, ``a&b`` two dates in one word, ``-`` any
    {走访|visit,relief?,forum+}   an activity's anchor: ``?`` may be found, ``+`` is planned, ``a/b`` either type
    [[ins|…]] [[del|…]] [[hid|…]] [[fn|…]] [[tb|…]]   tracked, hidden, footnote, text box;   ¦ ends a run
    text <<2                      a cell over two columns;   a cell ``^`` continues the one above

Marks are removed to give the document's text, so text and facts cannot drift apart.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

RUN_BREAK = "¦"
MARK = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")
HIDDEN = re.compile(r"\[\[(?:del|hid|fn)\|.*?\]\]")
SHOWN = re.compile(r"\[\[(?:ins|tb)\|(.*?)\]\]")
LINE_MARK = re.compile(r"^(?:#+ |> |\^)")
SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
SIMPLE_AMOUNT = re.compile(r"([\d,]+(?:\.\d+)?)[余多]?(万|亿)?[余多]?元?整?$")
SCALES = {None: 1, "万": 10_000, "亿": 100_000_000}
REACHES_NOBODY = {"工作经费", "建设投入", "会费", "其他"}
REASONS = {"rate": "rate", "part": "part", "plan": "plan", "history": "other_period", "other": "not_subsidy"}
FLAGS = {"mask": "masked", "sus": "suspect", "rep": "repeat"}
HEAD_UNITS = {"户": "household", "次": "person-time", "家": "family", "对": "family"}

Fact = dict[str, Any]


@dataclass
class Facts:
    """The facts of one summary, in the order of its text."""

    amounts: list[Fact] = field(default_factory=list)
    headcounts: list[Fact] = field(default_factory=list)
    dates: list[Fact] = field(default_factory=list)
    activities: list[Fact] = field(default_factory=list)


@dataclass
class Sample:
    """One source: its name, its TOML head, its lines without fact marks, and the facts of each of its summaries."""

    name: str
    head: dict[str, Any]
    lines: list[str]
    facts: list[Facts]
    header: str
    footer: str


def read_source(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The TOML head and the lines of the body, marks and all."""
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return tomllib.loads(head), [line for line in body.splitlines() if line]


def shown(line: str) -> str:
    """What a reader of the Word file sees of a body line: no heading mark, nothing deleted, hidden or noted below."""
    return LINE_MARK.sub("", SHOWN.sub(r"\1", HIDDEN.sub("", line)).replace(RUN_BREAK, ""))


def read_sample(path: Path) -> Sample:
    """The sample of a source file. ValueError names the mark that cannot be read."""
    head, lines = read_source(path)
    facts = [Facts() for _ in head["summary"]]
    header, footer = head.get("header", ""), head.get("footer", "")
    _read_marks(header, facts[0])
    current = -1
    for line in lines:
        if line.startswith("# "):
            current += 1
        _read_marks(line, facts[current])
    _read_marks(footer, facts[-1])
    return Sample(path.stem, head, [_strip(line) for line in lines], facts, _strip(header), _strip(footer))


def _strip(line: str) -> str:
    return MARK.sub(r"\1", line)


def _read_marks(line: str, facts: Facts) -> None:
    """Add the facts that the line's marks tell, each activity with the sentence that its anchor stands in."""
    visible = shown(line)
    text = _strip(visible)
    shift = 0
    for match in MARK.finditer(visible):
        written, spec = match.group(1), match.group(2).split()
        if spec[0] in _READERS:
            _READERS[spec[0]](written, spec, facts)
        else:
            _activity(written, spec, facts, _sentence(text, match.start() - shift))
        shift += len(match.group()) - len(written)


def _sentence(text: str, position: int) -> str:
    """The part of the text between sentence ends (。！？；) that holds the position."""
    return next(match.group() for match in SENTENCE.finditer(text) if match.end() > position)


def _options(words: list[str]) -> dict[str, str]:
    pairs = (word.partition("=") for word in words)
    return {key: value if sign else "1" for key, sign, value in pairs}


def _amount(text: str, spec: list[str], facts: Facts) -> None:
    """``A role fund``, then v= lo= hi= b= per= c= r2= f2= why= dir= scope=, flags w (in 万) rep sus mask pany opt."""
    _, role, fund, *rest = spec
    options = _options(rest)
    masked = "mask" in options
    bound = options.get("b", "exact")
    value = None if masked or options.get("v") == "null" else _value(text, options)
    low, high = _range(value, bound, options)
    flagged = next((code for flag, code in FLAGS.items() if flag in options), None)
    reason = flagged or options.get("why") or REASONS.get(role) or ("not_subsidy" if fund in REACHES_NOBODY else None)
    counts = options["c"] == "1" if "c" in options else reason is None
    facts.amounts.append(_drop_empty({
        "text": text, "value": value, "low": low, "high": high, "bound": bound, "role": role,
        "role_any": _list(options, "r2"), "per": _list(options, "per"),
        "per_any": "pany" in options, "fund": fund, "fund_any": _list(options, "f2"),
        "counts": counts, "why_not": None if counts else reason, "derived": False, "masked": masked,
        "repeat": "rep" in options, "suspect": "sus" in options,
        "direction": "to_public" if options.get("dir") == "public" else "to_service",
        "scope": options.get("scope", "service"), "optional": "opt" in options,
    }))  # fmt: skip


def _derived(text: str, spec: list[str], facts: Facts) -> None:
    """``X value fund``, then b= f2=."""
    _, value_text, fund, *rest = spec
    options = _options(rest)
    value = _plain(Decimal(value_text))
    low, high = _range(value, options.get("b", "exact"), options)
    facts.amounts.append(_drop_empty({
        "text": text, "value": value, "low": low, "high": high, "bound": options.get("b", "exact"), "role": "total",
        "per": [], "fund": fund, "fund_any": _list(options, "f2"), "counts": True, "why_not": None, "derived": True,
        "direction": "to_service", "scope": "service",
    }))  # fmt: skip


def _headcount(text: str, spec: list[str], facts: Facts) -> None:
    options = _options(spec[1:])
    bound = options.get("b", "exact")
    digits = re.sub(r"\D", "", text)
    value = None if "mask" in options else int(options.get("v", digits))
    low, high = _range(value, bound, options)
    unit = options.get("u") or HEAD_UNITS.get(text[-1], "person")
    facts.headcounts.append(_drop_empty({
        "text": text, "value": value, "low": low, "high": high, "bound": bound, "unit": unit,
        "masked": "mask" in options, "optional": "opt" in options,
    }))  # fmt: skip


def _date(text: str, spec: list[str], facts: Facts) -> None:
    options = _options(spec[2:])
    for edtf in spec[1].split("&"):
        facts.dates.append(_drop_empty({
            "text": text, "edtf": None if edtf == "-" else edtf, "edtf_any": _list(options, "e2"),
            "recurring": "rec" in options, "optional": "opt" in options,
        }))  # fmt: skip


def _activity(text: str, spec: list[str], facts: Facts, sentence: str) -> None:
    for word in spec[0].split(","):
        kind, *others = word.replace("?", "").replace("+", "").split("/")
        facts.activities.append(_drop_empty({
            "type": kind, "type_any": others, "anchor": text, "planned": "+" in word, "optional": "?" in word,
            "sentence": sentence,
        }))  # fmt: skip


_READERS: dict[str, Callable[[str, list[str], Facts], None]] = {
    "A": _amount, "X": _derived, "H": _headcount, "D": _date,
}  # fmt: skip


def _value(text: str, options: dict[str, str]) -> int | float:
    if "v" in options:
        return _plain(Decimal(options["v"]))
    match = SIMPLE_AMOUNT.match(text)
    if not match:
        raise ValueError(f"{text}: say its value with v=")
    number = Decimal(match.group(1).replace(",", "")) * SCALES[match.group(2)]
    return _plain(number * 10_000 if "w" in options else number)


def _range(
    value: int | float | None, bound: str, options: dict[str, str]
) -> tuple[int | float | None, int | float | None]:
    if "lo" in options:
        return int(options["lo"]), int(options["hi"])
    return (None if bound == "under" else value), (None if bound == "over" else value)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _list(options: dict[str, str], key: str) -> list[str]:
    return options[key].split(",") if key in options else []


def _drop_empty(fact: Fact) -> Fact:
    """Leave out what says nothing: flags that are off, alternatives that are not there."""
    quiet = {
        "role_any",
        "per_any",
        "fund_any",
        "edtf_any",
        "type_any",
        "optional",
        "masked",
        "repeat",
        "suspect",
        "recurring",
    }
    return {key: value for key, value in fact.items() if value or key not in quiet}
