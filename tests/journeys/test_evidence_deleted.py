"""Evidence deleted before verification: the post is gone, and what was kept of it decides all the same."""

import hashlib
import io

from tests.journeys.conftest import Stage
from tests.journeys.pages import Answers, forms_of
from tests.journeys.people import Seen
from tests.records.files import PNG

VIDEO = "https://xingyun.example/v/1984"
WORDS = "He sold pills with the face of our doctor. I took a picture of the screen."
KEPT = "Version of 1 March kept from our own store, hash 9f2c; the account took it down on 2 March."


def flags_with_a_picture(stage: Stage) -> str:
    """The form with a file on it, as a browser sends it; the beginning of the file's hash."""
    lin = stage.lin
    lin.open("/flag")
    told: Answers = {"category": "B04", "description": WORDS, "targets-0-entered": VIDEO}
    data = forms_of(lin.page.text)["/flag/check"].filled(told)
    sent = {**data, "files": [(io.BytesIO(PNG), "screen-of-my-phone.png")]}
    lin.page = lin.client.post("/flag/check", data=sent, headers=lin.HEADERS)
    lin.sends()
    return hashlib.sha256(PNG).hexdigest()[:16]


def test_evidence_deleted_before_verification(stage: Stage) -> None:
    lin, wei, he, qian = stage.lin, stage.wei, stage.he, stage.qian
    fingerprint = flags_with_a_picture(stage)
    case = wei.finds(VIDEO)
    wei.accepts(case)
    (to_keep,) = wei.tasks(case)
    wei.states(to_keep, "receipt", proof=KEPT)
    page = wei.reads(case)
    assert (fingerprint in page, "screen-of-my-phone" in page) == (True, False), "that there is a file, not the file"
    wei.does(case, "supplement", "verification", tip="A", question="Did he sell it elsewhere too?")
    lin.answers_what_was_asked("Only there. The video is gone now.")
    wei.refers(case, "M22")
    page = qian.reads(case, "disposal")
    assert fingerprint in page
    assert "/files/" in qian.open(f"/disposal/{case}"), "who signs may open what was sent"
    assert "screen-of-my-phone" not in page, "its name may name people"
    words = f"/verification/{case}/words"
    qian.open(words)
    qian.press(words, {"reason": "The name of the file may say when it was taken."})
    assert "screen-of-my-phone.png" in qian.reads(case, "disposal")
    assert KEPT in qian.open(to_keep)
    he.knows_nothing_of(case, VIDEO)
    qian.signs(case)
    assert wei.carries_out(case) == 1, "the account is closed, though the post is gone"
    qian.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]


def test_control_what_the_platform_alone_says_is_gone_is_confirmed_by_a_regulator(stage: Stage) -> None:
    """The cheap end: no one else looked. It waits for a regulator, who sends it back because of what was kept."""
    lin, wei, qian = stage.lin, stage.wei, stage.qian
    fingerprint = flags_with_a_picture(stage)
    case = wei.finds(VIDEO)
    wei.accepts(case)
    wei.ends(case, "dismissal", outcome="target_gone")
    assert wei.status(case) == "Waiting for confirmation"
    assert lin.follows() == [Seen("Platform check")]
    assert fingerprint in qian.reads(case)
    qian.does(case, "return", "verification", reason="The account that posted it is still there.")
    assert wei.status(case) == "Being checked"
    wei.refers(case, "M22")
    qian.signs(case)
    assert wei.carries_out(case) == 2
    qian.concludes(case)
    assert lin.follows() == [Seen("Closed", "Substantiated")]
