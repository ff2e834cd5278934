"""What a reporter left behind reaches nobody who must not have it: no page, mail, log or database in clear."""

from __future__ import annotations

import io
import json
import logging
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.clock import SHANGHAI
from portal.config import Settings
from portal.disposal.appealing import maintain
from portal.disposal.concluding import conclude
from portal.disposal.executing import substitute
from portal.disposal.leading import reopen
from portal.disposal.notice_pdf import lines
from portal.disposal.printed_order_pdf import lines as order_lines
from portal.disposal.printed_order_routes import checked_at
from portal.domain.status import Outcome
from portal.domain.visibility import visible_parts
from portal.extensions import Base, db
from portal.job_process import make_runner
from portal.records.attachments import FileLimits, receive_file
from portal.records.blob_store import FolderStore
from portal.records.case_facts import facts
from portal.records.case_view.look import Look
from portal.records.cases import get_case
from portal.records.decision_notices.reading import find_notice
from portal.records.drafts import Brought
from portal.records.printed_orders import read_printed_order
from portal.records.receipts import ExecutionReceipt
from portal.records.tasks import Task
from portal.web.access import public
from tests import people
from tests.conftest import Clock
from tests.exposure.canaries import APPEAL, FILE, LEFT, PERSON, PROOF, SENTENCES, TRACES, flag
from tests.exposure.crawler import crawl, hits, raw
from tests.exposure.story import Story, decide_and_appeal
from tests.factories import RECEIPT, carried_out, refer, signed
from tests.intake.citizen import Citizen
from tests.intake.desks import at_desk
from tests.packages.sealing import bytes_of, handed_over, sealed, taken_out
from tests.publicity.desk import actor, demo_cast
from tests.records.files import PNG

pytestmark = pytest.mark.slow

STRANGERS = {"he": "another platform", "lan": "a third platform"}


def pages_of(story: Story, browser: FlaskClient, page: str = "/account") -> dict[str, bytes]:
    return crawl(story.app, browser, people.csrf_token(browser, page), story.known)


def test_the_platform_reads_masked_words_and_nothing_else_of_the_reporter(story: Story) -> None:
    forbidden = PERSON | LEFT | FILE | TRACES | APPEAL | story.codes
    pages = pages_of(story, story.wei)
    case = pages[f"GET /verification/{story.number}"]
    assert hits(pages, forbidden) == []
    assert hits({"case": case}, SENTENCES) == [("case", word) for word in sorted(SENTENCES)]
    decide_and_appeal(story)
    assert hits(pages_of(story, story.wei), forbidden) == []


def words_of_notice(story: Story) -> dict[str, bytes]:
    """What the notice says on paper in both languages, what is stored of it, and what anybody is told of it."""
    (number,) = story.notices
    said = {"check": raw(story.app.test_client().get(f"/notices/{number}"))}
    for language in ("zh", "en"):
        with story.app.test_request_context(headers={"Accept-Language": language}):
            found = find_notice(number)
            assert found is not None
            written = lines(found, f"http://localhost/notices/{number}", demonstration=False)
            said[f"paper {language}"] = "\n".join(words for _, words in written).encode()
            said["content"] = json.dumps(found.notice.content, ensure_ascii=False).encode()
    return said


def test_the_notice_says_nothing_of_who_reported_how_many_or_when(story: Story, clock: Clock) -> None:
    came = clock().astimezone(SHANGHAI).date()
    clock.turn(days=5)
    decide_and_appeal(story)
    wei = people.signed_in_browser(story.app, "wei")
    page = wei.get(f"/disposal/{story.number}/notices/1")
    assert page.status_code == 200
    said = {**words_of_notice(story), "page": raw(page)}
    forbidden = PERSON | LEFT | FILE | TRACES | SENTENCES | APPEAL | story.codes
    days = {
        "day of the tip": came.isoformat(),
        "in words": f"{came.day} {came:%B %Y}",
        "zh": f"{came.month}月{came.day}日",
    }
    assert hits(said, forbidden | days) == []
    assert hits({name: said[name] for name in ("check", "paper en")}, {"case number": story.number}) == []
    told = {"ground": "It passes off a generated doctor", "day": (came + timedelta(days=5)).isoformat()}
    assert {word for _, word in hits(said, told)} == {*told}, "the control: what it does say is found"


