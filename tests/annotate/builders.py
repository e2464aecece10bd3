"""Documents for the tests of comments, and the comments that name their words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from extractor.annotate import Comment, annotate
from extractor.model import Block, Place
from extractor.readers import read_blocks
from tests.word import WordFile, bold, deleted, footnote, inserted, link, merged, nested, split, textbox
from tests.word_parts import OFFICE, WORD_TYPE

# The smallest picture there is: one black pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63600000000200015c0d0a2db4"
    "0000000049454e44ae426082"
)
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="360000" cy="360000"/>'
    '<wp:docPr id="77" name="图片"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="图片"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
W_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# A comment that was there before: on the words between its marks.
EARLIER = (
    '<w:p><w:r><w:t>本年度</w:t></w:r><w:commentRangeStart w:id="4"/><w:r><w:t>走访慰问</w:t></w:r>'
    '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r><w:r><w:t>驻军3次。</w:t></w:r></w:p>'
)
EARLIER_COMMENTS = (
    f'<w:comments {W_NAMESPACE}><w:comment w:id="4" w:author="王科长" w:initials="王"><w:p><w:r>'
    "<w:t>几次？</w:t></w:r></w:p></w:comment></w:comments>"
)


def draft() -> WordFile:
    """A draft with all that a comment may stand in or beside."""
    file = WordFile(edited=True, heading_numbers="chinese")
    file.title("鹿鸣镇2021年双拥工作总结")
    file.heading("加强组织领导")
    file.paragraph(
        "全年发放优待金",
        inserted("13914元"),
        deleted("13900元"),
        "，",
        bold("优抚对象"),
        "10人。",
        footnote("见台账第3页"),
    )
    file.heading("走访慰问")
    file.paragraph(
        "详见", link("慰问名册"), "，", split("慰问驻军3次，送去慰问金2万元"), "。", textbox("内部资料，注意保存")
    )
    file.paragraph("发放到户", number=("decimal", 0))
    file.table([
        ["项目", "户数", "金额"],
        [merged("优待金", rows=2), "9", "13914元"],
        ["1", "1546元"],
        [merged("合计\n（不含慰问品）", columns=2), "15460元"],
        [nested([["军属", "3户"], ["烈属", "1户"]], "附表"), "4", "（略）"],
    ])  # fmt: skip
    file.paragraph("下一步，继续做好双拥工作。")
    file.header("鹿鸣镇双拥办")
    return file


def with_picture_and_comment(file: WordFile) -> bytes:
    """The file with a picture and with a comment of someone's own at its end."""
    file.raw(PICTURE)
    file.raw(EARLIER)
    parts = file.parts()
    relations = (
        f'<Relationship Id="rIdPicture" Type="{OFFICE}/image" Target="media/image1.png"/>'
        f'<Relationship Id="rIdComments" Type="{OFFICE}/comments" Target="comments.xml"/></Relationships>'
    )
    types = (
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/comments.xml" ContentType="{WORD_TYPE.format("comments")}"/></Types>'
    )
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", relations)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", types)
    return zipped({**parts, "word/comments.xml": EARLIER_COMMENTS, "word/media/image1.png": PIXEL})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def blocks_of(data: bytes) -> tuple[Block, ...]:
    return read_blocks("草稿.docx", data).blocks


def place_of(blocks: Sequence[Block], words: str) -> Place:
    """The only place where the words stand."""
    (found,) = [(block.index, block.raw.index(words)) for block in blocks if words in block.raw]
    return Place(found[0], found[1], found[1] + len(words), found[0])


def annotated(data: bytes, *words: str | Place | None) -> bytes:
    """The file with a comment on each of the words, or places; the comment's text is its number from 1."""
    blocks = blocks_of(data)
    places = [place_of(blocks, one) if isinstance(one, str) else one for one in words]
    comments = [Comment(place, str(number)) for number, place in enumerate(places, 1)]
    return annotate("草稿.docx", data, comments, "台账", "台")
