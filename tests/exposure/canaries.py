"""Words of a reporter that can be found again wherever they should not be."""

from __future__ import annotations

import io

from werkzeug.test import TestResponse

from tests.intake.citizen import TIP, Citizen
from tests.records.files import PNG

PERSON = {
    "phone": "13912345678",
    "mail in words": "lin.canary@example.com",
    "WeChat id": "lincanary_88",
    "plate": "京A8K9Q2",
    "ID card": "11010519491231002X",
    "bank card": "4111111111111111",
    "phone in a message": "13887654321",
    "mail in an answer": "answer.canary@example.com",
}
"""What masking must find in free text and in what was flagged; agencies of the case may read it, platforms never."""

LEFT = {"notify address": "notify.canary@example.net", "identity": "Canary Lin, 4 Songbird Lane"}
"""What is sealed: it stands in clear nowhere at all."""

FILE = {"file name": "canary-holiday.png", "text in a file": "EXIF-CANARY-39.9042N"}
PROOF = {"name of a receipt's file": "canary-shelf.png", "text in a receipt's file": "RECEIPT-CANARY-7315"}
"""What an executor attached to its receipt: who reads the receipt has it."""
TRACES = {
    "User-Agent": "CanaryBrowser/7.7",
    "client address": "203.0.113.77",
    "referrer": "https://canary-referrer.example/",
    "share id in the link": "canaryshare4711",
}
SENTENCES = {
    "sentence": "Canary sentence of the tip",
    "sentence of the message": "Canary sentence of the message",
    "sentence of the answer": "Canary sentence of the answer",
}
"""Free text without secrets: the desk that checks reads it, nobody else's platform does."""

APPEAL = {"reason of the appeal": "Canary reason why the outcome is wrong"}

SECRETS = (
    "{phone} {mail in words} 微信号:{WeChat id} {plate} {ID card} {bank card} {phone in a message} {mail in an answer}"
).format(**PERSON)
"""What people type into a field that asks for an address or a name."""

ANSWERS: dict[str, str | list[str]] = {
    **TIP,
    "description": (
        "{sentence}. Call {phone} or {mail in words}, 微信号:{WeChat id}, {plate}, {ID card}, {bank card}."
    ).format(**SENTENCES, **PERSON),
    "targets-0-entered": f"It wrote to {SECRETS}",
    "targets-0-platform": "xingyun",
    "targets-0-name": SECRETS,
    "targets-1-entered": f"https://xingyun.example/v/1?utm_source={TRACES['share id in the link']}",
    "targets-1-name": SECRETS,
    "standing": "self",
    "identity": LEFT["identity"],
    "identity_consent": "y",
    "notify_address": LEFT["notify address"],
    "notify_consent": "y",
}
MESSAGE = f"{SENTENCES['sentence of the message']}: {PERSON['phone in a message']}"
ANSWER = f"{SENTENCES['sentence of the answer']}: {PERSON['mail in an answer']}"

AS_LIN = {
    "User-Agent": TRACES["User-Agent"],
    "Referer": TRACES["referrer"],
    "X-Forwarded-For": TRACES["client address"],
}


def flag(lin: Citizen) -> TestResponse:
    """Lin tells everything, with a file, through the form."""
    lin.headers |= AS_LIN
    lin.client.environ_base["REMOTE_ADDR"] = TRACES["client address"]
    lin.open("/flag")
    content = PNG + FILE["text in a file"].encode()
    data = {**lin.fields(), **ANSWERS, "files": [(io.BytesIO(content), FILE["file name"])]}
    lin.page = lin.client.post("/flag/check", data=data, headers=lin.headers, content_type="multipart/form-data")
    assert lin.page.status_code == 200, lin.page.text
    return lin.press("/flag/send", truthful="y")
