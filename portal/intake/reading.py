"""From a checked form to what the records take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portal.domain.minors import no_file_is_taken
from portal.domain.priority import Sector, Urgency
from portal.domain.targets import TargetType, mentioned, recognise
from portal.intake.forms import FlagForm, TargetRow, type_of
from portal.intake.queries import platforms
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
    named = _by_name([named_target(row) for row in form.rows])
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


def _by_name(named: Sequence[NamedTarget]) -> list[NamedTarget]:
    """What nothing else recognised, on the platform that its words call by name; a choice from the list stands."""
    if not any(_unread(one) for one in named):
        return list(named)
    names = [(name, one.slug) for one in platforms() for name in (one.name_zh, one.name_en)]
    return [_on_its_platform(one, names) if _unread(one) else one for one in named]


def _unread(one: NamedTarget) -> bool:
    return one.guessed and one.type is TargetType.UNKNOWN and bool(one.entered) and not one.platform


def _on_its_platform(one: NamedTarget, names: Sequence[tuple[str, str]]) -> NamedTarget:
    found = mentioned(one.entered, names)
    return one if found is None else replace(one, platform=found[0], type=found[1])


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
