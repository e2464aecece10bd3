"""The form of the paper as a whole: title, sign-off, attachments (GB/T 9704-2012)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.check.draft import Draft, Paragraph
from extractor.finding import Finding
from extractor.lines import is_date, is_salutation, is_unit

PAPER = re.compile(
    r"总结|报告|汇报|情况|小结|回顾|综述|材料|计划|方案|要点|通知|通报|请示|函|意见|讲话|发言|简报|事迹|纪要|打算|说明|体会|做法|经验"
)
TITLE_MARK = re.compile(r"[。，；！？,;!?.…]$|：$")
SUMMARY_NAME = re.compile(r"总结(?!的?(?:情况)?(?:的)?报告|.{0,8}报告)")
ATTACHED = re.compile(r"(?:详?见|参见|附)附件(?:[0-9一二三四五六七八九]|(?=[，。；）)]|$))")
ATTACHMENT = re.compile(r"附\s*件\s*[0-9一二三四五六七八九]?\s*(?:[：:．.、]|$)")
ATTACHMENT_LINE = re.compile(r"附件(?P<colon>[：:])\s*(?:[0-9]{1,2}[.．、]\s*)?.*?(?P<mark>[。，；,;]?)$")
HAN_DATE = re.compile(r"[二一][〇○零OＯ0-9一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月")
DOTTED_DATE = re.compile(r"[0-9]{4}[.\-/．][0-9]{1,2}(?:[.\-/．][0-9]{1,2})?")
ZERO_DATE = re.compile(r"年\s*0[0-9]\s*月|月\s*0[0-9]\s*日")
ARABIC_SINCE = 2012  # GB/T 9704-2012, 7.3.5.4; before it dates stood in Chinese numerals
LAST_LINES = 6
LONGEST_TITLE = 40


def title_form(draft: Draft) -> Iterator[Finding]:
    """A title that ends in a mark, or that does not say what kind of paper it is."""
    title = draft.text[: draft.title_end] or unread_title(draft)
    if not title:
        return
    mark = TITLE_MARK.search(title)
    if mark is not None:
        yield draft.finding("title-form", mark.span())
    elif PAPER.search(title) is None:
        yield draft.finding("title-form", (0, len(title)))


def unread_title(draft: Draft) -> str:
    """The first line, where it is a title but for the full stop at its end."""
    first = draft.paragraphs[0].text if draft.paragraphs else ""
    return first if len(first) <= LONGEST_TITLE and first[-1] in "。；" and PAPER.search(first[-3:]) else ""


def document_type(draft: Draft) -> Iterator[Finding]:
    """A paper with an addressee that calls itself 总结: sent up, it is a 报告."""
    title = draft.text[: draft.title_end]
    found = SUMMARY_NAME.search(title)
    below = next((each for each in draft.paragraphs if each.start > draft.title_end and not is_byline(each)), None)
    if found is not None and draft.is_summary and below is not None and is_addressee(below):
        year = f"{draft.summary.year}年" if draft.summary.year else ""
        yield draft.finding("document-type", found.span(), year=year)


def is_byline(paragraph: Paragraph) -> bool:
    """Whether the line below the title is a date or a unit's name, as writers set them there."""
    text = paragraph.text.strip().strip("（）()")
    return is_date(text) or is_unit(text)


def is_addressee(paragraph: Paragraph) -> bool:
    """Whether the line names an office that the paper is sent to, not people that are spoken to."""
    text = paragraph.text.strip()
    return bool(text) and is_salutation(text) and re.search(r"同志|领导[：:]|代表|大家|来宾|委员[：:]", text) is None


def sign_off(draft: Draft) -> Iterator[Finding]:
    """A paper without unit and date at its end, or with a date in another form than 2023年12月5日."""
    if not draft.is_summary or not draft.paragraphs:
        return
    dated = any(is_date(line.text.strip()) for line in draft.paragraphs[-LAST_LINES:])  # a note may stand below
    if "signoff" not in draft.summary.standard_sections and not dated:
        yield draft.finding("signoff-missing")
    for line in draft.paragraphs[-LAST_LINES:]:
        if is_date(line.text.strip()) and wrong_date(line.text, draft.summary.year):
            yield draft.finding("signoff-form", (line.start, line.end))


def wrong_date(text: str, year: int | None) -> bool:
    """Whether a date line is in a form that the standard does not have."""
    if HAN_DATE.search(text):
        return year is not None and year >= ARABIC_SINCE
    return (DOTTED_DATE.search(text) or ZERO_DATE.search(text)) is not None


def attachments(draft: Draft) -> Iterator[Finding]:
    """An attachment that is spoken of and not listed, or listed in another form than 附件：1.名单."""
    lines = [each for each in draft.paragraphs if ATTACHMENT.match(each.text.strip())]
    for line in lines:
        found = ATTACHMENT_LINE.fullmatch(line.text.strip())
        if found is not None and (found["colon"] == ":" or found["mark"]):
            yield draft.finding("attachment-form", (line.start, line.end))
    spoken = ATTACHED.search(draft.text)
    if spoken is not None and not lines and not any(each.block.kind == "cell" for each in draft.paragraphs):
        yield draft.finding("attachment-form", spoken.span())
