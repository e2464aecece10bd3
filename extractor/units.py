"""Names of units in titles, sign-offs, first sentences and folders, and the kinds of units.

A name is taken only where it stands for the writer: a superior (在县双拥办的指导下) or a unit visited is no writer.
No name is better than a wrong one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from extractor.kinds import UnitWords
from extractor.rules import Rules
from extractor.wording import YEAR, bare, union

PREFIX = r"[一-龥xX×*〇○]"
# A name ends where its superiors or its own parts begin: 柳溪支队在市委、市政府领导下, 云水镇各村.
UNDER = r"(?!各|在[省市县区州旗镇乡街上全])"
LAST_CHARACTERS = re.compile(rf"{PREFIX}{{2,6}}\Z")
AFTER_IN_TITLE = (
    r"(?=关于|\d|[xX×_*]{2}|二[〇○零]|[上下]半年|第[一二三四]季度|十[一二三四]?五|(?<![县市区旗])双拥|双拥(?!办|工作领导|工作委员)|成员|名单|职责|拥军|优抚|国防|"
    r"退役(?!军人(?:事务)?局|军人服务)|征兵|八一|春节|创建|军民|拥政|爱国|工作|开展|争创|申报|转发|批转|[印下]发|"
    r"走访|慰问|落实|年|的|在|[，。、（(：:《\s—\-_]|总结|$)"
)
# What a headline says of a unit (云水镇积极做好…). Behind a name that ends in an office's title (民政局, 供电公司)
# anything may stand but a part of that office.
AFTER_IN_HEADLINE = (
    r"(?=[各送为]|召开|举[行办]|组织(?!部)|积极|扎实|认真|切实|深入|深化|强化|持续|[全大着倾]力|用[心情]|多措|多举|"
    r"定期|打造|推[进动]|荣获|喜获)"
)
AFTER_OFFICE = r"(?![股科室处办站队委党工团班所院会长家部局公分支])"
AFTER_AS_SUBJECT = (
    r"(?=党[委组]|领导班子|联合|会同|携手|党工委|党政|政府|始终|高度|认真|紧紧|紧密|坚持|在[^一-龥]?[一-龥]|以|按照|根据|积极|严格|结合|切实|深入|围绕|把|将|双拥(?!工作领导|领导|办)|的双拥|全体|上下|地处|位于|"
    r"现[有将辖]|共有|辖|总?面积|国土|总?人口|始?建于|创建于|成立于|组建于|担负|坚决|大力|着力|充分|进一步|广泛|不断|全面|扎实|立足|牢固|继续|有|是|坐落|近年|今年|拥军|"
    r"[全倾鼎]力|热心|长期|[多常]年|定期|先后|一如既往|[发弘]扬|牢记|依托|聚焦|树立|注重|努力|致力|秉[承持]|[践履]行|加[强大]|强化|深化|推[进动]|"
    r"一直|一贯|历来|历届|非常|十分|极为|地理位置|紧扣|主动|及时|精心|创新|突出|召开|开展|组织|举办|[下印]发|、[^，。]{0,16}(?:政府|人大)|\s|\d|[xX×*_]{2}年)"
)
BEFORE_SUBJECT = (
    rf"(?:我们|我?(?:受.{{2,20}}?委托，?)?谨?代表|{YEAR}(?:以来)?|(?:[一今多近几]|近几|近些|这些)年来|今年以来|"
    r"长期以来|一直以来)?"
)
AFTER_IN_BODY = r"(?=地处|位于|辖|下辖|党委|人民政府|党政|现有|共有|总人口|坐落|双拥办|双拥工作|退役军人服务站)"
AT_HOME = re.compile(r"(?!双拥)")
# A county names itself where it says where it lies, at a clause's beginning: longer names are cut by no window.
COUNTY_LIES = re.compile(
    rf"(?:^|[，。；：！、\s])(?P<name>{PREFIX}{{1,12}}?[县市区旗])"
    r"(?=地处|位于|坐落|总面积|国土面积|是[^，。；]{0,14}(?:老区|圣地|之乡|市区|城区|大县|重镇))",
    re.MULTILINE,
)
HEAD_OF_TITLE = (
    rf"(?:关于)?(?:报送|上报|呈报|印发)?(?:{YEAR}(?!度)|20[\dxX]{{2}}(?!年))?(?:[上下]半年)?(?:第[一二三四]季度)?"
)
TIMES = re.compile(rf"{YEAR}|[上下]半年|[上下本]一?年度?|年度|第[一二三四]季度|20[\dxX]{{2}}|\s")
KIND_HEAD = re.compile(r"(?:关于)?(?:报送|上报|呈报|印发)?在?(?P<head>[一-龥]{1,12})")
KIND_ENDS = re.compile(
    r"\d|[xX*_]{2}|二[〇○零]|双拥|拥军|拥政|国防|关于|年|优抚|民政|争创|创建|工作|持续|贯彻|落实|开展|组织|庆|迎|八一|建军|退役|征兵|[、，《（—]|$"
)
FUNCTION_WORDS = re.compile(
    r"^(?:情系|心系|走[进近]|致敬?|感谢|采访|祝贺|热烈|弘扬|由于|因为|在|由|已经?|并且|但|其中|经过|[现特今兹]将|[一二三四五]是|按照|按|根据|据|为了|为|与|对|向|随着|自从|到|赴|前往|走访|慰问|看望|使|让|把|给|关于|全面|通过|作为|过去|"
    r"目前|今年|去年|一?年来|以来|年度)"
)
OWN = 3  # weight of a word with which a unit speaks of itself; one that it often says has 1
SUBJECT_CLAUSES = 8  # clauses at a text's beginning in which the writer may be named
STRANGER = re.compile(
    r"[我该某到赴给让把的了]|会同|联合|走访|慰问|形成|开创|申报|模范|表彰|创建|开展|做好|加强|工作|双拥|拥军|"
    r"半年|年度|季度|责任|落实|成立|组建|设立|调整|充实|表示|要求|认真|积极|结合|围绕|贯彻|领导|书记|其他|[是请]"
)  # in no unit's name
# In no place's name, though in an office's: 县委宣传部 is a unit, 市委市 is none; 促进社区 is none.
NOT_IN_PLACES = re.compile(
    r"[省市县区州盟]委|政府|干部|代表|促进|推动|推进|提升|指导|支持|协助|搞好|抓好|深化|建立|健全|营造|发挥|利用|动员|引导|"
    r"整合|打造|构建|实现|确保|保障|关心|关爱"
)
JOINTS = re.compile(r"的|了|由于|因为|，")
IN_ALL = ("天全", "万全")  # counties whose names end as 全县, all of the county, begins
SINGLE_WORDS = frozenset(
    "经报请受与同被以从凡将为于由给把让使对向往至及或但而且又也还则即曾已到按据因随"
)  # 经镇党委研究
NEEDS_PLACE = frozenset({"局", "委员会", "办公室", "协会", "联合会", "服务中心", "管理中心", "管理所", "管理处", "厂"})
PLACE = re.compile(r"[省市县区旗州盟镇乡]")
SHORTEST_OFFICE = 3  # characters of an ending that by itself says what office it is: 民政局, not 局 or 县
LONG_PREFIX = 4  # characters in which a place can stand beside what its office does
COUNTED = re.compile(r"[\d一二三四五六七八九十两几各](?:个|家|所)")
GENERIC = re.compile(
    r"^(?:我|本|全|各|该|某|所有|上级|驻|乡|镇|县|市|区|省|街道|各级|和|双拥|国家|中央|部分|有关|相关|基层|人民|辖区|[一二两三几多每])*$"
)
COUNTYS_OWN = re.compile(r"[县市区旗州](?:人民|中心|第[一二三])?$")  # 县教育局, 市人民医院: a name within its county
VISITED = re.compile(r"(?:到|赴|前往|走访了?|慰问了?|看望了?|对|为|向|给|同|与|和)$")
PARENTS = re.compile(r"^.+(?:省|市|县|(?<!社)区|旗|自治州|镇|乡|街道)(?=.{2,}$)")
LABEL = re.compile(r"^(?:(?:报送|填报|汇报|上报|编写|供稿|制表)?(?:单位|部门)[：:]\s*)")
OFFICES = (
    ("subdistrict", re.compile(r"(?:街道)?(?:办事处|街道办)$"), "街道"),
    ("community", re.compile(r"(?:社区)?(?:居委会|居民委员会)$|社区党委$"), "社区"),
    ("village", re.compile(r"(?<=村)村(?:委会|民委员会)$"), ""),
    ("village", re.compile(r"村(?:委会|民委员会)$"), "村"),
)
PLACES = frozenset({"county_office", "township", "subdistrict", "community", "village"})
OFFICE = re.compile(r"双拥(?:工作)?(?:领导小组)?(?:办公室|办)?$")


class Ending(NamedTuple):
    """What is known of a unit whose name has the ending."""

    kind: str
    proper: bool
    not_names: frozenset[str]

    @property
    def sole(self) -> bool:
        """Whether it is one of its kind in its county: 县教育局 is a name there, 县双拥办 and 乡镇 are not."""
        return not self.proper and self.kind not in ("county_office", "other", "school", "enterprise")


class UnitNames(NamedTuple):
    """The unit rules, compiled. ``speaks`` leads from a word to the kinds that say it, with its weight."""

    endings: dict[str, Ending]
    title: tuple[re.Pattern[str], ...]
    headline: tuple[re.Pattern[str], ...]
    whole: tuple[re.Pattern[str], ...]
    subject: tuple[re.Pattern[str], ...]
    body: re.Pattern[str]
    tailed: re.Pattern[str]
    words: re.Pattern[str]
    speaks: dict[str, tuple[tuple[str, int], ...]]


class Named(NamedTuple):
    """A unit's name, its kind, and the words that were read."""

    name: str
    kind: str
    words: str


