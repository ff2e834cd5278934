"""The form of a tip: three screens in one document, checked as a whole."""

from __future__ import annotations

import re
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from portal import clock
from portal.domain.errors import InputInvalid
from portal.domain.mail_address import read_mail_address
from portal.domain.targets import TargetType
from portal.intake import choices
from portal.records.offers import refuse_retired
from portal.records.receiving import LONGEST_DESCRIPTION, MOST_TARGETS
from portal.records.tips import Standing
from portal.web.errors import sentence_of
from portal.web.forms import Form

LONGEST_ENTRY = 4000
LONGEST_NAME = 200
ROW = re.compile(r"targets-(\d{1,6})-")


def at_most(characters: int, words: str) -> dict[str, Any]:
    """Refuse what is longer, and let the page say so. No `maxlength`: browsers would cut what is pasted in silence."""

    def check(_form: Form, field: Field) -> None:
        if len(field.data or "") > characters:
            raise ValidationError(words)

    return {"validators": [check], "render_kw": {"data-most": characters, "data-long": words}}


def goes_with(*others: tuple[str, str]) -> dict[str, str]:
    """For the page to say at once what the server would: an answer that asks for another, as a selector, and why."""
    return {"data-with": "\n".join(f"{selector}\n{words}" for selector, words in others)}


class TargetRow(Form):
    """One thing that is flagged."""

    class Meta:
        csrf = False

    entered = TextAreaField(
        _l("Link, share text, phone number or name"),
        description=_l("Paste it as you have it. For an app, the link of its page in the app store is best."),
        **at_most(LONGEST_ENTRY, _l("This is too long. Paste the link alone.")),
    )
    type = SelectField(_l("What it is"), default=choices.RECOGNISE)
    platform = SelectField(_l("On which platform"), default="")
    name = StringField(
        _l("What it is called"),
        description=_l("Name of the app, account, group or company"),
        **at_most(LONGEST_NAME, _l("This name is too long.")),
    )

    @property
    def detailed(self) -> bool:
        """Whether more is said than the link, or something in it is to be mended."""
        return any(field.data or field.errors for field in (self.type, self.platform, self.name))

    @property
    def blank(self) -> bool:
        """Whether nothing was entered that could name something."""
        return not ((self.entered.data or "").strip() or (self.name.data or "").strip())


CHOOSE_WHAT = _l("Choose what it is about. If you are not sure, choose “Something else / not sure”.")
TELL_WHAT = _l("Tell us in a sentence or two what happened.")
NAME_IT = _l("Tell us what you are reporting, or tick that you cannot say where it is.")
ROWS_ARE_FULL = _l("One tip can name at most 20 things. Send the others as a second tip.")
CONFIRM_IT = _l("Please confirm that it is true before you send it.")
IN_FUTURE = _l("This day is in the future. Enter today or an earlier day, or leave it empty.")
NO_SUCH_DAY = _l("There is no such day. Correct it, or leave it empty.")
TICK_ADDRESS = _l("Tick the box that lets us use the address, or delete the address.")
GIVE_ADDRESS = _l("Enter the address, or untick the box.")
SAY_HOW = _l("Say how this affects you, or delete your name: otherwise we do not need it.")
TICK_IDENTITY = _l("Tick the box that lets the agencies open this, or delete it.")
DESCRIPTION_TOO_LONG = _l("This is longer than 20,000 characters. Put the rest into a file.")
NEEDED = {"category": CHOOSE_WHAT, "description": TELL_WHAT, "targets": NAME_IT, "truthful": CONFIRM_IT}
"""What a screen is not left without where scripts run; the server asks for all of it in any case."""


