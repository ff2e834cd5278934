"""What an administrator enters about one category."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.accounts.adjusting_forms import AdjustingForm
from portal.records.counters import today

LONGEST_EXAMPLE = 120
LONGEST_HELP = 200
ONE_LINE = _l("Write the example: citizens tell the categories apart by it.")


class CategoryWordsForm(AdjustingForm):
    """The words beside its name, in both languages."""

    example_zh = StringField(_l("Example in Chinese"), [InputRequired(ONE_LINE), Length(max=LONGEST_EXAMPLE)])
    example_en = StringField(_l("Example in English"), [InputRequired(ONE_LINE), Length(max=LONGEST_EXAMPLE)])
    help_zh = StringField(
        _l("Help line in Chinese"),
        [Length(max=LONGEST_HELP)],
        description=_l("One more line under the example, where people choose wrongly. In both languages, or in none."),
    )
    help_en = StringField(_l("Help line in English"), [Length(max=LONGEST_HELP)])

    def validate_help_en(self, field: StringField) -> None:
        """Nobody is helped in one language alone."""
        if bool((field.data or "").strip()) != bool((self.help_zh.data or "").strip()):
            raise ValidationError(_("Write the help line in both languages, or in none."))

    def validate_example_zh(self, field: StringField) -> None:
        """Blanks are no example."""
        _refuse_blanks(field)

    def validate_example_en(self, field: StringField) -> None:
        """Blanks are no example."""
        _refuse_blanks(field)


class RetirementForm(AdjustingForm):
    """From when it is not offered."""

    retired_from = DateField(_l("From which day on"), [InputRequired(_l("Choose the day."))])

    def validate_retired_from(self, field: DateField) -> None:
        """What citizens chose yesterday was offered yesterday."""
        if field.data and field.data < today():
            raise ValidationError(_("This day is over. Choose today or a later one."))


def _refuse_blanks(field: StringField) -> None:
    if not (field.data or "").strip():
        raise ValidationError(str(ONE_LINE))
