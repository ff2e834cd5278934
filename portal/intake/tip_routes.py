"""One's own tip: its status page, and what can be done there."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal.domain.errors import InputInvalid, StepNotAllowed, WindowClosed
from portal.intake import visit
from portal.intake.appealing import appeal as make_appeal
from portal.intake.corresponding import answer_supplement, write_message
from portal.intake.evidence import NO_FILE, takes_files
from portal.intake.follow_forms import AppealForm, CodeForm, MessageForm, SupplementForm, WithdrawForm
from portal.intake.policy import file_limits, intake_policy
from portal.intake.queries import Following, follow, live_tip
from portal.intake.routes import blueprint
from portal.intake.status_page import TargetStatus, status_of
from portal.intake.unsent import Kind, Unsent
from portal.intake.withdrawing import withdraw as withdraw_tip
from portal.web.access import public
from portal.web.errors import sentence_of
from portal.web.limits import limiter
from portal.web.transaction import transaction
from portal.web.uploads import none_received, received

DESKS_READ = "60 per hour"
"""How often one address may write to desks."""


def to_follow(kind: Kind | None = None, position: int = 0, words: str | None = "") -> ResponseReturnValue:
    """Nobody's visit, or an idle one: back to where the code is entered, with the words that were to be sent."""
    if kind is not None and (words or "").strip():
        unsent = Unsent(kind, position, words or "")
        return render_template("intake/follow.html", form=CodeForm(formdata=None), unsent=unsent), 422
    flash(
        gettext("Enter your query code to open your tip. The page closes by itself after 30 minutes without use."),
        "wait",
    )
    return redirect(url_for("intake.follow"), 303)


@blueprint.get("/follow/tip")
@public
def tip() -> ResponseReturnValue:
    """Where each target stands, what comes next and by when."""
    seen = visit.current()
    following = follow(seen.tip_id) if seen else None
    if seen is None or following is None:
        return to_follow()
    return show_tip(following, targets_of(following, seen))


@blueprint.post("/follow/tip/<int:position>/message")
@public
@limiter.limit(DESKS_READ)
def message(position: int) -> ResponseReturnValue:
    """Write to the desk."""
    seen = visit.current()
    form = MessageForm(prefix=prefix(position))
    if seen is None:
        return to_follow(Kind.MESSAGE, position, form.body.data)
    if not form.validate():
        return again(seen, position, form)
    with transaction():
        write_message(seen.tip_id, position, form.body.data, form.send_key.data)
    return done(gettext("Your message has been sent. A platform reads it with numbers and addresses masked."))


@blueprint.post("/follow/tip/<int:position>/supplement")
@public
@limiter.limit(DESKS_READ)
def supplement(position: int) -> ResponseReturnValue:
    """Answer what a desk asked."""
    seen = visit.current()
    found = live_tip(seen.tip_id) if seen else None
    form = SupplementForm(prefix=prefix(position))
    if seen is None or found is None:
        return to_follow(Kind.SUPPLEMENT, position, form.answer.data)
    valid = form.validate()
    if takes_files(found):
        taken = received(form.files, file_limits(), room=file_limits().files)
    else:
        taken = none_received(form.files, NO_FILE)
    if not valid or taken.refused:
        return again(seen, position, form)
    try:
        with transaction():
            answer_supplement(seen.tip_id, position, form.answer.data, taken.files, file_limits())
    except InputInvalid as error:
        form.files.errors = (sentence_of(error),)
        return again(seen, position, form)
    except StepNotAllowed as error:
        files = gettext("The files you chose are not sent.") if taken.files else ""
        return as_message(seen, position, form.answer.data, f"{sentence_of(error)} {files}".strip())
    return done(gettext("Thank you. Your answer has been sent."))


@blueprint.get("/follow/tip/<int:position>/appeal")
@public
def appeal(position: int) -> ResponseReturnValue:
    """Where the reason of an appeal is written."""
    return ask(position, "intake/appeal.html", AppealForm(formdata=None), lambda one: one.appeal_until is not None)


@blueprint.post("/follow/tip/<int:position>/appeal")
@public
@limiter.limit(DESKS_READ)
def appeal_made(position: int) -> ResponseReturnValue:
    """Appeal against the outcome."""
    seen = visit.current()
    form = AppealForm()
    if seen is None:
        return to_follow(Kind.APPEAL, position, form.reason.data)
    if not form.validate():
        return ask(position, "intake/appeal.html", form, lambda one: True, 422)
    try:
        with transaction():
            make_appeal(seen.tip_id, position, form.reason.data)
    except (WindowClosed, StepNotAllowed) as error:
        return as_message(seen, position, form.reason.data, sentence_of(error))
    return done(gettext("Your appeal has been received."))


@blueprint.get("/follow/tip/<int:position>/withdrawal")
@public
def withdrawal(position: int) -> ResponseReturnValue:
    """Whether this target is really to be withdrawn."""
    return ask(position, "intake/withdrawal.html", WithdrawForm(formdata=None), lambda one: one.may_withdraw)


