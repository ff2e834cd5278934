"""The invented organizations of the demo: platforms with the registry that leads to them, and agencies."""

from sqlalchemy import select

from portal import clock
from portal.data.registry import shipped_registry
from portal.domain.measures import AgencyFunction
from portal.domain.permissions import OrganizationKind
from portal.extensions import db
from portal.records.organizations import Organization
from portal.records.registry import add_missing

AGENCY = OrganizationKind.AGENCY
OFFICES = (
    ("cyberspace", "网信办", "Cyberspace Office", AGENCY, AgencyFunction.CYBERSPACE),
    ("communications", "通信管理局", "Communications Administration", AGENCY, AgencyFunction.COMMUNICATIONS),
    ("market", "市场监督管理局", "Market Regulation Administration", AGENCY, AgencyFunction.MARKET),
    ("operator", "清鉴运行单位", "Clearflag Operations", OrganizationKind.OPERATOR, None),
)
"""Short name, names, kind and competence."""


def add_platforms() -> None:
    """Add the platforms of the cast, and the hosts and apps by which tips reach them."""
    add_missing(shipped_registry(demo=True))


def add_known_platforms() -> None:
    """Add what every new portal knows: platforms that people really name, none with a desk."""
    add_missing(shipped_registry())


def add_offices() -> None:
    """Add the agencies and the operator that are missing; one that was edited stays as it is."""
    known = set(db.session.scalars(select(Organization.slug)))
    for slug, name_zh, name_en, kind, function in OFFICES:
        if slug not in known:
            db.session.add(
                Organization(
                    slug=slug, name_zh=name_zh, name_en=name_en, kind=kind, function=function, created_at=clock.now()
                )
            )
