"""States, tables, timelines and facts: valid markup that says with words what it says with shape."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string

from tests.web.pages import Page

# How a page looks does not depend on the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FRAME = """
{% from "macros/page.html" import notice, panel, inset, warning, details, card, back_link, breadcrumbs, button_link,
   empty, hotlines %}
{% from "macros/status.html" import status_tag, progress %}
{% from "macros/timeline.html" import timeline, moment, day %}
{% from "macros/tables.html" import table, cell, row_head, pager %}
{% from "macros/case.html" import summary, summary_list, summary_row, task_list %}
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Macros</title></head><body>
"""


def shown(app: Flask, body: str, language: str = "en", **values: object) -> Page:
    with app.test_request_context(headers={"Accept-Language": language}):
        return Page(render_template_string(FRAME + body + "</body></html>", **values))


@pytest.mark.parametrize("tone", ["active", "good", "wait", "alert", "quiet"])
def test_a_state_is_a_word_and_a_shape(app: Flask, tone: str) -> None:
    page = shown(app, "{{ status_tag('Being checked', tone) }}{{ status_tag('Late', tone, 'clock') }}", tone=tone)
    assert [tag.text for tag in page.all("strong")] == ["Being checked", "Late"]
    assert all((picture["href"] or "").partition("#")[2] for picture in page.all("use"))
    assert len(page.all("svg", aria_hidden="true")) == 2


def test_every_tone_has_a_shape_of_its_own(app: Flask) -> None:
    tones = "{% for tone in ['active', 'good', 'wait', 'alert', 'quiet'] %}{{ status_tag('x', tone) }}{% endfor %}"
    assert len({picture["href"] for picture in shown(app, tones).all("use")}) == 5


def test_progress_says_what_is_done_what_is_now_and_what_comes(app: Flask) -> None:
    steps = [
        {"label": "Received", "state": "done", "note": "2 March"},
        {"label": "Platform check", "state": "current", "note": None},
        {"label": "Closed", "state": "todo", "note": None},
    ]
    page = shown(app, "{{ progress(steps) }}", steps=steps)
    assert [name.text for name in page.all("span", class_="steps__name")] == [
        "done: Received",
        "now: Platform check",
        "to come: Closed",
    ]
    assert [step["aria-current"] for step in page.all("li")] == [None, "step", None]
    assert page.one("span", class_="steps__note").text == "2 March"


@pytest.mark.parametrize(("language", "words"), [("en", "2 Mar 2026, 10:05"), ("zh-CN", "2026年3月2日 10:05")])
def test_a_moment_is_shown_in_the_portals_zone_and_kept_exact_for_machines(
    app: Flask, language: str, words: str
) -> None:
    page = shown(app, "{{ moment(at) }}", language, at=datetime(2026, 3, 2, 2, 5, tzinfo=UTC))
    assert (page.one("time").text, page.one("time")["datetime"]) == (words, "2026-03-02T02:05:00+00:00")


@pytest.mark.parametrize(("language", "words"), [("en", "2 March 2026"), ("zh-CN", "2026年3月2日")])
def test_a_day_is_written_as_the_reader_writes_it(app: Flask, language: str, words: str) -> None:
    assert shown(app, "{{ day(on) }}", language, on=date(2026, 3, 2)).one("time").text == words


def test_a_timeline_keeps_lines_and_shows_markup_as_text(app: Flask) -> None:
    entries = [{"at": datetime(2026, 3, 2, tzinfo=UTC), "by": "Verifier", "title": "Checked", "text": "<b>one</b>"}]
    page = shown(app, "{{ timeline(entries) }}", entries=entries)
    assert page.one("h3").text == "Checked"
    assert page.one("p", class_="timeline__text").text == "<b>one</b>"
    assert page.one("p", class_="timeline__by").text.endswith("· Verifier")


def test_a_table_names_itself_its_columns_and_its_rows(app: Flask) -> None:
    page = shown(
        app,
        """{% call table("Bulletins", ["Day", {"label": "Count", "numeric": true}]) %}
        <tr class="govuk-table__row">{% call row_head() %}Monday{% endcall %}
        {% call cell(numeric=true) %}7{% endcall %}</tr>{% endcall %}""",
    )
    assert page.one("caption").text == "Bulletins"
    assert [head.text for head in page.all("th", scope="col")] == ["Day", "Count"]
    assert page.one("th", scope="row").text == "Monday"
    assert page.one("div", role="region")["tabindex"] == "0"


@pytest.mark.parametrize(
    ("previous", "following", "rels"),
    [(None, None, []), ("/p", None, ["prev"]), (None, "/n", ["next"]), ("/p", "/n", ["prev", "next"])],
)
def test_a_pager_offers_only_pages_that_are_there(
    app: Flask, previous: str | None, following: str | None, rels: list[str]
) -> None:
    page = shown(app, "{{ pager(previous, following) }}", previous=previous, following=following)
    assert [link["rel"] for link in page.all("a")] == rels


def test_facts_are_pairs_and_a_change_link_says_of_what(app: Flask) -> None:
    rows = [
        {"key": "Target", "value": "<i>app</i>", "action": {"url": "/where", "label": None}},
        {"key": "Category", "value": "Fraud"},
    ]
    page = shown(app, "{{ summary(rows) }}", rows=rows)
    assert [key.text for key in page.all("dt")] == ["Target", "Category"]
    assert page.all("dd", class_="govuk-summary-list__value")[0].text == "<i>app</i>"
    assert page.one("a", href="/where").text == "Change Target"


def test_an_alert_interrupts_and_other_notices_wait(app: Flask) -> None:
    page = shown(app, "{{ notice('Not sent', tone='alert') }}{{ notice('Kept', 'Good', 'good') }}")
    assert page.one("div", role="alert").text == "Not sent"
    assert page.one("div", role="status").text == "Good Kept"


def test_the_rest_is_valid_too(app: Flask) -> None:
    page = shown(
        app,
        """{{ back_link("/") }}{{ breadcrumbs([{"label": "Home", "url": "/"}, {"label": "Here"}]) }}
        {{ panel("Done", "T-1") }}
        {% call inset() %}<p>apart</p>{% endcall %}{{ warning("Call first") }}{{ hotlines() }}
        {% call details("More") %}<p>words</p>{% endcall %}{% call card("Title") %}<p>in</p>{% endcall %}
        {{ empty("Nothing yet", "Come back", "/", "Home") }}{{ button_link("/go", "Go", "secondary") }}
        {{ task_list([{"label": "A", "url": "/a", "hint": "h", "tag": {"label": "Done", "tone": "good"}},
                      {"label": "B", "url": none, "hint": none, "tag": none}]) }}
        {% call summary_list() %}{% call summary_row("Key") %}<p>value</p>{% endcall %}{% endcall %}""",
    )
    assert page.one("h1").text == "Done"
    assert page.one("strong", class_="govuk-warning-text__text").text == "Important: Call first"
    assert page.one("li", aria_current="page").text == "Here"