@blueprint.get("/follow/tip/withdrawal")
@public
def withdrawal_of_all() -> ResponseReturnValue:
    """Whether the whole tip is really to be withdrawn."""
    return ask(None, "intake/withdrawal.html", WithdrawForm(formdata=None), lambda one: one.may_withdraw)


@blueprint.post("/follow/tip/<int:position>/withdrawal")
@public
def withdrawn(position: int) -> ResponseReturnValue:
    """Withdraw one target."""
    return withdraw([position])


@blueprint.post("/follow/tip/withdrawal")
@public
def all_withdrawn() -> ResponseReturnValue:
    """Withdraw everything that is not finished."""
    return withdraw(None)


def withdraw(positions: list[int] | None) -> ResponseReturnValue:
    """Do it, and leave where nothing of the tip is left to be seen."""
    seen = visit.current()
    if seen is None:
        return to_follow()
    with transaction():
        nothing_left = withdraw_tip(seen.tip_id, positions)
    if not nothing_left:
        return done(gettext("It has been withdrawn."))
    visit.end()
    flash(gettext("Your tip has been withdrawn. Its query code no longer opens anything."), "good")
    return redirect(url_for("intake.follow"), 303)


def ask(
    position: int | None,
    template: str,
    form: AppealForm | WithdrawForm,
    possible: Callable[[TargetStatus], bool],
    status: int = 200,
) -> ResponseReturnValue:
    """A page that asks before a step, about one target or (None) all for which it is possible."""
    seen = visit.current()
    following = follow(seen.tip_id) if seen else None
    if seen is None or following is None:
        return to_follow()
    targets = [one for one in targets_of(following, seen) if position in (None, one.position)]
    targets = [one for one in targets if possible(one)]
    if not targets:
        return redirect(url_for("intake.tip"), 303)
    return render_template(template, tip=following.tip, form=form, targets=targets, position=position), status


def again(
    seen: visit.Visit, position: int, form: MessageForm | SupplementForm, status: int = 422
) -> ResponseReturnValue:
    """The status page with the form that needs mending in its place."""
    following = follow(seen.tip_id)
    if following is None:
        return to_follow()
    return show_tip(following, targets_of(following, seen), {position: form}), status


def as_message(seen: visit.Visit, position: int, words: str, why: str) -> ResponseReturnValue:
    """The status page with words that have no other way left, ready to be sent as a message."""
    form = message_with(position, words)
    form.body.errors = (why,)
    return again(seen, position, form, 409)


def message_with(position: int, words: str) -> MessageForm:
    """A new message that holds these words already."""
    form = MessageForm(formdata=None, prefix=prefix(position))
    form.send_key.data, form.body.data = secrets.token_hex(16), words
    return form


def show_unsent(seen: visit.Visit, unsent: Unsent) -> ResponseReturnValue:
    """The status page, or the page of an appeal, with words that waited for the code in their form."""
    following = follow(seen.tip_id)
    targets = targets_of(following, seen) if following else []
    target = next((one for one in targets if one.position == unsent.position), targets[0] if targets else None)
    if following is None or target is None:
        return to_follow(unsent.kind, unsent.position, unsent.words)
    if unsent.kind is Kind.APPEAL and target.appeal_until is not None:
        appeal_form = AppealForm(formdata=None)
        appeal_form.reason.data = unsent.words
        return render_template(
            "intake/appeal.html", tip=following.tip, form=appeal_form, targets=[target], position=target.position
        )
    if unsent.kind is Kind.SUPPLEMENT and target.question:
        answer = SupplementForm(formdata=None, prefix=prefix(target.position))
        answer.answer.data = unsent.words
        return show_tip(following, targets, {target.position: answer})
    return show_tip(following, targets, {target.position: message_with(target.position, unsent.words)})


def show_tip(
    following: Following,
    targets: list[TargetStatus],
    mending: Mapping[int, MessageForm | SupplementForm] | None = None,
) -> str:
    """The status page; `mending` has the form that comes back, by the place of its target."""
    messages: dict[int, MessageForm] = {}
    supplements: dict[int, SupplementForm] = {}
    for one in targets:
        messages[one.position] = message_with(one.position, "")
        supplements[one.position] = SupplementForm(formdata=None, prefix=prefix(one.position))
    for position, form in (mending or {}).items():
        if isinstance(form, MessageForm):
            messages[position] = form
        else:
            supplements[position] = form
    return render_template(
        "intake/tip.html",
        tip=following.tip,
        files=following.files,
        targets=targets,
        takes_files=takes_files(following.tip),
        limits=file_limits(),
        messages=messages,
        supplements=supplements,
        mending=frozenset(mending or ()),
    )


def targets_of(following: Following, seen: visit.Visit) -> list[TargetStatus]:
    """The targets of the tip, in words."""
    return status_of(following, seen.news_after, intake_policy().batch)


def prefix(position: int) -> str:
    """What keeps the forms of several targets apart on one page."""
    return f"t{position}-"


def done(words: str) -> ResponseReturnValue:
    """Back to the status page, which says on top what happened."""
    flash(words, "good")
    return redirect(url_for("intake.tip"), 303)
