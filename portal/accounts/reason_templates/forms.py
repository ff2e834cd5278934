"""What a colleague enters about one reason template."""

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.data.categories import shipped_taxonomy
from portal.domain.categories import Category
from portal.domain.workflow import ACTION_WORDS
from portal.records.reason_templates import FILLS
from portal.web.forms import Form, choices

LONGEST = 2000


class TemplateForm(Form):
    """For which step, under what name, with which words."""

    action = SelectField(_l("For which step"), [InputRequired(_l("Choose a step."))])
    category = SelectField(_l("For which category"), [Optional()])
    title = StringField(
        _l("Name of the template"),
        [InputRequired(_l("Give it a name.")), Length(max=80)],
        description=_l("As colleagues find it in the list, such as “Satire that everybody recognises”."),
    )
    words_zh = TextAreaField(
        _l("Words in Chinese"),
        [InputRequired(_l("Write the words.")), Length(max=LONGEST)],
        description=_l("Colleagues change them for the case. Leave dots where something must be filled in."),
    )
    words_en = TextAreaField(
        _l("Words in English"), [Length(max=LONGEST)], description=_l("Used by colleagues who work in English.")
    )
    in_use = BooleanField(_l("Offer it to colleagues"), default=True)

    def offer(self) -> "TemplateForm":
        """Itself, with every step that is written and every category."""
        self.action.choices = choices((one.value, _(ACTION_WORDS[one])) for one in FILLS)
        self.category.choices = choices([("", _("any")), *map(_category, shipped_taxonomy().categories)])
        return self


def _category(category: Category) -> tuple[str, str]:
    return category.code, f"{category.code} {category.name.in_language(str(get_locale()))}"
