"""What an administrator does with a setting; every step is written to the administration log."""

from __future__ import annotations

from typing import Any

from portal.accounts.administration import log_change
from portal.accounts.models import Change
from portal.accounts.settings.queries import SettingLine, Value
from portal.domain.permissions import Actor
from portal.records.adjustments import Adjusts, adjust


def set_to(line: SettingLine, value: Value, seen: int, by: Actor) -> None:
    """Let this value hold from now on; what it is by default needs no row. Raises ChangedMeanwhile."""
    adjust(Adjusts.SETTING, line.setting, None if value == line.default else value, seen, by)
    _log(Change.SETTING_CHANGED, line, value, by)


def take_default(line: SettingLine, seen: int, by: Actor) -> None:
    """Let the default hold again. Raises ChangedMeanwhile."""
    adjust(Adjusts.SETTING, line.setting, None, seen, by)
    _log(Change.SETTING_RESTORED, line, line.default, by)


def _log(change: Change, line: SettingLine, value: Value, by: Actor) -> None:
    before, after = dict(line.now), dict(value)
    changed: dict[str, Any] = {
        part: {"before": before.get(part), "after": after.get(part)}
        for part in {**before, **after}
        if before.get(part) != after.get(part)
    }
    if changed:
        log_change(change, by, details={"value": line.setting, **changed})