def orders_of(story: Story) -> dict[str, bytes]:
    """Every paper for an executor outside the portal, in both languages."""
    said = {}
    for language in ("zh", "en"):
        with story.app.test_request_context(headers={"Accept-Language": language}):
            case, qian = get_case(story.number), actor("qian")
            look = Look(case=case, actor=qian, parts=visible_parts(qian, facts(case)))
            for task in db.session.scalars(db.select(Task).where(Task.case_id == case.id)):
                if (order := read_printed_order(look, task)) is not None:
                    written = order_lines(order, checked_at(order, "http://localhost"), demonstration=False)
                    said[f"{order.purpose} {language}"] = "\n".join(words for _, words in written).encode()
    return said


def test_an_order_for_an_executor_outside_says_nothing_of_who_reported_how_many_or_when(
    story: Story, clock: Clock
) -> None:
    came = clock().astimezone(SHANGHAI).date()
    clock.turn(days=15)

    def decide() -> None:
        case, them = get_case(story.number), demo_cast()
        (keeping,) = db.session.scalars(db.select(Task).where(Task.case_id == case.id))
        substitute(case, keeping, them.qian, "Keeper of the archive", "Nobody answers.")
        refer(case, them.wei, "M51")
        signed(case, them.qian)

    at_desk(story.app, decide)
    said = orders_of(story)
    assert {*said} == {"keep zh", "keep en", "refer zh", "refer en"}
    days = {"in words": f"{came.day} {came:%b %Y}", "zh": f"{came.year}年{came.month}月{came.day}日"}
    assert hits(said, PERSON | LEFT | FILE | TRACES | SENTENCES | APPEAL | story.codes | days) == []
    told = {"executor": "Keeper of the archive", "measure": "Refer to the police", "notice": story.notices[0]}
    assert {word for _, word in hits(said, told)} == {*told}, "the control: what it does say is found"
    page = raw(people.signed_in_browser(story.app, "qian").get(f"/disposal/{story.number}/tasks/3"))
    assert hits({"page": page}, PERSON), "the control: the lead agency reads there what was typed of the target"


def test_lists_tasks_and_sheets_carry_nothing_of_the_reporter(story: Story) -> None:
    decide_and_appeal(story)
    forbidden = PERSON | LEFT | FILE | APPEAL | story.codes
    lists = (
        "/verification",
        "/disposal",
        "/disposal/tasks",
        "/figures/tips-by-category.csv",
        "/publicity/closed-cases",
    )
    tasks = [f"/disposal/{story.number}/tasks/{at}" for at in (1, 2, 3)]
    read: set[str] = set()
    for person in ("wei", "qian", "zhou", "sun"):
        browser = people.signed_in_browser(story.app, person)
        answers = {path: browser.get(path) for path in (*lists, *(tasks if person == "wei" else ()))}
        read |= {path for path, answer in answers.items() if answer.status_code == 200}
        assert hits({path: raw(answer) for path, answer in answers.items()}, forbidden) == [], person
    assert {*lists, tasks[0]} <= read


def test_the_api_says_of_a_tip_only_what_its_reporter_wrote_of_the_target(story: Story) -> None:
    asked = {"query_code": story.codes["query code"]}
    answer = raw(story.app.test_client().post("/api/v1/tips/status", json=asked))
    own = PERSON.keys()  # typed into the target, which its own reporter reads again
    assert {word for _, word in hits({"status": answer}, PERSON | LEFT | FILE | SENTENCES | APPEAL)} <= set(own)


