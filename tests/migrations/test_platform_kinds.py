"""A registry that was filled before it knew kinds gets those of the platforms it was shipped with."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from portal.data.registry import shipped_registry
from portal.extensions import db
from portal.records.registry import RegistryEntry, add_missing
from portal.web.transaction import transaction


def kinds() -> dict[str, str | None]:
    found = db.session.execute(select(RegistryEntry.value, RegistryEntry.platform_kind))
    told = {row.value: row.platform_kind for row in found}
    db.session.remove()
    return told


def test_a_filled_registry_knows_after_the_way_down_and_up_what_a_new_one_knows(context: Flask) -> None:
    with transaction():
        add_missing(shipped_registry())
        add_missing(shipped_registry(demo=True))
    before = kinds()
    assert {"social", "store", "sites", "other", None} <= set(before.values())
    db.session.remove()
    downgrade(revision="0035")
    upgrade()
    assert kinds() == before
