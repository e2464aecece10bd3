"""Rules of the draft checker tried on their own examples, by the whole checker."""

from __future__ import annotations

import re

from extractor.check import check_draft, finding_kinds, past_year
from extractor.check.traces import codes_in
from extractor.finding import Earlier, Finding
from extractor.kinds import FindingKind, Trace, Wording
from extractor.model import STANDARD_SECTIONS, Block, Summary, Told
from extractor.outline import outline
from extractor.pipeline import read_part
from extractor.rules import Rule, Rules

UNIT = "柳溪镇"
YEAR = 2019
MARKED = re.compile("【(.*?)】", re.DOTALL)
STATED_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\|")
EARLIER = re.compile(r"\n=+\n")
# A clean draft around an example of one sentence.
ABOVE = (
    "一、加强组织领导",
    "镇党委专题研究双拥工作，调整了领导小组，由镇长任组长。",
    "二、深入宣传教育",
    "各村刷写标语，悬挂横幅，在学校开办国防教育讲座。",
    "三、落实优抚政策",
    "各项抚恤补助按季打卡到户，医疗补助随到随办。",
    "四、开展走访慰问",
    "镇村两级干部上门走访慰问优抚对象，帮助解决困难。",
    "五、其他工作",
)
BELOW = ("六、存在问题", "个别村的台账还不够齐全。", "七、下一步打算", "继续把双拥工作做实做细。", "柳溪镇人民政府")


def prove_finding(rule: Rule, rules: Rules) -> list[str]:
    """Each example must give the code, at the marked words where there are any; a counter-example must not."""
    body: FindingKind | Wording = rule.body
    if body.code not in finding_kinds(rules):
        return [f"{body.code} is no code of a finding; expected one of {', '.join(sorted(finding_kinds(rules)))}"]
    failures = [f"{body.code} expected: {text}" for text in rule.examples if not given(text, body.code, rules)]
    return failures + [
        f"{body.code} must not be found: {text}"
        for text in rule.counter_examples
        if any(finding.code == body.code for finding in findings(text, rules))
    ]


def prove_trace(rule: Rule, rules: Rules) -> list[str]:
    """Each example is a paragraph that holds enough traces; a counter-example does not."""
    body: Trace = rule.body
    if body.code not in STANDARD_SECTIONS:
        return [f"{body.code} is no section; expected one of {', '.join(STANDARD_SECTIONS)}"]
    failures = [f"no trace of {body.code}: {text}" for text in rule.examples if body.code not in traced(text, rules)]
    return failures + [
        f"must be no trace of {body.code}: {text}" for text in rule.counter_examples if body.code in traced(text, rules)
    ]


def traced(text: str, rules: Rules) -> set[str]:
    """The sections that a paragraph near the end of a draft shows traces of."""
    return codes_in(text, rules, closing=True)


def given(example: str, code: str, rules: Rules) -> bool:
    """Whether the code is found in an example, at words that touch the marked ones."""
    found = [finding for finding in findings(MARKED.sub(r"\1", example), rules) if finding.code == code]
    marked = MARKED.search(example)
    if marked is None or MARKED.sub(r"\1", example) == example:
        return bool(found)
    return any(finding.text and (finding.text in marked[1] or marked[1] in finding.text) for finding in found)


def findings(example: str, rules: Rules) -> tuple[Finding, ...]:
    """What the checker finds in an example. Its parts before the last are earlier years' papers."""
    *earlier, draft = EARLIER.split(example)
    past = [each for text in earlier if (each := past_year(read(text, rules))) is not None]
    own = tuple(sorted(past, key=lambda paper: -paper.year))
    return check_draft(read(draft, rules), rules, earlier=Earlier(own=own))


def read(example: str, rules: Rules) -> Summary:
    """A draft of several lines, or a sentence as the body of a clean draft of the year in front of it."""
    stated = STATED_YEAR.match(example)
    year = int(stated["year"]) if stated else YEAR
    text = example[stated.end() :] if stated else example
    if "\n" in text:
        lines, told = text.split("\n"), Told()
    else:
        told = Told(unit=UNIT, year=year)
        lines = [f"{UNIT}{year}年双拥工作总结", *ABOVE, text, *BELOW, f"{year}年12月10日"]
    part = outline([Block(index, line) for index, line in enumerate(lines)])[0]
    return read_part(part, "", told, rules)
