"""How a file is handed out: to be saved, never to be shown in the portal's own context."""

from urllib.parse import quote

from flask import Response

from portal.domain.permissions import Actor
from portal.records.access_log import Access, log_access
from portal.records.attachments import Attachment, open_attachment
from portal.web.transaction import access_note
from portal.web.uploads import evidence_store

OPAQUE = "application/octet-stream"
CSP = "sandbox; default-src 'none'"


def download_headers(name: str, media_type: str) -> dict[str, str]:
    """Headers of a download; `media_type` is what the portal itself found the content to be.

    The name follows RFC 6266: a plain ASCII one for old clients, and the real one in UTF-8.
    """
    content_type = f"{media_type}; charset=utf-8" if media_type == "text/plain" else media_type or OPAQUE
    plain = "".join(one if one.isascii() and one.isprintable() and one not in '"\\%;' else "_" for one in name)
    real = quote(name.encode("utf-8", "replace"), safe="")
    return {
        "Content-Type": content_type,
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{real}",
        "Content-Security-Policy": CSP,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


def hand_out(attachment: Attachment, actor: Actor, case_id: int, *, named: bool = True) -> Response:
    """A file of a case, its bytes compared with their hash first, and logged before it leaves.

    Not `named`: under its number alone, for whoever may not read what its sender called it. Raises CustodyBroken.
    """
    content = open_attachment(evidence_store(), attachment)
    with access_note():
        log_access(actor, Access.DOWNLOADED, case_id=case_id, attachment_id=attachment.id)
    name = attachment.download_name if named else attachment.numbered_name
    headers = download_headers(name, attachment.media_type)
    response = Response(content, headers={**headers, "Content-Length": str(attachment.size)})
    response.call_on_close(content.close)
    return response
