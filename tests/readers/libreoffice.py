"""How much of the text that LibreOffice gives of a file our reader gives too: the measure of the readers of Word files.

    python -m tests.readers.libreoffice FOLDER    # prints a line a file, and the share at 98 % or more

LibreOffice's text is what its own .docx of the file holds in w:t, tracked deletions and second copies of text boxes
left out; both texts are compared as bags of characters, white space aside, for the order of what stands beside the
body (notes, text boxes) is free.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from extractor.errors import UnreadableFile
from extractor.readers import read_blocks, soffice

GOOD = 0.98
SLACK = 2  # characters; a document of ten words may lack one
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PARTS = ("word/document", "word/footnotes", "word/endnotes")


@dataclass(frozen=True)
class Measure:
    """A file's name, the share of LibreOffice's characters that we have (None: we refuse it), why, and how many
    characters LibreOffice has."""

    name: str
    share: float | None
    remark: str
    size: int

    @property
    def good(self) -> bool:
        return self.share is not None and (self.share >= GOOD or (1 - self.share) * self.size <= SLACK)


def measure(file: Path) -> Measure:
    data = file.read_bytes()
    wanted = reference(data, file.suffix)
    try:
        result = read_blocks(file.name, data)
    except UnreadableFile as error:
        return Measure(file.name, None, error.code, wanted.total())
    held = Counter("".join("".join(block.label + block.text for block in result.blocks).split()))
    share = 1 - (wanted - held).total() / max(1, wanted.total())
    return Measure(file.name, share, "; ".join(result.warnings), wanted.total())


def reference(data: bytes, suffix: str) -> Counter[str]:
    """The characters of LibreOffice's text; none where it gives no document."""
    docx = soffice.to_docx(data, suffix)
    if docx is None:
        return Counter()
    text = []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if name.startswith(PARTS) and name.endswith(".xml"):
                root = etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, huge_tree=True))
                text += [element.text or "" for element in root.iter(f"{W}t") if not _is_second(element)]
    return Counter("".join("".join(text).split()))


def _is_second(element: etree._Element) -> bool:
    return any(True for _ in element.iterancestors(FALLBACK))


def main() -> None:
    found = [measure(file) for file in sorted(Path(sys.argv[1]).glob("*.doc*"))]
    for one in found:
        share = "refused" if one.share is None else f"{one.share:.4f}"
        print(f"{share:8} {'' if one.good or one.share is None else '!'} {one.size:7} {one.name}  {one.remark}")
    read = [one for one in found if one.share is not None]
    print(f"{sum(one.good for one in read)} of {len(read)} read files are good, {len(found) - len(read)} refused")


if __name__ == "__main__":
    main()
