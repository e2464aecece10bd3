"""How long a draft of 200 pages takes to check, beside reading it alone, and what memory it holds."""

from __future__ import annotations

import resource
import time
from itertools import cycle, islice
from statistics import median

import pytest

from extractor import check_draft, extract, load_rules
from extractor.model import Document
from tests.word import WordFile

pytestmark = pytest.mark.slow

PAGES = 200
PARAGRAPHS = 4  # a page: 22 lines of 28 characters (GB/T 9704-2012, 5.2.3), some 130 characters a paragraph
ROUNDS = 7
GOAL = 2.0  # seconds; printed and quoted, never asserted
BODY = (
    "八一前夕，镇党委书记带队走访慰问驻镇部队和重点优抚对象16户，每户送去慰问金500元，共计8000元，并召开座谈会，征求意见12条，"
    "逐条落实责任人和完成时限，做到件件有回音、事事有着落，官兵和优抚对象都很满意。",
    "全年为21户义务兵家庭发放优待金19.32万元，为46名在乡复员军人发放生活补助33.1万元，为12名残疾军人发放抚恤金9.8万元，"
    "均通过“一卡通”按季打卡到户，没有一户漏发、迟发，群众在公开栏里都能查到。",
    "利用宣传栏、电子屏、横幅等形式广泛宣传《国防教育法》《退役军人保障法》，张贴标语120条,发放宣传册1500余份，在中小学开展国防教育"
    "讲座6场(次)，受教育学生约3000人左右，营造了浓厚的双拥氛围。",
    "组织驻镇官兵和民兵120余人次参加义务植树、清淤修渠、抗旱保苗等活动，出动车辆35台次，栽植苗木2600株，帮助困难群众抢收稻谷80亩，"
    "以实际行动支援了地方建设，受到群众称赞，县电视台作了报道。",
)


def long_draft(pages: int) -> bytes:
    """A draft of so many pages as a Word file, with a heading a page and a table every tenth."""
    file = WordFile(edited=True)
    file.title("柳溪镇2019年双拥工作总结")
    paragraphs = cycle(BODY)
    for page in range(pages):
        file.paragraph(f"（{'一二三四五六七八九十'[page % 10]}）落实各项工作")
        for text in islice(paragraphs, PARAGRAPHS):
            file.paragraph(text)
        if page % 10 == 9:
            file.table([["项目", "户数", "金额（万元）"], ["优待金", "21户", "19.32"], ["慰问金", "16户", "0.8"]])
    file.paragraph("柳溪镇人民政府")
    file.paragraph("2019年12月10日")
    return file.to_bytes()


def test_a_draft_of_200_pages(capsys: pytest.CaptureFixture[str]) -> None:
    rules = load_rules()
    data = long_draft(PAGES)

    def read() -> Document:
        return extract("draft.docx", data, rules=rules)

    (summary,) = read().summaries
    found = check_draft(summary, rules)
    peaks: list[int] = []
    reading: list[float] = []
    checking: list[float] = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        document = read()
        between = time.perf_counter()
        check_draft(document.summaries[0], rules)
        checking.append(time.perf_counter() - between)
        reading.append(between - begin)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    whole = median(reading) + median(checking)
    with capsys.disabled():
        print(
            f"\ncheck of {PAGES} pages, {len(summary.text):,} characters, {len(found)} findings: {whole:.2f} s (goal"
            f" {GOAL} s), of it reading {median(reading):.2f} s, {whole / median(reading):.2f} times reading alone;"
            f" peak memory {peaks[0] / 1024:.0f} MB after the first, {peaks[-1] / 1024:.0f} MB after {ROUNDS} rounds"
        )
    assert {finding.code for finding in found} >= {"halfwidth", "double-approximation"}
