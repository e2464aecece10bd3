"""Growth as told: the difference and the percentage by which a count has changed (比上年的21件增加6件，增长28.6%), and
percentages that changed by points.

Sums have their own percentages (``Summary.checks``); of them only the difference is reckoned here, and the growth that
they say nothing of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.check.counts import NUMBER, UNIT, Count, only_count, shown, stands_beside, unit_of, value_of
from extractor.check.draft import Draft
from extractor.check.percentages import CODE, PERCENT, as_percent, fits, percents_of, told_percent, with_sign
from extractor.check.told_shares import holds_percent, sentences
from extractor.finding import Finding

ONE = rf"{NUMBER}[万亿]?(?:{UNIT})"
CHANGED = r"(?:增长|上升|提高|增加|净增|新增|多|下降|减少|降低|少)"
BEFORE = r"(?:比|较)(?:上年同期|去年同期|上一?年度?|去年|前年|同期|20[0-9]{2}年(?:同期|度)?)的?"
PERCENT_BEHIND = rf"(?:[，、]?(?:同比|增幅|即)?{CHANGED}?了?{PERCENT})"
# 比上年的21件增加6件，增长28.6%;  比上年的21件增长28.6%
COMPARED = re.compile(
    rf"{BEFORE}(?P<old>[^，。；、0-9增减提多少升降]{{0,4}}{ONE})，?(?P<word>{CHANGED})了?"
    rf"(?:(?P<by>{ONE}){PERCENT_BEHIND}?|{PERCENT.replace('?P<', '?P<own_')})"
)
# 26家，比上年增加9家，增长52.9%
GREW = re.compile(rf"(?:{BEFORE}|同比)(?P<word>{CHANGED})了?(?P<by>{ONE}){PERCENT_BEHIND}")
FROM_TO = re.compile(
    r"由(?:上年的?|去年的?|20[0-9]{2}年的?|原来的?|原)?(?P<old>[^，。；、由]{2,10}?)"
    r"(?P<word>增加|增长|上升|发展|扩大|提高|减少|下降|降低)到了?(?:今年的|目前的|现在的)?(?P<new>[^，。；、]{2,10}?)[，]?"
    rf"(?:增长|上升|提高|增加|增幅|下降|减少|降低)了?{PERCENT}"
)
FEWER = ("下降", "减少", "降低", "少")
# 合格率由91.2%提高到95.6%，提高4.4个百分点;  95.6%，比上年的91.2%提高4.4个百分点
POINTS = (
    re.compile(
        r"由[^，。；0-9]{0,8}(?P<old>[0-9.]+)[%％](?:提高|上升|增加|增长|提升|下降|降低|降)到?了?(?:今年的)?(?P<new>[0-9.]+)[%％]"
        r"，?(?:提高|上升|增加|增长|提升|下降|降低)了?(?P<by>[0-9.]+)个百分点"
    ),
    re.compile(
        r"(?P<new>[0-9.]+)[%％]，?(?:比|较)[^，。；0-9]{1,6}(?:20[0-9]{2}年)?的?(?P<old>[0-9.]+)[%％]"
        r"(?:提高|上升|增加|增长|提升|下降|降低)了?(?P<by>[0-9.]+)个百分点"
    ),
)
COMPARABLE = Decimal("0.3")  # two counts of one matter in two years lie no further apart


def told_growths(draft: Draft) -> Iterator[Finding]:
    """Differences and growths of counts, and of percentages, that do not come out."""
    for _line, sentence in sentences(draft):
        if "比" in sentence[0] or "较" in sentence[0] or "由" in sentence[0]:
            yield from _compared(draft, sentence)
            yield from _grew(draft, sentence)
            yield from _from_to(draft, sentence)
            yield from _points(draft, sentence)


def _compared(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """27件，比上年的21件增加6件，增长28.6%."""
    for found in COMPARED.finditer(draft.text, *sentence.span()):
        old = only_count(draft.text, found.span("old"))
        last = _last_before(draft, sentence, found)
        if old is None or last is None or last.unit != old.unit or not _comparable(last, old):
            continue
        before = draft.counts_between(sentence.start(), found.start())
        news = [one for one in before if one.unit == old.unit and one.exact and _comparable(one, old)]
        by = only_count(draft.text, found.span("by")) if found["by"] else None
        if by is not None and by.unit == old.unit:
            yield from _difference(draft, news, old, by, _sign(found))
        if old.unit != "元":
            yield from _growth(draft, news, old, found, "own_" if found["own_number"] else "")


def _grew(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """26家，比上年增加9家，增长52.9%."""
    for found in GREW.finditer(draft.text, *sentence.span()):
        by = only_count(draft.text, found.span("by"))
        last = _last_before(draft, sentence, found)
        if by is None or last is None or last.unit != by.unit:
            continue
        old = by._replace(value=last.value - _sign(found) * by.value)
        if old.value > 0 and not (by.unit == "元" and holds_percent(draft, *sentence.span())):
            yield from _growth(draft, [last], old, found)


def _from_to(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """由32个增加到36个，增长12.5%."""
    for found in FROM_TO.finditer(draft.text, *sentence.span()):
        old, new = only_count(draft.text, found.span("old")), only_count(draft.text, found.span("new"))
        if old is not None and new is not None and old.unit == new.unit != "元":
            yield from _growth(draft, [new], old, found)


def _last_before(draft: Draft, sentence: re.Match[str], found: re.Match[str]) -> Count | None:
    """The exact count right before a comparison."""
    before = draft.counts_between(sentence.start(), found.start())
    beside = bool(before) and before[-1].exact and stands_beside(draft.text, before[-1].end, found.start())
    return before[-1] if beside else None


def _sign(found: re.Match[str]) -> int:
    return -1 if found["word"] in FEWER else 1


def _difference(draft: Draft, news: Sequence[Count], old: Count, by: Count, sign: int) -> Iterator[Finding]:
    """27名，比去年的21名增加8名."""
    slack = old.slack + by.slack
    if by.exact and not any(abs(new.value - old.value - sign * by.value) <= slack + new.slack for new in news):
        made, unit = old.value + sign * by.value, unit_of(_words(draft, news[-1]))
        yield draft.finding(
            "parts-differ",
            (news[-1].start, news[-1].end),
            reckoning=f"{_words(draft, old)} {'+' if sign > 0 else '-'} {_words(draft, by)}",
            expected=shown(made, unit),
            difference=shown(abs(made - news[-1].value), unit),
        )


def _growth(
    draft: Draft, news: Sequence[Count], old: Count, found: re.Match[str], prefix: str = ""
) -> Iterator[Finding]:
    """28.6% behind 比上年的21件增长."""
    if not found[f"{prefix}number"]:
        return
    told, sign = told_percent(found, prefix), _sign(found)
    ends = [sorted(sign * (each - 100) for each in percents_of(new, old)) for new in news]
    if not any(fits(low, high, told) for low, high in ends):
        base = shown(old.value, unit_of(_words(draft, old)))
        yield draft.finding(
            CODE,
            with_sign(draft.text, found.span(f"{prefix}number")),
            reckoning=f"({_words(draft, news[-1])} - {base}) ÷ {base}",
            expected=as_percent(sign * (news[-1].value / old.value * 100 - 100)),
        )


def _points(draft: Draft, sentence: re.Match[str]) -> Iterator[Finding]:
    """由91.2%提高到95.6%，提高4.4个百分点."""
    for pattern in POINTS:
        for found in pattern.finditer(draft.text, *sentence.span()):
            new, old, by = (value_of(found[name]) or Decimal(0) for name in ("new", "old", "by"))
            if abs(new - old) != by:
                reckoning = f"{found['new']}% - {found['old']}%"
                yield draft.finding(CODE, found.span("by"), reckoning=reckoning, expected=f"{abs(new - old):f}")


def _comparable(one: Count, other: Count) -> bool:
    return other.value * COMPARABLE <= one.value <= other.value / COMPARABLE


def _words(draft: Draft, one: Count) -> str:
    return draft.text[one.start : one.end]
