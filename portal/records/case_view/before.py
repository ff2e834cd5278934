"""What stood there when a task was ordered, to be read beside the receipt that says what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.visibility import Part
from portal.extensions import db
from portal.records.attachments import Attachment
from portal.records.case_view.decisions import FindingView, read_findings
from portal.records.case_view.look import Look
from portal.records.case_view.summary import TargetView, read_target
from portal.records.case_view.tips import FileView, file_view
from portal.records.tasks import Task
from portal.records.tips import TipCase

MOST_PICTURES = 5
"""Of a case; the tips below show all."""


@dataclass(frozen=True, slots=True)
class BeforeView:
    """What was reported and found by the time of the order; None for a part the viewer may not see."""

    target: TargetView | None
    finding: FindingView | None
    ordered_unfound: bool
    """Whether the viewer reads findings, and none was made by then."""
    pictures: tuple[FileView, ...] | None


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What the tasks of one case were ordered on, read once for all of them."""

    target: TargetView | None
    findings: Sequence[FindingView] | None
    pictures: Sequence[tuple[datetime, FileView]] | None

    def before(self, task: Task) -> BeforeView:
        """The newest finding and the pictures that were there when this task was ordered."""
        found = next((one for one in self.findings or () if one.made_at <= task.ordered_at), None)
        return BeforeView(
            target=self.target,
            finding=found,
            ordered_unfound=self.findings is not None and found is None,
            pictures=None
            if self.pictures is None
            else tuple(file for at, file in self.pictures if at <= task.ordered_at),
        )


def read_backdrop(look: Look) -> Backdrop:
    """At most two queries, however many tasks there are."""
    return Backdrop(
        target=read_target(look) if look.shows(Part.TARGET) else None,
        findings=read_findings(look) if look.shows(Part.FINDING) else None,
        pictures=_pictures(look) if look.shows(Part.FILE_FACTS) else None,
    )


def _pictures(look: Look) -> list[tuple[datetime, FileView]]:
    files = db.session.scalars(
        select(Attachment)
        .join(TipCase, TipCase.tip_id == Attachment.tip_id)
        .where(TipCase.case_id == look.case.id, Attachment.media_type.startswith("image/"))
        .order_by(TipCase.in_case, Attachment.id)
        .limit(MOST_PICTURES)
    )
    return [(file.received_at, file_view(look, file)) for file in files]
