"""All 493 incidents of the AI Incident Database, and how its columns are told to the import."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path

FILE = gzip.decompress(Path("tests/data/aiid-incidents.csv.gz").read_bytes())
AS_AIID = (
    *("--map", "incident_id=external_id", "--map", "date=occurred_on", "--map", "title=description"),
    *("--map", "deployers=target", "--map", "developers=provider"),
    *("--default", "category=Z99", "--default", "target_type=unknown"),
)

Incident = dict[str, str]
INCIDENTS: dict[str, Incident] = {row["incident_id"]: row for row in csv.DictReader(io.StringIO(FILE.decode(), ""))}
SAMPLE = list(INCIDENTS.values())[::100]
"""Five from the whole file."""


def told(incident: Incident) -> str:
    """What its tip says happened."""
    return f"{incident['title']}\n\n{incident['description']}"


def deployers(incident: Incident) -> str:
    """Whom its tip names; a cell is kept without blanks around it."""
    return ", ".join(json.loads(incident["deployers"])).strip()


def day(incident: Incident) -> date:
    """When it happened."""
    return date.fromisoformat(incident["date"])
