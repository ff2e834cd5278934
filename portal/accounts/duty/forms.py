"""What is entered about shifts and leave: days and hours are those of Shanghai."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, TimeField
from wtforms.validators import InputRequired, Optional, ValidationError

from portal import clock
from portal.domain.duty import MOST_TURNS, RANK_WORDS, Rank, turns
from portal.records.people import User
from portal.web.forms import Form, choices

WEEKDAYS = (_l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"))
FARTHEST = timedelta(days=366)
"""How far ahead a roster is written."""


class PersonForm(Form):
    """Somebody of the desk."""

    person = SelectField(_l("Name"), [InputRequired(_l("Choose somebody of this desk."))], coerce=int)

    def offer(self, people: Sequence[User]) -> None:
        """Offer these people."""
        self.person.choices = choices((one.id, one.name) for one in people)


def _near(field: DateField) -> None:
    if field.data and abs(field.data - clock.today()) > FARTHEST:
        raise ValidationError(_("This is more than a year away."))


class ShiftForm(PersonForm):
    """One shift, or the same hours on several days."""

    rank = RadioField(
        _l("As what"),
        [InputRequired(_l("Choose one."))],
        choices=choices((rank.value, _l(words)) for rank, words in RANK_WORDS.items()),
        default=Rank.PRIMARY.value,
    )
    first_day = DateField(_l("First day"), [InputRequired(_l("Choose the day."))])
    starts = TimeField(_l("From what hour"), [InputRequired(_l("Enter the hour."))], default=time(18))
    ends = TimeField(
        _l("Until what hour"),
        [InputRequired(_l("Enter the hour."))],
        default=time(9),
        description=_l("An hour at or before the first one is of the next day."),
    )
    last_day = DateField(
        _l("Repeat until"),
        [Optional()],
        description=_l("The last day on which such a shift begins; leave it empty for one."),
    )
    weekdays = SelectMultipleField(
        _l("On which days of the week"),
        coerce=int,
        choices=choices(enumerate(WEEKDAYS)),
        description=_l("None ticked: on every day."),
    )

    def validate_first_day(self, field: DateField) -> None:
        """Within a year."""
        _near(field)

    def validate_last_day(self, field: DateField) -> None:
        """Not before the first day, within a year, and not more than can be looked over."""
        _near(field)
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("This is before the first day."))

    def spans(self) -> list[tuple[datetime, datetime]]:
        """The shifts that were entered; of a form that validates."""
        first, last = self.first_day.data, self.last_day.data or self.first_day.data
        days = set(self.weekdays.data or ()) if self.last_day.data else set()
        return turns(first, last, days, self.starts.data, self.ends.data, clock.SHANGHAI)[: MOST_TURNS + 1]


class LeaveForm(PersonForm):
    """Whole days on which somebody is away."""

    first_day = DateField(_l("First day"), [InputRequired(_l("Choose the day."))])
    last_day = DateField(_l("Last day"), [InputRequired(_l("Choose the day."))])

    def validate_first_day(self, field: DateField) -> None:
        """Within a year."""
        _near(field)

    def validate_last_day(self, field: DateField) -> None:
        """Within a year."""
        _near(field)

    def span(self) -> tuple[datetime, datetime]:
        """From the beginning of the first to the end of the last day; of a form that validates."""
        begins, ends = (
            datetime.combine(day, time(), clock.SHANGHAI) for day in (self.first_day.data, self.last_day.data)
        )
        return begins, ends + timedelta(days=1)
