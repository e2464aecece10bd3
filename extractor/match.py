"""Rules over tokens. The door to spaCy: one Doc a text, one PhraseMatcher for every word of every rule.

Words are looked up character by character and then held against jieba's tokens: a short one stands only where it
begins and ends with a token, so 将 is not found in 将军, nor 共计 in 共|计划; a long one (优抚对象) stands wherever
it is written. Looking up tokens alone lost words to a neighbour's segmentation (减|免挂号费), and tokens are without
number, characters are not: the vocabulary does not grow with the archive.

The overlap policy, for all rules: of two hits of one kind of rule that overlap, the one that starts first stands, the
longer where both start together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from extractor.kinds import Cue, Deed, Fund, Group, Modifier, Person, WordList
from extractor.rules import Rule, Rules

WORD_FIELDS = ("words", "blocked_by")
LEXICAL = (Fund, Group, Person, Cue, Modifier, Deed, WordList)


class Hit(NamedTuple):
    """A rule's word at ``text[start:end]``. ``field`` is the rule's key that holds the word."""

    start: int
    end: int
    word: str
    kind: str
    field: str
    rule: Rule


class Meaning(NamedTuple):
    """What one word means to one kind of rule: the rules and keys that name it."""

    kind: str
    uses: tuple[tuple[str, Rule], ...]


class Lexicon:
    """All words of a rule set, ready to be found in tokens."""

    def __init__(self, rules: Rules) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        words = meanings(rules)
        self._doc, self._vocab = Doc, Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self._words: dict[int, tuple[str, tuple[Meaning, ...]]] = {}
        for word, found in words.items():
            self._matcher.add(word, [self.doc(word)])
            self._words[self._vocab.strings[word]] = (word, found)

    def doc(self, text: str) -> Any:
        """A Doc of one token a character; nothing but their text is needed."""
        return self._doc(self._vocab, words=list(text), spaces=[False] * len(text))

    def find(self, text: str, tokens: Sequence[str]) -> list[Hit]:
        """The hits in a text, by start; the longer first where two start together. ``tokens`` concatenate to the
        text.
        """
        if not text:
            return []
        edges = set(accumulate(map(len, tokens)))
        edges.add(0)
        found = [(start, -end, key) for key, start, end in self._matcher(self.doc(text)) if stands(start, end, edges)]
        found.sort()
        return self._outermost(found)

    def _outermost(self, found: Sequence[tuple[int, int, int]]) -> list[Hit]:
        """The overlap policy. ``found`` is sorted by start, longer first."""
        hits: list[Hit] = []
        reach: dict[str, int] = defaultdict(int)
        words = self._words
        for start, negative_end, key in found:
            end = -negative_end
            word, meaning = words[key]
            for kind, uses in meaning:
                if start >= reach[kind]:
                    reach[kind] = end
                    hits += [Hit(start, end, word, kind, field, rule) for field, rule in uses]
        return hits


def stands(start: int, end: int, edges: Set[int]) -> bool:
    """Whether a word of so many characters may stand here: one of two at token edges, one of three at one edge at
    least.
    """
    length = end - start
    if length > 3:
        return True
    if length == 3:
        return start in edges or end in edges
    return start in edges and end in edges


def meanings(rules: Rules) -> dict[str, tuple[Meaning, ...]]:
    """Every word of the lexical rules, with all that it means."""
    uses: dict[str, dict[str, list[tuple[str, Rule]]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        if isinstance(rule.body, LEXICAL):
            for field in WORD_FIELDS:
                for word in getattr(rule.body, field, ()):
                    uses[word][rule.kind].append((field, rule))
    return {word: tuple(Meaning(kind, tuple(named)) for kind, named in kinds.items()) for word, kinds in uses.items()}


@lru_cache(maxsize=4)
def lexicon(rules: Rules) -> Lexicon:
    """The rule set's lexicon, built once."""
    return Lexicon(rules)