@lru_cache(maxsize=8)
def unit_names(rules: Rules) -> UnitNames:
    """The rules' unit kinds, compiled once for a rule set."""
    kinds = [body for _, body in rules.of(UnitWords)]
    own = [rf"(?:{union(k.endings)})(?:{union(k.tails)})?" for k in kinds if k.proper]
    proper = "|".join(own)
    others = union(e for k in kinds if not k.proper for e in k.endings)
    tails = union(t for k in kinds if not k.proper and k.tails for t in k.tails)
    forms = (
        rf"(?P<name>{PREFIX}{{1,16}}(?:{proper}))",
        rf"(?P<name>{PREFIX}{{1,18}}(?:{others}))(?:{tails})?",
        r"(?:驻|(?:中国人民)?解放军)?(?P<name>\d{5}部队)",
    )
    told = [form.replace(PREFIX, f"(?:{UNDER}{PREFIX})") for form in forms]
    offices = union(e for k in kinds if not k.proper for e in k.endings if len(e) >= SHORTEST_OFFICE)
    office = rf"(?P<name>{PREFIX}{{2,18}}(?:{offices})|\d{{5}}部队){AFTER_OFFICE}"
    speaks: dict[str, list[tuple[str, int]]] = {}
    for k in kinds:
        for word in k.own:
            speaks.setdefault(word, []).append((k.unit_kind, OWN))
        for word in k.body:
            speaks.setdefault(word, []).append((k.unit_kind, 1))
    return UnitNames(
        endings={e: Ending(k.unit_kind, k.proper, frozenset(k.not_names)) for k in reversed(kinds) for e in k.endings},
        # the longest name first; where that is none (柳溪县创建双拥模范县) the shortest
        title=tuple(
            re.compile(HEAD_OF_TITLE + tried + AFTER_IN_TITLE)
            for tried in (*forms, *(form.replace(",18}", ",18}?").replace(",16}", ",16}?") for form in forms[:2]))
        ),
        headline=tuple(
            re.compile(HEAD_OF_TITLE + tried) for tried in (*(form + AFTER_IN_HEADLINE for form in told), office)
        ),
        whole=tuple(re.compile(form + r"(?=[\s（(\d]|$)") for form in forms),
        subject=tuple(re.compile(BEFORE_SUBJECT + form + AFTER_AS_SUBJECT) for form in told),
        body=re.compile("|".join(f"{re.escape(e)}{AFTER_IN_BODY}" for k in kinds if k.proper for e in k.endings)),
        tailed=re.compile(
            "|".join(rf"(?:{union(k.endings)})(?=(?:{union(k.tails)})$)" for k in kinds if k.proper and k.tails)
        ),
        words=re.compile(union(speaks)),
        speaks={word: tuple(each) for word, each in speaks.items()},
    )


