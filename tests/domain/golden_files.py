"""Golden files: the expected answer of a whole table as text that people can read and review.

`UPDATE_GOLDEN=1 pytest tests/domain` writes them anew; the difference is then reviewed like code.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_is_golden(name: str, text: str) -> None:
    """Whether `text` is what the golden file of this name says."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
