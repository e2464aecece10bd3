"""Who wrote a summary, of what year and period, and what kind of paper it is, each with its evidence.

The order in which sources are asked is that of docs/fact-model.md: what the user told, the summary's own title, its
first sentence, its sign-off, then the compilation's title, folder and file name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import NamedTuple

from extractor import years
from extractor.document_types import find_type
from extractor.lines import is_date, is_dateline, is_document_number, is_unit
from extractor.model import Evidence, Told
from extractor.normalize import fold
from extractor.outline import Part
from extractor.parts import IMPRINT
from extractor.rules import Rules
from extractor.units import (
    Named,
    UnitNames,
    alone,
    as_subject,
    first_person,
    in_body,
    in_headline,
    in_title,
    kind_as_subject,
    kind_in_title,
    kinds_told,
    unit_names,
    words_of_kinds,
)
from extractor.years import Stated

CONFIDENCE = {
    "told": 1.0,
    "title": 0.95,
    "first_sentence": 0.9,
    "signoff": 0.9,
    "compilation_title": 0.8,
    "folder": 0.8,
    "file_name": 0.75,
    "body": 0.6,
    "anniversary": 0.5,
    "none": 0.0,
}
PART_MARK = re.compile(
    r"^[【\[（(]?(?:第?[一二三四五六七八九十\d]+篇|篇[一二三四五六七八九十\d]+|范文[一二三四五六七八九十\d]*)[】\]）)]?[：:、\s]*"
)
LOOK_AHEAD = frozenset({"plan", "notice", "request", "speech", "briefing"})  # dated January, they are of that year
FEAST_OF_JANUARY = re.compile(r"元旦|春节|新春|迎春|两节")
ORNAMENTS = "·•●★☆◆◇■※*# "
LETTERHEAD = re.compile(r"(?<=.{4})(?:文件|（通知）|\(通知\))$")  # 柳溪县民政局文件
BEHIND_DASH = re.compile(r"(?:——|--+)(?P<rest>[^—-]+)$")  # 鱼水情深——云水镇双拥工作纪实
# before a sentence: 【概况】, 本报柳溪讯（张山）, 柳溪新闻网8月1日电
LABEL = re.compile(
    r"^(?:【[^【】]{2,12}】|(?:本[报网刊台][^（(，。]{0,8}?讯|[^，。]{2,16}?\d{1,2}月\d{1,2}日[电讯])(?:\s*[（(][^（）()]{1,30}[)）])?)\s*"
)
IMPRINTED = 8  # paragraphs at the end among which an imprint begins
SIGN_OFF = 4  # paragraphs at the end among which a sign-off stands


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a summary as a whole. ``year_basis`` is ``none`` where there is no year."""

    unit: str | None
    unit_kind: str
    year: int | None
    year_basis: str
    period: str | None
    document_type: str
    evidence: tuple[Evidence, ...]


class Sources(NamedTuple):
    """The texts that may tell something. ``folders`` has the nearest first, ``signoff`` the last line first."""

    title: str
    first: str
    signoff: tuple[str, ...]
    heading: str
    compilation: str
    folders: tuple[str, ...]
    stem: str


def identify(part: Part, path: str, told: Told, rules: Rules) -> Identity:
    """The summary's unit, unit kind, year, period and document type. ``path`` is the file's as the user gave it; its
    folders and name are read, the file is not opened."""
    sources = _sources_of(part, path)
    unit, kind, unit_evidence = find_unit(part, sources, told, unit_names(rules))
    titles = (
        ("title", sources.title),
        *subtitles(part),
        ("compilation_title", sources.compilation),
        ("file_name", sources.stem),
    )
    paper = find_type(part, titles, rules)
    looks_back = paper.value not in LOOK_AHEAD and not FEAST_OF_JANUARY.search(sources.title)
    if paper.value == "briefing":
        sources = sources._replace(signoff=(*sources.signoff, *datelines(part)))
    year, basis, period, year_evidence = find_year(part, sources, told, looks_back)
    basis_of_kind = unit_evidence.basis if unit is not None else "body"
    kind_evidence = Evidence("unit_kind", kind, basis_of_kind, unit_evidence.text, CONFIDENCE[basis_of_kind])
    evidence = (unit_evidence, kind_evidence, *year_evidence, paper)
    return Identity(unit, kind, year, basis, period, paper.value or "other", evidence)


def _sources_of(part: Part, path: str) -> Sources:
    where = PurePath(fold(path))
    bylines = [line for line in heads_of(part) if line not in part.title]
    title = part.title.strip(ORNAMENTS)
    compiled = part.heading != "" and part.title == part.heading
    return Sources(
        title=PART_MARK.sub("", title) if compiled else title,
        first=first_sentences(part),
        signoff=tuple(
            sign_off(part)
            + [
                LETTERHEAD.sub("", line)
                for line in bylines
                if is_date(line.strip("（）()")) or is_unit(LETTERHEAD.sub("", line)) or is_document_number(line)
            ]
        ),
        heading=PART_MARK.sub("", part.heading),
        compilation=part.compilation_title,
        folders=tuple(name for name in reversed(where.parent.parts) if name not in ("/", ".", "..")),
        stem=where.stem,
    )


