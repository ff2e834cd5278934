"""Every revision goes up, agrees with the models, and goes down again, on both engines."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from portal.extensions import db
from portal.records import schema


def test_the_migrated_database_is_what_the_models_say(context: Flask) -> None:
    assert schema.TABLES
    with db.engine.connect() as connection:
        migration = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(migration, db.metadata) == []


def test_every_revision_goes_down_and_up_again(context: Flask) -> None:
    tables = set(inspect(db.engine).get_table_names())
    downgrade(revision="base")
    inspector = inspect(db.engine)
    assert set(inspector.get_table_names()) == {"alembic_version"}
    upgrade()
    assert set(inspect(db.engine).get_table_names()) == tables


def test_one_head_is_written_down() -> None:
    revisions = Path(__file__).parents[2] / "migrations"
    newest = max(path.name[:4] for path in (revisions / "versions").glob("*.py"))
    assert (revisions / ".current-head").read_text().strip() == newest


def test_every_foreign_key_has_an_index(context: Flask) -> None:
    inspector = inspect(db.engine)
    bare = [
        (table, key["constrained_columns"][0])
        for table in inspector.get_table_names()
        for key in inspector.get_foreign_keys(table)
        if key["constrained_columns"][0] not in _leading_columns(inspector, table)
    ]
    assert bare == []


def _leading_columns(inspector, table: str) -> set[str]:  # type: ignore[no-untyped-def]  # the inspector's class is generic
    leading = {index["column_names"][0] for index in inspector.get_indexes(table)}
    leading |= {unique["column_names"][0] for unique in inspector.get_unique_constraints(table)}
    leading.add(inspector.get_pk_constraint(table)["constrained_columns"][0])
    return leading
