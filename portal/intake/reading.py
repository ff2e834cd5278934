"""From a checked form to what the records take."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.minors import no_file_is_taken
from portal.domain.priority import Sector, Urgency
from portal.domain.targets import TargetType, recognise
from portal.intake.forms import FlagForm, TargetRow, type_of
from portal.intake.service import Left
from portal.records.receiving import Submission
from portal.records.routing import NamedTarget
from portal.records.tips import Channel, Standing


def submission_of(form: FlagForm, language: str, channel: Channel = Channel.WEB) -> Submission:
    """What a valid form says."""
    return Submission(
        category=form.category.data,
        description=form.description.data,
        targets=named_targets(form),
        urgency=frozenset(Urgency(tick) for tick in form.urgency.data or ()),
        sectors=frozenset(Sector(sector) for sector in form.sectors.data or ()),
        occurred_on=form.occurred_on.data,
        standing=Standing(form.standing.data),
        language=language,
        channel=channel,
        also_sent=left_by(form).as_sent(),
    )


def named_targets(form: FlagForm) -> Sequence[NamedTarget]:
    """Everything named in the form, in its order; "I cannot say where" last."""
    named = [named_target(row) for row in form.rows]
    if form.unknown_where.data:
        named.append(NamedTarget(type=TargetType.UNKNOWN, entered=""))
    return named


def named_target(row: TargetRow) -> NamedTarget:
    """One row; where its type was left to us, what it looks like."""
    entered, platform, name = row.entered.data or "", row.platform.data or "", row.name.data or ""
    chosen = type_of(row)
    if chosen is not None:
        return NamedTarget(type=chosen, entered=entered, platform=platform, name=name)
    guess = recognise(entered, platform)
    return NamedTarget(
        type=guess.type,
        entered=entered,
        platform=platform or guess.platform or "",
        name=name or guess.name or "",
        guessed=True,
    )


def takes_no_file(form: FlagForm) -> bool:
    """Whether what was ticked and chosen forbids taking a file."""
    ticks = {Urgency(tick) for tick in form.urgency.data or () if tick in set(Urgency)}
    return no_file_is_taken(form.category.data or "", ticks)


def left_by(form: FlagForm) -> Left:
    """What the reporter left of themselves, with consent; identity only from who claims standing."""
    standing = form.standing.data != Standing.ANYONE.value
    return Left(
        notify=form.notify_address.data or "" if form.notify_consent.data else "",
        identity=form.identity.data or "" if form.identity_consent.data and standing else "",
    )
