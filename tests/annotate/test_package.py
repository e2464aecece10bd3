"""The annotated copy as a package: what is kept, what python-docx reads of it, and what is refused."""

from __future__ import annotations

import io

import docx
import pytest

from extractor.annotate import Comment, annotate
from extractor.errors import UnreadableFile
from tests.annotate.builders import (
    EARLIER,
    W_NAMESPACE,
    annotated,
    blocks_of,
    draft,
    entries,
    place_of,
    with_picture_and_comment,
    zipped,
)
from tests.annotate.readback import W, comments_in, part
from tests.readers.sample import FILES
from tests.word import WordFile


def test_everything_else_in_the_package_is_kept_byte_for_byte() -> None:
    data = draft().to_bytes()
    before, after = entries(data), entries(annotated(data, "组织领导", None))
    changed = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(after) == [*before, "word/comments.xml"]
    assert {name for name in before if before[name] != after[name]} == changed


def test_earlier_comments_and_pictures_are_kept() -> None:
    data = with_picture_and_comment(draft())
    out = annotated(data, "走访慰问驻军", None)
    before, after = entries(data), entries(out)
    assert {name for name in after if before.get(name) != after[name]} == {"word/document.xml", "word/comments.xml"}
    said = comments_in(out)
    assert {number: comment.anchored for number, comment in said.items()} == {
        "4": "走访慰问",
        "5": "走访慰问驻军",
        "6": "鹿鸣镇2021年双拥工作总结",
    }
    assert (said["4"].author, said["4"].text) == ("王科长", "几次？")
    assert blocks_of(out) == blocks_of(data)


def test_marks_of_a_comment_that_is_gone_keep_their_number() -> None:
    file = WordFile()
    file.raw(EARLIER)
    out = annotated(file.to_bytes(), "驻军")
    assert next(iter(part(out, "word/comments.xml"))).get(f"{W}id") == "5"


def test_python_docx_reads_the_comments() -> None:
    data = with_picture_and_comment(draft())
    blocks = blocks_of(data)
    comments = [Comment(place_of(blocks, "1546元"), "与合计不符。\n请核对：9×1546"), Comment(None, "缺“存在问题”")]
    out = annotate("草稿.docx", data, comments, "台账", "台")
    read = docx.Document(io.BytesIO(out))
    assert [(one.author, one.initials, one.text) for one in read.comments] == [
        ("王科长", "王", "几次？"),
        ("台账", "台", "与合计不符。\n请核对：9×1546"),
        ("台账", "台", "缺“存在问题”"),
    ]
    assert all(one.timestamp for one in list(read.comments)[1:])
    assert len(read.inline_shapes) == 1
    assert {style.name for style in read.styles} == {style.name for style in docx.Document(io.BytesIO(data)).styles}


def test_the_styles_of_the_file_are_used_for_comments() -> None:
    parts = draft().parts()
    named = (
        '<w:style w:type="paragraph" w:styleId="ab"><w:name w:val="annotation text"/></w:style>'
        '<w:style w:type="character" w:styleId="ac"><w:name w:val="annotation reference"/></w:style></w:styles>'
    )
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("</w:styles>", named)
    out = annotated(zipped({**parts}), "组织领导")
    comments = part(out, "word/comments.xml")
    assert [style.get(f"{W}val") for style in comments.iter(f"{W}pStyle", f"{W}rStyle")] == ["ab", "ac"]
    (reference,) = part(out, "word/document.xml").iter(f"{W}commentReference")
    assert reference.getparent().find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "ac"
    without = part(annotated(draft().to_bytes(), "组织领导"), "word/comments.xml")
    assert not list(without.iter(f"{W}pStyle", f"{W}rStyle"))


def test_control_characters_and_line_ends_in_what_is_said() -> None:
    data = draft().to_bytes()
    comment = Comment(None, "甲\x00乙\x0b丙\r\n丁\ud800\ufffe\t戊<&>")
    out = annotate("草稿.docx", data, [comment], "台\x01账", "台\x02")
    (read,) = docx.Document(io.BytesIO(out)).comments
    assert (read.text, read.author, read.initials) == ("甲乙\n丙\n丁\t戊<&>", "台账", "台")


def test_no_comments_at_all() -> None:
    data = draft().to_bytes()
    assert blocks_of(annotated(data)) == blocks_of(data)


def test_a_strict_file_stays_strict() -> None:
    usual = "http://schemas.openxmlformats.org/"
    strict = {
        f"{usual}wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        f"{usual}officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    parts = draft().parts()
    for one, other in strict.items():
        parts = {name: text.replace(one, other) for name, text in parts.items()}
    data = zipped({**parts})
    out = annotated(data, "组织领导")
    assert blocks_of(out) == blocks_of(data)
    for name, content in entries(out).items():
        assert not any(one.encode() in content for one in strict), name
    assert b"commentRangeStart" in entries(out)["word/document.xml"]


def without(name: str) -> bytes:
    parts = draft().parts()
    del parts[name]
    return zipped({**parts})


def with_comments_part(xml: str) -> bytes:
    found = entries(with_picture_and_comment(draft()))
    return zipped({**found, "word/comments.xml": xml})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = [
    ("plain text", "双拥工作总结\n今年走访军属3户。".encode(), "format", "save it as .docx first"),
    ("rtf", rb"{\rtf1 text}", "format", "save it as .docx"),
    ("old Word", (FILES / "sample.doc").read_bytes(), "format", "save it as .docx"),
    ("old Word, damaged", OLE + "WordDocument".encode("utf-16-le"), "truncated", "damaged"),
    ("empty", b"", "empty", "empty"),
    ("cut off", draft().to_bytes()[:-100], "truncated", "damaged"),
    ("damaged comments", with_comments_part("<w:comments"), "truncated", "damaged"),
    ("comments that are none", with_comments_part(f"<w:styles {W_NAMESPACE}/>"), "truncated", "damaged"),
    ("comments with a DTD", with_comments_part(f"<!DOCTYPE a><w:comments {W_NAMESPACE}/>"), "hostile", "do not trust"),
    ("no list of types", without("[Content_Types].xml"), "truncated", "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_cannot_be_annotated_is_refused_with_a_way_out(data: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        annotate("草稿.docx", data, [Comment(None, "甲")], "台账", "台")
    assert caught.value.code == code
    assert str(caught.value).startswith("草稿.docx: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["word/footnotes.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml"])
def test_a_damaged_part_that_reading_does_without_is_kept_as_it_is(name: str) -> None:
    data = zipped({**draft().parts(), name: "<w:broken"})
    out = annotated(data, "慰问驻军", None)
    assert [said.anchored for said in comments_in(out).values()] == ["慰问驻军", "鹿鸣镇2021年双拥工作总结"]
    assert entries(out)[name] == b"<w:broken"