def in_title(text: str, names: UnitNames) -> Named | None:
    """The unit with which a title (or file name) begins: 柳溪镇2019年双拥工作总结."""
    text = bare(text)
    return _first_good((pattern.match(text) for pattern in names.title), names)


def in_headline(text: str, names: UnitNames) -> Named | None:
    """The unit of which a headline says what it did: 柳溪供电公司上门检修军营线路, 云水镇积极开展走访慰问."""
    text = bare(text)
    return _first_good((pattern.match(text) for pattern in names.headline), names)


def alone(text: str, names: UnitNames) -> Named | None:
    """The unit that a sign-off's line or a folder is named by: 柳溪镇人民政府."""
    text = LABEL.sub("", bare(text).strip())
    return _first_good((pattern.match(text) for pattern in names.whole), names)


def as_subject(sentence: str, names: UnitNames) -> Named | None:
    """The unit that is a clause's subject in a first sentence: 2019年，柳溪镇党委…."""
    clauses = re.split("[，。；]", bare(sentence), maxsplit=SUBJECT_CLAUSES)[:SUBJECT_CLAUSES]
    for number, clause in enumerate(clauses):
        named = _first_good((pattern.match(clause) for pattern in names.subject), names)
        if named is None and number == 0 and len(clauses) > 1:  # 雁回街道红星社区，现有居民2100户
            named = alone(clause, names)
        if named is not None:
            return named
    return None


