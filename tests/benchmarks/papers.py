"""Any number of .docx of the size that offices write, 2,000 to 5,000 characters, out of sentences of our own.

Units, years and figures are drawn by a number, so that the same number gives the same file and no two are alike.
Some of them as .doc too, where LibreOffice is there to make them.

    python -m tests.benchmarks.papers FOLDER 10000
"""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.word import WordFile

PLACES = (
    "青石",
    "柳溪",
    "鹤栖",
    "望春",
    "澄湖",
    "雁回",
    "枫桥",
    "松岭",
    "云台",
    "白沙",
    "石鼓",
    "双泉",
    "清河",
    "南浦",
)
KINDS = ("镇", "乡", "街道")
OPENING = (
    "{year}年，我{kind}在县委、县政府和县双拥工作领导小组的正确领导下，围绕争创双拥模范单位的目标，扎实开展各项工作，军政军民关系更加密切。",
    "现将{year}年双拥工作情况总结如下：",
)
SECTIONS = {
    "加强领导，健全机制": (
        "调整充实了双拥工作领导小组，由主要领导任组长，分管领导任副组长，{n}个站所负责人为成员。",
        "全年召开专题会议{few}次，研究解决拥军优属工作中的实际困难{n}件。",
        "把双拥经费列入年度预算，安排工作经费{wan}万元，做到专款专用。",
        "建立联系走访制度，明确{n}名干部包村联户，随时掌握优抚对象的生活情况。",
        "将双拥工作纳入年度目标考核，与其他工作同部署、同检查、同落实。",
    ),
    "广泛宣传，营造氛围": (
        "利用广播、宣传栏、微信公众号等形式宣传国防知识，张贴标语{tens}条，发放宣传资料{many}份。",
        "组织中小学生{many}人次参观烈士陵园，开展革命传统教育。",
        "“八一”期间举办双拥文艺演出{few}场，观众达{many}人次。",
        "开展征兵宣传进校园活动{few}次，发放宣传单{many}张，营造了踊跃参军的良好氛围。",
        "在主要路口设置大型公益广告牌{few}块，制作宣传展板{n}块。",
    ),
    "落实政策，优待抚恤": (
        "按照每户{rate}元的标准，为{n}户义务兵家庭发放优待金{total}元。",
        "全年为{tens}名重点优抚对象发放抚恤金和生活补助共计{wan}万元，其中残疾军人{n}名，发放{wan}万元。",
        "为{tens}名参战退役人员缴纳医疗保险，人均{small}元，所需资金全部由财政承担。",
        "对{n}名患大病的优抚对象给予医疗补助{wan}万元。",
        "为立功受奖的{few}名现役军人家庭送去喜报，发放奖励金{thousand}元。",
        "对生活困难的{n}户烈属实施住房维修，补助资金{wan}万元。",
        "发放春节一次性生活补助，每人{small}元，惠及{tens}人。",
    ),
    "走访慰问，共叙鱼水情": (
        "春节期间，走访慰问驻地部队和优抚对象{tens}户，送去慰问金{thousand}元和价值{thousand}元的慰问品。",
        "八一前夕，组织机关干部走访军属{n}户，每户送上慰问金{small}元。",
        "{month}月{day}日，召开退役军人座谈会，参加人员{tens}人，征求意见建议{n}条。",
        "清明节组织机关干部和学生{many}人到烈士陵园开展祭扫活动。",
        "驻地官兵{tens}人参加义务植树，栽种苗木{many}株，清理河道{few}公里。",
        "与驻军开展军民共建活动{few}次，组织联谊活动{few}场，参加群众{many}人次。",
    ),
    "做好安置，服务退役军人": (
        "全年接收退役士兵{n}名，发放自主就业一次性经济补助{wan}万元。",
        "组织退役军人参加职业技能培训{few}期，{tens}人取得职业资格证书，{n}人实现就业。",
        "建成退役军人服务站{few}个，配备专兼职工作人员{n}名，为退役军人建档立卡{many}份。",
        "举办退役军人专场招聘会{few}场，提供就业岗位{many}个，达成意向{tens}人。",
        "接待退役军人来访{tens}人次，办结信访事项{n}件，群众满意率进一步提高。",
    ),
    "存在的问题": (
        "一是宣传形式还不够丰富，覆盖面有待扩大。",
        "二是个别村对双拥工作重视不够，资料整理不够及时。",
        "三是退役军人就业渠道仍然较窄，帮扶措施还需细化。",
    ),
    "下一步打算": (
        "明年计划投入{wan}万元，用于改善退役军人服务站的条件。",
        "继续开展走访慰问活动，拟为{tens}户优抚对象发放慰问金{thousand}元。",
        "进一步健全工作机制，推动双拥工作再上新台阶。",
    ),
}
# What most of a real paper is: sentences that tell no figure. Facts a thousand characters are then as in papers found.
PROSE = (
    "坚持把双拥工作作为一项重要政治任务来抓，切实摆上议事日程，做到思想认识到位、组织领导到位、工作措施到位。",
    "充分发挥基层党组织的战斗堡垒作用，引导广大干部群众自觉支持国防和军队建设，形成了上下联动、齐抓共管的良好局面。",
    "各村、各站所密切配合，通力协作，把拥军优属的各项政策落到实处，得到了广大优抚对象的一致好评。",
    "驻地官兵视驻地为故乡，把人民当亲人，在抢险救灾、维护稳定等急难险重任务中冲锋在前，展现了人民子弟兵的优良作风。",
    "注重把宣传教育与日常工作结合起来，通过群众喜闻乐见的形式，使拥军优属的光荣传统家喻户晓、深入人心。",
    "认真倾听退役军人的心声，耐心细致地做好政策解释和思想疏导工作，把矛盾化解在基层、消除在萌芽状态。",
    "建立健全各项规章制度，完善优抚对象档案资料，实行动态管理，确保底数清、情况明、数据准。",
    "军地双方坚持同学理论、同树新风、同建平安，进一步巩固和发展了同呼吸、共命运、心连心的新型军政军民关系。",
    "主动协调有关部门，帮助现役军人家庭解决子女入学、家属就业、住房修缮等实际问题，解除官兵的后顾之忧。",
    "大力弘扬尊崇英雄、关爱功臣的社会风尚，悬挂光荣牌工作有序推进，军人军属的荣誉感和获得感不断增强。",
)
NUMBERS = "一二三四五六七八九十"
DOCS = 200  # different papers that LibreOffice is asked for, which takes it a third of a second each
FIRST_DOC = 100_000  # numbers of six digits, so that another one takes the place of a paper's own
TENTH = 10


