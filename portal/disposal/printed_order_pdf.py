"""The order to an executor outside the portal as a PDF: in Chinese, then in English, as the notice of a decision is."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, format_datetime, ngettext
from flask_babel import gettext as _

from portal.disposal.notice_pdf import HEAD, LANGUAGES, MARGIN, NORMAL, QR_SIDE, SMALL, TITLE, written_day
from portal.domain.decision_notices import CLAUSES
from portal.domain.measures import COUNTER_WORDS, NATURE_WORDS, OUTSIDE_NAMES, PROOF_WORDS, Proof
from portal.domain.printed_orders import (
    FOOTING_WORDS,
    GROUND_IS_GONE,
    KEPT,
    KEPT_PLAIN,
    STANDS_STILL,
    WORDING,
    Footing,
    Purpose,
    lasts_words,
)
from portal.records.clocks import is_provisional
from portal.records.decision_notices.reading import NoticeView
from portal.records.printed_orders import PrintedOrder
from portal.web.due import due_words
from portal.web.language import organization_name, outside_name
from portal.web.paper import draw_qr, new_paper, write_lines

Lines = list[tuple[int, str]]
LEADING = 0.5
"""Closer than on a notice, which says less: one language fits on one sheet."""
TO_FILL_IN = "＿" * 16


def printed_order_pdf(order: PrintedOrder, address: str | None, *, demonstration: bool) -> bytes:
    """An A4 paper; with the address of the page that checks the notice that the order rests on, its QR code."""
    paper = new_paper("A4", MARGIN, f"{_(WORDING[order.purpose].title)} {order.number}")
    for language in LANGUAGES:
        with force_locale(language):
            paper.add_page()
            write_lines(paper, lines(order, address, demonstration=demonstration), LEADING)
            if address is None:
                continue
            if paper.will_page_break(QR_SIDE + 8):
                paper.add_page()
            draw_qr(paper, address, QR_SIDE)
    return bytes(paper.output())


def lines(order: PrintedOrder, address: str | None, *, demonstration: bool) -> Lines:
    """What the paper says in the present language; a demonstration says first what it is, for paper travels."""
    warning = [(NORMAL, _("An order of a demonstration: nobody ordered anything, and nobody need do anything."))]
    return [
        *(warning if demonstration else ()),
        (TITLE, _(WORDING[order.purpose].title)),
        (SMALL, _("Order number")),
        (HEAD, order.number),
        (SMALL, _("Issuing agency")),
        (NORMAL, organization_name(order.case.lead_agency)),
        (SMALL, _("To")),
        *((NORMAL, words) for words in _to(order.task.outside_executor or "")),
        (SMALL, _("Ordered on")),
        (NORMAL, _moment(order.task.ordered_at)),
        (HEAD, _("What is to be done")),
        *((NORMAL, words) for words in _what(order)),
        (SMALL, _("On what")),
        *((NORMAL, words) for words in _on_what(order)),
        *_duration(order),
        (SMALL, _("By when")),
        *((NORMAL, words) for words in _by_when(order)),
        (HEAD, _("What it rests on")),
        *((NORMAL, words) for words in _footing(order)),
        (HEAD, _("How to confirm it")),
        *((NORMAL, words) for words in _answer(order)),
        (SMALL, _("Seal of the issuing agency")),
        (TITLE, " "),
        *_checking(order, address),
    ]


def _to(name: str) -> list[str]:
    """A name that a colleague gave; what the portal calls it by its trade has room for the name it has."""
    by_trade = name in OUTSIDE_NAMES.values()
    return [outside_name(name), *([_("Name: %(blank)s", blank=TO_FILL_IN)] if by_trade else [])]


def _what(order: PrintedOrder) -> list[str]:
    before = [_(WORDING[order.purpose].task)]
    if order.measure is None:
        return [*before, _(KEPT), _(KEPT_PLAIN)]
    said = [*before, _(order.measure.words), _(order.measure.plain), _(NATURE_WORDS[order.measure.nature])]
    return [*said, *_carried_out(order)] if order.purpose is Purpose.UNDO else said


def _carried_out(order: PrintedOrder) -> list[str]:
    """By what an executor finds again what it did."""
    done = order.carried_out
    return [
        *([_("Carried out on: %(moment)s", moment=_moment(done.done_at))] if done.done_at else []),
        *([_("Number of the document that confirmed it: %(number)s", number=done.document_number)]
          if done.document_number else []),
    ]  # fmt: skip


def _on_what(order: PrintedOrder) -> list[str]:
    kind = " · ".join([_(order.kind_words), *([organization_name(order.host)] if order.host else [])])
    exactly = [
        *([order.display] if order.display else []),
        *([_("Applies to: %(what)s", what=order.note)] if order.note else []),
    ]
    return [kind, *(exactly or [_("Which one exactly, the issuing agency tells you.")])]


def _duration(order: PrintedOrder) -> Lines:
    if order.task.days:
        counted = _("The days count from the day on which it is carried out.")
        words = [ngettext("for %(num)s day", "for %(num)s days", order.task.days), counted]
    else:
        reversible = order.measure is not None and order.measure.reversible
        until = _moment(order.lapses_at) if order.lapses_at else ""
        words = [_(one, until=until) for one in lasts_words(order.purpose, order.footing, reversible=reversible)]
    return [*([(SMALL, _("For how long"))] if words else []), *((NORMAL, one) for one in words)]


def _by_when(order: PrintedOrder) -> list[str]:
    due = order.due_at
    if order.task.is_overdue:
        return [due_words(due), _(WORDING[order.purpose].late)]
    may_move = _("(may move: that year’s holidays are not published)")
    return [due_words(due), *([may_move] if is_provisional(due) else [])]


def _footing(order: PrintedOrder) -> list[str]:
    giver = order.ordered_by if order.footing in (Footing.INTERIM_ORDER, Footing.RATIFIED_ORDER) else None
    clause = CLAUSES.get(order.case.category) if order.notice is None else None
    return [
        *([_why_undone(order)] if order.purpose is Purpose.UNDO else []),
        _(FOOTING_WORDS[order.footing]),
        *([_("Given by: %(agency)s", agency=organization_name(giver))] if giver else []),
        *(_decision(order.notice) if order.notice else []),
        *([_(clause)] if clause else []),
    ]


def _why_undone(order: PrintedOrder) -> str:
    if order.stayed_until is None:
        return str(_(GROUND_IS_GONE))
    return str(_(STANDS_STILL, day=written_day(order.stayed_until)))


def _decision(notice: NoticeView) -> list[str]:
    agencies = _("; ").join(organization_name(one) for one in notice.agencies)
    return [
        _("Notice of decision %(number)s", number=notice.number),
        _("Decided on %(day)s by: %(agencies)s", day=written_day(notice.issued_on), agencies=agencies),
        *([_(notice.clause)] if notice.clause else []),
        _("The law that the ground names; the lead agency tells it on request."),
    ]


def _answer(order: PrintedOrder) -> list[str]:
    headings = _("; ").join(_(COUNTER_WORDS[one]) for one in order.counters)
    proof = order.measure.proof if order.measure and order.purpose is not Purpose.UNDO else Proof.DOCUMENT_NUMBER
    said = [
        _(WORDING[order.purpose].done),
        *([_("how many, under at least one of these: %(headings)s;", headings=headings)] if headings else []),
        *([_("what shows it: %(proof)s;", proof=_(PROOF_WORDS[proof]))] if proof is not Proof.DOCUMENT_NUMBER else []),
        _("the number of your document, and whom we can ask."),
    ]
    return [
        _("Answer the issuing agency in writing, in the way in which this came to you. Say:"),
        *(f"– {words}" for words in said),
        _("Where you can do only a part of it, or nothing, say so at once: how much, what is left, and why."),
    ]


def _checking(order: PrintedOrder, address: str | None) -> Lines:
    if address is None:
        said = [
            _("No public page tells of it."),
            _("If you doubt it, ask the issuing agency before you act, at a number that you looked up yourself."),
        ]
    else:
        said = [
            _("Anybody can check the notice on which it rests: scan the picture below, or open this address."),
            address,
        ]
    if order.in_place_of_another:
        said += [
            _("That notice names somebody else, or another measure: this order stands in its place, as the page tells.")
        ]
    return [(HEAD, _("Is this order genuine?")), *((NORMAL, words) for words in said)]


def _moment(at: datetime) -> str:
    return str(format_datetime(at, _("d MMM y, HH:mm")))
