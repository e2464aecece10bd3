"""What makes words for a deed tell none: names, judgements, wishes, duties, slogans, speech, the text of laws.

A summary speaks of deeds far more often than it tells them. Each test here is of the words around a deed's own, in its
clause or, for speech, in its sentence; which words name a deed at all is for the rules of kind ``deed``.
"""

from __future__ import annotations

import re

from extractor.model import Sentence

DIGIT = re.compile(r"(?<!^)\d(?![.、)）])")  # not a list's number
# 通过走访慰问，增进了感情: the deed is but the means of what is said.
BY = ("通过", "经过")
MEANS = re.compile(
    r"(?:[^，；。、\d]{2,14}|(?:此次|本次|这次|该次|一系列|上述|这一|这些)[^，；。\d]{2,30}|[^，；。\d]{2,30}的(?:顺利)?开展)，"
    r"(?:不仅|既|也|还|又|从而|更|充分|进一步|有效|切实|极大地?|大大)*"
    r"(?:增进|密切|[让使]|增强|加深|拉近|激发|营造|体现|提升|提高|促进|展现|弘扬|坚定|推动|强化|架起|凝聚|形成"
    r"|彰显|传递|巩固|丰富|锻炼)"
    r"|[^，；。、\d]{2,24}，[^，；。\d]{2,24}(?:更加|明显|日益|进一步|普遍|显著|不断)"
    r"(?:浓厚|增强|提高|密切|融洽|提升|深厚|巩固)"
)
# 分别负责宣传和安置, 承担走访慰问等职责: whose duty something is
DUTY = re.compile(
    r"(?:分别|主要|全面|统一|(?<![人员任名]))负责(?!人|制|同志)[^，；。]{2}|承担[着了]?[^，。\d]{2,40}(?:职责|职能)"
)
# 经过入户核查，确定…; 通过群众评议、街道公示，发放…: how those were found to whom the clause after gives.
SIFTED = re.compile(
    r"过?(?:(?!走访|慰问|看望|召开|座谈|开展)[^，,；。\d]){0,24}"
    r"(?:摸底|调查|摸排|核查|核实|审核|评议|普查|初审|排查|筛选|公示|把关|评审)(?:工作|等(?:程序|方式|环节))?[，,]"
)
# 做好走访慰问、困难帮扶和信访接待等工作: what an office has to do, with nothing told of it.
KINDS_OF_WORK = re.compile(
    r"[^，；。\d]*(?:做好|抓好|搞好)[^，；。、\d]{2,}、[^，；。\d]{2,}等(?:各项|各?方面的?|具体)?(?:服务)?工作[，；。]$"
)
# 带头争做宣传先锋: what people strive to be.
STRIVE = re.compile(r"[^，；。]*(?:积极|主动|带头|努力|踊跃)争[当做](?![^，；。]*活动)")
# 服役期间立功的，另行奖励: under what condition.
IN_CASE = re.compile(
    r"\s*(?:对|凡|如|若)?(?:在)?(?:服役|服现役|在部队服役)期间[^，；。\d]*(?:的|者|或[^，；。\d]*)[，,]"
)
# 由为部队办实事向支持部队练兵转变, 变“上门要”为“主动送”: how the work is done otherwise than before.
TURNED = re.compile(r"\s*(?:逐步|努力|实现|推动)?[^，；。]{0,10}[由从][^；。\d]*[向到][^，；。]*转变")
# 针对就业难的问题，…: what it is done about.
PROBLEM = re.compile(r"\s*针对[^，；。\d]*(?:问题|难题|困难|实际|现状|情况|特点|需求|难|局面|形势)[，,]")
# 由当地人民政府发给优待金, 可以报名参加…: what a rule gives, not what was given.
RULED = re.compile(
    r"[^，；。]*?(?:由[^，；。]{0,8}(?<!我)(?<![省市县区镇乡])人民政府(?:发给|安排|给予|负责|优先|按)|(?:均可|可以)(?:报名|申请))"
)
# 此次培训使他们掌握了…: what came of a deed.
CAME_OF_IT = re.compile(r"\s*(?:此次|这次|本次|这些|这一)[^，；。、\d]{2,10}(?:使|让|令)(?!用)")
# 他1951年参加抗美援朝，荣立三等功: a life, told where nothing is done for the man.
CENTURY = "19"
LIFE_HEAD = 18  # characters of a sentence in which it stands, where it tells a life
LIFE = re.compile(
    r"\s*[^，。；、\d]{0,12}19[2-9]\d年(?:\d+月)?[^，。；\d]{0,6}(?:参加|参军|入伍|应征|出生|入党|转业|退伍)"
    r"(?![^。]*(?:慰问|看望|走访|送|发放|救助|今年|解决|帮|祭|安葬|追认|补助))"
)
# 为落实好这项政策，…: what is aimed at.
AIMED = re.compile(
    r"\s*(?:[一二三四五六七八九十]是)?为(?:了|更好地?|切实|进一步|全面|深入|做好|搞好|办好|抓好|落实|贯彻|推动|推进|加强|营造|弘扬|提升|提高|确保)"
    r"[^，；。\d]*[，,]$"
)
# 他激动地说：“…”
SAID = re.compile(r"(?:说|说道|表示|坦言|感慨|感叹)[道：:，,]*[“\"]([^”\"]*)")
# 节日有走访、平时有关心
THERE_IS = "有"
SLOGAN = re.compile(r"[一-龥]{2}有[一-龥]{2,4}、[一-龥]{2,3}有[一-龥]{2,4}")
# 在抗洪抢险中，军民…; 自启动创建以来，…: where and when something else was done
SETTING = re.compile(r"\s*(?:特别是|尤其是)?(?:在[^，\d]{2,24}(?:中|期间|时|之际)|自[^，。；]{2,30}以来)[，,]")
# 享受定补的老兵86人, 新增40人(均享受低保): a count of people; 慰问享受定补的老兵86人 is a deed.
ENJOY = "享受"
COUNT = re.compile(
    r"[^，；。慰走问对给为向发]{0,16}享受[^，；。]{2,12}的[^，；。]{0,16}\d"
    r"|[^，；。慰走问对给为向发落]{0,20}享受[^，；。、\d落发]{2,10}\d+\s*[人户名位][，；。、,]"
    r"|[^，；。慰走问对给为向发]{0,24}\d\s*[人户名位]\s*[（(]均?享受[^，；。]{2,12}[)）][，；。]"
)
# 其中具备安置条件12人: a count too.
MEETING = "条件"
ENTITLED = re.compile(
    r"\s*(?:其中|包括|有|共有)*[：:]?(?:符合|具备)[^，；。]{1,12}条件(?:的|人员)?[^，；。]{0,8}\d+\s*[人名户位]\s*[，；。（(]"
)
# 除日常的慰问外，还…: what is set aside.
EXCEPT = re.compile(r"[^，；。]{0,8}除了?[^，；。]{2,24}(?:之|以)?外[，,]")
# 走访慰问机制, 慰问活动方案, 慰问活动部署会, 座谈会是…的桥梁: the words name a rule, a paper,
# another deed or a thing judged, and no deed of their own. 加大慰问力度, 在宣传等方面, 参加座谈的有…, 座谈会气氛热烈.
NAMED = re.compile(
    r"(?:工作|活动|调研)?(?:长效|新)?(?:机制|制度|方案|计划|预案|传统|做法|人员|力度)"
    r"|等(?:工作)?方面|的(?:还?有|人员|同志|领导)|(?:现场)?气氛"
    r"|[^，；。、]{0,12}(?:部署|动员|协调|推进|筹备|调度)会"
)
JUDGED = re.compile(
    r"[都均全](?:部?是|为)(?!否|\s*\d|每)|(?:工作|活动)?(?:作为|当作|当成|看作|视为|就?是(?!否)|事关|关乎|关系到|直接关系)"
    r"|的[^，；。]{1,16}，?(?:都|均|全)?是(?!否)|[^，；。、\d]{0,6}既[^，；。\d]{2,20}，(?:又|也|还)"
    r"|[^，。；！\d]{0,12}，?(?:这|这既|既|也|不仅|都)?是(?!否)[^。；\d]{0,36}?"
    r"(?:途径|举措|体现|要求|基础|保证|保障|关键|责任|义务|任务|使命|职责|传统|需要|内容|前提|方式|载体|工程|法宝|优势"
    r"|桥梁|纽带|大事)"
)
# The types of which such a name is none; organisation is what sets them up.
UNNAMED = frozenset(("visit", "forum", "co_building", "culture", "publicity", "recruitment", "relief"))
# 参加抗洪抢险的官兵, 移交安置的军休干部: the words say which people are meant.
WHOSE = frozenset(("army_aid", "placement", "recruitment"))
ATTRIBUTE = re.compile(
    r"(?:抢险)?(?:第?一线|前线)|政府安置的|(?:任务|工作|行动)?的(?:[^，；。、\d]{0,8})?"
    r"(?:部队|官兵|军队|退役|退伍|军人|战士|人员|英雄|指战员|消防员)(?![^，；。]{0,3}\d)"
)
# 抗洪抢险官兵, 防汛点: those who did it, or where, and of whom something is told.
DOERS = re.compile(r"点[，。；]|(?:部队|官兵|英雄|指战员|战士|人民子弟兵|子弟兵)(?![^，；。]{0,3}\d)")
# 讲解就业创业政策, 退役军人安置等方面的问题: what is spoken of.
TALKED_OF = re.compile(r"(?:等)?(?:相关)?(?:政策|方面)|(?:一次性)?(?:经济)?补助(?:金|资金)?")
# What a title in 《》 names is only written about, except where papers, films and songs are what the deed is.
TITLED = frozenset(("organisation", "publicity", "defence_education", "culture"))
# 签订《共建协议》: the paper is the deed.
SIGNED = ("签订", "签署", "签定", "签订了", "签署了", "签定了", "续签", "签下")
# 为驻军修建道路: whom the work is for; troops do not do it.
FOR_TROOPS = re.compile(
    r"(?:[为给向帮]|解决|支持(?!地方))[^，；。！？和与]{0,24}"
    r"(?:部队|驻军|军营|营区|官兵|中队|支队|哨所|雷达站|人武部|武装部|消防站|战士)(?!驻地|附近|周边|所在|的?群众|和)"
)
# 确保慰问活动取得圆满成功: what a clause that opens so wishes. Of money due it tells that it was paid.
ASSURED = re.compile(r"\s*(?:从而|有效|切实|以|并)?(?:确保|保证|力求|以便)")
PAID = frozenset(("benefits", "organisation"))
# “我在部队…: what somebody says of himself. 《条例》规定，国家对…, 凡符合…均可: what the law says;
# 凡符合…，我乡都发放了: what was done. 该项资金主要用于…: what the money is for, which was told before.
SPEECH = re.compile(
    r"\s*(?:(?:该|此|这|上述)[项笔批]?[^，。；]{0,4}(?:资金|经费|款项|补助)，?(?:主要|全部|重点|专门|将)*用于"
    r"|(?:该|此|这|上述)[项笔批次]?[^，。；]{0,6}(?:基金|善款|捐款)，?(?:主要|全部|重点|专门|专项|资金)*用于"
    r"|基金(?:主要|全部|重点|专门|专项|资金)+用于"
    r"|[“\"‘](?!我们的)[^；”]{2,30}[让使令给为帮对](?:我|俺|咱)"
    r"|[“\"‘]我(?![们国省市州县区旗镇乡村街社局院校办厅公司行队军委部])"
    r"|凡(?:是|符合|属|从|在|为|被|持|年满|荣立|获得|因)(?![^。]{2,30}(?:我[省市县区乡镇局院校办]|已[经全按]|发放了))|(?:《[^》]+》|[^，。]{0,8}条例)(?:第[^，。]{1,4}条)?(?:明确)?规定[，：:])"
)


