"""Bundles: each file a document of its own, under a name that leads nowhere else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from extractor import read_bundle
from extractor.errors import UnreadableFile
from extractor.readers import read_blocks
from extractor.readers.bundle import MAX_MEMBERS, Member
from tests.readers.sample import sample
from tests.word import pack

TEXT = "为9户发放优待金13914元。".encode()


def bundle(*entries: tuple[str | bytes, bytes]) -> bytes:
    """A .zip. A name in bytes goes in as it is, as archivers of Chinese systems do; one in text is marked as UTF-8."""
    buffer = io.BytesIO()
    stand_ins = {}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(entries):
            if isinstance(name, bytes):
                stand_in = f"{number:_>{len(name)}}".encode()
                stand_ins[stand_in] = name
                archive.writestr(stand_in.decode(), data)
            else:
                archive.writestr(name, data)
    packed = buffer.getvalue()
    for stand_in, name in stand_ins.items():
        assert packed.count(stand_in) == 2  # beside the file, and in the directory
        packed = packed.replace(stand_in, name)
    return packed


def members(data: bytes) -> list[Member]:
    found = read_bundle("资料.zip", data)
    assert found is not None
    return found


def names(data: bytes) -> list[str]:
    return [member.source for member in members(data)]


NAMES: list[tuple[str, str | bytes, str]] = [
    ("UTF-8 with its mark", "2016/云台街道/总结.txt", "2016/云台街道/总结.txt"),
    ("GBK", "2016年/柳溪镇双拥工作总结.txt".encode("gbk"), "2016年/柳溪镇双拥工作总结.txt"),
    ("Big5", "2016年度擁軍優屬工作總結報告.txt".encode("big5"), "2016年度擁軍優屬工作總結報告.txt"),
    ("UTF-8 without its mark", "2016年/柳溪镇双拥工作总结.txt".encode(), "2016年/柳溪镇双拥工作总结.txt"),
    ("backslashes", b"2016\\a\\b.txt", "2016/a/b.txt"),
    ("upwards", "../../etc/passwd", "etc/passwd"),
    ("upwards in between", "a/../../b.txt", "a/b.txt"),
    ("from the root", "/etc/cron.d/x", "etc/cron.d/x"),
    ("nothing but dots", "../..", "_"),
    ("control characters", "a\x1b[31m\nb.txt", "a_[31m_b.txt"),
    ("nothing before a NUL", b"\0a.txt", "_a.txt"),
    ("very long", "长" * 900 + ".txt", "长" * 255),
]


@pytest.mark.parametrize(("name", "expected"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_names(name: str | bytes, expected: str) -> None:
    assert names(bundle((name, TEXT))) == [f"资料.zip!/{expected}"]


def test_members_are_read_one_by_one() -> None:
    found = members(bundle(("a.docx", sample().to_bytes()), ("b/", b""), ("b/c.txt", TEXT)))
    assert [member.source for member in found] == ["资料.zip!/a.docx", "资料.zip!/b/c.txt"]
    assert [read_blocks(member.source, member.read()).format for member in found] == ["docx", "text"]


def test_names_that_become_the_same_stay_apart() -> None:
    assert names(bundle(("a/b.txt", TEXT), ("../a/b.txt", TEXT))) == ["资料.zip!/a/b.txt", "资料.zip!/a/b.txt (2)"]


def test_a_document_is_no_bundle() -> None:
    assert read_bundle("总结.docx", sample().to_bytes()) is None
    assert read_bundle("总结.txt", TEXT) is None
    assert read_bundle("表.xlsx", pack({"xl/workbook.xml": "<a/>"})) is None


def test_a_bundle_in_a_bundle_stays_closed() -> None:
    (inner,) = members(bundle(("内.zip", bundle(("a.txt", TEXT)))))
    with pytest.raises(UnreadableFile, match="is a zip archive"):
        read_blocks(inner.source, inner.read())


def patched(data: bytes, place: int, value: bytes) -> bytes:
    """Change a field of the first entry, in its own header and in the directory (where it stands two bytes later)."""
    local, central = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    changed = bytearray(data)
    changed[local + place : local + place + len(value)] = value
    changed[central + place + 2 : central + place + 2 + len(value)] = value
    return bytes(changed)


GOOD = bundle(("a.txt", TEXT), ("b.txt", TEXT))
MEMBER_FAULTS = [
    ("encrypted", patched(GOOD, 6, b"\x01\x00"), "encrypted"),
    ("packed in an unknown way", patched(GOOD, 8, b"\x63\x00"), "format"),
    ("wrong checksum", patched(GOOD, 14, b"\x00\x01\x02\x03"), "truncated"),
    ("longer than declared", patched(GOOD, 22, b"\x05\x00\x00\x00"), "truncated"),
]


@pytest.mark.parametrize(("data", "code"), [c[1:] for c in MEMBER_FAULTS], ids=[c[0] for c in MEMBER_FAULTS])
def test_a_members_fault_is_its_own(data: bytes, code: str) -> None:
    first, second = members(data)
    with pytest.raises(UnreadableFile, match=re.escape("资料.zip!/a.txt")) as caught:
        first.read()
    assert caught.value.code == code
    assert second.read() == TEXT


BUNDLE_FAULTS = [
    ("cut off", GOOD[:-30], "truncated"),
    ("nothing in it", b"PK\x05\x06" + bytes(18), "empty"),
    ("folders only", bundle(("a/", b"")), "empty"),
    ("declares more than it can hold", patched(GOOD, 22, b"\xff\xff\xff\x7f"), "too_large"),
]


@pytest.mark.parametrize(
    ("data", "code"), [case[1:] for case in BUNDLE_FAULTS], ids=[case[0] for case in BUNDLE_FAULTS]
)
def test_a_bundles_fault(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        members(data)
    assert caught.value.code == code


def test_too_many_files_are_refused() -> None:
    with pytest.raises(UnreadableFile) as caught:
        members(bundle(*((f"{number}", b"") for number in range(MAX_MEMBERS + 1))))
    assert caught.value.code == "too_large"
