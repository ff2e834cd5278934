"""What an administrator enters about a setting: a form for each kind of value."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from portal.accounts.adjusting_forms import AdjustingForm
from portal.accounts.settings.queries import SettingLine, Value
from portal.domain.mail_address import read_mail_address
from portal.domain.operator_settings import Takes

LONGEST_LINE = 200
LONGEST_ANNOUNCEMENT = 300
TELEPHONE = re.compile(r"\+?[0-9][0-9 ()-]{2,28}[0-9]")
SAY_IT = _l("Write it in both languages.")


def _some_text(form: AdjustingForm, field: StringField) -> None:
    if not (field.data or "").strip():
        raise ValidationError(_("Write it in both languages."))


class SettingForm(AdjustingForm):
    """One setting; `value` is what was entered, as it is kept."""

    def fill(self, line: SettingLine) -> SettingForm:
        """Itself, for this setting."""
        return self

    @property
    def value(self) -> Value:
        """What was entered."""
        return {name: field.data for name, field in self._fields.items() if name not in ("version", "csrf_token")}


class NumberForm(SettingForm):
    """A whole number between two bounds."""

    number = IntegerField(_l("Whole number"), [InputRequired(_l("Enter a whole number."))])

    def fill(self, line: SettingLine) -> SettingForm:
        """Itself, with the name and the bounds of this setting."""
        bounds = {"least": line.row.least, "most": line.row.most}
        self.number.label.text = _(line.row.label)
        self.number.description = _("From %(least)s to %(most)s %(unit)s.", unit=_(line.row.unit), **bounds)
        words = _("Enter a whole number from %(least)s to %(most)s.", **bounds)
        self.number.validators = [*self.number.validators, NumberRange(line.row.least, line.row.most, words)]
        return self


class LineForm(SettingForm):
    """One line."""

    line = StringField(_l("Line"), [InputRequired(_l("Write something, or take the default below.")), Length(max=100)])

    def fill(self, line: SettingLine) -> SettingForm:
        """Itself, with the name of this setting."""
        self.line.label.text = _(line.row.label)
        return self


class TelephoneForm(LineForm):
    """A number that people can call."""

    def validate_line(self, field: StringField) -> None:
        """Figures, with blanks or dashes between them."""
        if not TELEPHONE.fullmatch(field.data or ""):
            raise ValidationError(_("This does not look like a telephone number, such as 010-1234 5678."))


class MailForm(LineForm):
    """An address that people can write to."""

    def validate_line(self, field: StringField) -> None:
        """One that mail can reach."""
        address = read_mail_address(field.data or "")
        if address is None:
            raise ValidationError(_("This does not look like an e-mail address, such as name@example.org."))
        field.data = address


class WordsForm(SettingForm):
    """A line in both languages."""

    zh = StringField(_l("In Chinese"), [InputRequired(SAY_IT), _some_text, Length(max=LONGEST_LINE)])
    en = StringField(_l("In English"), [InputRequired(SAY_IT), _some_text, Length(max=LONGEST_LINE)])


class AnnouncementForm(SettingForm):
    """A line in both languages, from a day to a day."""

    zh = StringField(_l("In Chinese"), [InputRequired(SAY_IT), _some_text, Length(max=LONGEST_ANNOUNCEMENT)])
    en = StringField(_l("In English"), [InputRequired(SAY_IT), _some_text, Length(max=LONGEST_ANNOUNCEMENT)])
    first_day = DateField(_l("First day"), [InputRequired(_l("Choose the day."))])
    last_day = DateField(
        _l("Last day"),
        [InputRequired(_l("Choose the day."))],
        description=_l("On the day after, it is gone by itself."),
    )

    def validate_last_day(self, field: DateField) -> None:
        """It ends after it began."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day lies before the first."))

    @property
    def value(self) -> Value:
        """What was entered, the days as text."""
        days = {"first_day": self.first_day.data, "last_day": self.last_day.data}
        return {"zh": self.zh.data, "en": self.en.data, **{end: day.isoformat() for end, day in days.items() if day}}


FORMS: Mapping[Takes, type[SettingForm]] = {
    Takes.NUMBER: NumberForm,
    Takes.TELEPHONE: TelephoneForm,
    Takes.MAIL: MailForm,
    Takes.WORDS: WordsForm,
    Takes.ANNOUNCEMENT: AnnouncementForm,
}