# Those that a clause opens with, by its first character (a list's number may stand there), and those that a word in it
# gives a hint of: to look for the word is cheaper than to match.
OPENERS = frozenset("为针此这本一二三四五六七八九十 ")
OPENINGS = (AIMED, PROBLEM, CAME_OF_IT)
BY_WORD = (
    ("期间", IN_CASE),
    ("转变", TURNED),
    ("争", STRIVE),
    ("等", KINDS_OF_WORK),
    ("人民政府", RULED),
    ("可", RULED),
)


def speech(text: str, sentence: Sentence) -> tuple[int, int]:
    """Where somebody's words stand that the sentence quotes; an empty stretch where it quotes none."""
    start, end = sentence.start, sentence.end
    if text.find("“", start, end) < 0 and text.find('"', start, end) < 0:  # a scan for nothing but quotes is cheaper
        return (0, 0)
    said = SAID.search(text, start, end)
    return said.span(1) if said is not None else (0, 0)


def is_spoken(text: str, start: int) -> bool:
    """Whether the sentence that begins at ``start`` is what somebody says of himself, a life, or what the law says."""
    if SPEECH.match(text, start) is not None:
        return True
    return text.find(CENTURY, start, start + LIFE_HEAD) >= 0 and LIFE.match(text, start) is not None


