"""The operator's settings with what holds now and by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from portal.accounts.adjusting import Standing
from portal.config import Settings
from portal.domain.errors import NotFound
from portal.domain.operator_settings import OPERATOR_SETTINGS, OperatorSetting, SettingRow
from portal.extensions import db
from portal.records.adjustments import Adjusts, adjusted
from portal.records.operator_settings import MB
from portal.records.people import User

Value = Mapping[str, Any]


@dataclass(frozen=True)
class SettingFilters:
    """What the list can be narrowed to."""

    q: str = ""
    """A part of what it is called or does, in the reader's language."""


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting: its row with the bounds of this host, what holds by default and now, and since when by whom."""

    setting: OperatorSetting
    row: SettingRow
    default: Value
    now: Value
    standing: Standing


def list_settings(
    filters: SettingFilters, said: Mapping[OperatorSetting, str], environment: Settings
) -> list[SettingLine]:
    """The settings that match; `said` is by name what the reader reads of each."""
    wanted = filters.q.casefold().split()
    found = [one for one in OperatorSetting if all(word in said[one].casefold() for word in wanted)]
    return _lines(found, environment)


def get_setting(name: str, environment: Settings) -> SettingLine:
    """The setting of this name. Raises NotFound."""
    if name not in set(OperatorSetting):
        raise NotFound()
    return _lines([OperatorSetting(name)], environment)[0]


def _lines(settings: list[OperatorSetting], environment: Settings) -> list[SettingLine]:
    rows = {one: adjusted(Adjusts.SETTING, one) for one in settings}
    ids = {row.changed_by_id for row in rows.values() if row and row.changed_by_id}
    names = {one.id: one.name for one in db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))}
    by_host = _by_environment(environment)
    return [
        SettingLine(
            one,
            _bounded(OPERATOR_SETTINGS[one], by_host.get(one)),
            by_host.get(one) or _by_table(OPERATOR_SETTINGS[one]),
            row.value if row else by_host.get(one) or _by_table(OPERATOR_SETTINGS[one]),
            Standing(row.version, row.changed_at, names.get(row.changed_by_id or 0, "")) if row else Standing(),
        )
        for one, row in rows.items()
    ]


def _by_environment(environment: Settings) -> dict[OperatorSetting, Value]:
    operator = environment.operator
    return {
        OperatorSetting.EVIDENCE_FILES: {"number": environment.evidence_files},
        OperatorSetting.EVIDENCE_FILE_MB: {"number": environment.evidence_file_bytes // MB},
        **({OperatorSetting.CONTACT_TELEPHONE: {"line": operator.telephone}} if operator.telephone else {}),
        **({OperatorSetting.CONTACT_MAIL: {"line": operator.mail}} if operator.mail else {}),
    }


def _by_table(row: SettingRow) -> Value:
    return {} if row.default is None else {"number": row.default}


def _bounded(row: SettingRow, by_host: Value | None) -> SettingRow:
    """The row with the highest number that this host is set up for, where the table leaves it to the host."""
    return replace(row, most=by_host["number"]) if row.most is None and by_host and "number" in by_host else row
