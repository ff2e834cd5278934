"""Names, homes, schools and employers in plain words: how many are hidden, and how few others with them."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.domain import masking
from portal.domain.masking import ADDRESS, NAME, PLATE, RULES, SCHOOL, WORKPLACE, mask, secrets
from portal.domain.named_people import HAN, SURNAMES
from tests.domain.labelled import KINDS, Score, measured

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
FLOORS = {  # recall, precision
    "name": (0.9, 0.95),
    "address": (0.9, 0.95),
    "school": (0.95, 0.95),
    "work": (0.8, 0.95),
    "plate": (0.95, 0.95),
}


def rows(file: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / file, "rt", encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


@pytest.fixture(scope="module")
def score() -> Score:
    return measured()


@pytest.mark.parametrize("kind", KINDS)
def test_the_labelled_set_is_hidden_to_its_floor(score: Score, kind: str) -> None:
    recall, precision = FLOORS[kind]
    assert score.recall(kind) >= recall, score.missed
    assert score.precision(kind) >= precision, score.beside


def test_the_page_of_figures_says_what_is_measured(score: Score) -> None:
    page = (ROOT / "docs" / "masking.md").read_text(encoding="utf-8")
    for kind in KINDS:
        recall, precision = score.recall(kind), score.precision(kind)
        assert f"| {kind} | {score.wanted[kind]} | {recall:.2f} | {precision:.2f} |" in page


@pytest.mark.parametrize("kind", ["name", "address", "school", "work"])
def test_control_patterns_of_numbers_alone_fall_below_every_floor(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    new = {NAME, ADDRESS, SCHOOL, WORKPLACE}
    monkeypatch.setattr(masking, "RULES", tuple(rule for rule in RULES if rule.marker not in new))
    assert measured().recall(kind) < FLOORS[kind][0]


def test_control_hiding_whatever_looks_like_a_name_falls_below_its_floor() -> None:
    looks = re.compile(rf"[{SURNAMES}]{HAN}{{1,2}}")
    careless = measured(lambda text: ((NAME, found) for found in looks.findall(text)))
    assert careless.precision("name") < FLOORS["name"][1]


def test_no_name_in_493_reported_incidents_is_hidden_and_nothing_else_but_numbers() -> None:
    texts = [f"{row['title']}. {row['description']}" for row in rows("aiid-incidents.csv.gz")]
    kinds = {NAME, ADDRESS, SCHOOL, WORKPLACE, PLATE}
    assert len(texts) == 493
    assert [found for text in texts for found in secrets(text) if found[0] in kinds] == []


def test_of_2014_reasons_of_citizens_only_postal_addresses_are_hidden() -> None:
    found = [one for row in rows("cofacts-reasons.csv.gz") for one in secrets(row["reason"])]
    assert [one for one in found if one[0] in {NAME, SCHOOL, WORKPLACE, PLATE}] == []
    addresses = [words for marker, words in found if marker == ADDRESS]
    assert len(addresses) >= 10, "the set has posters with postal addresses"
    assert [words for words in addresses if not re.search(r"[路街道]", words)] == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我叫张伟昨天看到", "我叫[name masked]昨天看到"),
        ("我邻居张伟被骗", "我邻居[name masked]被骗"),
        ("请下架。\n张伟", "请下架。\n[name masked]"),
        ("my neighbour Zhang Wei was cheated", "my neighbour [name masked] was cheated"),
        ("I am Zhang Wei. Elon Musk is faked", "I am [name masked]. Elon Musk is faked"),
        ("我家在文三路138号3幢", "我家在[address masked]"),
        ("初二（3）班的群", "[school masked]的群"),
        ("我在星云视频上班", "我在[workplace masked]上班"),
        ("WJ京1234X", "[licence plate masked]"),
    ],
)
def test_what_stands_behind_the_phrase_is_hidden_and_the_phrase_stays(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert mask(masked) == masked


@pytest.mark.parametrize(
    "text",
    ["王菲", "Elon Musk", "刘德华的粉丝群", "星云视频", "冒充刘德华", "被举报人：张三", "视频里“我是董明珠，空调五折”"],
)
def test_whom_the_tip_is_about_stays_readable(text: str) -> None:
    assert mask(text) == text
