"""Whether a sum is relief to civilians, kept apart from service money: by who has it and what it is called, the nearest
word first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.kinds import Fund, Group, Modifier
from extractor.match import Hit
from extractor.quantities import Money
from extractor.recipients import neighbours
from extractor.scene import Scene

# 优抚款, 军属优待金: money that its name gives to the service.
SERVICE_MONEY = re.compile("优抚|优待|抚恤|拥军|优属|军|兵|参战|参试|两参|退役|立功|双拥")


def is_civil(scene: Scene, money: Money, named: Hit | None) -> bool:
    """Whether a sum that goes to people is relief to civilians; ``named`` is the word for its fund.

    A programme of civil relief (低保) is that whoever has it. A list of recipients goes by most of them.
    """
    matter = scene.matter(money.start)
    said = by_name(named) if named is not None and named.start >= matter else None
    if said is not None:
        return said
    start, end = scene.clause(money.start)
    before, after = neighbours(scene, money)
    for first, stop in ((max(start, before), money.start), (money.end, min(end, after))):
        people = [hit for hit in between(scene, first, stop) if not isinstance(hit.rule.body, Fund)]
        if people:
            return mostly_civilians(scene, people[::-1] if stop == money.start else people)
    if named is not None and named.rule.body.civil and named.start >= start:
        return True
    for zone in (between(scene, matter, money.start)[::-1], between(scene, money.end, min(scene.sentence.end, after))):
        if zone:
            return mostly_civilians(scene, zone)
    if named is not None and named.start >= scene.sentence.start and tells(named):
        return civil(named)
    for hits in scene.context:
        marks = [hit for hit in reversed(hits) if tells(hit)]
        if marks:
            return mostly_civilians(scene, marks)
    return scene.only_civil


def by_name(named: Hit) -> bool | None:
    """What a fund's own name says, whoever has it."""
    if named.rule.body.civil and not named.rule.body.yields:
        return True
    return False if SERVICE_MONEY.search(named.word) else None


def between(scene: Scene, start: int, end: int) -> list[Hit]:
    """The words in ``text[start:end]`` that tell the scope; names of money only where no people are named."""
    found = [hit for hit in scene.hits if start <= hit.start and hit.end <= end and tells(hit)]
    return [hit for hit in found if not isinstance(hit.rule.body, Fund)] or found


def tells(hit: Hit) -> bool:
    """Whether a word is of the service or of civilians."""
    body = hit.rule.body
    if isinstance(body, Modifier):
        return body.effect in ("to_civilians", "to_service")
    return isinstance(body, Group) or (
        isinstance(body, Fund) and (body.civil or SERVICE_MONEY.search(hit.word) is not None)
    )


def civil(hit: Hit) -> bool:
    """Whether such a word is of civilians."""
    body = hit.rule.body
    return body.effect == "to_civilians" if isinstance(body, Modifier) else bool(body.civil)


def mostly_civilians(scene: Scene, marks: Sequence[Hit]) -> bool:
    """Whether civilians are most of the list that the first of ``marks`` opens; 退役军人贫困户 are of the service."""
    told, listed = civil(marks[0]), []
    for hit, following in pairwise(marks):
        first, second = sorted((hit, following), key=lambda mark: mark.start)
        if scene.text[first.end : second.start] in ("", "的"):
            told = told and civil(following)
        elif scene.linked(first.end, second.start):
            listed.append(told)
            told = civil(following)
        else:
            break
    listed.append(told)
    return 2 * sum(listed) > len(listed)
