"""Rules over tokens: where the words of all rules stand in a text.

Words are looked up character by character and then held against jieba's tokens: a short one stands only where it
begins and ends with a token, so 将 is not found in 将军, nor 共计 in 共|计划; a long one (优抚对象) stands wherever
it is written. Looking up tokens alone lost words to a neighbour's segmentation (减|免挂号费), and tokens are without
number, characters are not: the vocabulary does not grow with the archive.

The overlap policy, for all rules: of two hits of one kind of rule that overlap, the one that starts first stands, the
longer where both start together. Words of lists overlap only with those of the same list, words of deeds only with
those of deeds of the same type.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.kinds import Cue, Deed, Fund, Group, Modifier, Person, WordList
from extractor.lookup import look_up
from extractor.model import ACTIVITY_TYPES
from extractor.rules import Rule, Rules

WORD_FIELDS = ("words", "blocked_by")
LEXICAL = (Fund, Group, Person, Cue, Modifier, Deed, WordList)
TROOPS = "驻军官兵"
OFFICES = "offices"
LONGEST_BY_EDGES = 3
NOWHERE = (sys.maxsize, sys.maxsize)


class Hit(NamedTuple):
    """A rule's word at ``text[start:end]``. ``field`` is the rule's key that holds the word."""

    start: int
    end: int
    word: str
    kind: str
    field: str
    rule: Rule


# A word of shared lists (开展 is of several) or of a group of people, which is a list too: its start and end, the
# lists' names, whether they are of people. A plain tuple, since no other value is made as often.
Listed = tuple[int, int, frozenset[str], bool]


class Hits(NamedTuple):
    """The hits of a text by what they are for.

    ``facts`` (funds, groups, cues …) only where facts stand; ``deeds``, and ``lists`` that deeds ask for, everywhere.
    """

    facts: list[Hit]
    deeds: list[Hit]
    lists: list[Listed]


class Meaning(NamedTuple):
    """What one word means to one kind of rule: the rules and keys that name it. ``number``: the kind's in KINDS."""

    number: int
    kind: str
    uses: tuple[tuple[str, Rule], ...]


# The rules of deeds that name a word, by the place of their type in ACTIVITY_TYPES.
ByType = tuple[tuple[int, list[tuple[str, Rule]]], ...]
# word; its meanings for facts; the deeds' rules; the lists that it is of; the list that its group of people is
Entry = tuple[str, tuple[Meaning, ...], ByType, frozenset[str], frozenset[str]]


class Lexicon:
    """All words of a rule set, ready to be found in a text."""

    def __init__(self, rules: Rules) -> None:
        words = meanings(rules)
        self._entries = [entry(word, found) for word, found in words.items()]
        self._look_up = look_up([*words])

    def find(self, text: str, edges: bytes, zones: Sequence[tuple[int, int]]) -> Hits:
        """The hits in a text, by start; the longer first where two start together. ``edges`` is 1 at the places where a
        token begins or ends; ``zones`` are the spans where facts stand, in order and apart.

        A word of one or two characters stands where both its ends are edges, one of three where one is, a longer one
        wherever it is written.
        """
        if not text:
            return Hits([], [], [])
        found = [
            (start, -end, number)
            for number, start, end in self._look_up(text)
            if end - start > LONGEST_BY_EDGES
            or ((edges[start] or edges[end]) if end - start == LONGEST_BY_EDGES else (edges[start] and edges[end]))
        ]
        found.sort()
        return self._outermost(found, zones)

    def _outermost(self, found: Sequence[tuple[int, int, int]], zones: Sequence[tuple[int, int]]) -> Hits:
        """The overlap policy. ``found`` is sorted by start, longer first."""
        facts: list[Hit] = []
        deeds: list[Hit] = []
        lists: list[Listed] = []
        reach = [0] * len(LEXICAL)
        word_reach = group_reach = 0
        deed_reach = [0] * len(ACTIVITY_TYPES)
        since = 0  # where in ``lists`` the words begin that reach as far as ``word_reach``
        entries = self._entries
        coming = iter([*zones, NOWHERE])
        first, last = next(coming)
        for start, negative_end, number in found:
            end = -negative_end
            word, for_facts, for_deeds, names, group = entries[number]
            if for_facts:
                while start >= last:
                    first, last = next(coming)
                if start >= first:
                    for place, kind, uses in for_facts:
                        if start >= reach[place]:
                            reach[place] = end
                            facts += [Hit(start, end, word, kind, field, rule) for field, rule in uses]
            for type_at, deed_uses in for_deeds:
                if start >= deed_reach[type_at]:
                    deed_reach[type_at] = end
                    for field, rule in deed_uses:
                        deeds.append(Hit(start, end, word, "deed", field, rule))
            if names:
                if start >= word_reach:
                    word_reach, since = end, len(lists)
                else:
                    names = unclaimed(names, lists[since:], start)
                    word_reach = max(word_reach, end)
                if names:
                    lists.append((start, end, names, False))
            if group and start >= group_reach:
                group_reach = end
                lists.append((start, end, group, True))
        return Hits(facts, deeds, lists)


def unclaimed(names: frozenset[str], before: Sequence[Listed], start: int) -> frozenset[str]:
    """The lists that have no word of their own, of those ``before``, where a word of ``names`` starts: 发放 is still
    given away in 共发放, which another list names. The name of an office keeps all its words to itself.
    """
    claimed = frozenset[str]().union(*[known for _, end, known, group in before if end > start and not group])
    return frozenset() if OFFICES in claimed else names - claimed


def entry(word: str, found: Sequence[Meaning]) -> Entry:
    """What a word means, sorted by who asks for it."""
    kinds = {LEXICAL[meaning.number]: meaning for meaning in found}
    names = frozenset(rule.body.list for _, rule in kinds[WordList].uses) if WordList in kinds else frozenset()
    group = frozenset(list_of(rule.body) for _, rule in kinds[Group].uses) if Group in kinds else frozenset()
    facts = tuple(meaning for kind, meaning in kinds.items() if kind not in (Deed, WordList))
    deeds: dict[int, list[tuple[str, Rule]]] = defaultdict(list)
    for use in kinds[Deed].uses if Deed in kinds else ():
        deeds[ACTIVITY_TYPES.index(use[1].body.type)].append(use)
    return word, facts, tuple(deeds.items()), names, group


def list_of(group: Group) -> str:
    """The list that a group of people is for deeds."""
    return "troops" if group.group == TROOPS else "civil" if group.civil else "kin"


def meanings(rules: Rules) -> dict[str, tuple[Meaning, ...]]:
    """Every word of the lexical rules, with all that it means."""
    uses: dict[str, dict[int, list[tuple[str, Rule]]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        if isinstance(rule.body, LEXICAL):
            number = LEXICAL.index(type(rule.body))
            for field in WORD_FIELDS:
                for word in getattr(rule.body, field, ()):
                    uses[word][number].append((field, rule))
    return {
        word: tuple(Meaning(number, named[0][1].kind, tuple(named)) for number, named in kinds.items())
        for word, kinds in uses.items()
    }


@lru_cache(maxsize=4)
def lexicon(rules: Rules) -> Lexicon:
    """The rule set's lexicon, built once."""
    return Lexicon(rules)
