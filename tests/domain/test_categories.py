"""The categories and campaigns the portal ships, and the reader that refuses a slip in them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.data.categories import read_taxonomy, shipped_taxonomy
from portal.data.tables import FOLDER, DataFileInvalid
from portal.domain.categories import InForce

DURING_2026 = date(2026, 6, 1)
AFTER_BOTH = date(2026, 11, 22)


def test_the_public_choice_is_the_published_one() -> None:
    expected = [*(f"A{n:02}" for n in range(1, 14)), *(f"B{n:02}" for n in range(1, 9)), "Z99"]
    assert [one.code for one in shipped_taxonomy().categories] == expected


@pytest.mark.parametrize(("slug", "first", "second"), [("2025", 6, 7), ("2026", 7, 7)])
def test_a_campaign_has_the_items_of_its_notice(slug: str, first: int, second: int) -> None:
    items = shipped_taxonomy().campaign(slug).items
    year = slug[2:]
    assert [one.code for one in items] == [
        *(f"{year}-1.{n}" for n in range(1, first + 1)),
        *(f"{year}-2.{n}" for n in range(1, second + 1)),
    ]
    assert [one.phase for one in items] == [1] * first + [2] * second


def test_every_item_of_every_campaign_has_a_category() -> None:
    taxonomy = shipped_taxonomy()
    items = [item.code for campaign in taxonomy.campaigns for item in campaign.items]
    assert [code for code in items if not taxonomy.categories_under(code)] == []


def test_a_category_knows_its_campaign_items() -> None:
    codes = [item.code for item in shipped_taxonomy().items_of("A07")]
    assert codes == ["25-1.5", "26-1.5"]


def test_campaigns_end_and_the_choice_stays() -> None:
    taxonomy = shipped_taxonomy()
    assert [one.slug for one in taxonomy.campaigns_in_force(DURING_2026)] == ["2026"]
    assert taxonomy.campaigns_in_force(AFTER_BOTH) == ()
    assert taxonomy.categories_in_force(AFTER_BOTH) == taxonomy.categories


def test_both_ends_of_a_period_belong_to_it() -> None:
    period = InForce(date(2026, 4, 30), date(2026, 8, 30))
    days = [date(2026, 4, 29), date(2026, 4, 30), date(2026, 8, 30), date(2026, 8, 31)]
    assert [period.holds_on(day) for day in days] == [False, True, True, False]


def test_names_are_there_in_both_languages() -> None:
    name = shipped_taxonomy().category("B05").name
    assert (name.in_language("zh_CN"), name.in_language("en")) == ("AI 诈骗", "AI-enabled fraud")


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('severity = "P0"', 'severity = "P9"', "B05: 'P9' is not a valid Priority"),
        ('parents = ["25-1.6"]', 'parents = ["25-1.9"]', "A08: no campaign item {'25-1.9'}"),
        ('code = "A02"', 'code = "A01"', "A01: stands twice"),
        ('code = "Z99"', 'code = "Z98"', "Z99: 'Z99' is missing or unknown"),
        ("raised = { tool", "raised = { tol", "A07: tol is no tick, sector or type of target"),
        ('en = "AI rumour"\n', "", "B01: 'en' is missing or unknown"),
        ("parents = []", "parents = [", "categories.toml: "),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    for path in FOLDER.glob("categories*.toml"):
        shutil.copy(path, tmp_path)
    file = tmp_path / "categories.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(DataFileInvalid) as fault:
        read_taxonomy(tmp_path)
    assert says in str(fault.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileInvalid, match=r"categories\.toml: the file is missing"):
        read_taxonomy(tmp_path)
