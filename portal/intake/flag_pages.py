"""The pages of the form: filled in, looked over, answered with a receipt; what was typed travels in them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portal import clock
from portal.config import Settings
from portal.domain.minors import SAYS
from portal.intake import choices
from portal.intake.confirming import FIELD, copy_of
from portal.intake.forms import NEEDED, FlagForm
from portal.intake.policy import file_limits, form_policy
from portal.intake.reading import named_targets, takes_no_file
from portal.intake.receipt_pdf import receipt_pdf
from portal.intake.who_sees import who_sees
from portal.records.attachments import Attachment, attachments_of, drafts_of
from portal.records.drafts import FORM_KEY
from portal.records.promises import first_look_at
from portal.records.receiving import Receipt
from portal.records.routing import NamedTarget, as_read
from portal.web.category_cards import card_groups
from portal.web.due import due_day
from portal.web.paper import qr_picture
from portal.web.prefs import READING
from portal.web.uploads import KEPT, kept_file

Pairs = list[tuple[str, str]]

NOT_CARRIED = frozenset(
    {"csrf_token", "do", "step", "drop", "truthful", "language", "elder", "as", "form_key", FIELD, READING}
)
"""What a page does not hand on to the next one in hidden fields."""


def show_form(form: FlagForm, step: str = "1", *, shared: bool = False) -> str:
    """The form with its screen `step` open; `shared` says that its second screen was filled in from elsewhere."""
    return render_template(
        "intake/flag.html",
        form=form,
        step=step,
        shared=shared,
        groups=card_groups(),
        says=SAYS,
        needed=NEEDED,
        no_file=takes_no_file(form),
        drafts=drafts(form),
        limits=file_limits(),
        who_sees=who_sees(),
    )


def show_check(form: FlagForm, typed: Pairs | None = None) -> str:
    """Everything that was said, before it is sent; `typed` where it is not what this request brought."""
    files = drafts(form)
    seen = [(name, value) for name, value in (carried() if typed is None else typed) if name not in (KEPT, "form_key")]
    seen += [(KEPT, kept_file(one)) for one in files]
    return render_template(
        "intake/check.html",
        form=form,
        copy=copy_of(form),
        category=choices.category_name(form.category.data),
        targets=labelled(named_targets(form)),
        carried=[*seen, ("form_key", form.form_key.data or "")],
        drafts=files,
        no_file=takes_no_file(form),
        needed=NEEDED,
        who_sees=who_sees(),
    )


def show_receipt(receipt: Receipt, further: Sequence[NamedTarget] = ()) -> ResponseReturnValue:
    """Both numbers, once; the form's key alone shows the same again, or gives it as a PDF.

    What was typed is not in this page any more, but where `further` things were named that are not in the tip.
    """
    if request.form.get("as") == "pdf":
        return paper(receipt)
    return render_template(
        "intake/send.html",
        receipt=receipt,
        look=urgent_look(receipt),
        qr=qr_picture(receipt.query_code),
        files=attachments_of(receipt.tip_id),
        carried=carried() if further else [("form_key", request.form.get("form_key", ""))],
        url=url_for("intake.supplement_sent" if further else "intake.receipt"),
        further=labelled(further),
    )


def paper(receipt: Receipt) -> Response:
    """The receipt as a file to keep; its name says nothing of what it is for."""
    settings: Settings = current_app.extensions["settings"]
    return Response(
        receipt_pdf(receipt, urgent_look(receipt), demonstration=not settings.production),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{receipt.tip_number}.pdf"'},
    )


def urgent_look(receipt: Receipt) -> str:
    """By when somebody looks at what was ticked as urgent, as the receipt says it; "" without a tick."""
    look = first_look_at(receipt.tip_id, form_policy().batch)
    if look is None:
        return ""
    if look < clock.now():  # a receipt can be opened again days later
        return str(gettext("You ticked that it is urgent: somebody was to look at it by %(time)s.", time=due_day(look)))
    return str(gettext("You ticked that it is urgent: somebody looks at it by %(time)s.", time=due_day(look)))


def labelled(targets: Sequence[NamedTarget]) -> list[tuple[str, NamedTarget]]:
    """Each with what people call the type by which it is kept, and the platform that was chosen for it."""
    names = dict(choices.named_platforms())
    kinds = ((choices.type_label(one.type, named=bool(one.entered or one.name)), one) for one in as_read(targets))
    return [(" · ".join(part for part in (kind, names.get(one.platform)) if part), one) for kind, one in kinds]


def drafts(form: FlagForm) -> Sequence[Attachment]:
    """The files of this form so far."""
    key = form.form_key.data or ""
    return drafts_of(key) if request.method == "POST" and FORM_KEY.fullmatch(key) else ()


def carried() -> Pairs:
    """What was typed, for hidden fields, with the form's key."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    return [*typed, ("form_key", request.form.get("form_key", ""))]
