"""Which column of a file is which field of a tip: by its own name, by `--map`, or by a default."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.importing.csv_file import FileUnusable

FIELDS = (
    "external_id",
    "received_on",
    "occurred_on",
    "category",
    "target_type",
    "target",
    "provider",
    "description",
)
"""What a file can say about a tip (decision 20)."""
REQUIRED = ("external_id", "category", "description")
"""What every file must say; where no target is named, the reporter could not say where."""
JOINED = "description"
"""The one field that several columns can make up, a paragraph each."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row."""

    places: Mapping[str, tuple[int, ...]]
    defaults: Mapping[str, str]
    width: int

    @classmethod
    def read(cls, header: Sequence[str], mapped: Sequence[tuple[str, str]], defaults: Mapping[str, str]) -> Columns:
        """From the header, `--map` (column, field) and `--default`.

        A mapped column goes before one that is called like the field. Raises FileUnusable.
        """
        names = [name.strip() for name in header]
        places: dict[str, tuple[int, ...]] = dict.fromkeys(FIELDS, ())
        for column, field in [*mapped, *((field, field) for field in FIELDS if field in names)]:
            if column not in names:
                raise FileUnusable(f"There is no column {column!r}. There are: {', '.join(names)}.")
            place = names.index(column)
            taken = {at for found in places.values() for at in found}
            if place not in taken and (field == JOINED or not places[field]):
                places[field] += (place,)
        missing = [field for field in REQUIRED if not places[field] and field not in defaults]
        if missing:
            raise FileUnusable(
                f"No column says {', '.join(missing)}. Name one with --map COLUMN={missing[0]}"
                f" or the same for all with --default {missing[0]}=VALUE. There are: {', '.join(names)}."
            )
        return cls(places, defaults, len(names))

    def fields(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row says; a field that it leaves empty has its default.

        A description is kept as it is, everything else without blanks around it.
        """
        return {field: self._said(field, [cells[at] for at in places]) for field, places in self.places.items()}

    def _said(self, field: str, cells: Sequence[str]) -> str:
        texts = [_items(cell) for cell in cells if cell.strip()]
        if field != JOINED:
            texts = [text.strip() for text in texts]
        return "\n\n".join(texts) or self.defaults.get(field, "")


def _items(cell: str) -> str:
    """The cell; a list in JSON, as data sets carry it, reads as its items."""
    if cell.lstrip().startswith("["):
        try:
            items = json.loads(cell)
        except ValueError:
            return cell
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return ", ".join(items)
    return cell
