"""The Chinese of the portal has one word per thing and one habit of blanks; `make check` says where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import catalogs
from scripts.catalogs import INSTEAD, SOURCES, spaced, wording_faults


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("由AI生成", "由 AI 生成"),
        ("延长30天", "延长 30 天"),
        ("最多%(most)s个字符", "最多 %(most)s 个字符"),
        ("须在%(time)s内确认", "须在 %(time)s内确认"),
        ("2026 年的安排", "2026年的安排"),
        ("已于2026年11月3日取消", "已于 2026年11月3日取消"),
        ("（%(year)s 年）", "（%(year)s年）"),
    ],
)
def test_a_figure_or_a_latin_letter_stands_apart_from_chinese(written: str, right: str) -> None:
    assert spaced(written) == right
    assert list(wording_faults(written)) == [f"other blanks than: {right}"]


@pytest.mark.parametrize(
    "text",
    [
        "由 AI 生成，共 3 件",
        "2026年11月3日",
        "y年M月d日 HH:mm",
        "国办发明电〔2025〕7号",
        "请打开“%(name)s”查看",
        "%(organization)s的同事",
        "加密封存",
        "",
    ],
)
def test_what_is_written_as_the_house_writes_is_left_alone(text: str) -> None:
    assert list(wording_faults(text)) == []


def test_a_word_that_is_not_ours_is_named_with_ours() -> None:
    assert list(wording_faults("号码已遮蔽")) == ["“遮蔽” is “遮盖” here: 号码已遮蔽"]
    assert list(wording_faults("监管部门复核")) == ["“监管部门” is “主管部门” here: 监管部门复核"]
    assert list(wording_faults("移送市场监管部门")) == []
    assert list(wording_faults("收到即密封")) == ["“密封” is “封存” here: 收到即密封"]


def test_the_glossary_has_every_word_that_is_to_be_used() -> None:
    glossary = (catalogs.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [word for word in INSTEAD.values() if word not in glossary] == []


@pytest.mark.parametrize("spoilt", ["号码已隐去", "由AI生成"])
def test_control_the_check_sees_a_catalog_and_a_table_that_are_not_in_our_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    assert list(catalogs._worded()) == []
    for path in SOURCES.glob("*.po"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "web.po").write_text(f'msgid "A"\nmsgstr "{spoilt}"\n', encoding="utf-8")
    (tmp_path / "categories-spoilt.toml").write_text(f'zh = "{spoilt}"\n', encoding="utf-8")
    monkeypatch.setattr(catalogs, "SOURCES", tmp_path)
    monkeypatch.setattr(catalogs, "TABLES", tmp_path)
    rooms = [line.partition(":")[0] for line in catalogs._worded()]
    assert rooms == ["web.po", "categories-spoilt.toml"]
