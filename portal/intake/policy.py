"""What the portal's settings say about tips and their files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import current_app

from portal.config import Settings
from portal.records.attachments import FileLimits
from portal.records.operator_settings import evidence_file_bytes, evidence_files
from portal.records.receiving import IntakePolicy
from portal.records.sealing import ContactKeys


def intake_policy() -> IntakePolicy:
    """How tips are received."""
    return IntakePolicy.of(_settings())


def form_policy() -> IntakePolicy:
    """How tips of the form are received: its key gives the receipt again for a day (decision 17)."""
    return replace(intake_policy(), replay=timedelta(hours=24))


def contact_keys() -> ContactKeys:
    """The public keys that contact data is sealed to."""
    return ContactKeys.read(_settings().mailer_key, _settings().agencies_key)


def file_limits() -> FileLimits:
    """What one tip may carry."""
    return FileLimits(evidence_files(_settings()), evidence_file_bytes(_settings()))


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
