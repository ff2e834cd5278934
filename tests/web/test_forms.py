"""What people write is kept byte for byte or refused, never altered in silence."""

import pytest
from flask import Flask
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from portal.web.forms import Form, shown_number


class Letter(Form):
    subject = StringField(validators=[Length(max=20)])
    words = TextAreaField()


@pytest.mark.parametrize("text", [" a\r\n b ", "换脸👨‍👩‍👧", "\u202e\u200b\ufeff", "<script>", "a\u0300", "\ufffd"])
def test_text_comes_through_unaltered(app: Flask, text: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", data={"subject": "s", "words": text}):
        form = Letter()
        assert form.validate()
        assert form.words.data == text


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_what_no_database_can_keep_is_refused_with_the_reason(app: Flask, text: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context("/", method="POST", headers={"Accept-Language": "en"}):
        form = Letter(formdata=None, data={"subject": "s", "words": text})
        assert not form.validate()
        assert form.errors == {
            "words": ["There is a character in here that cannot be stored. Delete it or type the text again."]
        }


def test_a_forms_own_checks_still_run_each_time(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    for _ in range(2):
        with app.test_request_context("/", method="POST", data={"subject": "x" * 21, "words": ""}):
            assert not Letter().validate()


@pytest.mark.parametrize(
    ("said", "number"),
    [("7", 7), ("0", 0), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5_000, None), ("-1", None), ("٣", None)]
    + [(said, None) for said in ("", " 7", "7.0", "1e3", "²", None)],
)
def test_a_number_in_a_hidden_field_is_read_as_the_page_wrote_it_or_not_at_all(
    said: str | None, number: int | None
) -> None:
    assert shown_number(said) == number