def test_another_platform_and_the_public_read_nothing_at_all(story: Story) -> None:
    decide_and_appeal(story)
    everything = PERSON | LEFT | FILE | TRACES | SENTENCES | APPEAL | story.codes
    for person in STRANGERS:
        assert hits(pages_of(story, people.signed_in_browser(story.app, person)), everything) == [], person
    assert hits(pages_of(story, story.app.test_client(), "/sign-in"), everything) == []


def test_who_runs_publishes_or_audits_reads_nothing_either(story: Story) -> None:
    decide_and_appeal(story)
    everything = PERSON | LEFT | FILE | TRACES | SENTENCES | APPEAL | story.codes
    for person in ("ma", "sun", "jin"):
        assert hits(pages_of(story, people.signed_in_browser(story.app, person)), everything) == [], person


def test_an_agency_reads_the_words_and_the_file_and_never_who_it_was(story: Story) -> None:
    qian, never = people.signed_in_browser(story.app, "qian"), LEFT | story.codes | TRACES
    del never["share id in the link"]
    masked = pages_of(story, qian)
    address = f"/verification/{story.number}/words"
    data = {"csrf_token": people.csrf_token(qian, address), "reason": "The numbers are compared."}
    assert qian.post(address, data=data).status_code == 303
    written = pages_of(story, qian)
    assert hits(masked, never) == hits(written, never) == []
    seen = PERSON | SENTENCES | FILE
    found = {word for _, word in hits(written, seen)}
    assert found == {*seen}, "the crawl sees what there is to see"
    # whatever else leads to a person stands in what the reporter called the target, which is signed as it was named
    assert {word for _, word in hits(masked, seen)} == found - {"file name"}
    case = f"GET /verification/{story.number}"
    assert all(masked[case].count(word.encode()) < written[case].count(word.encode()) for word in PERSON.values())


def carry_out_with_a_picture(story: Story) -> None:
    """The agencies order a delisting, and Wei's receipt carries a picture of what is left."""

    def walk() -> None:
        case, them = get_case(story.number), demo_cast()
        refer(case, actor("wei"), "M31")
        signed(case, them.qian, them.zhou)
        store = FolderStore(story.settings.data / "evidence")
        limits = FileLimits(files=4, bytes=10**6)
        content = io.BytesIO(PNG + PROOF["text in a receipt's file"].encode())
        received = receive_file(store, content, PROOF["name of a receipt's file"], limits)
        brought = Brought("a form's key", limits, [received])
        carried_out(case, them.wei, ExecutionReceipt(RECEIPT.proof, RECEIPT.quantities, "", brought))
        conclude(case, them.qian, Outcome.SUBSTANTIATED, "It passed itself off as a doctor.")

    at_desk(story.app, walk)


def test_a_picture_of_a_receipt_reaches_who_reads_the_receipt_and_nobody_else(story: Story) -> None:
    carry_out_with_a_picture(story)
    for person in ("he", "lan", "ma", "sun", "jin"):
        assert hits(pages_of(story, people.signed_in_browser(story.app, person)), PROOF) == [], person
    reporter = Citizen(story.app.test_client())
    reporter.follow(story.codes["query code"])
    for browser in (reporter.client, story.app.test_client()):
        assert hits(crawl(story.app, browser, people.csrf_token(browser), story.known), PROOF) == []
    for person in ("wei", "qian"):
        found = hits(pages_of(story, people.signed_in_browser(story.app, person)), PROOF)
        assert {word for _, word in found} == {*PROOF}, "the crawl sees what there is to see"


