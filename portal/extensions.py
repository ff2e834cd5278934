"""The extensions, unbound, and the base class every model inherits."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Index, Integer, LargeBinary, MetaData, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on the way in and out of both engines; SQLite itself keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError for a time without a zone: nobody could say which moment it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment needs its time zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


JSON_DOCUMENT = JSON().with_variant(JSONB(), "postgresql")

TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    bytes: LargeBinary,
    int: BigInteger().with_variant(Integer(), "sqlite"),
    StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=_values, validate_strings=True),
    dict[str, Any]: JSON_DOCUMENT,
    list[str]: JSON_DOCUMENT,
}
"""What a column becomes by its annotation alone."""


class Base(DeclarativeBase):
    """The base of every model: typed SQLAlchemy 2, constraints named alike on both engines."""

    # Flask-SQLAlchemy drops a type map that stands on the class itself; the registry keeps it.
    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map=TYPES)


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the rows that still wait for something, so that looking for them costs what they cost."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(directory="migrations", render_as_batch=True, compare_type=True)
csrf = CSRFProtect()
login_manager = LoginManager()
babel = Babel()
