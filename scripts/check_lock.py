"""Whether the locked requirements are what the requirements ask for: every name, at a version that fits.

Offline: what a lock holds beyond that (hashes, what packages themselves need) is pip's to refuse.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
ADDRESS = re.compile(r"https?://|--index-url|--find-links|file:")


def asked(text: str) -> Iterator[Requirement]:
    """What a `.in` file asks for, without its options and comments."""
    for line in text.splitlines():
        words = line.split(" #")[0].strip()
        if words and not words.startswith(("#", "-")):
            yield Requirement(words)


def faults(wanted: str, locked: str) -> list[str]:
    """What is wrong with a lock, in sentences."""
    pinned: dict[str, list[str]] = {}
    for name, version in PINNED.findall(locked):
        pinned.setdefault(canonicalize_name(name), []).append(version)
    found = ["it names a host"] if ADDRESS.search(locked) else []
    for one in asked(wanted):
        versions = pinned.get(canonicalize_name(one.name), [])
        if not versions:
            found.append(f"{one.name} is missing")
        found += [
            f"{one.name} is locked at {version}, which is not {one.specifier}"
            for version in versions
            if not one.specifier.contains(version, prereleases=True)
        ]
    return found


def main() -> None:
    """Names every fault of both locks and ends with 1 where there is one."""
    told = [
        f"{name}.txt: {fault} (make lock)"
        for name in ("requirements", "requirements-dev")
        for fault in faults((ROOT / f"{name}.in").read_text(), (ROOT / f"{name}.txt").read_text())
    ]
    if told:
        sys.exit("\n".join(told))


if __name__ == "__main__":
    main()
