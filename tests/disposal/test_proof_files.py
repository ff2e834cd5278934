"""Files that prove a receipt: kept with it or not at all, and seen by whoever may read the receipt."""

import hashlib
import html
import io
import re
from collections import defaultdict
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from portal import clock
from portal.config import Settings
from portal.disposal.executing import execute
from portal.disposal.proof_files import file_limits
from portal.domain.errors import StepNotAllowed
from portal.domain.priority import Urgency
from portal.extensions import db
from portal.records.access_log import Access, AccessEntry
from portal.records.attachments import Attachment, attach_drafts, files_of_tasks, keep_draft, receive_file
from portal.records.cases import get_case
from portal.records.drafts import Brought
from portal.records.ledger import LedgerEntry
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import TaskKind
from portal.records.tips import Tip
from portal.web import uploads
from portal.web.transaction import transaction
from tests.disposal.test_pages import the_seeded_cast
from tests.factories import RECEIPT, case_of, referred, send_tip, signed, tasks_of
from tests.people import Browsers, csrf_token
from tests.records.files import ACTIVE, JPEG, PDF, PNG, POLYGLOTS

STATED = {"proof": "The page answers 404.", "quantity_products": "1"}
Chosen = tuple[str, bytes]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, limits=True)


class Desk:
    """One task of one case, and what its executor sends for it."""

    def __init__(self, app: Flask, measure: str = "M31") -> None:
        with app.app_context(), transaction():
            cast = the_seeded_cast()
            case = referred(case_of(send_tip("https://xingyun.example/v/1")), cast.wei, measure)
            signed(case, cast.qian, *(() if measure == "M51" else (cast.zhou,)))
            task = next(one for one in tasks_of(case) if measure != "M51" or one.executor_id is None)
            self.app, self.number, self.task_id = app, case.case_number, task.id

    @property
    def address(self) -> str:
        return f"/disposal/{self.number}/tasks/{self.task_id}"

    def send(self, who: FlaskClient, page: str, *files: Chosen, verb: str = "receipt", **said: str) -> TestResponse:
        """Send the form that this page shows, as a browser does: with files."""
        action = f"{self.address}/{verb}"
        form = page[page.index(f'action="{action}"') :]
        form = form[: form.index("</form>")]
        hidden = re.findall(r'<input (?=[^>]*type="hidden")[^>]*name="(\w+)"[^>]* value="([^"]*)"', form)
        data: dict[str, list[object]] = defaultdict(list)
        for name, value in [*hidden, *said.items()]:
            data[name].append(html.unescape(value))
        data["files"] = [(io.BytesIO(content), name) for name, content in files]
        return who.post(action, data=data, content_type="multipart/form-data")

    def page(self, who: FlaskClient) -> str:
        return who.get(self.address).text

    def proven_by(self) -> list[str]:
        """The names of the files that belong to the receipt."""
        with self.app.app_context():
            return [one.file_name for one in files_of_tasks([self.task_id])]

    def waiting(self) -> list[str]:
        """The names of the files that wait for an open form."""
        with self.app.app_context():
            return list(db.session.scalars(select(Attachment.file_name).where(Attachment.dies_at.is_not(None))))


def bytes_kept(app: Flask) -> int:
    return sum(one.is_file() for one in (app.extensions["settings"].data / "evidence").rglob("*"))


def links(page: str) -> list[str]:
    return re.findall(r'href="(/disposal/[^"]+/files/\d+)"', page)


