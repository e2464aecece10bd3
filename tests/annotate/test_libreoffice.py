"""LibreOffice opens the annotated copies, and finds every comment on the words on which we put it."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from extractor.annotate import Comment, annotate
from extractor.model import Place
from extractor.readers import read_blocks
from tests.annotate.builders import draft, place_of, with_picture_and_comment
from tests.annotate.readback import comments_in, comments_in_flat_odt
from tests.annotate.test_annotate import FIELDS, PARAGRAPHS
from tests.annotate.test_any_place import SAMPLES, span
from tests.word import WordFile

SOFFICE = shutil.which("soffice")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Annotated copies of all samples and of a draft with everything in it, each with its conversion by LibreOffice."""
    folder = tmp_path_factory.mktemp("annotated")
    for number, path in enumerate(SAMPLES):
        data = path.read_bytes()
        chooser = random.Random(path.name)
        blocks = read_blocks(path.name, data).blocks
        places = [span(block, chooser) for block in blocks for _ in range(2)]
        (folder / f"{number}.docx").write_bytes(copy_with(data, [None, *places]))
    (folder / "inline.docx").write_bytes(inline_cases())
    data = with_picture_and_comment(draft())
    (folder / "draft.docx").write_bytes(copy_with(data, draft_places(data)))
    profile = folder / "profile"
    command = [SOFFICE or "", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "fodt"]
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=300)
    return folder


def inline_cases() -> bytes:
    """The paragraphs of the other tests in one file, each with a comment on its words."""
    file = WordFile()
    for parts in [case[1] for case in (*PARAGRAPHS, *FIELDS)]:
        file.paragraph(*parts)
    data = file.to_bytes()
    blocks = [block for block in read_blocks("草稿.docx", data).blocks if block.kind == "paragraph"]
    return copy_with(data, [Place(b.index, b.raw.index("《") + 1, b.raw.index("》"), b.index) for b in blocks])


def copy_with(data: bytes, places: list[Place | None]) -> bytes:
    comments = [Comment(place, f"第{number}条：请核对") for number, place in enumerate(places)]
    return annotate("草稿.docx", data, comments, "台账", "台")


def draft_places(data: bytes) -> list[Place | None]:
    blocks = read_blocks("草稿.docx", data).blocks
    words = (
        "组织领导",
        "13914元，优",
        "慰问金2万元",
        "问名册，慰",
        "发放到户",
        "1546元",
        "计\n（不",
        "3户",
        "烈属",
        "待金",
    )
    return [
        *(place_of(blocks, one) for one in words[:-1]),
        place_of(blocks, "注意保存"),
        place_of(blocks, "第3页"),
        None,
    ]


@pytest.mark.parametrize("name", [*(str(number) for number in range(len(SAMPLES))), "inline", "draft"])
def test_libreoffice_finds_the_comments_on_the_same_words(folder: Path, name: str) -> None:
    ours = comments_in((folder / f"{name}.docx").read_bytes())
    theirs = comments_in_flat_odt((folder / f"{name}.fodt").read_bytes())
    assert sorted(theirs) == sorted(ours.values())
    assert len(theirs) > 5
