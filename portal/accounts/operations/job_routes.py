"""The lists of jobs and of letters, and what can be done about one; no case, no address, no word of a letter."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.operations import service
from portal.accounts.operations.queries import JobFilters, get_job, list_jobs, moment_of, state_of
from portal.accounts.operations.words import LETTERS, STATE_WORDS, STATES, WORK, words_of
from portal.domain.permissions import Permission
from portal.records.jobs import MAIL
from portal.web.access import current_actor, requires
from portal.web.filters import read_filters
from portal.web.forms import Form
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/administration/operations/jobs")
@requires(Permission.OPERATIONS_VIEW)
def jobs() -> ResponseReturnValue:
    """Work that the portal does by itself."""
    return _list_page("accounts/jobs.html", letters=False)


@blueprint.get("/administration/operations/letters")
@requires(Permission.OPERATIONS_VIEW)
def letters() -> ResponseReturnValue:
    """Letters that were sent, are to be sent, or could not be."""
    return _list_page("accounts/letters.html", letters=True)


@blueprint.get("/administration/operations/jobs/<int:job_id>")
@requires(Permission.OPERATIONS_VIEW)
def job(job_id: int) -> ResponseReturnValue:
    """One job or letter, and what can be done about it."""
    return _job_page("accounts/job.html", job_id)


@blueprint.post("/administration/operations/jobs/<int:job_id>/retry")
@requires(Permission.OPERATIONS_VIEW)
def retry_job(job_id: int) -> ResponseReturnValue:
    """Let one be tried now."""
    with transaction():
        service.try_again(job_id, current_actor())
    return _done(job_id, _("It is tried again now."))


@blueprint.get("/administration/operations/jobs/<int:job_id>/giving-up")
@requires(Permission.OPERATIONS_VIEW)
def confirm_giving_up(job_id: int) -> ResponseReturnValue:
    """Ask before one is given up, and say what will not happen."""
    service.refuse_unless_changeable(get_job(job_id))
    return _job_page("accounts/give_up_job.html", job_id)


@blueprint.post("/administration/operations/jobs/<int:job_id>/giving-up")
@requires(Permission.OPERATIONS_VIEW)
def give_up_job(job_id: int) -> ResponseReturnValue:
    """Do one no more."""
    with transaction():
        service.give_up(job_id, current_actor())
    return _done(job_id, _("It is given up. For seven days it can still be tried again."))


def _list_page(template: str, *, letters: bool) -> str:
    filters = read_filters(JobFilters, request.args)
    page = list_jobs(filters, read_cursor(), letters=letters)
    return render_template(
        template,
        filters=filters,
        jobs=page.items,
        links=page_links(page),
        kinds={kind: words.does for kind, words in (LETTERS if letters else WORK).items()},
        state=STATES[filters.state],
        state_words=STATE_WORDS,
        words_of=words_of,
        moment_of=moment_of,
    )


def _job_page(template: str, job_id: int) -> str:
    found = get_job(job_id)
    state = state_of(found)
    return render_template(
        template,
        job=found,
        is_letter=found.kind.startswith(MAIL),
        words=words_of(found.kind),
        state=STATES[state],
        moment=moment_of(found),
        changeable=service.may_be_changed(found),
        form=Form(),
    )


def _done(job_id: int, words: str) -> ResponseReturnValue:
    flash(words, "good")
    return redirect(url_for("accounts.job", job_id=job_id), 303)
