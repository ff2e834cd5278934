"""The story that the tests of exposure begin with."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from portal.config import Settings
from portal.extensions import db
from portal.records.attachments import Attachment
from portal.records.cases import Case
from tests import people
from tests.exposure.canaries import ANSWER, MESSAGE, flag
from tests.exposure.story import Story
from tests.intake.citizen import Citizen
from tests.verification.desk import do


@pytest.fixture
def story(cast: Flask, settings: Settings) -> Story:
    """Flagged with a file, asked, answered, written to; nobody has decided yet."""
    lin, wei = Citizen(cast.test_client()), people.signed_in_browser(cast, "wei")
    assert flag(lin).status_code == 200
    with cast.app_context():
        number, other = db.session.scalars(db.select(Case.case_number).order_by(Case.id)).all()
        assert db.session.scalars(db.select(Attachment.tip_id)).one() is not None
    tip_number = re.search(r"(?<![0-9A-Z-])QT-[0-9A-Z-]{14}", lin.page.text)
    assert tip_number is not None
    codes = {"query code": lin.query_code, "tip number": tip_number[0]}
    assert do(wei, number, "acceptance").status_code == 303
    assert do(wei, number, "supplement", tip="A", question="When was it?").status_code == 303
    lin.follow(codes["query code"])
    assert lin.press("/follow/tip/0/supplement", **{"t0-answer": ANSWER}).status_code == 303
    lin.open("/follow/tip")
    assert lin.press("/follow/tip/0/message", **{"t0-body": MESSAGE}).status_code == 303
    return Story(cast, settings, wei, number, other, codes)
