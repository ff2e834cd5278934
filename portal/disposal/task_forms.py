"""The forms of one task, and how a form's fields become a receipt."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    IntegerField,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from portal.disposal.forms import LONGEST, required
from portal.domain.measures import COUNTER_WORDS, Counter, Measure
from portal.domain.rechecks import BY_HAND, Why
from portal.records.drafts import FORM_KEY, Brought, new_form_key
from portal.records.organizations import Organization
from portal.records.receipts import MOST_AT_ONCE, ExecutionReceipt, counters_of
from portal.records.tasks import Task
from portal.web.forms import Form, choices
from portal.web.language import organization_name


class SubstituteForm(Form):
    """Somebody else for an overdue task: an organization of the portal, or by name outside it."""

    platform = SelectField(_l("Another executor of the portal"), coerce=int)
    outside = StringField(_l("Or an executor outside the portal"), [Length(max=200)])
    measure = SelectField(_l("Measure"), [InputRequired()])
    reason = TextAreaField(_l("Reason"), [required, Length(max=LONGEST)])

    def offer(self, executors: Sequence[Organization], measures: Sequence[Measure]) -> SubstituteForm:
        """Itself, with these choices; a task that carries out no measure asks for none."""
        if not measures:
            del self.measure
        self.offered = {one.id: one for one in executors}
        self.platform.choices = choices(
            [(0, _("none of these")), *((one.id, organization_name(one)) for one in executors)]
        )
        if measures:
            self.measure.choices = choices((row.code, f"{row.code} {_(row.words)}") for row in measures)
        return self

    def chosen(self) -> Organization | None:
        """The organization that was chosen, or None."""
        return self.offered.get(self.platform.data or 0)

    def code(self) -> str | None:
        """The measure that was chosen, or None."""
        return self.measure.data if self.measure else None


class ReceiptForm(Form):
    """What was done, how much of it, what proves it. One field for each counter the measure has."""

    proof = TextAreaField(
        _l("What was done, and what proves it"),
        [InputRequired(_l("State what was done and what proves it.")), Length(max=LONGEST)],
        description=_l("For example: how it looked before and after, with day and hour, and where to check."),
    )
    document_number = StringField(_l("Document number"), [Length(max=100)])
    form_key = HiddenField(default=new_form_key)
    files = MultipleFileField(_l("Pictures or documents that prove it"))

    def draft_key(self, task: Task) -> str:
        """Under which the files of this form wait: no other task's form can take them."""
        if not FORM_KEY.fullmatch(self.form_key.data or ""):
            self.form_key.data = new_form_key()
        return f"receipt {task.id} {self.form_key.data}"

    def receipt(self, files: Brought | None = None) -> ExecutionReceipt:
        """The receipt as the form states it, with the files that came with it."""
        quantities = {
            Counter(name.removeprefix("quantity_")): field.data
            for name, field in self._fields.items()
            if name.startswith("quantity_") and field.data is not None
        }
        return ExecutionReceipt(self.proof.data or "", quantities, self.document_number.data or "", files)


def receipt_form(task: Task) -> ReceiptForm:
    """The receipt form of a task, with a field for each counter of its measure; of an executor outside the portal it
    asks for the number of the document that confirms it."""

    class TaskReceiptForm(ReceiptForm):
        pass

    if task.executor_id is None:
        TaskReceiptForm.document_number = StringField(
            _l("Document number"),
            [InputRequired(_l("Give the number of the document by which the executor confirmed it.")), Length(max=100)],
        )
    for counter in sorted(counters_of(task.measure, task.kind)):
        field = IntegerField(
            _(COUNTER_WORDS[counter]),
            [Optional(), NumberRange(0, MOST_AT_ONCE)],
            description=_("How many of them were dealt with."),
        )
        setattr(TaskReceiptForm, f"quantity_{counter}", field)
    form: ReceiptForm = TaskReceiptForm()
    return form


class LookForm(Form):
    """What a colleague saw of a measure that is in force."""

    seen = RadioField(
        _l("What you saw"),
        [InputRequired(_l("Choose one."))],
        choices=choices((one.value, _l(words)) for one, words in BY_HAND.items()),
    )
    words = TextAreaField(
        _l("Where and when you looked, and what was there"),
        [required, Length(max=LONGEST)],
        description=_l("Colleagues of the case read it in the history."),
    )

    @property
    def why(self) -> Why:
        """What was chosen; of a form that validates."""
        return Why(self.seen.data)
