"""The categories and campaigns of the TOML files beside this reader, checked against each other."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from portal.data.tables import FOLDER, DataFileInvalid, Row, naming, read_table, rows
from portal.domain.categories import (
    NOT_SURE,
    Campaign,
    CampaignItem,
    Category,
    InForce,
    Taxonomy,
    Wording,
)
from portal.domain.priority import Priority, Sector, Urgency
from portal.domain.targets import TargetType

CIRCUMSTANCES = {*map(str, Urgency), *map(str, Sector), *map(str, TargetType)}


@lru_cache(maxsize=1)
def shipped_taxonomy() -> Taxonomy:
    """The taxonomy the portal ships, read once."""
    return read_taxonomy(FOLDER)


def read_taxonomy(folder: Path) -> Taxonomy:
    """`categories.toml` and every `categories-*.toml` there; DataFileInvalid on any slip."""
    path = folder / "categories.toml"
    categories = rows(path, read_table(path), "category", _category)
    campaigns = tuple(_campaign(one) for one in sorted(folder.glob("categories-*.toml")))
    taxonomy = Taxonomy(categories, campaigns)
    _check(path, taxonomy)
    return taxonomy


def _check(path: Path, taxonomy: Taxonomy) -> None:
    items = [item.code for campaign in taxonomy.campaigns for item in campaign.items]
    if len(items) != len(set(items)):
        raise DataFileInvalid(f"{path.name}: an item's code stands in two campaigns")
    for category in taxonomy.categories:
        if unknown := set(category.parents) - set(items):
            raise DataFileInvalid(f"{path.name}, {category.code}: no campaign item {unknown}")
    with naming(path, NOT_SURE):
        taxonomy.category(NOT_SURE)


def _category(row: Row) -> Category:
    return Category(
        code=row["code"],
        name=Wording(row["zh"], row["en"]),
        example=Wording(row["example_zh"], row["example_en"]),
        severity=Priority(row["severity"]),
        parents=tuple(row["parents"]),
        typical_targets=tuple(TargetType(one) for one in row["targets"]),
        raised={_circumstance(key): Priority(to) for key, to in row.get("raised", {}).items()},
        key_sector=bool(row.get("key_sector", False)),
        police_lane=bool(row.get("police_lane", False)),
        restricted=bool(row.get("restricted", False)),
        in_force=_in_force(row),
    )


def _circumstance(key: str) -> str:
    if key not in CIRCUMSTANCES:
        raise ValueError(f"{key} is no tick, sector or type of target")
    return key


def _campaign(path: Path) -> Campaign:
    table = read_table(path)
    items = rows(path, table, "item", _item)
    with naming(path, "head"):
        return Campaign(
            slug=table["slug"],
            name=Wording(table["zh"], table["en"]),
            source=table["source"],
            in_force=_in_force(table),
            items=items,
        )


def _item(row: Row) -> CampaignItem:
    return CampaignItem(
        code=row["code"],
        phase=int(row["phase"]),
        name=Wording(row["zh"], row["en"]),
        covers=Wording(row["covers_zh"], row["covers_en"]),
    )


def _in_force(row: Row) -> InForce:
    return InForce(row.get("effective_from"), row.get("effective_to"))
