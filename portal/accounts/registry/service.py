"""What an administrator does with the routing registry; every step is written to the administration log."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from portal import clock
from portal.accounts.administration import differences, log_change
from portal.accounts.models import Change
from portal.accounts.registry.queries import get_entry
from portal.domain.errors import InputInvalid, NotFound
from portal.domain.permissions import Actor, OrganizationKind
from portal.domain.routing import RegistryKind
from portal.domain.targets import PlatformKind
from portal.domain.targets.hosts import canonical_host
from portal.domain.words import N_
from portal.extensions import db
from portal.records.organizations import Organization
from portal.records.registry import RegistryEntry


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """To whom a line leads (slugs, empty for nobody), and what is found on a host that somebody carries."""

    platform: str = ""
    provider: str = ""
    platform_kind: PlatformKind | None = None


def add_entry(kind: RegistryKind, value: str, to: LeadsTo, by: Actor) -> RegistryEntry:
    """Add a line. Raises InputInvalid."""
    entry = RegistryEntry(kind=kind, value=_canonical(kind, value))
    if get_entry(kind, entry.value) is not None:
        raise InputInvalid("value", N_("The registry has this line already."))
    _lead(entry, to)
    db.session.add(entry)
    log_change(Change.REGISTRY_ENTRY_ADDED, by, details={**_named(entry), **asdict(leads_to(entry))})
    return entry


def change_entry(kind: RegistryKind, value: str, to: LeadsTo, by: Actor) -> None:
    """Let the line lead elsewhere. Tips that came before stay where they are. Raises InputInvalid, NotFound."""
    entry = _held(kind, value)
    before = asdict(leads_to(entry))
    _lead(entry, to)
    changed = differences(before, asdict(leads_to(entry)))
    if changed:
        log_change(Change.REGISTRY_ENTRY_CHANGED, by, details={**_named(entry), **changed})


def remove_entry(kind: RegistryKind, value: str, by: Actor) -> None:
    """Take the line away. Raises NotFound."""
    entry = _held(kind, value)
    log_change(Change.REGISTRY_ENTRY_REMOVED, by, details={**_named(entry), **asdict(leads_to(entry))})
    db.session.delete(entry)


def leads_to(entry: RegistryEntry) -> LeadsTo:
    """To whom a line leads now."""
    ids = [entry.platform_id, entry.provider_id]
    found = db.session.execute(select(Organization.id, Organization.slug).where(Organization.id.in_(ids)))
    slugs = {row.id: row.slug for row in found}
    return LeadsTo(slugs.get(entry.platform_id or 0, ""), slugs.get(entry.provider_id or 0, ""), entry.platform_kind)


def _held(kind: RegistryKind, value: str) -> RegistryEntry:
    entry = get_entry(kind, value, lock=True)
    if entry is None:
        raise NotFound()
    return entry


def _canonical(kind: RegistryKind, value: str) -> str:
    canonical = value.strip().lower() if kind is RegistryKind.APP_ID else canonical_host(value.strip())
    if not canonical or any(letter.isspace() for letter in canonical):
        raise InputInvalid("value", N_("Enter the host or the id alone: example.com, com.example.app."))
    return canonical


def _lead(entry: RegistryEntry, to: LeadsTo) -> None:
    entry.platform_id, entry.provider_id = _id_of("platform", to.platform), _id_of("provider", to.provider)
    carries = entry.kind is not RegistryKind.APP_ID and entry.platform_id is not None
    if carries and to.platform_kind is None:
        raise InputInvalid("platform_kind", N_("Say what is found there: by that a link to a page is read."))
    entry.platform_kind = to.platform_kind if carries else None
    entry.updated_at = clock.now()
    if entry.platform_id is None and entry.provider_id is None:
        raise InputInvalid(
            "platform",
            N_(
                "Choose at least one: who carries it, or who makes it. If neither is in the list, add the organization "
                "first."
            ),
        )


def _id_of(field: str, slug: str) -> int | None:
    if not slug:
        return None
    found = db.session.scalar(
        select(Organization.id).where(Organization.slug == slug, Organization.kind == OrganizationKind.PLATFORM)
    )
    if found is None:
        raise InputInvalid(field, N_("Choose a platform of the list."))
    return found


def _named(entry: RegistryEntry) -> dict[str, str]:
    return {"kind": entry.kind, "value": entry.value}
