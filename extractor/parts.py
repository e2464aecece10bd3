"""Where the summaries of a compilation begin, and what their titles are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractor.lines import (
    HAN,
    Line,
    ends_sentence,
    is_date,
    is_document_number,
    is_salutation,
    is_unit,
    ordinal,
)
from extractor.normalize import fold
from extractor.wording import YEAR

GENRE = (
    r"(?:总结|小结|汇报|报告|材料|情况|计划|要点|方案|安排|通知|通报|简报|简讯|快讯|信息|请示|讲话|致辞|发言|意见|打算|体会|述职|倡议书|"
    r"慰问信|函|讲话稿|发言稿|一封信|纪实|综述|规划|回顾|公开信|申请)"
)
N = rf"(?P<n>[{HAN}]{{1,3}}|\d{{1,2}})"
REST = r"(?:[】\]）)].{0,40}|[：:、\s].{0,40})?"
MARKERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf".{{0,40}}?[【\[（(]?篇{N}{REST}",  # 上半年双拥工作总结篇一  【篇1】…  篇二：…
        rf".{{0,40}}?[【\[（(]?第{N}篇{REST}",  # 第一篇：…  双拥工作总结 第1篇
        rf".{{0,40}}?[【\[（(]?(?:范文|范例|例文|模板|样本)\s*[（(]?{N}{REST}",  # 范文1  范文（一）
        rf".{{2,40}}?{GENRE}\s*[（(【]{N}[）)】][：:]?",  # 双拥工作总结（一）
        rf".{{2,40}}?{GENRE}\s*{N}[：:]?",  # 双拥工作总结2
    )
)
BARE = re.compile(
    rf"[【\[（(]?(?:篇{N}|第{N.replace('?P<n>', '?P<m>')}篇|(?:范文|范例|例文|模板|样本)\s*\S{{1,5}})[】\]）)]?[：:]?"
)
COMPILED = re.compile(r"汇总|汇编|精选|合集|大全|锦集|集锦|范文|通用|推荐|\d+篇|[" + HAN + r"]+篇")
TITLE = re.compile(rf".*{GENRE}(?:范文|范例|模板|模版|参考|样本)?(?:\s*[（(][^（）()]{{1,14}}[）)])?[”》]?")
EMPTY_TITLE = re.compile(
    rf"(?:[\d{HAN}xX×*_〇○零]{{2,4}}年?度?)?(?:[上下]半年)?(?:今后|明年|下一?步|全年|存在|主要|基本|有关)?的?(?:工作|活动)?"
    rf"(?:开展|完成|的)?{GENRE}(?:[和及与].*)?"
)
IMPRINT = re.compile(
    r"(?:主题词|关键词|抄送|抄报|报送|主送|印发|签发|附件?|附表|联系人|责任编辑|拟稿|录入)\s*[：:]|共印\s*\d+\s*份"
)
TRAILER = re.compile(
    r".{0,40}(?:相关文章|相关推荐|推荐阅读|延伸阅读|热门文章)[：:]?|.{0,12}(?:本文来源|文档为doc格式|以上就是).{0,60}"
)
SITES = re.compile(r"某|范文|范例|参考|模板|_")  # in the title that a web site put over the paper's own
DATED = re.compile(rf"{YEAR}|(?:19|20)\d\d年")
BREAKS_OFF = re.compile(r"关于|(?:年度?|工作|活动|双拥|优属|爱民|情况|开展|做好|表彰)$")  # a title's first line
GOES_ON = re.compile(r"关于|(?:19|20)\d\d年|[上下]半年|双拥|工作|暨|及|和|与|的")  # and its second
ISSUED = re.compile(r"(?:转发|印发|批转).*通知")
LONGEST_TITLE = 50
MOST_PARTS = 200  # titles; a file with more is a list, and looking at each would take long
BODY = 40  # characters from which on a line is body text


class Span(NamedTuple):
    """``lines[start:end]`` are one summary; ``marked`` where its first line is a heading of the compilation."""

    start: int
    end: int
    marked: bool


class Title(NamedTuple):
    """``lines`` of the head that are title and by-lines; ``heading`` is the compilation's own heading of the part."""

    text: str
    heading: str
    lines: int