def kind_in_title(title: str, names: UnitNames) -> str | None:
    """The kind of unit that a title names without a proper name: 医院双拥工作总结, 区教育局2019年双拥工作总结."""
    text = TIMES.sub("", bare(title))
    head = KIND_HEAD.match(text)
    if head is None:
        return None
    for cut in range(head.end(), head.start("head"), -1):
        words = text[head.start("head") : cut]
        found = ending_of(words, names, shortest=1) if KIND_ENDS.match(text, cut) else None
        if found is not None and found[0] == words:
            return found[2].kind
    return None


def kind_as_subject(sentence: str, names: UnitNames) -> str | None:
    """The kind of the unit without a name of its own that a first sentence speaks of (2015年，县工商联…)."""
    for clause in re.split("[，。；]", bare(sentence), maxsplit=SUBJECT_CLAUSES)[:SUBJECT_CLAUSES]:
        match = names.subject[1].match(clause)
        if match is None:
            continue
        found = ending_of(match["name"], names)
        if found is not None and found[0] == match["name"] and COUNTYS_OWN.match(found[0][: -len(found[1])]):
            return found[2].kind
    return None


def _first_good(found: Iterable[re.Match[str] | None], names: UnitNames) -> Named | None:
    for match in found:
        if match is not None:
            named = canonical(match["name"], names)
            if named is not None:
                return named
    return None


def canonical(words: str, names: UnitNames) -> Named | None:
    """A name without what does not belong to it, with its kind; None for words that name no unit (我镇, 县双拥办)."""
    name = re.sub(rf"^(?:{YEAR})", "", words)
    if FUNCTION_WORDS.match(name):
        return None
    found = ending_of(name, names)
    if found is None:
        return None
    name, ending, known = found
    if _is_no_name(name, ending, known):
        return None
    if name.startswith("共青团"):  # 共青团柳溪县委 is no 柳溪县
        return Named(name, "other", words)
    if known.proper or known.kind == "county_office":
        name = re.sub(r"^中共(?=.{3})|(?<=[县市区旗])委$", "", name)
    if known.proper:
        name = _short_name(name, ending, known.kind)
    elif known.kind == "county_office" and "双拥" in ending:
        name = OFFICE.sub("双拥办", name)
    return Named(name, known.kind, words)


def _is_no_name(name: str, ending: str, known: Ending) -> bool:
    """Whether words with a name's ending name no unit: 我镇, 各乡镇, 县双拥办, 新格局, 盐务局."""
    prefix = name[: len(name) - len(ending)]
    if STRANGER.search(prefix) or name in known.not_names or prefix.endswith(("各", "我", "本", "该")):
        return True
    if prefix in SINGLE_WORDS or (prefix.endswith("全") and prefix not in IN_ALL):
        return True
    if name.endswith(("乡镇", "各村")) or (known.kind in PLACES and NOT_IN_PLACES.search(prefix)):
        return True
    if known.kind == "other" and name.endswith(tuple(known.not_names)):
        return True
    if ending in NEEDS_PLACE and len(prefix) < LONG_PREFIX and not PLACE.search(prefix):
        return True
    return GENERIC.match(prefix) is not None and not (known.sole and COUNTYS_OWN.match(prefix))


def _short_name(name: str, ending: str, kind: str) -> str:
    """The name without its county, and without what only says the office: 雁回街道办事处 is 雁回街道."""
    short = PARENTS.sub("", name)
    name = short if len(short) > len(ending) + 1 else name
    for of_kind, office, plain in OFFICES:
        if kind == of_kind:
            name = office.sub(plain, name)
    return name


