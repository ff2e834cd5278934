"""A field is whole: its label, hint and error are bound to its control, and what was typed stays."""

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from portal.web.forms import Form
from tests.web.pages import Element, Page

# How a page looks does not depend on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TEMPLATE = """
{% from "macros/fields.html" import form_start, error_summary, text, textarea, radios, checkboxes, checkbox, select,
   date, file, password, submit %}
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>All fields</title></head><body>
{{ error_summary(form) }}
{% call form_start(form, "/send", multipart=true) %}
  {{ radios(form.category, hints={"A01": "A cloned voice"}, heading=true, size="l") }}
  {{ checkboxes(form.urgency, hint="Tick all") }}
  {{ textarea(form.story, hint="Your own words.") }}
  {{ text(form.address, inputmode="url") }}
  {{ text(form.code, code=true, optional=false) }}
  {{ select(form.platform) }}
  {{ date(form.happened_on) }}
  {{ file(form.evidence, accept=[".png", ".jpg"], multiple=true) }}
  {{ password(form.secret) }}
  {{ checkbox(form.notify) }}
  {{ submit("Send") }}
{% endcall %}
</body></html>
"""


class AllFields(Form):
    category = RadioField(
        "What happened?",
        [InputRequired("Choose one")],
        choices=[SelectChoice("A01", "Voice"), SelectChoice("Z99", "Unsure")],
    )
    urgency = SelectMultipleField("Is it urgent?", choices=[SelectChoice("danger", "Danger")])
    story = TextAreaField("Your story", [InputRequired("Write what happened"), Length(max=4000)])
    address = StringField("Address", [InputRequired("Enter an address")], description="Copy it from the app")
    code = StringField("Code", [Optional()])
    platform = SelectField("Platform", choices=[SelectChoice("", "Choose"), SelectChoice("a", "Platform A")])
    happened_on = DateField("Day", [Optional()])
    evidence = MultipleFileField("Evidence")
    secret = PasswordField("Password")
    notify = BooleanField("Tell me", description="By mail")
    key = HiddenField()


def shown(app: Flask, sent: dict[str, str | list[str]] | None) -> Page:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        form = AllFields(MultiDict(sent) if sent is not None else None)
        if sent is not None:
            form.validate()
        return Page(render_template_string(TEMPLATE, form=form))


def described(page: Page, control: Element) -> list[str]:
    """The sentences a screen reader says after the label."""
    return [page.by_id(identifier).text for identifier in (control["aria-describedby"] or "").split()]


@pytest.mark.parametrize("sent", [None, {"story": "x" * 5000}], ids=["fresh", "refused"])
def test_every_control_has_exactly_one_label(app: Flask, sent: dict[str, str | list[str]] | None) -> None:
    page = shown(app, sent)
    controls = list(page.controls())
    assert len(controls) == 11
    for control in controls:
        assert page.one("label", for_=control["id"] or "").text


def test_hint_and_error_are_said_with_the_control(app: Flask) -> None:
    page = shown(app, {"key": "k"})
    assert described(page, page.by_id("story")) == [
        "Your own words. At most 4000 characters.",
        "Error: Write what happened",
    ]
    assert described(page, page.by_id("address")) == ["Copy it from the app", "Error: Enter an address"]
    assert page.by_id("address")["aria-invalid"] == "true"
    assert described(page, page.by_id("notify")) == ["By mail"]


def test_a_field_without_fault_is_not_marked(app: Flask) -> None:
    page = shown(app, None)
    assert [e.tag for e in page.elements if e["aria-invalid"]] == []
    assert described(page, page.by_id("story")) == ["Your own words. At most 4000 characters."]
    assert page.by_id("code")["aria-describedby"] is None


def test_the_summary_names_every_faulty_field_and_leads_to_it(app: Flask) -> None:
    page = shown(app, {"key": "k", "platform": "a"})
    links = {link.text: link["href"] for link in page.all("a")}
    assert links == {
        "What happened? Choose one": "#category",
        "Your story: Write what happened": "#story",
        "Address: Enter an address": "#address",
    }
    for target in links.values():
        assert page.by_id((target or "")[1:]).tag in {"input", "textarea"}


def test_there_is_no_summary_before_anything_was_sent(app: Flask) -> None:
    assert shown(app, None).all("a") == []


def test_what_was_typed_survives_the_refusal_as_text(app: Flask) -> None:
    hostile = "<script>alert('1')</script> & \"so\" <b>on</b>"
    page = shown(app, {"story": hostile, "address": hostile, "urgency": ["danger"], "category": "Z99"})
    assert page.by_id("story").text == hostile
    assert page.by_id("address")["value"] == hostile
    assert page.all("script") == page.all("b") == []
    assert [e["value"] for e in page.elements if "checked" in e.attributes] == ["Z99", "danger"]


def test_choices_stand_in_a_named_group(app: Flask) -> None:
    page = shown(app, {"key": "k"})
    groups = page.all("fieldset")
    assert [legend.text for legend in page.all("legend")] == ["What happened?", "Is it urgent? (optional)"]
    assert [described(page, group) for group in groups] == [["Error: Choose one"], ["Tick all"]]
    assert page.one("h1").text == "What happened?"
    assert described(page, page.by_id("category")) == ["A cloned voice"]


def test_a_field_that_may_stay_empty_says_so(app: Flask) -> None:
    page = shown(app, None)
    assert page.one("label", for_="platform").text == "Platform (optional)"
    assert page.one("label", for_="address").text == "Address"
    assert page.one("label", for_="code").text == "Code"


def test_controls_suit_what_is_typed_into_them(app: Flask) -> None:
    page = shown(app, None)
    assert (page.by_id("address")["inputmode"], page.by_id("address")["autocomplete"]) == ("url", "off")
    assert (page.by_id("code")["spellcheck"], page.by_id("code")["autocapitalize"]) == ("false", "none")
    assert page.by_id("happened_on")["type"] == "date"
    assert (page.by_id("secret")["type"], page.by_id("secret")["autocomplete"]) == ("password", "current-password")
    assert (page.by_id("evidence")["accept"], "multiple" in page.by_id("evidence").attributes) == (".png,.jpg", True)


def test_the_form_carries_its_hidden_fields_and_leaves_checking_to_us(app: Flask) -> None:
    form = shown(app, None).one("form")
    assert (form["action"], form["enctype"], "novalidate" in form.attributes) == ("/send", "multipart/form-data", True)
    assert len(shown(app, None).all("input", name="csrf_token")) == 1
    assert len(shown(app, None).all("input", name="key")) == 1
