"""What is entered about a platform that is invited."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from portal.accounts.newcomers.service import Newcomer
from portal.accounts.people.forms import AddressForm
from portal.domain.newcomers import read_hosts
from portal.domain.targets import PLATFORM_KIND_WORDS, PlatformKind
from portal.records.people import as_address
from portal.web.forms import choices


class PlatformInvitationForm(AddressForm):
    """The platform, its hosts, and who would be its first lead."""

    name_zh = StringField(_l("Name in Chinese"), [InputRequired(_l("Enter a name.")), Length(max=200)])
    name_en = StringField(_l("Name in English"), [InputRequired(_l("Enter a name.")), Length(max=200)])
    hosts = TextAreaField(
        _l("Its hosts"),
        [InputRequired(_l("Enter at least one host, such as example.com.")), Length(max=3000)],
        description=_l(
            "One a line. Each stands for all hosts below it; once somebody accepts, tips about them go there."
        ),
    )
    platform_kind = SelectField(_l("What is found there"), [InputRequired(_l("Choose what is found there."))])
    person = StringField(
        _l("Name of the contact"),
        [InputRequired(_l("Enter a name.")), Length(max=100)],
        description=_l("Whoever accepts leads the new desk."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = [(kind.value, _(words)) for kind, words in PLATFORM_KIND_WORDS.items()]
        self.platform_kind.choices = choices([("", ""), *kinds])

    def newcomer(self) -> Newcomer:
        """What was entered. Raises InputInvalid for hosts that cannot be read."""
        return Newcomer(
            name_zh=self.name_zh.data.strip(),
            name_en=self.name_en.data.strip(),
            hosts=read_hosts(self.hosts.data),
            platform_kind=PlatformKind(self.platform_kind.data),
            person=self.person.data.strip(),
            email=as_address(self.email.data),
            language=self.language.data,
        )
