"""The State Council's notice of a year, as an administrator types it."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from portal.accounts.adjusting_forms import AdjustingForm
from portal.domain.holiday_notice import HOLIDAYS, Holiday, HolidayNotice
from portal.records.counters import today

WEEKENDS = range(1, 11)
SOURCE = "gov.cn"
"""Where the State Council publishes."""


class YearForm(AdjustingForm):
    """The paper, the spans of days off and the weekend days that are worked; their fields are added below."""

    number = StringField(
        _l("Number of the notice"),
        [InputRequired(_l("Write the number of the notice.")), Length(max=80)],
        description=_l("As it stands at its head, such as 国办发明电〔2025〕7号."),
    )
    published_on = DateField(_l("Date of the notice"), [InputRequired(_l("Enter the date of the notice."))])
    address = StringField(
        _l("Address of the notice"),
        [InputRequired(_l("Enter the address of the notice.")), Length(max=300)],
        description=_l("On www.gov.cn, so that everybody can compare."),
    )

    def validate_number(self, field: StringField) -> None:
        """Blanks are no number."""
        if not (field.data or "").strip():
            raise ValidationError(_("Write the number of the notice."))

    def validate_published_on(self, field: DateField) -> None:
        """Nobody has a notice in hand that is not out."""
        if field.data and field.data > today():
            raise ValidationError(_("This day is still to come."))

    def validate_address(self, field: StringField) -> None:
        """Only the State Council says which days are off."""
        parts = urlsplit(field.data or "")
        host = parts.hostname or ""
        if parts.scheme != "https" or not (host == SOURCE or host.endswith(f".{SOURCE}")):
            raise ValidationError(_("Enter an address that begins with https:// and is on gov.cn."))

    def validate(self, *more: object, **others: object) -> bool:
        """Also that a span has both ends."""
        valid = super().validate(*more, **others)
        for code in HOLIDAYS:
            first, last = self.ends_of(code)
            if bool(first.data) != bool(last.data) and not (first.errors or last.errors):
                (last if first.data else first).errors = [_("Enter both days, or neither.")]
                valid = False
        return valid

    def ends_of(self, code: str) -> tuple[DateField, DateField]:
        """The fields of the first and the last day of a holiday."""
        return self[f"{code}_first"], self[f"{code}_last"]

    @property
    def weekends(self) -> list[DateField]:
        """The fields of weekend days that are worked."""
        return [self[f"work_{place}"] for place in WEEKENDS]

    def notice_of(self, year: int) -> HolidayNotice:
        """What was typed; only of a form that is valid."""
        spans = ((code, *(field.data for field in self.ends_of(code))) for code in HOLIDAYS)
        return HolidayNotice(
            year=year,
            number=self.number.data.strip(),
            published_on=self.published_on.data,
            address=self.address.data,
            holidays=tuple(Holiday(code, first, last) for code, first, last in spans if first and last),
            working_weekends=tuple(field.data for field in self.weekends if field.data),
        )


for _code in HOLIDAYS:
    setattr(YearForm, f"{_code}_first", DateField(_l("First day"), [Optional()]))
    setattr(YearForm, f"{_code}_last", DateField(_l("Last day"), [Optional()]))
for _place in WEEKENDS:
    setattr(YearForm, f"work_{_place}", DateField(_l("Worked day %(place)s", place=_place), [Optional()]))


def filled_with(notice: HolidayNotice) -> dict[str, date | str]:
    """The values of the form for a notice that was entered before."""
    values: dict[str, date | str] = {
        "number": notice.number,
        "published_on": notice.published_on,
        "address": notice.address,
    }
    for one in notice.holidays:
        values |= {f"{one.code}_first": one.first, f"{one.code}_last": one.last}
    return values | {f"work_{place}": day for place, day in enumerate(notice.working_weekends, start=1)}
