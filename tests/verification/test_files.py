"""Files reach whom table 4 opens them to, as downloads, and every one is logged."""

import hashlib
import io
from pathlib import Path

from flask import Flask

from portal import clock
from portal.extensions import db
from portal.records.access_log import Access, AccessEntry
from portal.records.attachments import Attachment
from portal.records.blob_store import FolderStore
from portal.records.tips import TipCase
from portal.web.transaction import transaction
from tests.people import Browsers
from tests.records.files import JPEG
from tests.verification.desk import case_now, page, tip


def with_file(app: Flask, folder: Path, number: str) -> int:
    case_id = case_now(app, number).id
    with app.app_context(), transaction():
        blob = FolderStore(folder / "evidence").keep(io.BytesIO(JPEG), 10**6, lambda _file: None)
        row = db.session.scalars(db.select(TipCase).where(TipCase.case_id == case_id)).first()
        assert row is not None
        added = Attachment(
            stored_name=blob.name,
            tip_id=row.tip_id,
            file_name="my-name.jpg",
            media_type="image/jpeg",
            size=len(JPEG),
            sha256=hashlib.sha256(JPEG).hexdigest(),
            received_at=clock.now(),
        )
        db.session.add(added)
        db.session.flush()
        return added.id


def downloads(app: Flask) -> int:
    with app.app_context():
        rows = db.session.scalars(db.select(AccessEntry).where(AccessEntry.access == Access.DOWNLOADED)).all()
        return len(rows)


def test_a_regulator_downloads_a_file_and_it_is_logged(cast: Flask, browsers: Browsers, tmp_path: Path) -> None:
    number = tip(cast)
    path = f"/verification/{number}/files/{with_file(cast, tmp_path, number)}"
    qian = browsers("qian")
    assert path in page(qian, number).text
    answer = qian.get(path)
    assert (answer.status_code, answer.data) == (200, JPEG)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert downloads(cast) == 1


def test_a_platform_reads_a_files_facts_and_never_its_name_or_bytes(
    cast: Flask, browsers: Browsers, tmp_path: Path
) -> None:
    number = tip(cast)
    attachment_id, wei = with_file(cast, tmp_path, number), browsers("wei")
    text = page(wei, number).text
    assert hashlib.sha256(JPEG).hexdigest()[:16] in text
    assert "my-name" not in text
    assert wei.get(f"/verification/{number}/files/{attachment_id}").status_code == 404
    assert downloads(cast) == 0


def test_a_file_of_another_case_is_not_there(cast: Flask, browsers: Browsers, tmp_path: Path) -> None:
    number, other = tip(cast), tip(cast, "https://ai.xingchen.example/")
    attachment_id = with_file(cast, tmp_path, number)
    assert browsers("qian").get(f"/verification/{other}/files/{attachment_id}").status_code == 404
