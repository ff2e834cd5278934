"""What a publisher fills in."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.publicity.models import DRAFTED, KIND_WORDS, Bulletin, BulletinKind
from portal.publicity.pointing import looked_field
from portal.publicity.writing.service import Writing
from portal.web.forms import Form, choices, shown_number

LONGEST_TITLE, LONGEST_BODY, LONGEST_REASON = 120, 60_000, 1_000
KINDS = choices((str(kind), _l(KIND_WORDS[kind])) for kind in DRAFTED)


class VersionForm(Form):
    """A button that does something to the bulletin as the page showed it."""

    version = HiddenField()

    @property
    def seen_version(self) -> int | None:
        """The version the page showed; None where the field was tampered with."""
        return shown_number(self.version.data)


class PublicationForm(VersionForm):
    """Whether what may lead to a person in the bulletin was looked at."""

    looked = looked_field()


class BulletinForm(VersionForm):
    """Kind, words in both languages, and the closed cases it is about."""

    kind = RadioField(_l("What is it?"), [InputRequired(_l("Choose one."))], choices=KINDS, default="bulletin")
    title_zh = StringField(_l("Title in Chinese"), [InputRequired(_l("Write a title.")), Length(max=LONGEST_TITLE)])
    body_zh = TextAreaField(_l("Text in Chinese"), [InputRequired(_l("Write the text.")), Length(max=LONGEST_BODY)])
    title_en = StringField(_l("Title in English"), [Length(max=LONGEST_TITLE)])
    body_en = TextAreaField(_l("Text in English"), [Length(max=LONGEST_BODY)])
    case_numbers = TextAreaField(_l("Closed cases it is about"), [Length(max=2_000)])

    def to_writing(self) -> Writing:
        """What was filled in."""
        return Writing(
            kind=BulletinKind(self.kind.data),
            title_zh=self.title_zh.data or "",
            body_zh=self.body_zh.data or "",
            title_en=self.title_en.data or "",
            body_en=self.body_en.data or "",
            case_numbers=[word for word in re.split(r"[\s,，、;；]+", self.case_numbers.data or "") if word],
        )


class WithdrawalForm(VersionForm):
    """Why a bulletin is taken back."""

    reason = TextAreaField(
        _l("Reason, for the public to read"), [InputRequired(_l("Write the reason.")), Length(max=LONGEST_REASON)]
    )


class CaseSearch(Form):
    """A case by its number."""

    class Meta:
        csrf = False

    number = StringField(_l("Case number"), [Length(max=40)])


def form_of(bulletin: Bulletin, case_numbers: list[str]) -> dict[str, Any]:
    """What a draft's form is filled with."""
    return {
        "version": bulletin.version,
        "kind": str(bulletin.kind),
        "title_zh": bulletin.title_zh,
        "body_zh": bulletin.body_zh,
        "title_en": bulletin.title_en,
        "body_en": bulletin.body_en,
        "case_numbers": "\n".join(case_numbers),
    }
