"""The mails about a way in: the invitation, and word of a reset; for the job process."""

from collections.abc import Mapping
from typing import Any

from portal.accounts.invitations import find_invitation
from portal.accounts.models import INVITATION_VALID
from portal.accounts.newcomers.awaiting import awaited
from portal.accounts.newcomers.models import PlatformInvitation
from portal.accounts.second_factor import Sealer
from portal.domain.errors import WindowClosed
from portal.extensions import db
from portal.records.mailing import Mailer
from portal.records.people import User


def mail_invitation(payload: Mapping[str, Any], *, mailer: Mailer, sealer: Sealer) -> None:
    """The job `mail_invitation`: the link, as long as it works; one that was used meanwhile is not sent."""
    token = sealer.open(payload["sealed_token"].encode("ascii"))
    try:
        person = find_invitation(token).user
    except WindowClosed:
        return
    said = {
        "name": person.name,
        "url": f"{mailer.public_url}/invitations/{token}",
        "hours": str(int(INVITATION_VALID.total_seconds() // 3600)),
    }
    newcomer = awaited(person)
    if newcomer is not None:
        mailer.write(person, "platform_invitation", said | _of_newcomer(newcomer, person.language), payload["key"])
    else:
        mailer.write(person, "invitation", said, payload["key"])


def _of_newcomer(invitation: PlatformInvitation, language: str) -> dict[str, str]:
    """Which platform it is, who invites it, and for what; never from which case."""
    english = language == "en"
    return {
        "platform": invitation.organization.name_en if english else invitation.organization.name_zh,
        "agency": invitation.agency.name_en if english else invitation.agency.name_zh,
        "hosts": "\n".join(invitation.hosts),
    }


def mail_reset(payload: Mapping[str, Any], *, mailer: Mailer) -> None:
    """The job `mail_reset`: says to one person that somebody's two factors were taken away."""
    told, person = (db.session.get_one(User, payload[who]) for who in ("user", "person"))
    mailer.write(told, "reset", {"name": person.name, "email": person.email}, payload["key"])
