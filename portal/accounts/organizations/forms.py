"""What an administrator enters about an organization."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from portal.accounts.organizations.service import Particulars
from portal.domain.measures import AGENCY_FUNCTION_WORDS, AgencyFunction
from portal.domain.permissions import ORGANIZATION_KIND_WORDS
from portal.domain.signing_levels import SIGNING_LEVEL_WORDS, SigningLevels
from portal.records.organizations import NATIONAL
from portal.web.forms import Form, choices


class OrganizationForm(Form):
    """Everything about an organization that can change."""

    name_zh = StringField(_l("Name in Chinese"), [InputRequired(_l("Enter a name.")), Length(max=200)])
    name_en = StringField(_l("Name in English"), [InputRequired(_l("Enter a name.")), Length(max=200)])
    function = SelectField(_l("Competent for"), [Optional()], description=_l("Agencies only."))
    region = StringField(
        _l("Region"),
        [InputRequired(_l("Enter six digits.")), Regexp(r"[0-9]{6}$", message=_l("Enter six digits."))],
        default=NATIONAL,
        description=_l("Code of GB/T 2260, such as 110000 for Beijing; 000000 is the whole country."),
    )
    signing_levels = RadioField(
        _l("How it comes to an answer that it signs"),
        coerce=int,
        default=SigningLevels.SIGNED,
        choices=choices((levels.value, _l(word)) for levels, word in SIGNING_LEVEL_WORDS.items()),
        description=_l("Agencies only. Nobody takes two of these turns on one case."),
    )
    group = SelectField(
        _l("Head of its group"),
        [Optional()],
        description=_l("Platforms only: nobody in a group checks tips about another."),
    )
    has_desk = BooleanField(
        _l("It has a desk here"), default=True, description=_l("Without one, a regulator checks the tips about it.")
    )
    is_active = BooleanField(
        _l("It is active"),
        default=True,
        description=_l("Otherwise nobody of it can sign in, and it gets no new cases."),
    )

    def offer(self, heads: list[tuple[str, str]]) -> None:
        """Offer functions, and the organizations (slug, name) that can head a group."""
        none = ("", _("none"))
        self.function.choices = choices([none, *((one.value, _(word)) for one, word in AGENCY_FUNCTION_WORDS.items())])
        self.group.choices = choices([none, *heads])

    def particulars(self) -> Particulars:
        """What was entered."""
        return Particulars(
            name_zh=self.name_zh.data.strip(),
            name_en=self.name_en.data.strip(),
            function=AgencyFunction(self.function.data) if self.function.data else None,
            region=self.region.data,
            signing_levels=SigningLevels(self.signing_levels.data),
            group=self.group.data or None,
            has_desk=self.has_desk.data,
            is_active=self.is_active.data,
        )


class NewOrganizationForm(OrganizationForm):
    """What can be chosen only once: the short name of addresses, and the kind."""

    slug = StringField(
        _l("Short name"),
        [
            InputRequired(_l("Enter a short name.")),
            Length(max=80),
            Regexp(r"[a-z0-9]+(-[a-z0-9]+)*$", message=_l("Use small letters a–z, digits and hyphens.")),
        ],
        description=_l("It stands in addresses and imports and cannot be changed later."),
    )
    kind = RadioField(
        _l("Kind"),
        [InputRequired(_l("Choose what it is."))],
        choices=choices((kind.value, _l(word)) for kind, word in ORGANIZATION_KIND_WORDS.items()),
    )
