"""The scorer counts right: each case is one draft's expectations, what a checker says of it, and the tally."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.drafts import score as scorer
from tests.drafts.load import LEVELS, Draft, Expected, drafts
from tests.drafts.score import fits, report, score

MISSING = "missing-section"


def expect(code: str, *texts: str, around: str = "", section: str | None = None, optional: bool = False) -> Expected:
    return Expected(code, LEVELS[code], section, texts, around, optional)


def draft(*expected: Expected, name: str = "a", clean: bool = False) -> Draft:
    return Draft(name, "云上镇", "township", 2020, "summary", False, clean, b"", (), expected)


def say(code: str, text: str = "", section: str | None = None, level: str = "") -> dict[str, Any]:
    return {"code": code, "text": text, "section": section, "level": level or LEVELS[code]}


TOTAL = expect("product-differs", "33800元", around="每户2600元，共33800元")
PLACES = expect("number-form", "1、挂牌", "2、送金")
VISITS = expect(MISSING, section="visits")
EMPTY = expect("empty-section", "二、宣传教育", section="publicity")
FITTING = {
    "the words": (say("product-differs", "33800元"), TOTAL, True),
    "more than the words": (say("product-differs", "补助每户2600元，共33800元，"), TOTAL, True),
    "another part of what is around": (say("product-differs", "2600元"), TOTAL, True),
    "other words": (say("product-differs", "36400元"), TOTAL, False),
    "no words": (say("product-differs"), TOTAL, False),
    "blank words": (say("product-differs", " "), TOTAL, False),
    "another code": (say("parts-differ", "33800元"), TOTAL, False),
    "the first of several": (say("number-form", "1、"), PLACES, True),
    "the second of several": (say("number-form", "2、送金"), PLACES, True),
    "the section": (say(MISSING, section="visits"), VISITS, True),
    "another section": (say(MISSING, section="benefits"), VISITS, False),
    "a section that is not named": (say(MISSING), VISITS, False),
    "the section, its words not marked": (say("empty-section", section="publicity"), EMPTY, True),
    "the words, its section not named": (say("empty-section", "二、宣传教育"), EMPTY, True),
    "the words of another section": (say("empty-section", "二、宣传教育", section="visits"), EMPTY, False),
    "the whole draft": (say("signoff-missing"), expect("signoff-missing"), True),
    "the whole draft, told at the title": (say("not-a-summary", "计划"), expect("not-a-summary"), True),
}


@pytest.mark.parametrize(("finding", "expected", "fitting"), FITTING.values(), ids=FITTING)
def test_fits(finding: dict[str, Any], expected: Expected, fitting: bool) -> None:
    assert fits(finding, expected) is fitting


TALLIES = {  # what is expected, what is found, then hits, misses, extras
    "nothing of nothing": ((), (), (0, 0, 0)),
    "all": ((VISITS, TOTAL), (say(MISSING, section="visits"), say("product-differs", "33800元")), (2, 0, 0)),
    "one missed": ((VISITS, TOTAL), (say(MISSING, section="visits"),), (1, 1, 0)),
    "one beyond": ((VISITS,), (say(MISSING, section="visits"), say(MISSING, section="problems")), (1, 0, 1)),
    "one for another": ((VISITS,), (say(MISSING, section="problems"),), (0, 1, 1)),
    "said twice": ((TOTAL,), (say("product-differs", "33800元"), say("product-differs", "2600元")), (1, 0, 0)),
    "two alike": (
        (expect("placeholder", "××"), expect("placeholder", "**元")),
        (say("placeholder", "**元"), say("placeholder", "××")),
        (2, 0, 0),
    ),
    "optional and said": ((expect("halfwidth", "(", optional=True),), (say("halfwidth", "("),), (0, 0, 0)),
    "optional and not said": ((expect("halfwidth", "(", optional=True),), (), (0, 0, 0)),
    "due before optional": (
        (expect("halfwidth", "(", optional=True), expect("halfwidth", "(a)")),
        (say("halfwidth", "("),),
        (1, 0, 0),
    ),
}


@pytest.mark.parametrize(("expected", "found", "counts"), TALLIES.values(), ids=TALLIES)
def test_counts(expected: tuple[Expected, ...], found: tuple[dict[str, Any], ...], counts: tuple[int, ...]) -> None:
    tally = score([draft(*expected)], {"a": found})
    assert (tally.hits.total(), tally.misses.total(), tally.extras.total()) == counts


def test_precision_and_recall_are_of_the_codes_asked_for() -> None:
    due = [expect(MISSING, section=section) for section in ("visits", "benefits", "problems", "publicity")]
    found = [say(MISSING, section=section) for section in ("visits", "benefits", "problems", "leadership")]
    tally = score([draft(*due, TOTAL)], {"a": [*found, say("doubled", "的的")]})
    assert (tally.precision(MISSING), tally.recall(MISSING)) == (0.75, 0.75)
    assert (tally.precision(), tally.recall()) == (0.6, 0.6)
    assert (tally.precision("unpaired"), tally.recall("unpaired")) == (1.0, 1.0)


def test_false_alarms_are_errors_and_warnings_on_clean_drafts() -> None:
    said = [say("doubled", "年年"), say("old-name", "民政局"), say("placeholder", "XX")]
    tally = score([draft(name="a", clean=True), draft(name="b")], {"a": said, "b": said})
    assert tally.false_alarms == ["a: doubled  年年", "a: placeholder  XX"]
    assert tally.extras.total() == 6
    assert (tally.drafts, tally.clean) == (2, 1)


def test_another_level_is_a_hit_that_is_told() -> None:
    tally = score([draft(TOTAL)], {"a": [say("product-differs", "33800元", level="warning")]})
    assert (tally.hits.total(), tally.other_level.total()) == (1, 1)
    assert tally.details == ["a: product-differs told as warning, not error"]


def test_a_draft_without_findings_given_is_no_clean_bill() -> None:
    with pytest.raises(KeyError, match="'a'"):
        score([draft(VISITS)], {})


def test_a_draft_read_as_several_summaries_keeps_the_findings_of_each() -> None:
    said = [say("doubled", "的的"), say("doubled", "了了"), say("unpaired", "（")]
    objects = [
        {"source": "build/a.docx", "findings": said[:1]},
        {"source": "build/b.docx", "findings": []},
        {"source": "build/a.docx", "findings": said[1:]},
    ]
    assert scorer.by_name(objects) == {"a": said, "b": []}


def test_report_lists_details_only_where_asked() -> None:
    tally = score([draft(VISITS)], {"a": [say("doubled", "的的")]})
    assert report("tuned", tally, details=True).splitlines() == [
        "tuned: 1 drafts, 0 of them clean",
        "  missing sections: precision 1.000, recall 0.000",
        "  false alarms (errors and warnings on clean drafts): 0",
        "  all codes: precision 0.000, recall 0.000",
        "  code                    hits  misses  extras  other level",
        "  doubled                    0       0       1            0",
        "  missing-section            0       1       0            0",
        "    a: extra doubled  的的",
        "    a: missed missing-section visits ",
    ]
    assert "的的" not in report("held out", tally, details=False)


def answers() -> list[dict[str, Any]]:
    """What a checker prints that finds just what is expected, in every draft."""
    return [
        {
            "source": f"build/drafts/{each.name}.docx",
            "findings": [
                {
                    "code": due.code,
                    "level": due.level,
                    "section": due.section,
                    "text": due.texts[0] if due.texts else "",
                }
                for due in each.expected
            ],
        }
        for each in drafts()
    ]


def test_a_checker_that_finds_just_what_is_expected_scores_full(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "findings.json"
    file.write_text(json.dumps(answers(), ensure_ascii=False), encoding="utf-8")
    assert scorer.main([str(file)]) == 0
    printed = capsys.readouterr().out
    assert printed.count("missing sections: precision 1.000, recall 1.000") == 2
    assert printed.count("all codes: precision 1.000, recall 1.000") == 2
    assert printed.count("(errors and warnings on clean drafts): 0") == 2


def test_a_checker_that_says_nothing_recalls_nothing() -> None:
    tally = score(drafts(), {each.name: [] for each in drafts()})
    assert tally.recall() == tally.recall(MISSING) == 0.0
    assert tally.misses.total() == sum(not due.optional for each in drafts() for due in each.expected)


def test_names_the_drafts_that_no_findings_are_given_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "findings.json"
    file.write_text(json.dumps(answers()[1:]), encoding="utf-8")
    assert scorer.main([str(file)]) == 2
    assert f"no findings of {drafts()[0].name}: check" in capsys.readouterr().err


def test_asks_for_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert scorer.main([]) == 2
    assert "which file" in capsys.readouterr().err