def test_a_receipt_shows_its_files_beside_what_stood_there(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    sent = desk.send(wei, desk.page(wei), ("after.png", PNG), ("order.pdf", PDF), **STATED)
    assert sent.status_code == 303
    assert (desk.proven_by(), desk.waiting()) == (["after.png", "order.pdf"], [])
    page = browsers("qian").get(f"/disposal/{desk.number}").text
    before, after = page[page.rindex('<article class="proof"') :].split('<div class="proof__side">')[1:]
    assert (len(links(before)), len(links(after))) == (0, 2)
    assert ("after.png" in after, len(links(desk.page(wei)))) == (True, 2)


def test_the_ledger_names_each_file_by_its_hash(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    desk.send(wei, desk.page(wei), ("after.png", PNG), **STATED)
    with app.app_context():
        (body,) = db.session.scalars(select(LedgerEntry.body).where(LedgerEntry.action == "execute"))
    assert body is not None
    assert body["files"] == [hashlib.sha256(PNG).hexdigest()]


def test_a_refused_form_keeps_what_was_chosen_and_each_can_be_removed(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    refused = desk.send(wei, desk.page(wei), ("a.png", PNG), ("b.pdf", PDF), proof="Gone.")
    assert (refused.status_code, desk.waiting()) == (422, ["a.png", "b.pdf"])
    drop = re.search(r'name="drop" value="(\d+)"', refused.text)
    assert drop is not None
    without = desk.send(wei, refused.text, drop=drop[1], **STATED)
    assert (without.status_code, desk.waiting(), desk.proven_by()) == (200, ["b.pdf"], [])
    assert "The page answers 404." in without.text
    assert desk.send(wei, without.text, ("c.jpg", JPEG), **STATED).status_code == 303
    assert (desk.proven_by(), desk.waiting()) == (["b.pdf", "c.jpg"], [])


def test_what_can_act_as_a_program_is_refused_by_name_with_every_word_kept(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    page = desk.page(wei)
    for content in ACTIVE.values():
        answer = desk.send(wei, page, ("harmless.png", content), **STATED)
        assert (answer.status_code, "harmless.png" in answer.text) == (422, True)
        assert "The page answers 404." in answer.text
    assert (bytes_kept(app), desk.proven_by(), desk.waiting()) == (0, [], [])


def test_a_fifth_file_is_refused_and_four_are_taken(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    five = [(f"{n}.png", PNG + bytes([n])) for n in range(5)]
    answer = desk.send(wei, desk.page(wei), *five, **STATED)
    assert (answer.status_code, len(desk.waiting()), bytes_kept(app)) == (422, 4, 4)
    assert desk.send(wei, answer.text, **STATED).status_code == 303
    assert desk.proven_by() == [name for name, _ in five[:4]]


def test_a_receipt_given_twice_doubles_nothing(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    page = desk.page(wei)
    answers = [desk.send(wei, page, ("after.png", PNG), **STATED).status_code for _ in range(2)]
    assert answers == [303, 409]
    assert (desk.proven_by(), desk.waiting(), bytes_kept(app)) == (["after.png"], [], 1)


def test_the_same_file_twice_is_one(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    again = desk.send(wei, desk.page(wei), ("after.png", PNG), proof="Gone.")
    assert desk.send(wei, again.text, ("after.png", PNG), ("other.png", PNG), **STATED).status_code == 303
    assert desk.proven_by() == ["after.png", "other.png"]


def test_files_stay_out_of_a_receipt_that_is_not_taken(app: Flask, browsers: Browsers) -> None:
    desk = Desk(app)
    with app.test_request_context(method="POST"):
        received = receive_file(uploads.evidence_store(), io.BytesIO(PNG), "after.png", file_limits())
        brought = Brought("key", file_limits(), [received])
        with transaction():
            case, cast = get_case(desk.number), the_seeded_cast()
            (task,) = tasks_of(case)
            execute(case, task, cast.wei, RECEIPT)
        with pytest.raises(StepNotAllowed), transaction():
            case, cast = get_case(desk.number), the_seeded_cast()
            (task,) = tasks_of(case)
            execute(case, task, cast.wei, ExecutionReceipt(RECEIPT.proof, RECEIPT.quantities, "", brought))
    assert (desk.proven_by(), desk.waiting()) == ([], [])


def test_a_file_that_died_while_the_form_was_open_is_missed_and_not_left_out_in_silence(
    app: Flask, browsers: Browsers
) -> None:
    desk, wei = Desk(app), browsers("wei")
    refused = desk.send(wei, desk.page(wei), ("a.png", PNG), proof="Gone.")
    with app.app_context(), transaction():
        db.session.execute(db.update(Attachment).values(dies_at=clock.now()))
    answer = desk.send(wei, refused.text, **STATED)
    assert (answer.status_code, "a.png" in answer.text, desk.proven_by()) == (409, True, [])
    assert desk.send(wei, answer.text, ("a.png", PNG), **STATED).status_code == 303
    assert desk.proven_by() == ["a.png"]


def test_the_other_language_of_a_form_with_files_sends_nothing(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    refused = desk.send(wei, desk.page(wei), ("a.png", PNG), proof="Gone.")
    english = desk.send(wei, refused.text, ("b.png", PNG), reading="language:en", **STATED)
    assert (english.status_code, '<html lang="en"' in english.text) == (200, True)
    assert (desk.waiting(), desk.proven_by()) == (["a.png", "b.png"], [])
    assert desk.send(wei, english.text, **STATED).status_code == 303
    assert desk.proven_by() == ["a.png", "b.png"]


def test_the_lead_agency_attests_with_files(app: Flask, browsers: Browsers) -> None:
    desk, qian = Desk(app, "M51"), browsers("qian")
    said = {"proof": "Filed.", "document_number": "No. 7"}
    assert desk.send(qian, desk.page(qian), ("letter.pdf", PDF), verb="attestation", **said).status_code == 303
    assert desk.proven_by() == ["letter.pdf"]


def test_where_a_picture_may_show_a_child_no_byte_is_taken(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    with app.app_context(), transaction():
        for tip in db.session.scalars(select(Tip)):
            tip.urgency = [Urgency.UNDER_18, Urgency.INTIMATE_IMAGE]
    page = desk.page(wei)
    assert 'name="files"' not in page
    answer = desk.send(wei, page, ("a.png", PNG), **STATED)
    assert (answer.status_code, desk.waiting(), bytes_kept(app)) == (422, [], 0)
    assert desk.send(wei, page, **STATED).status_code == 303


def test_whoever_may_not_send_the_receipt_leaves_no_byte(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    page = desk.page(wei)
    for person in ("qian", "he"):
        who = browsers(person)
        token = {"csrf_token": csrf_token(who, "/account")}
        answer = who.post(
            f"{desk.address}/receipt",
            data={**token, **STATED, "files": [(io.BytesIO(PNG), "a.png")]},
            content_type="multipart/form-data",
        )
        assert answer.status_code in (403, 404)
    assert bytes_kept(app) == 0
    assert desk.send(wei, page, ("a.png", PNG), **STATED).status_code == 303


def test_files_of_another_tasks_form_stay_there(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    key = "0" * 32
    with app.test_request_context(method="POST"), transaction():
        received = receive_file(uploads.evidence_store(), io.BytesIO(PNG), "other.png", file_limits())
        keep_draft(received, f"receipt {desk.task_id + 1} {key}", file_limits())
    page = re.sub(r'(name="form_key"[^>]* value=")[0-9a-f]+', rf"\g<1>{key}", desk.page(wei))
    assert desk.send(wei, page, **STATED).status_code == 303
    assert (desk.proven_by(), desk.waiting()) == ([], ["other.png"])


def test_one_colleague_sends_a_limited_number_of_files_and_the_words_are_kept(
    app: Flask, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "FILES_TAKEN", ("2 per hour",))
    desk, wei = Desk(app), browsers("wei")
    first = desk.send(wei, desk.page(wei), ("a.png", PNG), ("b.png", PNG), proof="Gone.")
    more = desk.send(wei, first.text, ("c.png", PNG), **STATED)
    assert (more.status_code, desk.waiting()) == (422, ["a.png", "b.png"])
    assert desk.send(wei, more.text, **STATED).status_code == 303


@pytest.fixture
def proven(app: Flask, browsers: Browsers) -> Desk:
    """A task of Wei's whose receipt is proven by a picture."""
    desk, wei = Desk(app), browsers("wei")
    assert desk.send(wei, desk.page(wei), ("after.png", PNG), **STATED).status_code == 303
    return desk


def test_who_reads_the_receipt_saves_its_file_and_it_is_logged(proven: Desk, browsers: Browsers) -> None:
    (path,) = links(proven.page(browsers("wei")))
    for answer in (browsers(person).get(path) for person in ("wei", "qian", "zhou")):
        assert (answer.status_code, answer.data) == (200, PNG)
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    with proven.app.app_context():
        logged = db.session.scalars(select(AccessEntry.attachment_id).where(AccessEntry.access == Access.DOWNLOADED))
        assert len(set(logged.all())) == 1


@pytest.mark.parametrize(("person", "status"), [("he", 404), ("lan", 404), ("zhao", 404), ("sun", 403), ("ma", 403)])
def test_who_does_not_read_the_receipt_gets_no_file(proven: Desk, browsers: Browsers, person: str, status: int) -> None:
    (path,) = links(proven.page(browsers("wei")))
    assert browsers(person).get(path).status_code == status


def test_another_executor_of_the_case_reads_its_own_receipt_alone(app: Flask, browsers: Browsers) -> None:
    desk, wei = Desk(app), browsers("wei")
    desk.send(wei, desk.page(wei), ("after.png", PNG), **STATED)
    (path,) = links(desk.page(wei))
    with app.app_context(), transaction():
        case, cast = get_case(desk.number), the_seeded_cast()
        (mine,) = tasks_of(case)
        his = type(mine)(
            case_id=case.id, kind=TaskKind.DISPOSAL, measure="M44", executor_id=cast.he.organization_id,
            ordered_at=mine.ordered_at, due_at=mine.due_at,
        )  # fmt: skip
        db.session.add(his)
        db.session.flush()
        his_id = his.id
    he, attachment = browsers("he"), path.rsplit("/", 1)[1]
    assert he.get(f"/disposal/{desk.number}/tasks/{his_id}").status_code == 200
    assert he.get(path).status_code == 404
    assert he.get(f"/disposal/{desk.number}/tasks/{his_id}/files/{attachment}").status_code == 404
    assert "after.png" not in he.get(f"/disposal/{desk.number}").text
    assert wei.get(path).status_code == 200


def test_a_file_of_a_tip_is_no_proof_of_a_task_and_the_other_way_round(proven: Desk, browsers: Browsers) -> None:
    qian = browsers("qian")
    (path,) = links(proven.page(qian))
    attachment = path.rsplit("/", 1)[1]
    assert qian.get(f"/verification/{proven.number}/files/{attachment}").status_code == 404
    with proven.app.app_context(), transaction():
        file = db.session.get_one(Attachment, int(attachment))
        file.task_id, file.tip_id = None, db.session.scalars(select(Tip.id)).first()
    assert qian.get(path).status_code == 404
    assert qian.get(f"/verification/{proven.number}/files/{attachment}").status_code == 200


def test_bytes_that_changed_are_not_handed_out(proven: Desk, browsers: Browsers) -> None:
    (path,) = links(proven.page(browsers("wei")))
    (kept,) = (one for one in (proven.app.extensions["settings"].data / "evidence").rglob("*") if one.is_file())
    kept.chmod(0o600)
    kept.write_bytes(PNG + b"another picture")
    assert browsers("qian").get(path).status_code == 409


def test_the_database_knows_one_place_of_a_file(app: Flask, browsers: Browsers) -> None:
    desk = Desk(app)
    with app.test_request_context(method="POST"):
        received = receive_file(uploads.evidence_store(), io.BytesIO(PNG), "a.png", file_limits())
        with transaction():
            keep_draft(received, "key", file_limits())
            (file,) = attach_drafts("key", task_id=desk.task_id)
            tip_id = db.session.scalars(select(Tip.id)).first()
        for change in ({"tip_id": tip_id}, {"task_id": None}, {"dies_at": file.received_at}):
            with pytest.raises(IntegrityError), transaction():
                db.session.execute(db.update(Attachment).values(change))


@pytest.mark.parametrize("kind", POLYGLOTS)
def test_a_file_that_is_two_things_is_saved_as_what_it_begins_as(app: Flask, browsers: Browsers, kind: str) -> None:
    content, media_type = POLYGLOTS[kind]
    desk, wei = Desk(app), browsers("wei")
    assert desk.send(wei, desk.page(wei), ("x.html", content), **STATED).status_code == 303
    (path,) = links(desk.page(wei))
    answer = wei.get(path)
    assert answer.mimetype == media_type
    assert ".html" not in answer.headers["Content-Disposition"].rsplit(".", 1)[1]
