"""The builder of sample files: the same bytes each time, and files that another reader accepts."""

from __future__ import annotations

import io

import docx

from extractor.readers import read_blocks
from tests.word import WordFile, deleted, footnote, inserted, merged, split, textbox


def sample() -> WordFile:
    file = WordFile(heading_numbers="chinese")
    file.title("云台街道2021年双拥工作总结")
    file.heading("加强领导")
    file.paragraph("发放", split("优待金13914元"), inserted("，已兑现"), deleted("，拟兑现"), footnote("据台账"))
    file.paragraph("附：", textbox("内部资料"))
    file.table([["项目", "金额"], [merged("合计", columns=2)]])
    file.header("页眉")
    return file


def test_same_calls_same_bytes() -> None:
    assert sample().to_bytes() == sample().to_bytes()


def test_building_twice_changes_nothing() -> None:
    file = sample()
    assert file.to_bytes() == file.to_bytes()


def test_python_docx_opens_it() -> None:
    data = sample().to_bytes()
    document = docx.Document(io.BytesIO(data))
    ours = {block.text for block in read_blocks("甲.docx", data).blocks}
    assert document.paragraphs[0].style is not None
    assert document.paragraphs[0].style.name == "Title"
    # It leaves the insertion out of the third paragraph; all else is ours too.
    assert {p.text for p in document.paragraphs} - ours == {"发放优待金13914元"}
    assert {cell.text for table in document.tables for row in table.rows for cell in row.cells} <= ours
