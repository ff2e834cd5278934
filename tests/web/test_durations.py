"""What a clock says is never more than is left."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.web.durations import span_words


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        (timedelta(days=2, hours=14, minutes=50), "2 days 14 hours", "2天 14小时"),
        (timedelta(days=3), "3 days", "3天"),
        (timedelta(days=3, minutes=20), "3 days", "3天"),
        (timedelta(days=400), "400 days", "400天"),
        (timedelta(hours=1, minutes=59), "1 hour 59 minutes", "1小时 59分钟"),
        (timedelta(minutes=59, seconds=59), "59 minutes", "59分钟"),
        (timedelta(seconds=3), "1 minute", "1分钟"),
    ],
)
def test_a_span_is_told_in_two_units_and_rounded_down(app: Flask, span: timedelta, english: str, chinese: str) -> None:
    with app.test_request_context():
        with force_locale("en"):
            assert span_words(span) == english
        with force_locale("zh_CN"):
            assert span_words(span) == chinese
