"""The style guide: every component of the pages in every state, for whoever builds one. Production has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.file import MultipleFileField
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.rechecks import CONCLUDES, Span, Why
from portal.domain.time_left import time_left
from portal.records.attachments import FileLimits
from portal.records.rechecks import Mark
from portal.web.access import public
from portal.web.forms import Form, choices, told_apart
from portal.web.reason_templates import Text
from portal.web.uploads import MEGABYTE

blueprint = Blueprint("styleguide", __name__)

TONES = ("active", "good", "wait", "alert", "quiet")
BUTTONS = ("primary", "secondary", "warning")
HEADINGS = ("xl", "l", "m", "s")
COLOURS = (
    "ink",
    "ink-soft",
    "paper",
    "surface",
    "line",
    "control",
    "accent",
    "accent-strong",
    "accent-soft",
    "good",
    "good-soft",
    "wait",
    "wait-soft",
    "alert",
    "alert-strong",
    "alert-soft",
    "focus",
    "visited",
)
"""The values of static/css/tokens.css that stand on a page as a colour."""
USED = (20, 80, 100)
"""Percent of the time that the clocks shown have used: calm, soon over, late."""


class Sample(Form):
    """One field of every kind."""

    text = StringField(validators=[InputRequired(), Length(max=80)])
    optional = StringField()
    password = PasswordField(validators=[InputRequired()])
    textarea = TextAreaField(validators=[InputRequired(), Length(max=2000)])
    select = SelectField(validators=[InputRequired()])
    date = DateField(validators=[InputRequired()])
    radios = RadioField(validators=[InputRequired()])
    checkboxes = SelectMultipleField()
    checkbox = BooleanField(validators=[InputRequired()])
    file = MultipleFileField()

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(formdata=None, data=data)
        steps = [("one", _("Received")), ("two", _("Platform check")), ("three", _("Closed"))]
        self.select.choices = self.radios.choices = self.checkboxes.choices = choices(steps)
        for field, kind in self.kinds():
            field.label.text, field.description = kind, _("The hint: an example, or how to write it.")

    def kinds(self) -> tuple[tuple[Any, str], ...]:
        """Each field with its label."""
        return (
            (self.text, _("A line of text")),
            (self.optional, _("A line that may stay empty")),
            (self.password, _("A password")),
            (self.textarea, _("Several lines")),
            (self.select, _("One of many")),
            (self.date, _("A date")),
            (self.radios, _("One of few")),
            (self.checkboxes, _("Some of few")),
            (self.checkbox, _("Yes, or nothing")),
            (self.file, _("Files")),
        )


def forms() -> dict[str, Sample]:
    """The fields as they come, as they are filled in, and as they are refused."""
    filled_in = {
        "text": "https://xingyun.example/v/2026",
        "textarea": "有人用 AI 换脸冒充张医生卖药。",
        "select": "two",
        "date": clock.now().date(),
        "radios": "two",
        "checkboxes": ["one", "three"],
        "checkbox": True,
    }
    refused = Sample()
    for field, _label in refused.kinds():
        field.errors = (_("The error: what is wrong, and what to do."),)
    samples = {_("empty"): Sample(), _("filled in"): Sample(filled_in), _("refused"): refused}
    return {words: told_apart(form, f"sample-{number}") for number, (words, form) in enumerate(samples.items())}


@cache
def pictures() -> tuple[str, ...]:
    """The names of everything in the sprite."""
    sprite = Path(current_app.static_folder or "") / "built" / "icons.svg"
    return tuple(re.findall(r'<symbol id="([\w-]+)"', sprite.read_text("utf-8")))


def facts() -> dict[str, Any]:
    """What the page shows besides its words; the clocks stand where `USED` says."""
    now, day = clock.now(), timedelta(days=1)
    clocks = [time_left(now - day * used, now + day * (100 - used) - timedelta(hours=1), now) for used in USED]
    return {
        "tones": TONES,
        "buttons": BUTTONS,
        "headings": HEADINGS,
        "colours": COLOURS,
        "pictures": pictures(),
        "forms": forms(),
        "clocks": clocks,
        "marks": marks(now),
        "now": now,
        "texts": [Text(word="1", title=_("A template"), words=_("What it puts into the field."))],
        "files": [
            {"id": 1, "sha256": "0" * 64, "file_name": "IMG_2026.png", "size": 254_000},
            {"id": 2, "sha256": "1" * 64, "file_name": "receipt.pdf", "size": 1_830_000},
        ],
        "limits": FileLimits(files=9, bytes=20 * MEGABYTE),
        "number": "QF-2026-000123",
        "keys": ("j", "Ctrl", "K"),
        "organization": {"name_zh": "星云视频", "name_en": "Xingyun Video"},
        "category": shipped_taxonomy().categories[0],
    }


def marks(now: datetime) -> list[Mark]:
    """One look of each result, and one that is still to come."""
    day, shown = timedelta(days=1), (Why.NOT_FOUND, Why.ANSWERS, Why.TOO_SLOW, Why.FOR_A_PERSON, Why.AS_ORDERED)
    made = [Mark(span, now, now, CONCLUDES[why], why) for span, why in zip(Span, shown, strict=True)]
    return [*made, Mark(Span.WEEK, now + 7 * day, None, None, None)]


@blueprint.get("/styleguide")
@public
def public_look() -> ResponseReturnValue:
    """Every component in every state, as the public sees it."""
    return render_template("web/styleguide.html", desk=False, **facts())


@blueprint.get("/styleguide/desk")
@public
def desk_look() -> ResponseReturnValue:
    """The same at a desk, where it stands closer."""
    return render_template("web/styleguide.html", desk=True, **facts())
