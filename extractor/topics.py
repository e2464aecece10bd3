"""Whom a sentence is about where it does not say so: what its paragraph has told before, and its section.

武警中队看望孤寡老人。先后资助学生12名: the second sentence has the first one's subject. 走访军属46户。帮助解决困难9件:
those helped are those called on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.deeds import is_marked
from extractor.match import Listed
from extractor.model import Section, Sentence

# Troops as the subject: their word stands within so many characters of the sentence's head, with no preposition and no
# verb of giving before it, and nothing of theirs behind it (部队的支持, 部队建设).
SUBJECT = 24
# Behind a long adverbial (今年以来，在一次助学慰问活动中，军分区…) it may stand so far off.
FAR = 60
TIME_AND_PLACE = re.compile(r"(?:[^，,；。]{1,40}(?:[年月日来前夕中时后际间下]|初|底|以来|[)）])[，,]){1,3}")
TROOPS = frozenset(("troops", "militia"))
PEOPLE = frozenset(("kin", "troops", "militia", "civil", "public", "barracks"))
OBJECT = re.compile(
    r"[为向给与到对同和在赴入由请邀送想帮助支慰访看投修改划拨赠捐签陪]|(?<!八一)建(?!军)"
    r"|组织|关于|通过|解决|用于|协调|落实|安排|联合|配合|保障|减免|改善|完成|服务|接待|迎接"
)
# What stands before the subject: 今年以来, 在抗洪抢险中.
ADVERBIAL = re.compile(r".*(?:[，,；：]|活动中|期间|前夕|之际|[中时后](?=驻|武警|部队|官兵|民兵|消防|中队|支队|大队))")
OWNED_BY = re.compile(r"的(?!官兵|指战员|战士|干部|党员|医)|建设|驻地|家属|子女|所在|营区|营房|领导|首长|代表")
# He who did the last does this too: the sentence opens with a verb, an adverb or a pronoun.
SUBJECTLESS = re.compile(
    r"\s*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]"
    r"|同时，?|此外，?|另外，?|其中，?|(?:紧接着|随后|接着|之后|仪式结束后|活动结束后|当天|当日|同日)，?|[\d年月日初底来前后，近一今]{1,12}，)?(?:"
    r"先后|积极|主动|各基层(?:单位|部队|大队|中队)|累计|共|还|并|又|也|已|投入|参与|参加|协助|帮助|出动|开展|完成|坚持|充分|利用|他们|该部|经常|多次|定期|常年"
    r"|救助|清理|清扫|捐|资助|走访|看望|深入|广泛|大力|发挥|每逢|每年|每月|转移|营救|抢|扑|植|为|向|给|在|拿出|筹集|派出|奔赴|冒着|连续"
    r")"
)


class Topic:
    """What a paragraph's sentences, read in order, leave to the next one: whether troops are the subject, and whether
    people of the service are spoken of.
    """

    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        self.text = text
        self.sections = sections
        self.paragraph = -1
        self.troops = self.kin = False

    def read(self, sentence: Sentence, listed: Sequence[Listed]) -> set[str]:
        """The lists that a sentence with these words of lists may count as its own: ``kin``; ``army_led`` where troops
        are the subject; ``army_section`` where they are, or stand in the heading.
        """
        goes_on = sentence.paragraph == self.paragraph
        named = set[str]().union(*[names for _, _, names, _ in listed])
        silent = named.isdisjoint(TROOPS) and SUBJECTLESS.match(self.text, sentence.start) is not None
        carried = goes_on and self.troops and silent
        self.troops = carried or led_by_troops(self.text, sentence, listed)
        nobody = named.isdisjoint(PEOPLE) and not is_marked(self.text, sentence.start)
        self.kin = "kin" in named or (goes_on and self.kin and nobody)
        self.paragraph = sentence.paragraph
        given = {"kin"} if self.kin else set[str]()
        if self.troops:
            given.add("army_led")
        if self.troops or by_troops(sentence, self.sections):
            given.add("army_section")
        return given


def by_troops(sentence: Sentence, sections: Sequence[Section]) -> bool:
    """Whether the sentence stands under a heading on what troops do for the public, where they need not be named."""
    return bool(sections) and "army_aid" in sections[sentence.section].standard


def led_by_troops(text: str, sentence: Sentence, listed: Sequence[Listed]) -> bool:
    """Whether troops or militia are the subject that opens the sentence."""
    for start, end, names, _ in listed:
        if start - sentence.start > FAR:
            return False
        if not names.isdisjoint(TROOPS):
            if start - sentence.start > SUBJECT and not follows_adverbial(text, sentence, start):
                return False
            adverbial = ADVERBIAL.match(text, sentence.start, end)
            before = text[sentence.start if adverbial is None else adverbial.end() : start]
            return OBJECT.search(before) is None and OWNED_BY.match(text, end) is None
    return False


def follows_adverbial(text: str, sentence: Sentence, start: int) -> bool:
    """Whether nothing but when and where stands between the sentence's head and the clause in which a word begins."""
    adverbial = TIME_AND_PLACE.match(text, sentence.start, start)
    return adverbial is not None and start - adverbial.end() <= SUBJECT
