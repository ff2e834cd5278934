"""Make portal/data/fonts/NotoSansSC-portal.otf: the signs our papers and pictures need, cut from Noto Sans CJK SC.

    python scripts/subset_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Source: Debian's fonts-noto-cjk; licence: SIL OFL 1.1, beside the font. GB 2312 as a whole (6,763 characters: a notice
prints the ground that a colleague wrote, with any name in it), every character of our own sentences, printable ASCII.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

PORTAL = Path(__file__).resolve().parent.parent / "portal"
TARGET = PORTAL / "data" / "fonts" / "NotoSansSC-portal.otf"
FACE = "Noto Sans CJK SC"
DROPPED = ("GSUB", "GPOS", "VORG", "vhea", "vmtx", "BASE")
"""Tables for features and vertical text that nothing here uses."""


def characters() -> set[str]:
    """Everything that may stand on one of our papers."""
    hanzi = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    signs = (bytes([high, low]) for high in range(0xA1, 0xA4) for low in range(0xA1, 0xFF))
    found = {pair.decode("gb2312", "ignore") for pair in (*hanzi, *signs)}
    sources = [*PORTAL.glob("translations/zh_CN/LC_MESSAGES/*.po"), *PORTAL.glob("data/*.toml")]
    found |= {sign for source in sources for sign in source.read_text("utf-8")}
    return {sign for sign in found | {chr(code) for code in range(0x20, 0x7F)} if sign.isprintable()}


def face_of(collection: Path) -> TTFont:
    """The simplified Chinese face. Raises StopIteration where there is none."""
    names = (FACE, f"{FACE} Regular")
    return next(font for font in TTCollection(collection).fonts if font["name"].getDebugName(4) in names)


def write(collection: Path) -> None:
    """Cut the font down and write it."""
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in characters() if len(sign) == 1])
    font = face_of(collection)
    cutter.subset(font)
    TARGET.parent.mkdir(exist_ok=True)
    font.save(TARGET)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
