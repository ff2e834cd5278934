"""The notice of a decision: as page and paper for the desks of its case, and the day on which it was served."""

from __future__ import annotations

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.config import Settings
from portal.disposal.blueprint import blueprint
from portal.disposal.forms import ServiceCopyForm, ServiceForm
from portal.disposal.notice_pdf import CodeOnPaper, notice_pdf
from portal.disposal.queries import objection_file_of
from portal.domain.errors import DomainError, NotAllowed, NotFound, StaleVersion
from portal.domain.permissions import Permission, allows
from portal.domain.visibility import Part, visible_parts
from portal.records.access_log import Access, log_access
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.cases import Case
from portal.records.decision_notices.codes import NEVER_MADE, living_code, make_code
from portal.records.decision_notices.reading import NoticeView, read_notices
from portal.records.decision_notices.serving import serve
from portal.records.query_codes import CodeKeys
from portal.records.seeing import see_case, see_case_locked
from portal.web.access import current_actor, requires
from portal.web.downloads import download_headers, hand_out
from portal.web.errors import sentence_of, status_of
from portal.web.forms import blame, show_again, told_apart
from portal.web.paper import qr_picture
from portal.web.transaction import access_note, transaction


@blueprint.get("/<case_number>/notices/<int:round>")
@requires(Permission.CASE_VIEW)
def notice(case_number: str, round: int) -> ResponseReturnValue:
    """One notice with how its measures stand."""
    found, shown = _seen(case_number, round)
    return _page(found, shown, ServiceForm(formdata=None))


@blueprint.get("/<case_number>/notices/<int:round>/paper")
@requires(Permission.CASE_VIEW)
def notice_paper(case_number: str, round: int) -> ResponseReturnValue:
    """The same to be handed over. Nobody prints what is not what was issued."""
    found, shown = _seen(case_number, round)
    if not shown.genuine:
        raise NotFound()
    _log(found)
    return _pdf(notice_pdf(shown, _address(shown), demonstration=not _settings().production), shown.number)


@blueprint.post("/<case_number>/notices/<int:round>/service")
@requires(Permission.NOTICE_SERVE)
def notice_service(case_number: str, round: int) -> ResponseReturnValue:
    """Record when it was served."""
    actor, form = current_actor(), ServiceForm()
    found, shown = _seen(case_number, round)
    if not form.validate_on_submit() or form.served_on.data is None:
        return _page(found, shown, form, 422)
    try:
        with transaction():
            case = see_case_locked(case_number, actor)
            serve(case, _notice(case, round), actor, form.served_on.data, form.reason.data or "")
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        blame(form, error)
        return _page(*_seen(case_number, round), form, status_of(error))
    flash(_("The day of service is on record."), "good")
    return redirect(url_for(".notice", case_number=case_number, round=round), 303)


@blueprint.post("/<case_number>/notices/<int:round>/service-copy")
@requires(Permission.NOTICE_SERVE)
def service_copy(case_number: str, round: int) -> ResponseReturnValue:
    """The paper for the respondent, with a new code that nobody is shown again; an earlier one dies."""
    actor, form = current_actor(), ServiceCopyForm()
    found, shown = _seen(case_number, round)
    if not shown.genuine:
        raise NotFound()
    if not form.validate_on_submit():
        return _page(found, shown, ServiceForm(formdata=None), 422, copying=form)
    try:
        with transaction():
            case = see_case_locked(case_number, actor)
            code = make_code(case, _notice(case, round).notice, actor, CodeKeys(_settings().code_secrets), form.seen)
    except StaleVersion as error:
        again = ServiceCopyForm(formdata=None)
        again.form_errors.append(sentence_of(error))
        return _page(found, shown, ServiceForm(formdata=None), 409, copying=again)
    _log(found)
    on_paper = CodeOnPaper(code, _settings().public_url + url_for("intake.respondent"))
    paper = notice_pdf(shown, _address(shown), demonstration=not _settings().production, code=on_paper)
    return _pdf(paper, f"{shown.number}-{_('service copy')}")


@blueprint.get("/<case_number>/objections/<int:attachment_id>")
@requires(Permission.CASE_VIEW)
def objection_file(case_number: str, attachment_id: int) -> ResponseReturnValue:
    """Hand out one file of an objection, to whoever may read the objection."""
    case, parts = see_case(case_number, current_actor())
    attachment = objection_file_of(case, attachment_id) if Part.APPEAL in parts else None
    if attachment is None:
        raise NotFound()
    return hand_out(attachment, current_actor(), case.id)


def _pdf(content: bytes, name: str) -> Response:
    return Response(content, headers=download_headers(f"{name}.pdf", "application/pdf"))


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def _seen(case_number: str, round: int) -> tuple[Case, NoticeView]:
    found, _parts = see_case(case_number, current_actor())
    return found, _notice(found, round)


def _notice(case: Case, round: int) -> NoticeView:
    """The notice of this round, for its executors and for the agencies of the case. Raises NotFound for others."""
    actor = current_actor()
    look = Look(case=case, actor=actor, parts=visible_parts(actor, facts(case)), say=_)
    shown = next((one for one in read_notices(look) if one.notice.round == round), None)
    if shown is None:
        raise NotFound()
    return shown


def _page(
    found: Case, shown: NoticeView, form: ServiceForm, status: int = 200, copying: ServiceCopyForm | None = None
) -> ResponseReturnValue:
    _log(found)
    actor = current_actor()
    serves = shown.genuine and allows(Permission.NOTICE_SERVE, actor, facts(found))
    show_again(form if form.is_submitted() and not copying else None)
    alive = living_code(shown.notice.id)
    copying = copying or ServiceCopyForm(formdata=None)
    copying.seen_code.data = str(alive.id if alive else NEVER_MADE)
    page = render_template(
        "disposal/notice.html",
        case=found,
        shown=shown,
        address=_address(shown),
        qr=qr_picture(_address(shown)),
        form=told_apart(form, "service") if serves else None,
        copying=told_apart(copying, "copy") if serves else None,
        code=alive,
    )
    return page, status


def _log(found: Case) -> None:
    with access_note():
        log_access(current_actor(), Access.VIEWED, case_id=found.id)


def _address(shown: NoticeView) -> str:
    """Where anybody checks it; the number in it is no secret."""
    return _settings().public_url + url_for("publicity.notice", number=shown.number)
