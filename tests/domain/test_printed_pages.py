"""The printed pages of the tables: those in the tree are fresh, and a change of a table is noticed."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from portal.domain.measures import MEASURES
from portal.domain.status import Status
from portal.domain.workflow import STATUS_PAIRS, TRANSITIONS
from portal.printing import PAGES, stale_pages, write_pages
from portal.printing.diagram import CENTRES, WAYS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_pages_in_the_tree_say_what_the_tables_say() -> None:
    assert stale_pages(DOCS) == []


def test_a_missing_and_an_old_page_are_stale_until_written(tmp_path: Path) -> None:
    assert write_pages(tmp_path) == list(PAGES)
    (tmp_path / "measures.md").write_text("old", encoding="utf-8")
    (tmp_path / "workflow.svg").unlink()
    assert stale_pages(tmp_path) == ["workflow.svg", "measures.md"]
    assert write_pages(tmp_path) == ["workflow.svg", "measures.md"]
    assert stale_pages(tmp_path) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_alike_every_time(name: str) -> None:
    assert PAGES[name]() == PAGES[name]()


def test_the_diagram_is_well_formed_and_draws_every_way_of_the_table() -> None:
    root = ElementTree.fromstring(PAGES["workflow.svg"]())
    ways = root.findall("{*}path[@class='way']")
    assert len(ways) == len({(row.source, row.target) for row in TRANSITIONS})


def test_the_diagram_places_nothing_that_the_table_lacks() -> None:
    assert set(CENTRES) == set(Status)
    assert {(a, b) for a, b in WAYS if a is not b} == STATUS_PAIRS


def test_every_step_and_measure_stands_on_its_page() -> None:
    workflow, measures = PAGES["workflow.md"](), PAGES["measures.md"]()
    assert all(f"**{row.action}**" in workflow for row in TRANSITIONS)
    assert all(f"| {code} |" in measures for code in MEASURES)
