"""The filters of the queue as controls; the address holds them, nothing is posted."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired

from portal.domain.priority import Priority
from portal.domain.status import STATUS_WORDS
from portal.domain.words import N_
from portal.verification.forms.arranging import category_choices
from portal.verification.forms.base import REQUIRED
from portal.verification.queries import ClaimedBy, Desk, QueueFilters
from portal.verification.queue_view import COLUMN_WORDS, DENSITY_WORDS, Column, Density, QueueView
from portal.web.forms import Form, choices

CLAIM_WORDS = {ClaimedBy.ME: N_("By me"), ClaimedBy.NOBODY: N_("By nobody")}


class QueueForm(Form):
    """One control per filter."""

    class Meta(Form.Meta):
        csrf = False  # a GET form changes nothing

    desk = HiddenField()
    status = SelectField(_l("Status"))
    priority = SelectField(_l("Priority"))
    category = SelectField(_l("Category"))
    claimed = SelectField(_l("Claimed"))
    overdue = BooleanField(_l("Overdue only"))
    number = StringField(_l("Case number"))
    sort = HiddenField()

    @classmethod
    def showing(cls, filters: QueueFilters) -> QueueForm:
        """The controls as the address has set them."""
        form = cls(formdata=None, data={name: getattr(filters, name) for name in filters.__slots__})
        every = ("", gettext("All"))
        form.status.choices = choices(
            [("", gettext("To be done here")), *((s.value, gettext(w)) for s, w in STATUS_WORDS.items())]
        )
        form.priority.choices = choices([every, *((p.value, f"{p.value} {gettext(p.words)}") for p in Priority)])
        form.category.choices = choices([every, *category_choices()])
        form.claimed.choices = choices([every, *((c.value, gettext(w)) for c, w in CLAIM_WORDS.items())])
        return form


DESK_WORDS = {
    Desk.OWN: N_("Our desk"),
    Desk.CONFIRMATION: N_("To be confirmed"),
    Desk.OVERDUE: N_("Overdue at platforms"),
}


class ViewForm(Form):
    """How the queue looks to whoever chose it."""

    density = RadioField(_l("Lines"), [InputRequired(REQUIRED)])
    columns = SelectMultipleField(_l("Columns"))
    keys = BooleanField(_l("Single keys"), description=_l("j, k, x and the keys of the verbs; ? lists them all."))
    next = HiddenField()

    @classmethod
    def showing(cls, view: QueueView, offered: list[Column], *, keys: bool, back_to: str) -> ViewForm:
        """The controls as the colleague has set them."""
        chosen = [column.value for column in view.columns]
        form = cls(
            formdata=None, data={"density": view.density.value, "columns": chosen, "keys": keys, "next": back_to}
        )
        return form.offer(offered)

    def offer(self, columns: list[Column]) -> ViewForm:
        """Offer these columns."""
        self.density.choices = choices((one.value, gettext(words)) for one, words in DENSITY_WORDS.items())
        self.columns.choices = choices((one.value, gettext(COLUMN_WORDS[one])) for one in columns)
        return self

    def chosen(self) -> QueueView:
        """The choice; only of a form that validates."""
        return QueueView(Density(self.density.data), frozenset(Column(one) for one in self.columns.data or ()))