def split_parts(lines: Sequence[Line]) -> tuple[str, list[Span]]:
    """The compilation's title (empty for a single document), and where each of its summaries stands."""
    starts = marked_starts(lines)
    marked = bool(starts)
    if not starts:
        starts = titled_starts(lines)
    if not starts:
        return "", [Span(0, len(lines), False)]
    stop = trailer_start(lines, starts[-1])
    spans = [Span(a, b, marked) for a, b in zip(starts, [*starts[1:], stop], strict=True)]
    if marked and spans[0].start and ordinal(_marker_number(lines[starts[0]]) or "一") == 2:
        first = 1 if is_title(lines[0]) and COMPILED.search(lines[0].text) else 0
        spans.insert(0, Span(first, starts[0], False))
    return compilation_title(lines[: spans[0].start]), spans


def compilation_title(lead: Sequence[Line]) -> str:
    """The first line before the first part that can be a title; empty where none can."""
    for line in lead[:4]:
        if len(line.text) <= LONGEST_TITLE and not ends_sentence(line.text):
            return line.text
    return ""


def marked_starts(lines: Sequence[Line]) -> list[int]:
    """The lines that open a part by their words: 篇一, 范文1, 第一篇, ××总结（一）."""
    found: dict[int, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if len(line.text) > LONGEST_TITLE or line.block.kind != "paragraph" or line.text[-1] in "。；，":
            continue
        for shape, pattern in enumerate(MARKERS):
            match = pattern.fullmatch(line.text)
            if match is not None:
                found.setdefault(shape, []).append((index, ordinal(match["n"]) or 0))
                break
    best: list[int] = []
    for marks in found.values():
        stops = [*(index for index, _ in marks[1:]), len(lines)]
        starts = ascending([mark for mark, stop in zip(marks, stops, strict=True) if _has_body(lines, mark[0], stop)])
        if len(starts) > len(best):
            best = starts
    if len(best) == 1 and not COMPILED.search(" ".join(line.text for line in lines[: min(best[0], 3)])):
        return []
    return best


def _has_body(lines: Sequence[Line], start: int, stop: int) -> bool:
    return stop - start > 2 or any(len(line.text) >= BODY for line in lines[start + 1 : stop])


def ascending(marks: Sequence[tuple[int, int]]) -> list[int]:
    """The lines of marks numbered 1, 2, 3 … (or from 2 on, where the first summary has the file's own title)."""
    starts: list[int] = []
    last = 0
    for index, number in marks:
        if number > last if starts else number in (1, 2):
            starts.append(index)
            last = number
    return starts


def _marker_number(line: Line) -> str | None:
    for pattern in MARKERS:
        match = pattern.fullmatch(line.text)
        if match is not None:
            return str(match["n"])
    return None


def titled_starts(lines: Sequence[Line]) -> list[int]:
    """The lines that open a part because they are titles in full, each followed by a body whose numbers begin anew."""
    titles = [i for i, line in enumerate(lines) if is_title(line) and speaks(line.text)]
    if not 2 <= len(titles) <= MOST_PARTS or titles[0] > 3:
        return []
    starts = [titles[0]]
    for index in titles[1:]:
        if issues(lines[titles[0]].text, lines[index].text):
            continue
        if any(len(line.text) >= BODY for line in lines[starts[-1] : index]) and _opens_anew(lines, starts[-1], index):
            starts.append(index)
    return starts if len(starts) > 1 else []


def issues(notice: str, title: str) -> bool:
    """Whether a title is that of the paper which the first one issues (…印发《双拥工作方案》的通知): one document."""
    plain, inner = (re.sub("[的《》]", "", fold(text)) for text in (notice, title))
    if not ISSUED.search(plain):
        return False
    named = re.search(r"《([^《》]+)》", fold(notice))
    return inner in plain or (named is not None and named[1].replace("的", "") in inner)


def _opens_anew(lines: Sequence[Line], start: int, index: int) -> bool:
    before, line = lines[index - 1], lines[index]
    if not (ends_sentence(before.text) or is_date(before.text) or is_unit(before.text)):
        return False
    if is_date(before.text) or (line.block.level == 0 and lines[start].block.level == 0):
        return True
    numbers = [ordinal(each.number) for each in lines[start:index] if each.style == "han"]
    following = next((ordinal(each.number) for each in lines[index:] if each.style == "han"), None)
    return bool(numbers) and max(n or 0 for n in numbers) >= 2 and following == 1


def is_title(line: Line) -> bool:
    """Whether a line has the form of a document's title: short, no number, ending in the name of a kind of paper."""
    text = line.text
    if line.block.kind != "paragraph" or len(text) > LONGEST_TITLE or (line.style and line.style != "bullet"):
        return False
    return "。" not in text and TITLE.fullmatch(fold(text)) is not None and IMPRINT.match(text) is None


def speaks(title: str) -> bool:
    """Whether a title says more than 2019年工作总结: a bare one may head a section of a longer paper."""
    return EMPTY_TITLE.fullmatch(title) is None


def trailer_start(lines: Sequence[Line], start: int) -> int:
    """Where a web site's own words (相关文章：) end the last part."""
    for index in range(max(start + 2, len(lines) - 30), len(lines)):
        if TRAILER.fullmatch(lines[index].text):
            return index
    return len(lines)


def find_title(lines: Sequence[Line], marked: bool) -> Title:
    """The part's own title, and how many of its first lines are title and by-line."""
    heading = lines[0].text if marked else ""
    first = 1 if marked else 0
    own, after = own_title(lines, first)
    if not own and marked and not BARE.fullmatch(heading):
        own = heading
    if after and after < len(lines) and is_papers_own(lines[after], own):
        heading = heading or own
        own, after = whole_title(lines, after, after)
    count = max(after, first)
    while count < len(lines) and count < 6 and is_byline(lines[count]):
        count += 1
    return Title(own or heading, heading, count)


def is_papers_own(line: Line, above: str) -> bool:
    """Whether a title under another one is the paper's own: the other is a web site's, or the same, or has no year."""
    text = line.text
    if not is_title(line) or not speaks(text) or text.startswith(("暨", "——", "（", "(")):
        return False
    if fold(text) == fold(above) or SITES.search(above) is not None:
        return True
    return DATED.search(text) is not None and DATED.search(above) is None and TITLE.fullmatch(above) is not None


def own_title(lines: Sequence[Line], first: int) -> tuple[str, int]:
    """A title within the first lines, with the index of the line after it."""
    for index in range(first, min(first + 5, len(lines))):
        line = lines[index]
        if line.block.kind != "paragraph" or line.style in ("chapter", "han", "han_bracket", "arabic"):
            break
        if is_title(line) or (line.block.level == 0 and not ends_sentence(line.text)):
            return whole_title(lines, first, index)
        if len(line.text) > LONGEST_TITLE or ends_sentence(line.text):
            break
    else:
        index = len(lines)
    return plain_title(lines, first)


def whole_title(lines: Sequence[Line], first: int, index: int) -> tuple[str, int]:
    """A title over several lines as one: 柳溪镇人民政府 + 关于2019年双拥工作情况的报告."""
    text, after = lines[index].text, index + 1
    if index > first and breaks_off(lines[index - 1].text, text):
        text = lines[index - 1].text + text
    while not TITLE.fullmatch(text) and after < len(lines) and _continues_title(lines[after]):
        text += lines[after].text
        after += 1
    return text, after


def breaks_off(above: str, text: str) -> bool:
    """Whether a line is a title's first half, of which ``text`` is the second."""
    if ends_sentence(above) or is_date(above) or "〔" in above or len(above) + len(text) > 2 * LONGEST_TITLE:
        return False
    if text.startswith("暨") or (BREAKS_OFF.search(above) is not None and not speaks(text)):
        return True
    return (is_unit(above) or BREAKS_OFF.search(above) is not None) and GOES_ON.match(text) is not None


def _continues_title(line: Line) -> bool:
    return (line.block.level == 0 or is_title(line)) and not ends_sentence(line.text) and not is_date(line.text)


def plain_title(lines: Sequence[Line], first: int) -> tuple[str, int]:
    """A first line that is short, unnumbered and no sentence is a title whatever it says."""
    if first >= len(lines):
        return "", first
    line = lines[first]
    if line.block.kind != "paragraph" or line.style or len(line.text) > LONGEST_TITLE or is_salutation(line.text):
        return "", first
    if ends_sentence(line.text) or line.text[-1] in "，,、" or is_date(line.text):
        return "", first
    longer = any(len(each.text) >= BODY or each.style for each in lines[first + 1 : first + 3])
    return (line.text, first + 1) if longer else ("", first)


def is_byline(line: Line) -> bool:
    """Whether a line under a title belongs to it: a unit, a date, a subtitle (——…)."""
    text = line.text
    subtitle = text.startswith(("——", "--"))
    if line.block.kind != "paragraph" or (line.style and not subtitle) or len(text) > 40:
        return False
    within = text.strip("（）()")
    return (
        is_date(text)
        or is_unit(within)
        or subtitle
        or is_document_number(text)
        or is_date(within)
        or (within != text and TITLE.fullmatch(within) is not None)
    )
