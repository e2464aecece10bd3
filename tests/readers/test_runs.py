"""Runs are joined before the XML is parsed; what is read stays the same, whatever stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Block
from extractor.readers import package, read_blocks
from extractor.readers.runs import join_runs
from tests.word import WordFile, pack, split

RUN = "<w:r><w:t>{}</w:t></w:r>"
BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
FONT = (
    '<w:r w:rsidR="00A7" w:rsidRPr="00B1"><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr>'
    "<w:t>{}</w:t></w:r>"
)
KEPT = '<w:r><w:t xml:space="preserve">{} </w:t></w:r>'
HIDDEN = "<w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"
SHOWN = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>{}</w:t></w:r>'
BY_STYLE = '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>{}</w:t></w:r>'
SPELL = '<w:proofErr w:type="spellStart"/>'
BOOKMARK = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
BOX = (
    "<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:drawing></mc:Choice>"
    "</mc:AlternateContent>"
)

# what stands in a paragraph, and what is left of it
CASES = [
    (RUN.format("慰"), RUN.format("慰")),
    (RUN.format("慰") + RUN.format("问"), RUN.format("慰问")),
    (RUN.format("慰") + SPELL + FONT.format("问") + BOOKMARK + BOLD.format("金"), RUN.format("慰问金")),
    (FONT.format("慰") + KEPT.format("问"), FONT.format("慰问 ")),
    (RUN.format("慰") + HIDDEN.format("（内部）") + RUN.format("问"),) * 2,
    (RUN.format("慰") + BY_STYLE.format("问") + RUN.format("金"),) * 2,
    (HIDDEN.format("内") + RUN.format("慰") + RUN.format("问"), HIDDEN.format("内") + RUN.format("慰问")),
    (RUN.format("慰") + "<w:ins>" + RUN.format("问") + "</w:ins>",) * 2,
    (RUN.format("慰") + "<w:r><w:tab/><w:t>问</w:t></w:r>",) * 2,
    (RUN.format("慰") + '<w:r w:rsidR="00A7" other="1"><w:t>问</w:t></w:r>',) * 2,
    (RUN.format("慰") + '<w:r><w:rPr><w:rFonts w:ascii="a/>b"/></w:rPr><w:t>问</w:t></w:r>',) * 2,
    (RUN.format("<![CDATA[</w:t></w:r><w:r><w:t>]]>") + RUN.format("问"),) * 2,
    (HIDDEN.format("内") + BOX.format(RUN.format("慰") + RUN.format("问")),) * 2,
    ("慰</w:t></w:r><w:r><w:rPr>" + "<w:b/>" * 3,) * 2,
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_runs_that_are_one_text_are_joined(before: str, after: str) -> None:
    assert join_runs(before.encode()).decode() == after


def test_a_much_edited_paragraph_becomes_one_run() -> None:
    file = WordFile(edited=True)
    file.paragraph(split("春节前夕走访慰问重点优抚对象16户，发放慰问金共计8000元。"))
    assert join_runs(file.parts()["word/document.xml"].encode()).count(b"<w:t>") == 1


SECRET = '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'


def paper(paragraphs: list[list[str]]) -> bytes:
    file = WordFile()
    for pieces in paragraphs:
        file.raw(f"<w:p>{''.join(pieces)}</w:p>")
    parts = file.parts()
    return pack({**parts, "word/styles.xml": parts["word/styles.xml"].replace("</w:styles>", f"{SECRET}</w:styles>")})


def blocks(data: bytes) -> tuple[Block, ...]:
    return read_blocks("样本.docx", data).blocks


INSIDE = st.sampled_from([RUN, BOLD, FONT, KEPT, HIDDEN, SHOWN, BY_STYLE])
RUNS = st.tuples(INSIDE, st.text("慰问金1 ", min_size=1, max_size=3)).map(lambda both: both[0].format(both[1]))
MARKS = st.sampled_from([SPELL, BOOKMARK, "<w:r><w:tab/></w:r>", "<w:r><w:br/><w:t>后</w:t></w:r>"])
AROUND = st.sampled_from(["<w:ins>{}</w:ins>", "<w:moveFrom>{}</w:moveFrom>", "<w:hyperlink>{}</w:hyperlink>", BOX])
PIECES = st.lists(RUNS | MARKS | st.builds(str.format, AROUND, st.lists(RUNS, min_size=1).map("".join)), max_size=8)


@given(st.lists(PIECES, min_size=1, max_size=3))
def test_what_is_read_stays_the_same(paragraphs: list[list[str]]) -> None:
    data = paper([[RUN.format("首")], *paragraphs])
    joined = blocks(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "join_runs", lambda xml: xml)
        assert joined == blocks(data)
