"""The set of drafts is what it says it is: its variety, its Word files, the words that findings point at."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from extractor.model import DOCUMENT_TYPES, STANDARD_SECTIONS, UNIT_KINDS
from tests.drafts import load
from tests.drafts.load import LEVELS, Draft, Expected, drafts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FINDINGS = [(draft, expected) for draft in drafts() for expected in draft.expected]
each_draft = pytest.mark.parametrize("draft", drafts(), ids=lambda draft: draft.name)
each_finding = pytest.mark.parametrize(
    ("draft", "expected"), FINDINGS, ids=[f"{draft.name}-{expected.code}" for draft, expected in FINDINGS]
)


def test_is_large_and_varied() -> None:
    clean = [draft for draft in drafts() if draft.clean]
    assert len(clean) >= 14
    assert len(drafts()) - len(clean) >= 20
    assert len({draft.unit_kind for draft in drafts()}) >= 16
    assert {2006, 2024} <= {draft.year for draft in drafts()}
    assert sum(sum(map(len, draft.paragraphs)) >= 900 for draft in drafts()) > len(drafts()) / 2


def test_enough_is_held_out() -> None:
    """Three in ten and more: the open ones grow with what is learned."""
    for clean in (True, False):
        group = [draft.held_out for draft in drafts() if draft.clean == clean]
        assert group.count(True) >= 0.3 * len(group)


def test_every_code_is_expected_in_tuned_and_in_held_out_drafts() -> None:
    for held_out in (True, False):
        told = {expected.code for draft, expected in FINDINGS if draft.held_out == held_out and not expected.optional}
        assert told == set(LEVELS)


@pytest.mark.parametrize("path", load.sources(), ids=lambda path: path.stem)
def test_stands_in_the_folder_of_its_group(path: load.Path) -> None:
    assert load.read_draft(path).held_out == (path.parent.name == "held_out")


@each_draft
def test_head_uses_the_models_words(draft: Draft) -> None:
    assert draft.unit_kind in UNIT_KINDS
    assert draft.document_type in DOCUMENT_TYPES
    assert 2006 <= draft.year <= 2024
    assert {expected.section for expected in draft.expected} <= {None, *STANDARD_SECTIONS}
    assert {expected.level for expected in draft.expected} <= {"error", "warning", "hint"}


@each_draft
def test_clean_draft_has_no_fault_and_any_other_has_several(draft: Draft) -> None:
    due = [expected for expected in draft.expected if not expected.optional]
    if draft.clean:
        assert not [expected for expected in due if expected.level != "hint"]
    else:
        assert 2 <= len(due) <= 8
        assert len({expected.code for expected in due}) >= 2


@each_draft
def test_word_file_says_what_the_source_says(draft: Draft) -> None:
    with zipfile.ZipFile(io.BytesIO(draft.docx)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    written = "".join(text.text or "" for text in body.iter(f"{W}t"))
    assert written == "".join(draft.paragraphs)


@each_finding
def test_words_meant_stand_in_one_place(draft: Draft, expected: Expected) -> None:
    """``around`` stands in one paragraph, and the words once in it; without it the words stand once in the draft."""
    whole = "\n".join(draft.paragraphs)
    if expected.around:
        assert whole.count(expected.around) == 1
    for text in expected.texts:
        assert (expected.around or whole).count(text) == 1


@each_finding
def test_finding_is_about_words_or_a_section_or_the_whole(draft: Draft, expected: Expected) -> None:
    about_the_whole = {"missing-section", "signoff-missing", "not-a-summary"}
    assert bool(expected.texts) == (expected.code not in about_the_whole)
    assert bool(expected.section) == (expected.code in {"missing-section", "empty-section", "section-order"})


def test_a_name_of_a_code_that_is_unknown_is_refused(tmp_path: load.Path) -> None:
    source = tmp_path / "2020-nowhere.txt"
    source.write_text(
        '+++\nunit = "云上镇"\nunit_kind = "township"\nyear = 2020\nheadings = "typed"\nheld_out = false\n'
        '[[finding]]\ncode = "mising-section"\n+++\n# 云上镇2020年双拥工作总结\n',
        encoding="utf-8",
    )
    with pytest.raises(KeyError, match="mising-section"):
        load.read_draft(source)


def test_writes_every_draft_as_a_word_file(tmp_path: load.Path) -> None:
    assert load.main([str(tmp_path / "drafts")]) == 0
    written = {path.stem: path.read_bytes() for path in (tmp_path / "drafts").glob("*.docx")}
    assert written == {draft.name: draft.docx for draft in drafts()}


def test_asks_for_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert load.main([]) == 2
    assert "which folder" in capsys.readouterr().err