def subtitles(part: Part) -> list[tuple[str, str]]:
    """The lines under a title that add to it: （双拥模范单位自荐材料）, ——在军地座谈会上的发言."""
    lines = heads_of(part)[1:]
    return [("title", line.strip("（）()—-")) for line in lines if line.startswith(("（", "(", "—", "--"))]


def heads_of(part: Part) -> list[str]:
    """The lines above the body: title, subtitle, and what an office prints there."""
    return [part.text[p.start : p.end] for p in part.paragraphs if p.kind == "title"]


def first_sentences(part: Part) -> str:
    """The opening of the first body paragraph: up to its second full stop, 160 characters at most."""
    for paragraph in part.paragraphs:
        if paragraph.kind in ("text", "item") and paragraph.end - paragraph.start >= 12:
            text = LABEL.sub("", part.text[paragraph.start : min(paragraph.end, paragraph.start + 160)])
            if is_dateline(text):
                continue
            if text[-1:] in "：:" and len(text) < 40 and "如下" not in text:
                continue
            stop = text.find("。", text.find("。") + 1)
            return text if stop < 0 else text[: stop + 1]
    return ""


def datelines(part: Part) -> list[str]:
    """The lines above a piece of news that say when it was brought; not so above other papers."""
    heads = (part.text[p.start : p.end] for p in part.paragraphs[:4])
    return [line for line in heads if is_dateline(line)]


def sign_off(part: Part) -> list[str]:
    """The lines of the sign-off, the last first: short lines at the end that are a unit's name, a date or both. What
    an office prints under them (主题词, 抄送, 附件) is passed over."""
    found: list[str] = []
    lines = [part.text[p.start : p.end] for p in part.paragraphs if p.kind in ("text", "heading", "item", "textbox")]
    imprint = next((n for n, line in enumerate(lines[-IMPRINTED:]) if IMPRINT.match(line)), None)
    below: list[str] = []
    if imprint is not None:
        start = len(lines) - len(lines[-IMPRINTED:]) + imprint
        below = [line for line in reversed(lines[start:]) if is_date(line) or is_unit(line)]
        del lines[start:]
    for text in reversed(lines[-SIGN_OFF:]):
        if len(text) > 45 or "。" in text or "，" in text:
            break
        found.append(text)
    return found + below + signed_within(lines)


def signed_within(lines: list[str]) -> list[str]:
    """The date and the unit that sign a paper above what is attached to it."""
    for unit, date in pairwise(lines):
        if is_unit(unit) and is_date(date):
            return [date, unit]
    return []


def find_unit(part: Part, sources: Sources, told: Told, names: UnitNames) -> tuple[str | None, str, Evidence]:
    """The unit with its kind, both from its name; without a name the kind that the text speaks as."""
    if told.unit is not None:
        named = alone(told.unit, names)
        return (
            told.unit,
            named.kind if named else spoken(part, sources, names)[0],
            _evidence("unit", told.unit, "told", told.unit),
        )
    found = next(((basis, named) for basis, named in _signed_names(part, sources, names) if named is not None), None)
    kinds = spoken(part, sources, names) if found is None else ()
    if found is None:
        found = next(
            ((basis, named) for basis, named in other_names(part, sources, kinds, names) if named is not None), None
        )
    if found is not None and found[1] is not None:
        name = told.aliases.get(found[1].name) or told.aliases.get(found[1].words) or found[1].name
        return name, found[1].kind, _evidence("unit", name, found[0], found[1].words)
    return aliased_unit(sources, told, kinds[0], names)


def aliased_unit(sources: Sources, told: Told, kind: str, names: UnitNames) -> tuple[str | None, str, Evidence]:
    """The unit by one of the user's other names for it, where no name has the form of one."""
    for alias, name in told.aliases.items():
        for basis, text in (
            ("title", sources.title),
            ("signoff", " ".join(sources.signoff)),
            ("file_name", sources.stem),
        ):
            if alias in text:
                known = alone(name, names)
                return name, known.kind if known is not None else kind, _evidence("unit", name, basis, alias)
    return None, kind, _evidence("unit", None, "none", "")


def spoken(part: Part, sources: Sources, names: UnitNames) -> tuple[str, ...]:
    """The kinds as which the text speaks, the title's first, then the likeliest; other where it speaks as none."""
    words = words_of_kinds(part.text, names)
    kinds = [kind for kind, _ in kinds_told(words, names)]
    titled = (
        kind_in_title(sources.title, names)
        or kind_in_title(sources.heading, names)
        or kind_as_subject(sources.first, names)
    )
    speakers = first_person(words, names) - {"county_office"}
    if titled is not None and (not speakers or titled in speakers or titled == "other"):
        kinds.insert(0, titled)
    return tuple(dict.fromkeys(kinds)) or ("other",)


