"""How an appeal or an objection comes before somebody who decides it, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.domain.permissions import Actor, Permission
from portal.domain.workflow import Action
from portal.records.advancing import advance
from portal.records.appeals import appeal_agency
from portal.records.cases import Case
from portal.records.notices import tell_colleagues


def put_before_an_agency(case: Case, action: Action, actor: Actor, body: Mapping[str, Any], **known: Any) -> None:
    """Take the closed case to an agency without a hand in it, and tell its signatories.

    Where nobody is left who may decide, the lead agency hears of it. Raises whatever `advance()` raises.
    """
    found = appeal_agency(case)
    case.appeal_agency_id = (found or case.lead_agency).id
    advance(case, action, actor, body=body, **known)
    if found is None:
        tell_colleagues(case, case.lead_agency_id, "appeal_undecidable")
    tell_colleagues(case, case.appeal_agency_id, "appeal", Permission.APPEAL_DECIDE)
