"""A minor: sexual pictures of a child are taken as an address alone, go to the police, and to nobody's eyes besides."""

import io

from portal.extensions import db
from portal.records.attachments import Attachment
from tests.journeys.conftest import Stage
from tests.journeys.pages import Answers, forms_of
from tests.journeys.people import Seen

VIDEO = "https://xingyun.example/v/5150"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
WORDS = "Somebody made a picture of my classmate with a program. She is 14."
BOTH_HALVES: Answers = {"category": "B07", "urgency": ["under_18", "intimate_image"], "description": WORDS}


def tries_to_add_a_picture(stage: Stage, **answers: str | list[str]) -> int:
    """Choose a picture on the form's own field and go on; how many files the portal then has."""
    told: Answers = {"targets-0-entered": VIDEO, **answers}
    stage.lin.open("/flag")
    data = forms_of(stage.lin.page.text)["/flag/check"].filled(told)
    sent = {**data, "files": [(io.BytesIO(PICTURE), "picture.png")]}
    stage.lin.page = stage.lin.client.post("/flag/check", data=sent, headers=stage.lin.HEADERS)
    assert stage.lin.page.status_code == 200
    with stage.app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Attachment)) or 0


def test_a_minor(stage: Stage) -> None:
    lin, wei, he, qian = stage.lin, stage.wei, stage.he, stage.qian
    assert tries_to_add_a_picture(stage, **BOTH_HALVES) == 0
    assert "No file is taken here" in lin.shown()
    lin.flags(VIDEO, **BOTH_HALVES)
    case = wei.finds(VIDEO)
    page = wei.reads(case)
    assert [word in page for word in ("P0", "She is 14", lin.code)] == [True, True, False]
    assert "<img" not in wei.page.text, "nothing is previewed"
    he.knows_nothing_of(case, VIDEO)
    wei.takes_at_once(case, "M12", "information")
    wei.accepts(case)
    assert wei.carries_out(case) == 1, "what the police will need is kept"
    wei.ends(case, "hand-over", kind="police", authority="Police of Haidian")
    assert wei.status(case) == "Waiting for confirmation", "no platform alone decides where a child is concerned"
    assert lin.follows() == [Seen("Platform check")]
    qian.confirms(case)
    assert lin.follows() == [Seen("Closed", "Handed over to the competent authority")]
    assert "It was handed over to: Police of Haidian." in lin.shown()
    assert "M12" in qian.reads(case, "disposal"), "it stays hidden while the police look"
    he.knows_nothing_of(case, VIDEO)
    anybody = stage.anybody()
    assert not [path for path in ("/", "/bulletins", "/figures") if VIDEO in anybody.open(path)]


def test_control_a_picture_of_something_else_is_taken(stage: Stage) -> None:
    assert tries_to_add_a_picture(stage, category="B02", description=WORDS) == 1
