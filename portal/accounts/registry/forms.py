"""What an administrator enters about one line of the routing registry."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from portal.accounts.registry.queries import KIND_WORDS
from portal.accounts.registry.service import LeadsTo
from portal.domain.targets import PLATFORM_KIND_WORDS, PlatformKind
from portal.web.forms import Form, choices


class EntryForm(Form):
    """To whom it leads."""

    platform = SelectField(
        _l("Who carries it"), [Optional()], description=_l("The platform or store whose desk checks tips about it.")
    )
    platform_kind = SelectField(
        _l("What is found there"),
        [Optional()],
        description=_l(
            "Of a host that somebody carries: a link to a page there is then read as a post, an app, goods and so on, "
            "not as a website. Only where a host lends names to other people’s websites, a name below it stays one."
        ),
    )
    provider = SelectField(
        _l("Who makes it"), [Optional()], description=_l("Only where that is known and differs, or is an app's maker.")
    )

    def offer(self, platforms: list[tuple[str, str]]) -> None:
        """Offer the platforms (slug, name)."""
        self.platform.choices = choices([("", _("no organization here")), *platforms])
        kinds = [(kind.value, _(words)) for kind, words in PLATFORM_KIND_WORDS.items()]
        self.platform_kind.choices = choices([("", _("nobody carries it, or an app id")), *kinds])
        self.provider.choices = choices([("", _("not known, or the same")), *platforms])

    def leads_to(self) -> LeadsTo:
        """What was entered."""
        kind = self.platform_kind.data
        return LeadsTo(
            platform=self.platform.data or "",
            provider=self.provider.data or "",
            platform_kind=PlatformKind(kind) if kind else None,
        )


class NewEntryForm(EntryForm):
    """What it recognises, which a line keeps for ever, and to whom it leads."""

    kind = RadioField(
        _l("What it recognises"),
        [InputRequired(_l("Choose what it recognises."))],
        choices=choices((kind.value, _l(word)) for kind, word in KIND_WORDS.items()),
    )
    value = StringField(
        _l("Host or app id"),
        [InputRequired(_l("Enter a host or an app id.")), Length(max=253)],
        description=_l("example.com stands for all hosts below it, unless a longer line says otherwise."),
    )