def compose(number: int) -> tuple[str, list[tuple[int | None, str]]]:
    """The title and the lines of a paper, each with the level of its heading or None."""
    draw = random.Random(number)
    place, kind, year = draw.choice(PLACES), draw.choice(KINDS), draw.randint(2010, 2023)
    lines: list[tuple[int | None, str]] = []
    size = draw.randint(1800, 4300)  # the last paragraph of a section goes over
    sections = list(SECTIONS.items())
    each = size // len(sections)
    lines.extend((None, line.format(year=year, kind=kind)) for line in OPENING)
    for index, (heading, sentences) in enumerate(sections):
        lines.append((1, f"{NUMBERS[index]}、{heading}"))
        written = 0
        while written < each:
            told = [_filled(draw, draw.choice(sentences), year, kind) for _ in range(draw.randint(1, 2))]
            paragraph = "".join([*told, *draw.sample(PROSE, 3)])
            lines.append((None, paragraph))
            written += len(paragraph)
    lines += [
        (None, f"{place}{kind}人民政府"),
        (None, f"{year}年12月{draw.randint(1, 28)}日"),
        (None, f"（第{number}份）"),
    ]
    return f"{place}{kind}{year}年双拥工作总结", lines


def _filled(draw: random.Random, sentence: str, year: int, kind: str) -> str:
    rate, heads = draw.randrange(1000, 9000, 100), draw.randint(5, 40)
    sentence = sentence.replace("为{n}户义务兵", f"为{heads}户义务兵")
    return sentence.format(
        year=year, kind=kind, rate=rate, total=rate * heads, n=draw.randint(5, 40), few=draw.randint(2, 9),
        tens=draw.randint(20, 99), many=draw.randint(100, 3000), wan=draw.randint(10, 900) / 10,
        thousand=draw.randrange(3000, 90000, 100), small=draw.randrange(200, 900, 50), month=draw.randint(1, 12),
        day=draw.randint(1, 28),
    )  # fmt: skip


def to_docx(number: int) -> bytes:
    """The paper as Word leaves it after editing."""
    title, lines = compose(number)
    file = WordFile(edited=True)
    file.title(title)
    for level, line in lines:
        if level:
            file.heading(line, level=level)
        else:
            file.paragraph(line)
    return file.to_bytes()


def to_docs(count: int, kept: Path) -> Iterator[bytes]:
    """Papers as .doc. LibreOffice makes at most ``DOCS`` different ones, once: they stay in ``kept``. Where more are
    asked for each comes again, told apart from the first by nothing but the number in its last line.
    """
    kept = kept / hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]  # other sentences make other papers
    numbers = range(FIRST_DOC, FIRST_DOC + min(count, DOCS))
    missing = [number for number in numbers if not (kept / f"{number}.doc").exists()]
    if missing:
        _convert(missing, kept)
    for at in range(count):
        own = numbers[at % len(numbers)]
        data = (kept / f"{own}.doc").read_bytes()
        if data.count(_last_line(own)) != 1:
            raise ValueError(f"{own}.doc: the number of the paper does not stand in it as expected")
        yield data.replace(_last_line(own), _last_line(FIRST_DOC + at))


def _last_line(number: int) -> bytes:
    """A part of a paper's last line as a .doc holds it."""
    return f"第{number}份".encode("utf-16-le")


def _convert(numbers: Sequence[int], kept: Path) -> None:
    """Have LibreOffice make .doc of papers, all in one call."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder, f"{number}.docx") for number in numbers]
        for source, number in zip(sources, numbers, strict=True):
            source.write_bytes(to_docx(number))
        command = ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "doc:MS Word 97", "--outdir", str(kept), *map(str, sources)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write(folder: Path, count: int, docs: Path | None = None) -> None:
    """Papers in folders of a hundred; with a folder where .doc are kept every tenth is a .doc."""
    old = iter(to_docs(count // TENTH, docs)) if docs else iter(())
    for number in range(count):
        path = folder / f"{number // 100:04d}" / f"{number:06d}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        if docs and number % TENTH == TENTH - 1:
            path.with_suffix(".doc").write_bytes(next(old))
        else:
            path.write_bytes(to_docx(number))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
