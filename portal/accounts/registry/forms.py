"""What an administrator enters about one line of the routing registry."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from portal.accounts.registry.queries import KIND_WORDS
from portal.web.forms import Form, choices


class EntryForm(Form):
    """To whom it leads."""

    platform = SelectField(
        _l("Who carries it"), [Optional()], description=_l("The platform or store whose desk checks tips about it.")
    )
    provider = SelectField(
        _l("Who makes it"), [Optional()], description=_l("Only where that is known and differs, or is an app's maker.")
    )

    def offer(self, platforms: list[tuple[str, str]]) -> None:
        """Offer the platforms (slug, name)."""
        self.platform.choices = choices([("", _("no organization here")), *platforms])
        self.provider.choices = choices([("", _("not known, or the same")), *platforms])


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
