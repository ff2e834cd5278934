"""The adapter of calls: beside the letter, a signed message to a machine that the operator names, such as a pager's.

The body says which case, where on the ladder, at which desk and until when, and no word of a tip. The header
`Clearflag-Signature: t=SECONDS,sha256=HEX` carries HMAC-SHA-256 over `SECONDS.BODY` under the shared secret; the
receiver refuses a message whose seconds are old (a replay) or whose `Clearflag-Call` it has seen.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal import clock
from portal.domain.rechecks import Why
from portal.extensions import db
from portal.records.duty.calls import DutyCall
from portal.records.organizations import Organization
from portal.records.probing import Client, Untold


class CallNotTaken(Exception):
    """The machine did not take the message; it is sent again later."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """Posts calls to one address; without an address there is none, and nothing is sent."""

    client: Client
    address: str = ""
    secret: bytes = b""

    def post_call(self, payload: Mapping[str, Any]) -> None:
        """The job `post_call`: one rung. A call that was answered, or whose time is over, is told to nobody any more.

        Raises CallNotTaken for any answer but 2xx, and where none came.
        """
        call = db.session.get(DutyCall, payload["call"])
        if not self.address or call is None or call.answered_at is not None or call.due_at <= clock.now():
            return
        desk = db.session.get_one(Organization, call.desk_id)
        body = said(call, desk)
        db.session.rollback()  # a slow machine must not hold a connection
        try:
            status = self.client.post(self.address, body, self.headers(payload["call"], body))
        except Untold as told:
            raise CallNotTaken(Why(told.why)) from None
        if not 200 <= status < 300:
            raise CallNotTaken(str(status))

    def headers(self, call_id: int, body: bytes) -> dict[str, str]:
        """What goes with a body sent now."""
        seconds = int(clock.now().timestamp())
        return {
            "Content-Type": "application/json",
            "Clearflag-Call": str(call_id),
            "Clearflag-Signature": f"t={seconds},sha256={signature(self.secret, seconds, body)}",
        }


def signature(secret: bytes, seconds: int, body: bytes) -> str:
    """HMAC-SHA-256 in hexadecimal of what was sent at this second (of the epoch)."""
    return hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()


def said(call: DutyCall, desk: Organization) -> bytes:
    """The message in JSON: a number, a desk, a rung and two moments."""
    told = {
        "event": "urgent_case",
        "case_number": call.case.case_number,
        "desk": desk.slug,
        "rung": call.rung,
        "called_at": call.called_at.isoformat(),
        "answer_by": call.due_at.isoformat(),
    }
    return json.dumps(told, sort_keys=True).encode()
