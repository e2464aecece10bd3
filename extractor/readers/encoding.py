"""Finds out in which encoding a Chinese text file is written.

A byte order mark or valid UTF-8 settles it. Otherwise the encodings that decode the bytes without an error are compared
by what comes out: the right one gives common characters, a wrong one rare characters, kana and symbols.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LAYOUT = "\t\n\r\f\v\x1a"
_SAMPLE = 6_000  # bytes that are scored; even, so that UTF-16 is not cut inside a character
_MAX_DAMAGE = 0.01  # share of undecodable places up to which a file is damaged text rather than no text
# Below this the decoded text is rare characters and symbols. A multi-byte encoding proves itself by decoding without an
# error; UTF-16 decodes nearly anything, so more is asked of it.
_LEAST_SCORES = {"utf-8": -0.25, "gb18030": -0.25, "big5": -0.1, "cp950": -0.1, "utf-16-le": 0.1, "utf-16-be": 0.1}
# The commonest characters of modern Chinese, simplified and then traditional where they differ, and of office language.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    "种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民"
    "第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西月话合"
    "回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总"
    "何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听"
    "白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带"
    "导争运双拥军属优抚慰问烈士伤残复退役义兵征武装部队官驻镇乡县村街办社居委会组织领导协调召开落实政策待遇发放补助救济"
    "总结报告计划通知元户名位余近约共计八七六九百千亿春节期间座谈走访帮扶解决困难宣传教育国防学校医院干警消防民族团结"
    "爱护支持服务安置就业培训评选表彰先进模范创城备注项额巩固提高水平负责单位街区党委书记主任副局科室站所根据精神要求为了做好工"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實軍與長機無業將兩間問點關應戰向頭體見產話內門員處義幾認條"
    "氣題爾變總電數報結務場計資許統區隊決馬書聽達強難權設記類據張該規萬覺術領確傳師觀讓識帶導爭運雙擁屬優撫慰烈傷殘復"
    "職兵徵裝備註額項戶駐鎮鄉縣辦組織協調開實遇補濟劃餘約億節訪幫難宣國醫幹團愛護持務業訓評選彰進創鞏負責單黨書記根據標準個東車"
    "，。、；：（）“”《》！？—…·　"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was in, and whether undecodable places were replaced by U+FFFD."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded | None:
    """The text of a plain text file; None where the bytes are no text in any encoding known here."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    return _utf_8(data) or _best(data) or _damaged(data)


def _utf_8(data: bytes) -> Decoded | None:
    """Valid UTF-8. Two or three characters may be so by accident (谢谢 in GBK is лл), a longer text is not."""
    if b"\0" in data:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    by_accident = len(data) < 32 and _chinese(text) < _LEAST_SCORES["utf-8"]
    return None if by_accident or _is_binary(text) else Decoded(text, "utf-8")


def _marked(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    damage = text.count("\ufffd")
    if damage > max(1, len(text) * _MAX_DAMAGE) or _is_binary(text):
        return None
    return Decoded(text, encoding, damage > 0)


def _best(data: bytes) -> Decoded | None:
    """The best of the encodings that decode the whole file."""
    # A NUL byte is in no text but UTF-16; without one UTF-16 is still possible in a short purely Chinese text.
    encodings = ["utf-16-le", "utf-16-be"] if len(data) % 2 == 0 else []
    if b"\0" not in data:
        encodings = ["gb18030", "big5", "cp950", *encodings]
    found: tuple[float, str] | None = None
    for encoding in encodings:
        score = _score(data, encoding)
        if score >= _LEAST_SCORES[encoding] and (found is None or score > found[0]):
            found = score, encoding
    if found is None:
        return None
    try:
        text = data.decode(found[1])
    except UnicodeDecodeError:
        return None
    return None if _is_binary(text) else Decoded(text, found[1])


def _score(data: bytes, encoding: str) -> float:
    """How much like Chinese the decoded sample reads: 1 for common characters only, below 0 for rarities."""
    sample = data[:_SAMPLE]
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample, final=len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return -1.0
    return _chinese(text)


def is_garbled(text: str) -> bool:
    """Whether a text is likely to be bytes read in the wrong way: mostly other than ASCII, and that mostly rarities."""
    sample = text[:_SAMPLE]
    strange = sum(1 for char in sample if char > "~")
    return strange > len(sample) * 0.3 and _chinese(sample) < 0.0


def _chinese(text: str) -> float:
    """The mean worth of the characters that tell something; a text in ASCII alone is in the middle."""
    telling = [char for char in text if char > "~" or (char < " " and char not in _LAYOUT)]
    return sum(map(_worth, telling)) / len(telling) if telling else 0.5


def _worth(char: str) -> float:
    if char in _COMMON:
        return 1.0
    if "\u4e00" <= char <= "\u9fff":
        # The first level of GB 2312 holds its 3,755 commonest characters, that of Big5 its 5,401.
        return 0.2 if _is_first_level(char) else -0.2
    if "\uff01" <= char <= "\uff5e" or "\u2460" <= char <= "\u249b" or "\u3000" <= char <= "\u303f":
        return 0.3
    if char in "℃㎡□○●★◆→×％‰①〇":
        return 0.2
    return -1.0


def _is_first_level(char: str) -> bool:
    simplified = char.encode("gb2312", errors="ignore")
    if simplified:
        return 0xB0 <= simplified[0] <= 0xD7
    traditional = char.encode("big5", errors="ignore")
    return bool(traditional) and 0xA4 <= traditional[0] <= 0xC6


def _damaged(data: bytes) -> Decoded | None:
    """Text with a few broken places: a file cut inside a character, or with a flipped byte."""
    if b"\0" in data:
        return None
    # A few letters of another language in valid UTF-8 come here too, with nothing to replace.
    attempts = [(data.decode(encoding, errors="replace"), encoding) for encoding in ("utf-8", "gb18030", "big5")]
    text, encoding = min(attempts, key=lambda attempt: attempt[0].count("\ufffd"))
    if text.count("\ufffd") > max(len(text) > 8, len(text) * _MAX_DAMAGE) or _is_binary(text):
        return None
    return Decoded(text, encoding, damaged="\ufffd" in text)


def _is_binary(text: str) -> bool:
    """Control characters other than those of layout, more than now and then."""
    controls = sum(1 for char in text[:_SAMPLE] if char < " " and char not in _LAYOUT)
    return controls > len(text[:_SAMPLE]) * _MAX_DAMAGE
