"""Forms that put a case right, and those that speak with one reporter."""

from __future__ import annotations

from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.data.categories import shipped_taxonomy
from portal.domain.priority import PRIORITY_WORDS, Priority
from portal.domain.targets import KINDS, TargetType
from portal.records.routing import NamedTarget
from portal.verification.forms.base import REQUIRED, ReasonForm, TipForm, text_needed
from portal.web.forms import choices


def category_choices() -> list[tuple[str, str]]:
    """Every category, code and name in the reader's language."""
    return [
        (one.code, f"{one.code} {one.name.in_language(str(get_locale()))}") for one in shipped_taxonomy().categories
    ]


class CategoryForm(ReasonForm):
    """A category of the desk's own."""

    category = SelectField(_l("Category"), [InputRequired(REQUIRED)])

    def offer(self) -> None:
        """Offer every category."""
        self.category.choices = choices(category_choices())


class ReclassificationForm(CategoryForm):
    """Category and priority."""

    priority = RadioField(_l("Priority"), [InputRequired(REQUIRED)])

    def offer(self) -> None:
        """Offer every category, and every priority with its word."""
        super().offer()
        self.priority.choices = choices(
            (one.value, f"{one.value} · {gettext(PRIORITY_WORDS[one])}") for one in Priority
        )


class SplitForm(CategoryForm):
    """Tips for a second case."""

    tips = StringField(
        _l("Tips that go to the new case"),
        [InputRequired(REQUIRED), Length(max=500)],
        description=_l("Their letters with spaces between them, such as B D F."),
        id="tips-to-split",  # the case beside the form has a part of the field's name
    )


class MergerForm(ReasonForm):
    """Another case at the same desk."""

    into = StringField(_l("Number of the case that goes on"), [InputRequired(REQUIRED), Length(max=40)])


class TargetForm(ReasonForm):
    """What the case is really about."""

    type = SelectField(_l("Kind of target"), [InputRequired(REQUIRED)])
    entered = StringField(_l("Address or number"), [InputRequired(REQUIRED), Length(max=2000)])
    name = StringField(_l("Its name"), [Length(max=200)])

    def offer(self) -> None:
        """Offer every type of target."""
        self.type.choices = choices((kind.value, gettext(words.label)) for kind, words in KINDS.items())

    def named(self, platform: str) -> NamedTarget:
        """The entry as routing reads it; `platform` is the slug of whoever holds the case."""
        return NamedTarget(
            type=TargetType(self.type.data), entered=self.entered.data, platform=platform, name=self.name.data or ""
        )


class SupplementForm(TipForm):
    """A question to one reporter."""

    question = TextAreaField(_l("What you need to know"), text_needed())


class MessageForm(TipForm):
    """A message to one reporter."""

    body = TextAreaField(_l("Message"), text_needed())
    send_key = HiddenField(validators=[Length(max=80)])
