"""What our papers have in common: the font that holds Chinese, and a QR code on page and paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from fpdf import FPDF

MISSING = "〓"
FONT = Path(__file__).parent.parent / "data" / "fonts" / "NotoSansSC-portal.otf"


def new_paper(size: str | tuple[float, float], margin: float, title: str) -> FPDF:
    """An empty paper in millimetres, its font loaded; `size` is a name of ISO 216 or width and height."""
    from fpdf import FPDF  # brings a picture library: only who asks for a paper pays for it

    paper = FPDF(format=size)
    paper.set_margin(margin)
    paper.add_font("portal", fname=FONT)
    paper.set_title(title)
    return paper


def write_lines(paper: FPDF, lines: list[tuple[int, str]], leading: float = 0.62) -> None:
    """Write lines beneath each other, broken where they are too long: each in its size in points, `leading`
    millimetres high for each point."""
    for size, words in lines:
        paper.set_font("portal", size=size)
        paper.multi_cell(0, size * leading, printable(paper, words), new_x="LMARGIN", new_y="NEXT", align="L")


def printable(paper: FPDF, words: str) -> str:
    """The words, with the printers' 〓 in place of a character so rare that the font lacks it; none is lost unseen."""
    signs = paper.fonts["portal"].cmap  # type: ignore[union-attr]  # of a font that was added, not of the 14 built in
    return "".join(sign if sign == "\n" or ord(sign) in signs else MISSING for sign in words)


def qr_picture(text: str) -> str:
    """The QR code of a text, as an address for `<img>` (SVG, no request)."""
    return str(segno.make(text, error="m").svg_data_uri(scale=4, border=4, light="#fff", omitsize=False))


def draw_qr(paper: FPDF, text: str, side: float) -> None:
    """Draw the code at the left below what is written, as squares, so that it prints sharply; `side` in millimetres."""
    rows = list(segno.make(text, error="m").matrix_iter(border=2))
    square, left, top = side / len(rows), paper.l_margin, paper.get_y() + 4
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                paper.rect(left + across * square, top + down * square, square, square, style="F")
    paper.set_y(top + side)
