"""The receipt as a PDF of one page, with a QR code that holds the query code itself and no address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import segno
from flask_babel import gettext as _

from portal import clock
from portal.records.receiving import Receipt

if TYPE_CHECKING:
    from fpdf import FPDF

FONT = Path(__file__).parent.parent / "data" / "fonts" / "NotoSansSC-portal.otf"
MARGIN, WIDTH = 14.0, 148.0
"""Millimetres; an A5 page folds into a pocket."""
QR_SIDE = 40.0


def qr_picture(query_code: str) -> str:
    """The QR code of a query code, as an address for `<img>` (SVG, no request)."""
    return str(segno.make(query_code, error="m").svg_data_uri(scale=4, border=4, light="#fff", omitsize=False))


def receipt_pdf(receipt: Receipt, *, demonstration: bool) -> bytes:
    """One A5 page in the language of the request: both numbers, when they were given, and what they are for."""
    from fpdf import FPDF  # brings a picture library: only who asks for a paper pays for it

    paper = FPDF(format=(WIDTH, 210))
    paper.set_margin(MARGIN)
    paper.add_font("portal", fname=FONT)
    paper.set_title(_("Your receipt"))
    paper.add_page()
    for size, words in lines(receipt, demonstration=demonstration):
        paper.set_font("portal", size=size)
        paper.multi_cell(0, size * 0.62, words, new_x="LMARGIN", new_y="NEXT", align="L")
    _draw_qr(paper, receipt.query_code)
    return bytes(paper.output())


def lines(receipt: Receipt, *, demonstration: bool) -> list[tuple[int, str]]:
    """What the paper says, with the size of each line; a demonstration says first what it is, for paper travels."""
    warning = [(11, _("A receipt of a demonstration: nobody acts on it, and it proves no report."))]
    return [
        *(warning if demonstration else ()),
        (16, _("Clearflag")),
        (13, _("Your tip has arrived")),
        (9, _("Tip number")),
        (15, receipt.tip_number),
        (9, _("Query code")),
        (15, receipt.query_code),
        (9, _("Received at")),
        (11, receipt.received_at.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")),
        (9, _("Secret, like a key: whoever has it reads your tip.")),
        (9, _("Open the portal, choose “Follow my tip”, and enter the query code. The QR code below holds it.")),
    ]


def _draw_qr(paper: FPDF, query_code: str) -> None:
    """Draw the code as squares, so that it prints sharply at any size."""
    rows = list(segno.make(query_code, error="m").matrix_iter(border=2))
    side, left, top = QR_SIDE / len(rows), MARGIN, paper.get_y() + 4
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                paper.rect(left + across * side, top + down * side, side, side, style="F")
