"""Numbered lists in running text: 1、…2、…; （一）…（二）…; ①…②…; 一是…；二是…; 其一，…其二，…; 首先，…其次，…

A label opens a clause, whether its item is a paragraph, a sentence or a part of one. Lists may hold lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.lines import HAN, NUMBER, ordinal

ORDER = ("首先", "其次", "再次")
# The name of a group is the style of the label: a list keeps to one.
LABEL = re.compile(
    rf"""
    (?: (?<=[。；：，！;:,\n\s]) | ^ )
    (?: {NUMBER.pattern}
      | (?P<point> [{HAN}]{{1,3}}(?:是|则|来[，,]) )        # 一是 二是
      | (?P<of_these> 其[{HAN}]{{1,3}}(?=[，,、：是]) )     # 其一， 其二，
      | (?P<nth> 第[{HAN}]{{1,3}}(?=[，,、：是]) )          # 第一，
      | (?P<order> {"|".join(ORDER)} )
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: the spans of its two or more items, in order."""

    items: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.items[0][0]

    @property
    def end(self) -> int:
        return self.items[-1][1]

    def item_of(self, place: int) -> int | None:
        """Which item a place lies in, counted from 0; None outside the list."""
        return next((n for n, (start, end) in enumerate(self.items) if start <= place < end), None)


def find_lists(text: str, start: int, end: int) -> tuple[ItemList, ...]:
    """The lists of ``text[start:end]``, by where they begin. The last item of a list ends with its paragraph, or where
    the list that holds it goes on, or the next of its style begins.
    """
    lists = sorted(labels_of_lists(text, start, end), key=lambda one: one[1])
    found = []
    for style, labels in lists:
        closes = text.find("\n", labels[-1], end)
        others = (each for other, each in lists if each[0] < labels[0] or other == style)
        last = min([end if closes < 0 else closes, *(at for each in others for at in each if at > labels[-1])])
        found.append(ItemList(tuple(zip(labels, [*labels[1:], last], strict=True))))
    return tuple(found)


def labels_of_lists(text: str, start: int, end: int) -> Iterator[tuple[str, list[int]]]:
    """The style of each list and the places of its labels: all of that style, their numbers one by one from 1."""
    open_lists: dict[str, list[int]] = {}
    for match in LABEL.finditer(text, start, end):
        style = match.lastgroup or ""
        own = open_lists.get(style, [])
        number = ORDER.index(match[0]) + 1 if style == "order" else ordinal(match[0])
        if number == 1:
            if len(own) > 1:
                yield style, own
            open_lists[style] = [match.start()]
        elif number == len(own) + 1 and own:
            own.append(match.start())
    yield from ((style, own) for style, own in open_lists.items() if len(own) > 1)