def test_a_sealed_package_says_nothing_of_who_reported(story: Story) -> None:
    """With the files of reporters and without them, in no byte of the ZIP nor of what is unpacked of it."""
    decide_and_appeal(story)

    def go_on() -> None:
        case, them = get_case(story.number), demo_cast()
        maintain(case, them.zhao, "It stands.")
        reopen(case, them.qian, "There is more.")
        handed_over(case)

    at_desk(story.app, go_on)
    told = {**SENTENCES}
    for with_files in (False, True):
        package = bytes_of(story.settings, sealed(story.app, story.number, with_files=with_files))
        files = {"whole": package, **taken_out(package)}
        left = {word: canary for word, canary in TRACES.items() if word != "share id in the link"}
        not_theirs = {"sentence of the message", "sentence of the answer", *APPEAL, "file name"}
        messages = {word: canary for word, canary in {**SENTENCES, **APPEAL, **FILE}.items() if word in not_theirs}
        assert hits(files, PERSON | LEFT | left | messages | story.codes) == []
        assert {word for _, word in hits(files, told)} == {"sentence"}, "the control: masked words are there"
        found = {word for _, word in hits(files, FILE)}
        assert found == ({"text in a file"} if with_files else set()), (
            "the control: a file goes along where it is asked"
        )


def test_mail_says_nothing_and_the_address_stands_on_one_envelope(story: Story) -> None:
    with story.app.app_context():
        make_runner(story.app).drain()
    mails = {path.name: path.read_bytes() for path in (story.settings.data / "mail").glob("*.eml")}
    assert len(mails) >= 2
    assert hits(mails, PERSON | FILE | TRACES | SENTENCES | story.codes | {"identity": LEFT["identity"]}) == []
    addressed = {name: mail for name, mail in mails.items() if LEFT["notify address"].encode() in mail}
    assert addressed
    assert all(mail.count(LEFT["notify address"].encode()) == 1 for mail in addressed.values())
    assert all(story.number.encode() not in mail for mail in addressed.values())


def test_logs_know_no_reporter(cast: Flask, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)  # as it is unless somebody asks it to tell statements
    lin = Citizen(cast.test_client())
    assert flag(lin).status_code == 200
    with cast.app_context():
        make_runner(cast).drain()
    logged = {"log": caplog.text.encode()}
    assert hits(logged, PERSON | LEFT | FILE | TRACES | SENTENCES | {"query code": lin.query_code}) == []


def test_a_statement_that_fails_is_told_without_what_it_carried(cast: Flask) -> None:
    with cast.app_context():
        words = db.bindparam("words", SENTENCES["sentence"])
        with pytest.raises(Exception, match=r"no such|does not exist") as failed:
            db.session.execute(db.select(words, db.column("never"))).all()
    assert SENTENCES["sentence"] not in str(failed.value)


def test_the_database_holds_neither_code_nor_contact_in_clear(story: Story) -> None:
    with story.app.app_context():
        rows = [row for table in Base.metadata.sorted_tables for row in db.session.execute(db.select(table)).all()]
    stored = {"rows": "\n".join(map(repr, rows)).encode()}
    stored |= {path.name: path.read_bytes() for path in story.settings.data.glob("portal.sqlite*")}
    secret = {**LEFT, "query code": story.codes["query code"]}
    traces = {word: TRACES[word] for word in ("User-Agent", "client address", "referrer")}
    assert hits(stored, secret | traces) == []
    assert hits({"rows": stored["rows"]}, SENTENCES) != []


def test_a_machine_is_told_what_is_wrong_without_its_own_words(story: Story) -> None:
    api = story.app.test_client()
    code = story.codes["query code"]
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    answers = {
        "wrong code": raw(api.post("/api/v1/tips/status", json={"query_code": wrong})),
        "no tip": raw(api.post("/api/v1/tips", json={"description": PERSON["phone"], "contact": LEFT})),
    }
    assert hits(answers, {"query code": wrong} | PERSON | LEFT) == []


def test_a_page_that_leaks_is_caught(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the same crawl finds a view that shows what it must not."""
    leak = public(lambda: f"<p>{PERSON['phone']}</p> {story.codes['query code']}")
    monkeypatch.setitem(story.app.view_functions, "web.healthz", leak)
    found = hits(pages_of(story, story.wei), PERSON | story.codes)
    assert found == [("GET /healthz", "phone"), ("GET /healthz", "query code")]
