"""Words that may lead to a person are pointed out, and go before the public once somebody looked at each."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import Browsers
from tests.publicity.desk import send, written
from tests.publicity.test_refuting import bulletins_of
from tests.publicity.test_refuting import send as send_refutation
from tests.verification.desk import tip

BODY = "举报人 林某 13812345678 反映，平台核查属实。"
TICK = 'name="looked"'


def test_a_bulletin_that_names_somebody_is_published_once_it_is_looked_at(
    cast: Flask, browsers: Browsers, client: FlaskClient
) -> None:
    sun = browsers("sun")
    slug = written(sun, body_zh=BODY)
    draft = sun.get(f"/publicity/drafts/{slug}").text
    asked = f"/publicity/drafts/{slug}/publication"
    question = sun.get(asked).text
    for page in (draft, question):
        assert '<strong class="code">林某</strong>' in page
        assert '<strong class="code">13812345678</strong>' in page
    assert TICK in question

    refused = send(sun, asked, asked)
    assert refused.status_code == 422
    assert BODY in refused.text
    assert 'id="looked-error"' in refused.text
    assert client.get(f"/bulletins/{slug}").status_code == 404

    assert send(sun, asked, asked, looked="y").status_code == 303
    assert client.get(f"/bulletins/{slug}").status_code == 200


def test_clean_words_need_no_tick(cast: Flask, browsers: Browsers) -> None:
    sun = browsers("sun")
    slug = written(sun)
    asked = f"/publicity/drafts/{slug}/publication"
    assert TICK not in sun.get(asked).text
    assert send(sun, asked, asked).status_code == 303


@pytest.mark.parametrize("part", ["title_zh", "truth_zh", "source_en"])
def test_a_refutation_that_names_somebody_is_published_once_it_is_looked_at(
    cast: Flask, browsers: Browsers, part: str
) -> None:
    qian, rumour = browsers("qian"), tip(cast, category="B01")
    words = {part: "联系 13812345678"}
    preview = send_refutation(qian, rumour, **words).text
    assert (TICK in preview, "13812345678</strong>" in preview) == (True, True)

    refused = send_refutation(qian, rumour, "publish", **words)
    assert (refused.status_code, bulletins_of(cast)) == (422, 0)
    assert f'name="{part}" value="联系 13812345678"' in refused.text

    assert send_refutation(qian, rumour, "publish", **words, looked="y").status_code == 303
    assert bulletins_of(cast) == 1
