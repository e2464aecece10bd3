"""Traditional characters -> simplified ones, character for character. The door to OpenCC.

A fifth of the pages from which offices fetch their texts were turned into traditional characters by their sites, whole
or in parts (慰問資金72.35萬元), so that nobody copies them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Some of these stand in any traditional text of the field; a text without them is left alone.
_SIGNS = re.compile(
    "[萬億問優撫軍隊擁屬國會務關個義黨時來發縣鄉鎮辦領組開慶節補貼戰傷殘離總結經濟們這對車東門見長書學實現當員為與導]"
)


def simplified(text: str) -> str:
    """The text in simplified characters, each at its place: ``len(simplified(text)) == len(text)``."""
    if not _SIGNS.search(text):
        return text
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    # OpenCC also knows whole words; where one changes its length the characters are taken one by one
    return "".join(one if len(one) == 1 else sign for sign in text for one in [str(_converter().convert(sign))])


def traditional_characters(text: str) -> list[int]:
    """The places of the traditional characters. Those that words keep (乾隆) are none."""
    signs = {sign for sign in set(text) if "\u3400" <= sign <= "\u9fff" and str(_converter().convert(sign)) != sign}
    places: list[int] = []
    start = 0
    for line in text.split("\n") if signs else ():
        if signs & set(line):
            converted = str(_converter().convert(line))
            kept = len(converted) == len(line)
            places += [
                start + at for at, sign in enumerate(line) if sign in signs and not (kept and converted[at] == sign)
            ]
        start += len(line) + 1
    return places


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