def ending_of(name: str, names: UnitNames, shortest: int = 2) -> tuple[str, str, Ending] | None:
    """The name cut after the ending that makes it one, the ending, and what is known of it. A tail (党委) is cut off:
    the longest known ending at the end, else the last one of a kind whose names take tails."""
    tailed = names.tailed.search(name)
    if tailed is not None:
        name = name[: tailed.end()]
    if name in names.endings:  # 民政局 alone is no 政 with the ending 局
        return name, name, names.endings[name]
    for cut in range(len(name), shortest - 1, -1):
        for length in range(min(12, cut - shortest + 1), 0, -1):
            ending = name[cut - length : cut]
            known = names.endings.get(ending)
            if known is None:
                continue
            if cut == len(name) or known.proper:
                inner = inner_proper(name[:cut], ending, known, names)
                return inner or (name[:cut], ending, known)
    return None


def inner_proper(name: str, ending: str, known: Ending, names: UnitNames) -> tuple[str, str, Ending] | None:
    """云水镇双拥工作领导小组 is the office of a township: that is the unit. The office of a county is a unit."""
    if known.kind != "county_office" or "双拥" not in ending:
        return None
    rest = name[: len(name) - len(ending)]
    for length in range(min(8, len(rest) - 1), 0, -1):
        inner = names.endings.get(rest[-length:])
        if inner is not None and inner.kind != "county_office":
            return rest, rest[-length:], inner
    return None


def words_of_kinds(text: str, names: UnitNames) -> Counter[str]:
    """The words of a text that speak of a kind of unit (我镇, 辖区群众), with how often each stands there."""
    found = Counter(names.words.findall(text))
    for match in COUNTED.finditer(text):  # 下辖3个街道办事处 is no street office that speaks
        word = names.words.match(text, match.end())
        if word is not None and word[0] in found and word[0][0] not in "我本全各":
            found[word[0]] -= 1
    return +found


def kinds_told(words: Mapping[str, int], names: UnitNames) -> list[tuple[str, int]]:
    """The kinds of unit that these words speak of, the likeliest first, with their weights. A kind counts only
    where it speaks of itself (我镇); where two are as likely (我局 alone) it is none of them. Any unit of a county says
    我县: a county counts where no other speaks in the first person."""
    weights: Counter[str] = Counter()
    own: set[str] = set()
    for word, count in words.items():
        for kind, weight in names.speaks[word]:
            weights[kind] += weight * count
            if weight == OWN:
                own.add(kind)
    if first_person(words, names) - {"county_office"}:
        own.discard("county_office")
    ranked = [(kind, weight) for kind, weight in weights.most_common() if kind in own]
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return [("other", ranked[0][1]), *((kind, weight) for kind, weight in ranked if kind != "other")]
    return ranked


def first_person(words: Iterable[str], names: UnitNames) -> frozenset[str]:
    """The kinds that say we: 我镇, 本社区; 我局 is said by many."""
    own = (word for word in words if word[0] in "我本")
    return frozenset(kind for word in own for kind, weight in names.speaks[word] if weight == OWN)


def in_body(text: str, kind: str, names: UnitNames) -> Named | None:
    """The unit of the kind that the text most often tells something of (雅灰乡地处…), as a last resort."""
    found: Counter[Named] = Counter()
    if kind == "county_office":
        named_ones = (canonical(bare(match["name"]), names) for match in COUNTY_LIES.finditer(text))
        found.update(named for named in named_ones if named is not None and named.kind == kind)
    for match in names.body.finditer(text):
        before_ending = LAST_CHARACTERS.search(text, max(0, match.start() - 6), match.start())
        words = JOINTS.split(before_ending[0] + match[0])[-1] if before_ending is not None else ""
        head = FUNCTION_WORDS.match(words)
        before = text[: match.end() - len(words)] + (head[0] if head is not None else "")
        if VISITED.search(before[-4:]):
            continue
        named = canonical(words[head.end() if head is not None else 0 :], names)
        # behind 双拥工作 a verb may stand before a kind of place (规范社区双拥工作): a name comes again
        if (
            named is not None
            and named.kind == kind
            and (text.count(named.name) > 1 or AT_HOME.match(text, match.end()))
        ):
            found[named] += 1
    ranked = without_heads(found).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def without_heads(found: Counter[Named]) -> Counter[Named]:
    """The names with how often they stand there, one behind other words (当年云溪乡) counted as the name itself."""
    counts: Counter[Named] = Counter()
    for named, count in found.items():
        inner = [other for other in found if other != named and named.name.endswith(other.name)]
        counts[min(inner, key=lambda other: len(other.name), default=named)] += count
    return counts
