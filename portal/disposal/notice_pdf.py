"""The notice of a decision as a PDF: in Chinese, then in English, each with the QR code of the page that checks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import force_locale, format_date, ngettext
from flask_babel import gettext as _

from portal.records.decision_notices.reading import Executed, NoticeView, OrderedMeasure
from portal.web.language import html_lang, organization_name, outside_name
from portal.web.paper import draw_qr, new_paper, write_lines

MARGIN = 20.0
QR_SIDE = 34.0
LEADING = 0.54
"""Closer than on a slip: one language fits on one sheet, as a rule."""
LANGUAGES = ("zh_CN", "en")
SMALL, NORMAL, HEAD, TITLE = 8, 10, 12, 17
"""Points."""


@dataclass(frozen=True, slots=True)
class CodeOnPaper:
    """What a service copy says besides: the respondent's code, and the address where it is entered."""

    code: str
    address: str


def notice_pdf(shown: NoticeView, address: str, *, demonstration: bool, code: CodeOnPaper | None = None) -> bytes:
    """An A4 paper whose QR code holds `address`, where anybody checks the notice; with a code a service copy.

    The code stands on the paper alone and in no picture: whoever scans it shows it to nobody's browser history.
    """
    paper = new_paper("A4", MARGIN, _("Notice of decision %(number)s", number=shown.number))
    for language in LANGUAGES:
        with force_locale(language):
            paper.add_page()
            write_lines(paper, lines(shown, address, demonstration=demonstration, code=code), LEADING)
            if paper.will_page_break(QR_SIDE + 8):
                paper.add_page()
            draw_qr(paper, address, QR_SIDE)
    return bytes(paper.output())


def lines(
    shown: NoticeView, address: str, *, demonstration: bool, code: CodeOnPaper | None = None
) -> list[tuple[int, str]]:
    """What the paper says in the present language; a demonstration says first what it is, for paper travels."""
    warning = [(NORMAL, _("A notice of a demonstration: nobody ordered anything, and nobody need do anything."))]
    return [
        *(warning if demonstration else ()),
        (TITLE, _("Notice of decision")),
        (SMALL, _("Notice number")),
        (HEAD, shown.number),
        (SMALL, _("Issued by")),
        (NORMAL, _("; ").join(organization_name(one) for one in shown.agencies)),
        (SMALL, _("Issued on")),
        (NORMAL, written_day(shown.issued_on)),
        (SMALL, _("About")),
        *((NORMAL, words) for words in _about(shown)),
        (SMALL, _("What was found")),
        (NORMAL, shown.category.name.in_language(html_lang())),
        (SMALL, _("Ground")),
        (NORMAL, shown.ground),
        (SMALL, _("Rests on")),
        *((NORMAL, words) for words in _provisions(shown)),
        (HEAD, _("What was ordered")),
        *((NORMAL, words) for one in shown.measures for words in _measure(one)),
        (NORMAL, _("A measure holds from the day on which it is carried out; the check page tells that day.")),
        (HEAD, _("If you do not agree")),
        *((NORMAL, words) for one in shown.objections for words in (f"{_(one.decided)} {_(one.way)}", _(one.source))),
        *(_code(code) if code else ()),
        (HEAD, _("Is this notice genuine?")),
        (NORMAL, _("Anybody can check it: scan the picture below, or open this address.")),
        (NORMAL, address),
    ]


def _code(code: CodeOnPaper) -> list[tuple[int, str]]:
    return [
        (HEAD, _("Your code")),
        (TITLE, code.code),
        (NORMAL, _("With it you read what was decided and what it rests on, object to it, and read the answer.")),
        (NORMAL, _("No account is needed. Open this address and enter the code:")),
        (NORMAL, code.address),
        (SMALL, _("Whoever holds the code can do the same. Give it only to somebody who acts for you.")),
    ]


def _about(shown: NoticeView) -> list[str]:
    """What the notice is about, for whom it concerns: its kind, where it is, and which one."""
    where = [organization_name(shown.host)] if shown.host else []
    return [" · ".join([_(shown.kind_words), *where]), *([shown.display] if shown.display else [])]


def _provisions(shown: NoticeView) -> list[str]:
    """The clause and the items of campaigns that the tables give, and where the rest stands."""
    clause = [_(shown.clause)] if shown.clause else []
    items = [" · ".join(one.name.in_language(html_lang()) for one in pair) for pair in shown.items]
    return [*clause, *items, _("The law that the ground names; the lead agency tells it on request.")]


def written_day(on: date) -> str:
    """A day as the language writes it."""
    return str(format_date(on, _("d MMMM y")))


def _measure(one: OrderedMeasure) -> list[str]:
    lasts = ngettext("for %(num)s day", "for %(num)s days", one.days) if one.days else ""
    return [
        _("%(measure)s, carried out by %(executor)s", measure=_(one.ordered.measure.words), executor=_who(one.ordered)),
        _(one.ordered.measure.plain),
        *([_("Applies to: %(what)s", what=one.note)] if one.note else []),
        *([lasts] if lasts else []),
    ]


def _who(one: Executed) -> str:
    return organization_name(one.executor) if one.executor else outside_name(one.outside)
