"""What the operator sets while the portal runs: a table of settings, none of which is a rule of the work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.facts import SAMPLING_PERCENT
from portal.domain.words import N_


class OperatorSetting(StrEnum):
    """One thing that can be set."""

    ANNOUNCEMENT = "announcement"
    CONTACT_TELEPHONE = "contact-telephone"
    CONTACT_MAIL = "contact-mail"
    CONTACT_HOURS = "contact-hours"
    SAMPLING = "sampling"
    TIPS_PER_HOUR = "tips-per-hour"
    PROGRAM_TIPS_PER_HOUR = "program-tips-per-hour"
    EVIDENCE_FILES = "evidence-files"
    EVIDENCE_FILE_MB = "evidence-file-mb"
    IDLE_MINUTES = "idle-minutes"
    SIGNATURE_MINUTES = "signature-minutes"


class Takes(StrEnum):
    """What a setting holds, and so which form asks for it."""

    NUMBER = "number"
    """A whole number between two bounds."""
    TELEPHONE = "telephone"
    MAIL = "mail"
    WORDS = "words"
    """A line in both languages."""
    ANNOUNCEMENT = "announcement"
    """A line in both languages, from a day to a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One row of the table."""

    label: str
    does: str
    effect: str
    """When a change is felt, and what it leaves as it is."""
    takes: Takes
    unit: str = ""
    least: int = 1
    most: int | None = None
    """The highest number; None where the environment says it, and with it what holds until somebody sets less."""
    default: int | None = None


AT_ONCE = N_("At once, on every page that is opened from then on.")
NEW_HOUR = N_("At once; each address begins to be counted anew.")
NEXT_FILE = N_("At once, for files that are added from then on; those that are here stay.")

OPERATOR_SETTINGS: Mapping[OperatorSetting, SettingRow] = {
    OperatorSetting.ANNOUNCEMENT: SettingRow(
        label=N_("Announcement"),
        does=N_("A line above every public page, such as planned maintenance."),
        effect=N_("From its first to its last day, on every public page that is opened."),
        takes=Takes.ANNOUNCEMENT,
    ),
    OperatorSetting.CONTACT_TELEPHONE: SettingRow(
        label=N_("Telephone of the operator"),
        does=N_("Stands on the page that says who runs the portal."),
        effect=AT_ONCE,
        takes=Takes.TELEPHONE,
    ),
    OperatorSetting.CONTACT_MAIL: SettingRow(
        label=N_("Mail address of the operator"),
        does=N_("Stands on the page that says who runs the portal."),
        effect=AT_ONCE,
        takes=Takes.MAIL,
    ),
    OperatorSetting.CONTACT_HOURS: SettingRow(
        label=N_("When the operator can be reached"),
        does=N_("Stands beside telephone and mail address, such as “weekdays, 9:00 to 17:30”."),
        effect=AT_ONCE,
        takes=Takes.WORDS,
    ),
    OperatorSetting.SAMPLING: SettingRow(
        label=N_("Share that is confirmed by sampling"),
        does=N_(
            "Of the dismissals and own resolutions of P2 and P3 cases, so many are looked over by a regulator. "
            "P0 and P1 always are."
        ),
        effect=N_("At once, for cases that a platform ends from then on."),
        takes=Takes.NUMBER,
        unit=N_("percent"),
        least=5,
        most=100,
        default=SAMPLING_PERCENT,
    ),
    OperatorSetting.TIPS_PER_HOUR: SettingRow(
        label=N_("Tips of one address in an hour, by the form"),
        does=N_("Behind one address may be a whole quarter; beyond it, people are asked to wait."),
        effect=NEW_HOUR,
        takes=Takes.NUMBER,
        unit=N_("tips"),
        least=20,
        most=2000,
        default=200,
    ),
    OperatorSetting.PROGRAM_TIPS_PER_HOUR: SettingRow(
        label=N_("Tips of one address in an hour, by programs"),
        does=N_("More than a person, less than a flood; beyond it, a program is answered 429."),
        effect=NEW_HOUR,
        takes=Takes.NUMBER,
        unit=N_("tips"),
        least=60,
        most=10_000,
        default=600,
    ),
    OperatorSetting.EVIDENCE_FILES: SettingRow(
        label=N_("Files that one tip can carry"),
        does=N_("At most what the host is set up for (EVIDENCE_FILES)."),
        effect=NEXT_FILE,
        takes=Takes.NUMBER,
        unit=N_("files"),
    ),
    OperatorSetting.EVIDENCE_FILE_MB: SettingRow(
        label=N_("Largest file"),
        does=N_("At most what the host is set up for (EVIDENCE_FILE_MB)."),
        effect=NEXT_FILE,
        takes=Takes.NUMBER,
        unit=N_("MB"),
    ),
    OperatorSetting.IDLE_MINUTES: SettingRow(
        label=N_("How long a colleague's session lives unused"),
        does=N_("Afterwards the colleague signs in again. Never longer than 30 minutes (NIST SP 800-63B, AAL2)."),
        effect=N_("At once: a session that has been unused for longer ends."),
        takes=Takes.NUMBER,
        unit=N_("minutes"),
        least=5,
        most=30,
        default=30,
    ),
    OperatorSetting.SIGNATURE_MINUTES: SettingRow(
        label=N_("How long a code from the authenticator app lasts for signatures"),
        does=N_(
            "Whoever signs for an agency later than this after the last code enters another one. With 0 each "
            "signature asks for one."
        ),
        effect=N_("At once, for signatures from then on."),
        takes=Takes.NUMBER,
        unit=N_("minutes"),
        least=0,
        most=15,
        default=5,
    ),
}
"""The settings in the order of their page. Deadlines, quorums and who may do what are rules and stand elsewhere."""