class FlagForm(Form):
    """What a citizen tells. Four answers are asked for, the last of them on the check page."""

    class Meta:
        csrf_time_limit = None

    form_key = HiddenField()

    urgency = SelectMultipleField(
        _l("Is any of this true?"), description=_l("If you tick one, a person looks at your tip within two hours.")
    )
    category = RadioField(
        _l("What is it about?"),
        description=_l("Choose what comes closest. A wrong choice does no harm: we check it again."),
        validators=[DataRequired(CHOOSE_WHAT)],
        validate_choice=False,
    )
    description = TextAreaField(
        _l("What happened?"),
        description=_l("Who did what, and how you noticed that AI is involved. Leave out names that are not needed."),
        validators=[
            DataRequired(TELL_WHAT),
            Length(max=LONGEST_DESCRIPTION, message=DESCRIPTION_TOO_LONG),
        ],
        render_kw={"data-most": LONGEST_DESCRIPTION, "data-long": DESCRIPTION_TOO_LONG},
    )
    occurred_on = DateField(_l("When did it happen?"), validators=[Optional()])

    targets = FieldList(FormField(TargetRow), min_entries=1, max_entries=MOST_TARGETS)
    unknown_where = BooleanField(
        _l("I cannot say where"), description=_l("A phone call you cannot place, something shown to you by others")
    )

    files = MultipleFileField(_l("Add files"))
    standing = RadioField(_l("How does it concern you?"), default=Standing.ANYONE.value)
    identity = TextAreaField(
        _l("Your name and how the agencies can reach you"),
        description=_l(
            "Only needed if you want to be treated as the person affected. It is sealed, and never shown to a platform."
        ),
        **at_most(500, _l("Please keep this below 500 characters.")),
    )
    identity_consent = BooleanField(
        _l("The agencies may open this to deal with my tip: two people together, with the reason on record.")
    )
    notify_address = StringField(
        _l("E-mail address for “there is news”"),
        description=_l(
            "The mail says only that there is news. Without an address you look it up with your query code."
        ),
        **at_most(254, _l("This e-mail address is too long.")),
    )
    notify_consent = BooleanField(_l("You may use this address to tell me that there is news."))
    sectors = SelectMultipleField(_l("Is it about one of these areas?"))

    truthful = BooleanField(_l("What I say here is true to the best of my knowledge."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.urgency.choices = choices.urgency_choices()
        self.category.choices = choices.category_choices()
        self.sectors.choices = choices.sector_choices()
        self.standing.choices = choices.standing_choices()
        self._offer_in_rows()
        self._let_the_page_ask()

    def _let_the_page_ask(self) -> None:
        """What a screen says before it is left, where scripts run; the rules themselves stand below."""
        self.occurred_on.render_kw = {"max": clock.today(), "data-over": IN_FUTURE, "data-bad": NO_SUCH_DAY}
        claims = f"[name=standing]:not([value={Standing.ANYONE}])"
        self.identity.render_kw |= goes_with((claims, SAY_HOW), ("[name=identity_consent]", TICK_IDENTITY))
        self.notify_address.render_kw |= goes_with(("[name=notify_consent]", TICK_ADDRESS))
        self.notify_consent.render_kw = goes_with(("[name=notify_address]", GIVE_ADDRESS))

    def _offer_in_rows(self) -> None:
        types, platforms = choices.type_choices(), choices.platform_choices()
        for row in self.targets:
            row.form.type.choices, row.form.platform.choices = types, platforms

    def add_row(self) -> bool:
        """One more empty row, unless there are as many as a tip can have."""
        if len(self.targets) >= MOST_TARGETS:
            return False
        self.targets.append_entry()
        self._offer_in_rows()
        return True

    def remove_row(self, position: int) -> None:
        """Take the row at `position` (from 0) away, the ones below move up; the last row of a form stays."""
        said = [row.form.data for row in self.targets]
        if len(said) == 1 or position >= len(said):
            return
        del said[position]
        self.targets.pop_entry()
        for row, words in zip(self.targets, said, strict=True):
            row.form.process(data=words)

    @property
    def rows(self) -> list[TargetRow]:
        """The rows in which something was entered."""
        return [row.form for row in self.targets if not row.form.blank]

    def validate_category(self, field: RadioField) -> None:
        """One of the list; a retired one passes, for a tip that was sent under it may be asked for again."""
        if field.data not in choices.known_categories():
            raise ValidationError(CHOOSE_WHAT)

    def may_begin_a_tip(self) -> bool:
        """Whether a new tip is taken under this category; says so beside the field where it is not."""
        try:
            refuse_retired(self.category.data)
        except InputInvalid as error:
            self.category.errors = (sentence_of(error),)
            return False
        return True

    def validate_occurred_on(self, field: DateField) -> None:
        """Nobody can report tomorrow's news."""
        if field.data and field.data > clock.today():
            raise ValidationError(IN_FUTURE)

    def validate_unknown_where(self, _field: BooleanField) -> None:
        """Something must be named, or said to be unknown; more than twenty are never dropped in silence."""
        sent = {match[1] for name in request.form if (match := ROW.match(name))}
        if max(len(sent), len(self.rows) + bool(self.unknown_where.data)) > MOST_TARGETS:
            raise ValidationError(ROWS_ARE_FULL)
        if not self.rows and not self.unknown_where.data:
            raise ValidationError(NAME_IT)

    def validate_notify_address(self, field: StringField) -> None:
        """An address and its consent come together."""
        address = (field.data or "").strip()
        if address and read_mail_address(address) is None:
            raise ValidationError(gettext("This does not look like an e-mail address, such as name@example.org."))
        if address and not self.notify_consent.data:
            raise ValidationError(TICK_ADDRESS)
        if self.notify_consent.data and not address:
            raise ValidationError(GIVE_ADDRESS)

    def validate_identity(self, field: TextAreaField) -> None:
        """Identity is taken only from who claims standing, and only with its own consent."""
        if not (field.data or "").strip():
            return
        if self.standing.data == Standing.ANYONE.value:
            raise ValidationError(SAY_HOW)
        if not self.identity_consent.data:
            raise ValidationError(TICK_IDENTITY)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What must be mended: the id of the control and what is wrong with it, in the order of the form."""
        found: list[tuple[str, str]] = []
        for field in self:
            controls = [one for row in field for one in row.form] if field is self.targets else [field]
            found += [(control.id, str(control.errors[0])) for control in controls if control.errors]
        return found


SCREEN_OF_FIELD: dict[str, str] = {
    "urgency": "1",
    "category": "1b",
    **dict.fromkeys(("description", "occurred_on"), "1c"),
    **dict.fromkeys(("targets", "unknown_where"), "2"),
    "files": "3",
    **dict.fromkeys(("sectors", "standing", "identity", "identity_consent"), "3b"),
    **dict.fromkeys(("notify_address", "notify_consent"), "3c"),
}
"""On which screen of the elder mode a field stands; its digit is the screen where one shows more."""


def first_screen_with_error(form: FlagForm) -> str:
    """The screen to open when the form comes back."""
    return min((SCREEN_OF_FIELD.get(name, "1") for name in form.errors if name), default="1")


def type_of(row: TargetRow) -> TargetType | None:
    """What the citizen said it is; None where the portal is to recognise it."""
    return TargetType(row.type.data) if row.type.data else None
