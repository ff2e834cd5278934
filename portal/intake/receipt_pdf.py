"""The receipt as a PDF of one page, with a QR code that holds the query code itself and no address."""

from __future__ import annotations

from flask_babel import gettext as _

from portal import clock
from portal.records.receiving import Receipt
from portal.web.paper import draw_qr, new_paper, write_lines

A5 = (148.0, 210.0)
"""Millimetres; it folds into a pocket."""
MARGIN = 14.0
QR_SIDE = 40.0


def receipt_pdf(receipt: Receipt, look: str, *, demonstration: bool) -> bytes:
    """One A5 page in the language of the request: both numbers, when they were given, and what they are for."""
    paper = new_paper(A5, MARGIN, _("Your receipt"))
    paper.add_page()
    write_lines(paper, lines(receipt, look, demonstration=demonstration))
    draw_qr(paper, receipt.query_code, QR_SIDE)
    return bytes(paper.output())


def lines(receipt: Receipt, look: str, *, demonstration: bool) -> list[tuple[int, str]]:
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
        *([(11, look)] if look else ()),
        (9, _("Secret, like a key: whoever has it reads your tip.")),
        (9, _("Open the portal, choose “Follow my tip”, and enter the query code. The QR code below holds it.")),
    ]