def _signed_names(part: Part, sources: Sources, names: UnitNames) -> Iterator[tuple[str, Named | None]]:
    behind = BEHIND_DASH.search(sources.title)
    titles = (sources.title, behind["rest"] if behind is not None else "", *(line for _, line in subtitles(part)))
    for title in titles:
        yield "title", in_title(title, names)
    for line in sources.signoff:
        yield "signoff", alone(line, names)
    for title in titles:  # who is told of need not be who tells, and is named again
        named = in_headline(title, names)
        yield "title", named if named is not None and part.text.count(named.name) > 1 else None


def other_names(
    part: Part, sources: Sources, kinds: tuple[str, ...], names: UnitNames
) -> Iterator[tuple[str, Named | None]]:
    """Where else a name may stand, in the order of their worth. A first sentence's subject of a kind as which the text
    does not speak (我镇 in a text that begins with 柳溪县民政局) is a superior; any unit of a county says 我县."""
    subject = as_subject(sources.first, names)
    others = set(kinds) - {"county_office", "other"}
    if subject is not None and (not others or subject.kind in kinds):
        yield "first_sentence", subject
    if sources.heading != sources.title:
        yield "compilation_title", in_title(sources.heading, names)
    for folder in sources.folders:
        yield "folder", in_name(folder, names)
    yield "file_name", in_name(sources.stem, names)
    yield "body", in_body(part.text, kinds[0], names)


def in_name(text: str, names: UnitNames) -> Named | None:
    """The unit in a file's or folder's name, after numbers and signs: 03_柳溪镇, 2019年柳溪镇总结(定稿)."""
    text = re.sub(r"^[\d\s._\-—、()（）【】\[\]]+(?:年度?)?[\s._\-—、]*", "", text)
    return alone(text, names) or in_title(text, names)


def find_year(
    part: Part, sources: Sources, told: Told, looks_back: bool
) -> tuple[int | None, str, str | None, list[Evidence]]:
    """Year, its basis, the period, and the evidence for both."""
    stated = list(_year_sources(sources, looks_back))
    year, basis, words, several = _chosen_year(stated, told, part)
    found = [_evidence("year", str(year) if year else None, basis, words)]
    jubilee = years.anniversary(part.text)
    if jubilee.year is not None and year is not None and jubilee.year != year and basis != "anniversary":
        found.append(Evidence("year", str(jubilee.year), "anniversary", jubilee.words, 0.3))
    if several is not None:
        found.append(_evidence("period", several.period, basis, several.words))
        return None, basis, several.period, found
    if year is None:
        return None, "none", None, found
    period, period_basis, words = year_period(stated, year)
    found.append(_evidence("period", period, period_basis if "-" in period else basis, words))
    return year, basis, period, found


def _year_sources(sources: Sources, looks_back: bool) -> Iterator[tuple[str, Stated]]:
    yield "title", years.stated_in_title(sources.title)
    yield "first_sentence", years.stated_in_sentence(sources.first)
    for line in sources.signoff:
        yield "signoff", years.stated_in_date(line, looks_back)
    yield "compilation_title", years.stated_in_title(sources.heading, months=False)
    yield "compilation_title", years.stated_in_title(sources.compilation, months=False)
    for folder in sources.folders:
        yield "folder", years.stated_in_name(folder)
    yield "file_name", years.stated_in_name(sources.stem)


def _chosen_year(
    stated: list[tuple[str, Stated]], told: Told, part: Part
) -> tuple[int | None, str, str, Stated | None]:
    """Year, basis, words, and the statement of several years where that is what was found first."""
    if told.year is not None:
        return told.year, "told", str(told.year), None
    for basis, each in stated:
        if each.several:  # the years themselves may stand elsewhere
            return None, basis, each.words, next((s for _, s in stated if s.several and s.period), each)
        if each.year is not None:
            return each.year, basis, each.words, None
    for basis, each in (("body", years.stated_throughout(part.text)), ("anniversary", years.anniversary(part.text))):
        if each.year is not None:
            return each.year, basis, each.words, None
    return None, "none", "", None


def year_period(stated: list[tuple[str, Stated]], year: int) -> tuple[str, str, str]:
    """The period within the year, from the first source that names a part of one."""
    for basis, each in stated:
        if each.period is not None and not each.several:
            if each.period.startswith("-"):
                return years.in_year(each.period, year), basis, each.words
            if each.year == year:
                return each.period, basis, each.words
    return str(year), "none", ""


def _evidence(field: str, value: str | None, basis: str, words: str) -> Evidence:
    return Evidence(field, value, basis, words, CONFIDENCE[basis])
