"""A sealed package is checked by its receiver without us, and whatever was altered in it is found."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.config import Settings
from portal.data import verify_package
from portal.domain.errors import ConditionFailed, NotAllowed, ReasonMissing, StepNotAllowed
from portal.domain.status import Status
from portal.domain.workflow import Action
from portal.extensions import db
from portal.job_process import make_runner
from portal.records import ledger
from portal.records.access_log import Access, AccessEntry
from portal.records.advancing import PACKAGE_SEALED
from portal.records.blob_store import FolderStore
from portal.records.cases import get_case
from portal.records.ledger import LedgerEntry
from portal.records.packages.models import SealedPackage
from portal.records.packages.ordering import order_package
from portal.records.sweeping import sweep_orphans
from portal.web.transaction import transaction
from tests import factories
from tests.conftest import Clock
from tests.packages.sealing import (
    LEDGER,
    MANIFEST,
    REASON,
    SEAL_FILE,
    VERIFIER,
    Files,
    bytes_of,
    decided_and_handed_over,
    handed_over,
    packed,
    sealed,
    taken_out,
    verify,
    with_ledger,
    with_manifest,
)
from tests.people import Browsers, csrf_token
from tests.publicity.desk import actor

PROGRAM = Path(verify_package.__file__)
PICTURE = "evidence/receipt-1-1.png"
INTACT, ALTERED, UNREADABLE, NOT_COMPARED = range(4)


@pytest.fixture
def number(cast: Flask, settings: Settings) -> str:
    """A case that was decided, carried out with a picture, reopened and handed over."""
    with cast.app_context(), transaction():
        return decided_and_handed_over(settings).case_number


@pytest.fixture
def package(cast: Flask, settings: Settings, number: str) -> tuple[bytes, str]:
    """Its package, and the seal that the agency tells by another way."""
    made = sealed(cast, number)
    return bytes_of(settings, made), made.seal or ""


def test_the_verifier_says_genuine_of_what_was_sealed_and_wants_the_seal(
    package: tuple[bytes, str], tmp_path: Path
) -> None:
    content, seal = package
    found = verify(tmp_path, content, seal)
    assert (found.code, "GENUINE" in found.said, "真实无改" in found.said) == (INTACT, True, True)
    grouped = " ".join(seal[at : at + 8] for at in range(0, 64, 8)).upper()
    assert verify(tmp_path, content, grouped).code == INTACT
    assert verify(tmp_path, content, hashlib.sha256(content).hexdigest()).code == INTACT
    assert verify(tmp_path, content).code == NOT_COMPARED
    assert verify(tmp_path, content, "0" * 64).code == ALTERED


def test_a_package_that_was_unpacked_is_checked_as_well(package: tuple[bytes, str], tmp_path: Path) -> None:
    content, seal = package
    folder = tmp_path / "unpacked"
    for name, words in taken_out(content).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(words)
    verifier = taken_out(content)[VERIFIER]
    assert verify(tmp_path, folder, seal, verifier).code == INTACT
    (folder / "note.txt").write_text("A thought of my own.")
    assert "note.txt" in verify(tmp_path, folder, seal, verifier).said


def test_a_byte_flipped_in_any_file_is_found(package: tuple[bytes, str], tmp_path: Path) -> None:
    content, seal = package
    files = taken_out(content)
    for name, words in files.items():
        flipped = words[:-2] + bytes([words[-2] ^ 1]) + words[-1:]
        found = verify(tmp_path, packed({**files, name: flipped}), verifier=files[VERIFIER])
        assert found.code in (ALTERED, UNREADABLE), name
        assert verify(tmp_path, packed({**files, name: flipped}), seal, files[VERIFIER]).code != INTACT, name
    middle = content.index(b"PROOF-CANARY")
    torn = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    assert verify(tmp_path, torn, verifier=files[VERIFIER]).code == ALTERED
    assert verify(tmp_path, packed(files), seal).code == INTACT, "the control: packed anew by another tool it holds"


def removed(files: Files) -> Files:
    return {name: words for name, words in files.items() if not name.startswith("evidence/")}


def reordered(entries: list[dict[str, Any]]) -> None:
    entries[2], entries[3] = entries[3], entries[2]


def cut_short(entries: list[dict[str, Any]]) -> None:
    entries.pop()


def later(entries: list[dict[str, Any]]) -> None:
    entries[0]["at"] = "2030-01-01T00:00:00+00:00"


def reworded(entries: list[dict[str, Any]]) -> None:
    next(one for one in entries if one["action"] == "notice_issued")["body"]["round"] = 9


def renumbered(manifest: dict[str, Any]) -> None:
    manifest["decisions"][0]["ground"] = "Nothing was found."


def found_otherwise(manifest: dict[str, Any]) -> None:
    manifest["findings"][0]["decided_on"]["finding"] = "It is real."


def invented_receipt(manifest: dict[str, Any]) -> None:
    next(one for one in manifest["measures"] if one["kind"] == "disposal")["task"] = 4711


FORGERIES: dict[str, Callable[[Files], Files]] = {
    "was added": lambda files: {**files, "evidence/one-more.txt": b"x"},
    "was removed": removed,
    "was changed": lambda files: {**files, MANIFEST: files[MANIFEST].replace(b"Xuhui", b"Pudon")},
    "not written as": lambda files: {**files, MANIFEST: files[MANIFEST].replace(b'{"case"', b'{ "case"')},
    "does not follow": lambda files: with_ledger(files, reordered),
    "does not end": lambda files: with_ledger(files, cut_short),
    "was changed after it was written": lambda files: with_ledger(files, later),
    "its content was changed": lambda files: with_ledger(files, reworded),
    "is not the decision in": lambda files: with_manifest(files, renumbered),
    "finding 1 was changed": lambda files: with_manifest(files, found_otherwise),
    "no receipt of task 4711": lambda files: with_manifest(files, invented_receipt),
    "not what the receipt": lambda files: with_manifest({**files, PICTURE: b"x"}, lambda manifest: None),
}
"""What the verifier says, and what makes it say so; from the fifth on with manifest and seal written anew."""


def test_what_was_altered_is_named(package: tuple[bytes, str], tmp_path: Path) -> None:
    files = taken_out(package[0])
    for said, forge in FORGERIES.items():
        assert said not in verify(tmp_path, packed(files)).said, "the control: it is not said before"
        found = verify(tmp_path, packed(forge(files)), verifier=files[VERIFIER])
        assert (found.code, said in found.said) == (ALTERED, True), (said, found.said)


def test_a_forgery_in_which_all_fits_is_found_by_the_seal(package: tuple[bytes, str], tmp_path: Path) -> None:
    content, seal = package
    forged = packed(with_manifest(taken_out(content), lambda one: one["handed_over"].update(authority="Nobody")))
    assert verify(tmp_path, forged).code == NOT_COMPARED, "nothing in it contradicts the rest"
    assert verify(tmp_path, forged, seal).code == ALTERED


NO_PACKAGES = (
    b"",
    b"PK",
    packed({}),
    packed({MANIFEST: b"{}", LEDGER: b"{}"}),
    packed({MANIFEST: b"[" * 9999, LEDGER: b"{}"}),
)


def test_what_is_no_package_is_said_to_be_none(tmp_path: Path) -> None:
    for content in NO_PACKAGES:
        assert verify(tmp_path, content, verifier=PROGRAM.read_bytes()).code == UNREADABLE, content[:20]


def test_the_same_case_gives_the_same_bytes(cast: Flask, settings: Settings, number: str, clock: Clock) -> None:
    with cast.app_context(), transaction():
        ordered = order_package(get_case(number), actor("qian"), REASON, with_files=True).id
    press = make_runner(cast).works["seal_package"].handler
    made = []
    for _ in range(2):
        with cast.app_context():
            made.append(press({"package": ordered}))
        clock.turn(days=1)
    assert made[0].sha256 == made[1].sha256  # type: ignore[attr-defined]  # what the keeper is given
    assert made[0].stored_name != made[1].stored_name  # type: ignore[attr-defined]  # both were really made


def test_the_ledger_holds_the_hashes_and_each_making_is_a_version(cast: Flask, settings: Settings, number: str) -> None:
    first, second = sealed(cast, number), sealed(cast, number, with_files=True)
    assert (first.version, second.version) == (1, 2)
    assert first.seal != second.seal
    with cast.app_context():
        case_id = get_case(number).id
        kept = db.session.scalars(
            db.select(LedgerEntry.body)
            .where(LedgerEntry.case_id == case_id, LedgerEntry.action == PACKAGE_SEALED)
            .order_by(LedgerEntry.sequence)
        ).all()
        for row, one in zip(kept, (first, second), strict=True):
            content = bytes_of(settings, one)
            said = {"version": one.version, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            assert said.items() <= (row or {}).items()
            manifest = taken_out(content)[MANIFEST]
            assert (row or {})["seal"] == hashlib.sha256(manifest).hexdigest()
            assert json.loads(manifest)["chain"]["head"] == (row or {})["head"]
        assert not [found for found in ledger.verify() if isinstance(found, ledger.Break)]
    assert (first.sha256 or "").encode() in taken_out(bytes_of(settings, second))[LEDGER], (
        "a later one proves an earlier"
    )


def test_the_job_done_twice_seals_once(cast: Flask, number: str) -> None:
    made = sealed(cast, number)
    with cast.app_context():
        work = make_runner(cast).works["seal_package"]
        assert work.handler({"package": made.id}) is None
        case_id = get_case(number).id
        entries = db.select(LedgerEntry).where(LedgerEntry.case_id == case_id, LedgerEntry.action == PACKAGE_SEALED)
        assert len(db.session.scalars(entries).all()) == 1


def test_a_package_is_kept_when_bytes_without_a_row_are_swept(
    cast: Flask, settings: Settings, number: str, clock: Clock
) -> None:
    made = sealed(cast, number)
    clock.turn(days=40_000)  # later than the day on which this test's files are written
    with cast.app_context():
        sweep_orphans(FolderStore(settings.data / "evidence"))
    assert bytes_of(settings, made)


def test_who_seals_gives_a_reason_and_one_is_made_at_a_time(cast: Flask, number: str) -> None:
    with cast.app_context(), transaction():
        case = get_case(number)
        with pytest.raises(ReasonMissing):
            order_package(case, actor("qian"), "  ", with_files=False)
        db.session.rollback()
    with cast.app_context(), transaction():
        order_package(get_case(number), actor("qian"), REASON, with_files=False)
    with cast.app_context(), transaction(), pytest.raises(StepNotAllowed):
        order_package(get_case(number), actor("qian"), REASON, with_files=False)


def test_only_officers_of_the_desk_or_the_lead_agency_seal_and_only_what_was_handed_over(
    cast: Flask, number: str
) -> None:
    with cast.app_context(), transaction():
        case = get_case(number)
        with pytest.raises(NotAllowed):
            order_package(case, actor("wei"), REASON, with_files=False)
        with pytest.raises(ConditionFailed):
            order_package(case, actor("zhou"), REASON, with_files=False)
        running = factories.accepted(factories.case_of(factories.send_tip("https://xingyun.example/v/9")), actor("wei"))
        with pytest.raises(StepNotAllowed):
            order_package(running, actor("qian"), REASON, with_files=False)


def test_files_of_reporters_go_along_only_where_whoever_seals_says_so_and_altered_ones_never(
    cast: Flask, settings: Settings, number: str
) -> None:
    without = json.loads(taken_out(bytes_of(settings, sealed(cast, number)))[MANIFEST])
    assert [one["path"] for one in without["files"] if "evidence" in one["path"]] == [PICTURE]
    for path in (settings.data / "evidence").glob("??/*"):
        if b"PROOF-CANARY" in path.read_bytes() and not path.read_bytes().startswith(b"PK"):
            path.write_bytes(b"something else")
    altered = json.loads(taken_out(bytes_of(settings, sealed(cast, number)))[MANIFEST])
    assert [one for one in altered["files"] if "evidence" in one["path"]] == []
    assert [one["why"] for one in altered["left_out"]] == ["not_as_received"]


def test_it_is_ordered_on_the_page_and_downloaded_by_whoever_may_and_that_is_logged(
    cast: Flask, settings: Settings, number: str, browsers: Browsers
) -> None:
    qian, page = browsers("qian"), f"/disposal/{number}"
    with cast.app_context():
        filled = {"csrf_token": csrf_token(qian, page), "version": str(get_case(number).version)}
    assert qian.post(f"{page}/package", data={**filled, "reason": ""}).status_code == 422
    assert qian.post(f"{page}/package", data={**filled, "reason": REASON}).status_code == 303
    again = qian.post(f"{page}/package", data={**filled, "reason": "Pressed twice."})
    assert (again.status_code, "Pressed twice." in again.text) == (409, True)
    assert "/packages/1" not in qian.get(page).text
    assert qian.get(f"{page}/packages/1").status_code == 404
    with cast.app_context():
        make_runner(cast).drain()
        made = db.session.scalars(db.select(SealedPackage)).one()
        seal, sha256 = " ".join(made.seal_groups), made.sha256
    shown = qian.get(page).text
    assert f"{page}/packages/1" in shown
    assert seal in shown
    got = qian.get(f"{page}/packages/1")
    assert (got.status_code, hashlib.sha256(got.data).hexdigest()) == (200, sha256)
    assert got.headers["Content-Type"] == "application/zip"
    for person, status in (("wei", 403), ("zhou", 404), ("ma", 403)):
        assert browsers(person).get(f"{page}/packages/1").status_code == status, person
    with cast.app_context():
        lines = db.session.scalars(db.select(AccessEntry).where(AccessEntry.access == Access.DOWNLOADED)).all()
        assert [(one.user_id, one.case_id) for one in lines] == [(actor("qian").user_id, get_case(number).id)]


def test_a_package_whose_bytes_were_changed_is_not_handed_out(
    cast: Flask, settings: Settings, number: str, browsers: Browsers
) -> None:
    made = sealed(cast, number)
    path = next((settings.data / "evidence").glob(f"??/{made.stored_name}"))
    path.write_bytes(path.read_bytes()[:-1] + b"\0\0")
    assert browsers("qian").get(f"/disposal/{number}/packages/1").status_code == 409


def test_a_case_handed_over_without_any_decision_is_sealed_too(cast: Flask, settings: Settings, tmp_path: Path) -> None:
    with cast.app_context(), transaction():
        case = factories.accepted(factories.case_of(factories.send_tip("https://xingyun.example/v/2")), actor("wei"))
        number = handed_over(case).case_number
        assert case.status is Status.CLOSED
    made = sealed(cast, number)
    content = bytes_of(settings, made)
    assert verify(tmp_path, content, made.seal or "").code == INTACT
    files = taken_out(content)
    assert json.loads(files[MANIFEST])["decisions"] == []
    assert "Xuhui police" in files["case-zh.html"].decode()
    assert SEAL_FILE in files
    assert Action.SEAL_PACKAGE in files[LEDGER].decode()
