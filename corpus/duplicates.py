"""Papers that are nearly alike: drafts and finals, copies with small changes. Of such papers the latest one counts.

Only papers of one unit, one period and one type are compared; a half-year's paper and the year's are on two periods,
however much of their text is the same. Worked out anew for each question, for the units file and people's corrections
have a say; what a person says of two papers wins.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from extractor import parse_numeral

from .queries import Paper
from .sketches import likeness
from .units import Units

FEW = 200  # papers that are looked up one by one
ALIKE = 0.5  # of the pieces of both papers; no two of the samples share a tenth, with every tenth clause changed 0.6

_CHINESE = "〇零一二两三四五六七八九十百"

# What a file's name or a title says of how far a paper had come, first to last; most names say nothing.
_STAGES = (
    (-2, re.compile(rf"初稿|草稿|草案|(?<![\d{_CHINESE}])[一1]稿|draft", re.IGNORECASE)),
    (-1, re.compile("征求意见|讨论|送审|审议|报批")),
    (1, re.compile("修改|修订|(?<![整军房医税])改后|revised", re.IGNORECASE)),
    (2, re.compile("定稿|终稿|最终|定版|印发|正式|final", re.IGNORECASE)),
)
# Of more than two digits it is a year: 2021稿, 二〇二一稿.
_VERSION = re.compile(
    rf"(?<!\d)(\d{{1,2}})稿|(?<![{_CHINESE}])([{_CHINESE}]{{1,3}})稿|(?<![a-z])(?:v|ver|rev)\.?(\d{{1,2}})(?!\d)",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(r"[上下]半年|半年|[一二三四]季度|季度|\d{1,2}[-—–~至到]\d{1,2}月")
_DIGITS = re.compile(r"(\d+)")

Rank = tuple[int, int, int, str, list[tuple[int, str]], str]


@dataclass(frozen=True, slots=True)
class Pair:
    """``earlier`` does not count, for ``later`` is nearly the same paper (both summary ids).

    ``why``, by what the later one is known: person, stage (初稿, 定稿), version, signed (its last date), or name, where
    nothing but the order of the files' names tells them apart.
    """

    earlier: str
    later: str
    likeness: float
    why: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    paper: Paper
    file: str
    hashes: bytes
    signed: str = ""

    @property
    def words(self) -> str:
        """What may say how far it had come, or that it is on a part of the year: the file's name and the title."""
        return f"{self.file.rsplit('/', 1)[-1]} {self.paper.title}"


def find(connection: sqlite3.Connection, papers: Sequence[Paper], units: Units) -> dict[str, Pair]:
    """The papers that do not count because a later one is nearly the same, by summary id."""
    apart, later = _said(connection)
    found: dict[str, Pair] = {}
    for group in _groups(connection, papers, units):
        if not any(_is_near(*pair, later) for pair in combinations(group, 2)):
            continue
        group = [replace(one, signed=_signed(connection, one.paper)) for one in group]
        names = {one.paper.id for one in group}
        wins = {name: sum(a == name for a, b in later if b in names) for name in names}
        losses = {name: sum(b == name for a, b in later if a in names) for name in names}
        ranked = sorted(group, key=lambda one: _rank(one, wins[one.paper.id] - losses[one.paper.id]), reverse=True)
        kept: list[_Candidate] = []
        for one in ranked:
            pair = next(_alike(one, kept, apart, later), None)
            if pair:
                found[one.paper.id] = pair
            else:
                kept.append(one)
    return found


def _is_near(one: _Candidate, other: _Candidate, later: set[tuple[str, str]]) -> bool:
    """Whether a look at the two is called for at all; most papers need none."""
    key = one.paper.id, other.paper.id
    return likeness(one.hashes, other.hashes) >= ALIKE or key in later or key[::-1] in later


