"""At least 94 of 100 readable files of a public Word corpus give 98 % or more of the text that LibreOffice gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.readers.libreoffice import measure

OFFICE = Path(__file__).resolve().parents[3] / "shared" / "office"


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE.is_dir(), reason="the shared Word corpus is not here")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_share_of_files_read_well() -> None:
    found = [measure(file) for file in sorted(OFFICE.glob("*.doc*"))]
    read = [one for one in found if one.share is not None]
    good = sum(one.good for one in read)
    print(f"\n{good} of {len(read)} read files have 98 % of LibreOffice's text; {len(found) - len(read)} are refused")
    # What is refused while LibreOffice has text of it is a file that we do not read.
    lost = [one for one in found if one.share is None and one.size > 1 and one.remark not in ("encrypted", "hostile")]
    assert good >= 0.94 * (len(read) + len(lost))