def is_wish(text: str, start: int) -> bool:
    """Whether the clause that begins at ``start`` says what is to be made sure."""
    return ASSURED.match(text, start) is not None


def is_aside(text: str, start: int, end: int) -> bool:
    """Whether the clause ``text[start:end]`` names a deed only as the means of an effect, in a slogan, as a duty, as
    what is set aside or went on while something else was done, or a benefit only to count who has it.
    """
    if text.startswith(BY, start):
        means = start + len(BY[0])
        return MEANS.match(text, means) is not None or SIFTED.fullmatch(text, means, end) is not None
    if DIGIT.search(text, start, end) is None and is_general(text, start, end):
        return True
    if EXCEPT.fullmatch(text, start, end) is not None:
        return True
    if text.find(THERE_IS, start, end) >= 0 and SLOGAN.search(text, start, end) is not None:
        return True
    if SETTING.fullmatch(text, start, end) is not None:
        return True
    if text.find(MEETING, start, end) >= 0 and ENTITLED.match(text, start) is not None:
        return True
    return text.find(ENJOY, start, end) >= 0 and COUNT.match(text, start) is not None


def is_general(text: str, start: int, end: int) -> bool:
    """Whether a clause without a figure names a deed only as a duty, an aim, a problem, an effect or a rule."""
    if DUTY.search(text, start, end) is not None:
        return True
    if text[start] in OPENERS and any(pattern.match(text, start, end) is not None for pattern in OPENINGS):
        return True
    for word, pattern in BY_WORD:
        if text.find(word, start, end) >= 0 and pattern.match(text, start, end) is not None:
            return True
    return False


def is_name(text: str, start: int, first: int, last: int, kind: str) -> bool:
    """Whether the words ``text[first:last]`` of a deed of a type, in the clause that begins at ``start``, name or judge
    it, or say of whom something else is told.
    """
    if JUDGED.match(text, last) is not None or (kind in UNNAMED and NAMED.match(text, last) is not None):
        return True
    if kind == "placement" and TALKED_OF.match(text, last) is not None:
        return True
    opening = text.rfind("《", start, first)
    if kind not in TITLED and opening > text.rfind("》", start, first) and not text.endswith(SIGNED, start, opening):
        return True
    if kind == "army_aid" and FOR_TROOPS.search(text, start, first) is not None:
        return True
    if kind == "army_aid" and DOERS.match(text, last) is not None:
        return True
    return kind in WHOSE and ATTRIBUTE.match(text, last) is not None