def _alike(
    one: _Candidate, kept: Sequence[_Candidate], apart: set[frozenset[str]], later: set[tuple[str, str]]
) -> Iterator[Pair]:
    """The paper with those that came later and are nearly the same."""
    for other in kept:
        key = one.paper.id, other.paper.id
        told = (key[1], key[0]) in later
        if frozenset(key) in apart or (not told and _parts_of_year(one) != _parts_of_year(other)):
            continue
        share = likeness(one.hashes, other.hashes)
        if share >= ALIKE or told:
            yield Pair(*key, share, "person" if told else _why(one, other))


def _groups(connection: sqlite3.Connection, papers: Sequence[Paper], units: Units) -> Iterator[list[_Candidate]]:
    """Papers of one unit, period and type, where there are several; only of these more is looked up."""
    gathered: dict[tuple[str, str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        unit, period = units.resolve(paper.unit), paper.period or str(paper.year or "")
        if unit and period:
            gathered[unit, period, paper.document_type].append(paper)
    groups = [group for group in gathered.values() if len(group) > 1]
    files, hashes = _looked_up(connection, [paper for group in groups for paper in group])
    for group in groups:
        yield [_Candidate(one, files.get(one.document, ""), hashes.get(one.id, b"")) for one in group]


def _looked_up(connection: sqlite3.Connection, papers: Sequence[Paper]) -> tuple[dict[str, str], dict[str, bytes]]:
    """The files of documents and the sketches of summaries: a few one by one, many with all others at one stroke."""
    file, sketch = "SELECT document, min(path) FROM path", "SELECT summary, hashes FROM sketch"
    if len(papers) > FEW:
        return dict(connection.execute(f"{file} GROUP BY document")), dict(connection.execute(sketch))
    files, hashes = dict[str, str](), dict[str, bytes]()
    for paper in papers:
        files.update(connection.execute(f"{file} WHERE document = ? GROUP BY document", (paper.document,)))
        hashes.update(connection.execute(f"{sketch} WHERE summary = ?", (paper.id,)))
    return files, hashes


def _signed(connection: sqlite3.Connection, paper: Paper) -> str:
    """The last day that the paper's last sentences name, or an empty text."""
    last = """SELECT max(d.first_day) FROM date d WHERE d.summary = ?1 AND d.first_day = d.last_day
AND d.recurring = 0 AND d.sentence > (SELECT max(ordinal) - 4 FROM sentence WHERE summary = ?1)"""
    return connection.execute(last, (paper.id,)).fetchone()[0] or ""


def _rank(one: _Candidate, said: int) -> Rank:
    """The later of two papers has the higher rank."""
    name = [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in _DIGITS.split(one.file)]
    return said, _stage(one), _version(one), one.signed, name, one.paper.id


def _why(one: _Candidate, other: _Candidate) -> str:
    """By what the later of two papers is known."""
    if _stage(one) != _stage(other):
        return "stage"
    if _version(one) != _version(other):
        return "version"
    return "signed" if one.signed != other.signed else "name"


def _stage(one: _Candidate) -> int:
    return next((stage for stage, words in reversed(_STAGES) if words.search(one.words)), 0)


def _version(one: _Candidate) -> int:
    found = _VERSION.search(one.words)
    return int(parse_numeral(found[found.lastindex or 0]).value or 0) if found else 0


def _parts_of_year(one: _Candidate) -> set[str]:
    return set(_PART_OF_YEAR.findall(one.words))


def _said(connection: sqlite3.Connection) -> tuple[set[frozenset[str]], set[tuple[str, str]]]:
    """What people said of two papers: that they are not the same; that the first is the later one. Of two things said
    the last one holds.
    """
    select = """SELECT substr(sha256, 1, 16) || '-' || ordinal, not_duplicate_of, later_than FROM override
WHERE withdrawn_at IS NULL AND (not_duplicate_of IS NOT NULL OR later_than IS NOT NULL) ORDER BY made_at, id"""
    apart, later = set[frozenset[str]](), set[tuple[str, str]]()
    for paper, other, earlier in connection.execute(select):
        if other:
            apart.add(frozenset((paper, other)))
            later -= {(paper, other), (other, paper)}
        if earlier:
            apart.discard(frozenset((paper, earlier)))
            later -= {(earlier, paper)}
            later.add((paper, earlier))
    return apart, later
