"""What a lead agency fills in to refute a rumour."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.publicity.pointing import looked_field
from portal.publicity.writing.forms import LONGEST_TITLE, VersionForm

LONGEST_PART, LONGEST_SOURCE = 5_000, 500


class RefutationForm(VersionForm):
    """What is true, what is claimed, and who confirms it; English may be missing as a whole."""

    title_zh = StringField(_l("Title in Chinese"), [InputRequired(_l("Write a title.")), Length(max=LONGEST_TITLE)])
    truth_zh = TextAreaField(
        _l("What is true, in Chinese"), [InputRequired(_l("Write what is true.")), Length(max=LONGEST_PART)]
    )
    claim_zh = TextAreaField(
        _l("What is claimed, in Chinese"), [InputRequired(_l("Write what is claimed.")), Length(max=LONGEST_PART)]
    )
    source_zh = TextAreaField(
        _l("Confirmed by, in Chinese"), [InputRequired(_l("Write who confirms it.")), Length(max=LONGEST_SOURCE)]
    )
    title_en = StringField(_l("Title in English"), [Length(max=LONGEST_TITLE)])
    truth_en = TextAreaField(_l("What is true, in English"), [Length(max=LONGEST_PART)])
    claim_en = TextAreaField(_l("What is claimed, in English"), [Length(max=LONGEST_PART)])
    source_en = TextAreaField(_l("Confirmed by, in English"), [Length(max=LONGEST_SOURCE)])
    looked = looked_field()

    @property
    def entered(self) -> dict[str, str]:
        """The words of each field."""
        return {field.name: field.data or "" for field in self.words}

    @property
    def words(self) -> list[StringField]:
        """The fields in view; a TextAreaField is a StringField."""
        return [field for field in self if isinstance(field, StringField) and field.name not in ("version",)]
