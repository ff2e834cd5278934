"""The base of every form: what people write is kept byte for byte, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, g
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, HiddenField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, StopValidation

from portal.domain.errors import DomainError, InputInvalid, OfAMeasure, Several
from portal.domain.measures import Measure
from portal.web.errors import sentence_of
from portal.web.prefs import read_again

LONGEST_NUMBER = 18
"""Digits; every one such number fits a column of both databases, and `int()` refuses none."""


def only_storable_text(_form: object, field: Field) -> None:
    """Refuse what cannot be stored on every database; nothing is stripped in silence."""
    texts = field.data if isinstance(field.data, list) else [field.data]
    for text in texts:
        if isinstance(text, str) and ("\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text)):
            raise StopValidation(
                gettext("There is a character in here that cannot be stored. Delete it or type the text again.")
            )


class Form(FlaskForm):
    """A form with its CSRF token whose every field holds storable text."""

    class Meta:
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Put the check first on every field, so that no field can be declared without it."""
            field = unbound_field.bind(form=form, **options)
            field.validators = (only_storable_text, *field.validators)
            return field

    def validate(self, *more: Any, **others: Any) -> bool:
        """Whether it can be taken. One that is only to be read otherwise cannot, and nothing is wrong with it."""
        valid = not read_again() and super().validate(*more, **others)
        if not valid:
            show_again(self)
        return valid

    def field_of(self, error: DomainError) -> Field | None:
        """The field that an error is about; None for the form as a whole."""
        return self._fields.get(error.field) if isinstance(error, InputInvalid) else None


def shown_number(said: str | None) -> int | None:
    """A whole number as a page wrote it into a hidden field; None where it is damaged, or made up to be enormous."""
    text = said or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def choices(pairs: Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Pairs of a value and its words, as a field of choices takes them."""
    return [SelectChoice(value, words) for value, words in pairs]


def show_again(form: Form | None) -> None:
    """Let the page bind its switch of language and type to this form, so that what was typed goes with it."""
    filled_in = form is not None and any(not isinstance(field, HiddenField) for field in form)
    g.shown_again = form if filled_in else None


def shown_again() -> Form | None:
    """The form that this page shows again with what was typed, if any."""
    found: Form | None = g.get("shown_again")
    return found


def departure_field() -> TextAreaField:
    """Where it is said why the measures of a form leave what is usual; needed only where they do."""
    return TextAreaField(
        _l("Why these measures, if they are unusual here"),
        [Length(max=5000)],
        description=_l("The agencies read it and it stays on record. Leave it empty where nothing is marked unusual."),
    )


def measure_choices(measures: Iterable[Measure]) -> list[SelectChoice]:
    """Measures by code and words; one that holds for a set time says so, for it is refused without its days."""
    return choices((one.code, _named(one)) for one in measures)


def _named(measure: Measure) -> str:
    named = f"{measure.code} {gettext(measure.words)}"
    if measure.longest_days is None:
        return named
    words: str = gettext("%(measure)s (at most %(days)s days)", measure=named, days=measure.longest_days)
    return words


def field_of_measure(rows: Iterable[Form], error: DomainError) -> Field | None:
    """Where rows of measures hold what this error is about; None where it is about none of them."""
    if not isinstance(error, OfAMeasure) or not isinstance(error.measure, Measure):
        return None
    row = next((row for row in rows if row["code"].data == error.measure.code), None)
    return row[error.part] if row is not None and error.part in row else None


def told_apart(form: Form, name: str) -> Form:
    """The form with ids of its own, for a page of several: a label finds its field by the id."""
    for field in form:
        field.id = field.label.field_id = f"{name}-{field.name}"
    return form


def blame(form: Form, error: DomainError) -> None:
    """Show what a verb refused beside the field it is about, or above the form; of several each in its place."""
    show_again(form)
    for one in error.errors if isinstance(error, Several) else (error,):
        field = form.field_of(one)
        place = form.form_errors if field is None else field.errors
        place.append(sentence_of(one))
    for rows in form:
        if isinstance(rows, FieldList) and any(row.errors for row in rows):
            rows.errors = [row.errors for row in rows]  # its own list was made before a row was found wrong


def init_app(app: Flask) -> None:
    """Let a page ask for the form that it shows again."""
    app.jinja_env.globals.update(shown_again=shown_again)
