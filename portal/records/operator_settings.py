"""What the operator's settings say now; what nobody set is as the table or the environment has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from portal.config import Operator, Settings
from portal.domain.categories import InForce, Wording
from portal.domain.operator_settings import OPERATOR_SETTINGS, OperatorSetting
from portal.records.adjustments import Adjusts, adjusted
from portal.records.counters import today

MB = 1024 * 1024


def number(setting: OperatorSetting) -> int:
    """The number that holds for a setting of the table's own default."""
    row = OPERATOR_SETTINGS[setting]
    return _number(setting, row.least if row.default is None else row.default)


def evidence_files(settings: Settings) -> int:
    """How many files one tip can carry: never more than the environment allows."""
    return min(_number(OperatorSetting.EVIDENCE_FILES, settings.evidence_files), settings.evidence_files)


def evidence_file_bytes(settings: Settings) -> int:
    """The largest file: never larger than the environment allows."""
    most = settings.evidence_file_bytes
    return min(_number(OperatorSetting.EVIDENCE_FILE_MB, most // MB) * MB, most)


def contact(operator: Operator) -> Operator:
    """The operator with the telephone and mail address that hold now."""
    return replace(
        operator,
        telephone=_line(OperatorSetting.CONTACT_TELEPHONE, operator.telephone),
        mail=_line(OperatorSetting.CONTACT_MAIL, operator.mail),
    )


def contact_hours() -> Wording | None:
    """When the operator can be reached, where somebody said so."""
    said = adjusted(Adjusts.SETTING, OperatorSetting.CONTACT_HOURS)
    return Wording(said.value["zh"], said.value["en"]) if said else None


def announcement() -> Wording | None:
    """What is to be said above every public page today, if anything."""
    said = adjusted(Adjusts.SETTING, OperatorSetting.ANNOUNCEMENT)
    if said is None:
        return None
    span = InForce(*(date.fromisoformat(said.value[end]) for end in ("first_day", "last_day")))
    return Wording(said.value["zh"], said.value["en"]) if span.holds_on(today()) else None


def _number(setting: OperatorSetting, otherwise: int) -> int:
    said = adjusted(Adjusts.SETTING, setting)
    return int(said.value["number"]) if said else otherwise


def _line(setting: OperatorSetting, otherwise: str) -> str:
    said = adjusted(Adjusts.SETTING, setting)
    return str(said.value["line"]) if said else otherwise
