"""The registry a portal begins with, and where it leads what people flag."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.data.registry import read_registry, shipped_registry
from portal.data.tables import FOLDER, DataFileInvalid
from portal.domain.routing import RegistryKind
from portal.domain.targets import TargetType, canonicalise
from portal.domain.targets.permalinks import PERMALINKS
from portal.domain.targets.platforms import NAMES
from portal.extensions import db
from portal.records.organizations import Organization
from portal.records.registry import RegistryEntry, add_missing
from portal.records.routing import route
from portal.web.transaction import transaction

T = TargetType


@pytest.fixture
def registered(context: Flask) -> None:
    """Both registries, in the database."""
    with transaction():
        add_missing(shipped_registry())
        add_missing(shipped_registry(demo=True))


@pytest.mark.usefixtures("registered")
def test_an_address_leads_to_who_carries_it_and_who_makes_it() -> None:
    expected = {
        (T.CONTENT, "https://xingyun.example/v/1"): ("xingyun", None),
        (T.CONTENT, "https://m.xingyun.example/v/1"): ("xingyun", None),
        (T.CONTENT, "看看【标题】https://v.xingyun.example/AbC/ 复制打开"): ("xingyun", None),
        (T.AGENT, "https://ai.xingchen.example/bot/7"): ("xingchen", "xingchen"),
        (T.APP, "https://apps.lanhai.example/app/com.Xingchen.chat"): ("lanhai", "xingchen"),
        (T.MINI_PROGRAM, "wx00000000C1EA0001"): ("wechat", "xingchen"),
        (T.CONTENT, "https://bailu.example/p/2"): ("bailu", None),
        (T.CONTENT, "https://www.douyin.com/video/7123456789"): ("douyin", None),
        (T.AGENT, "https://yiyan.baidu.com/"): ("wenxiaoyan", "wenxiaoyan"),
        (T.CONTENT, "https://tieba.baidu.com/p/1"): ("tieba", None),
        (T.CONTENT, "https://baijiahao.baidu.com/s?id=1"): ("baidu", None),
        (T.APP, "https://a.app.qq.com/o/simple.jsp?pkgname=com.larus.nova"): ("tencent-store", "doubao"),
        (T.WEBSITE, "https://xingyun.example/"): ("xingyun", "xingyun"),
        (T.WEBSITE, "m.xingyun.example"): ("xingyun", "xingyun"),
        (T.CONTENT, "https://www.xingyun.example/?utm_source=x"): ("xingyun", "xingyun"),
        (T.WEBSITE, "https://lin.xingyun.example/"): ("xingyun", None),
        (T.WEBSITE, "https://xingyun.example/?v=1"): ("xingyun", None),
        (T.PLATFORM, "https://xingyun.example/v/1"): ("xingyun", "xingyun"),
        (T.WEBSITE, "https://nobody.example/"): (None, None),
        (T.WEBSITE, "https://notbailu.example/"): (None, None),
    }
    found = {}
    for type_, text in expected:
        host, provider = route(canonicalise(type_, text))
        found[type_, text] = (host.slug if host else None, provider.slug if provider else None)
    assert found == expected


@pytest.mark.usefixtures("registered")
def test_the_sister_firm_is_of_the_same_group() -> None:
    heads = {one.slug: one.head_id for one in db.session.scalars(select(Organization))}
    assert heads["xingchen"] == heads["xingyun"] == heads["xingyun-group"]
    assert heads["bailu"] != heads["xingyun"]


@pytest.mark.usefixtures("registered")
def test_only_the_cast_of_the_demo_has_desks() -> None:
    slugs = db.session.scalars(select(Organization.slug).where(Organization.has_desk).order_by(Organization.slug))
    assert list(slugs) == ["bailu", "lanhai", "xingyun"]


@pytest.mark.usefixtures("registered")
def test_filling_again_adds_nothing_and_keeps_what_was_edited() -> None:
    with transaction():
        line = db.session.scalars(select(RegistryEntry).where(RegistryEntry.value == "bailu.example")).one()
        line.platform_id = line.platform_kind = None
    before = db.session.scalar(select(func.count()).select_from(RegistryEntry))
    with transaction():
        assert add_missing(shipped_registry(demo=True)) == 0
    assert db.session.scalar(select(func.count()).select_from(RegistryEntry)) == before
    assert line.platform_id is None


def test_every_platform_the_rules_can_name_is_registered() -> None:
    named = {*NAMES, *(row.platform for row in PERMALINKS)}
    assert named - {one.slug for one in shipped_registry().platforms} == set()


def test_every_host_of_a_permalink_leads_to_its_platform() -> None:
    hosts = {line.value: line.platform for line in shipped_registry().lines if line.kind is not RegistryKind.APP_ID}
    for row in PERMALINKS:
        for host in row.hosts:
            labels = host.split(".")
            suffixes = (".".join(labels[at:]) for at in range(len(labels)))
            carrier = next((hosts[one] for one in suffixes if one in hosts), None)
            assert (host, carrier) == (host, row.platform)


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('group = "xingyun-group"', 'group = "nobody"', "nobody is no head of a group"),
        ('"bailu.example"', '"xingyun.example"', "xingyun.example stands twice"),
        ('"bailu.example"', '"Bailu.example"', r"Bailu.example is not in canonical form \(bailu.example\)"),
        ('slug = "lanhai"', 'slug = "bailu"', "bailu: stands twice"),
        ('kind = "store"', 'kind = "shop"', "lanhai: 'shop' is not a valid PlatformKind"),
        ('kind = "store"', "", "lanhai: 'kind' is missing or unknown"),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    file = tmp_path / "registry.toml"
    text = (FOLDER / "registry-demo.toml").read_text(encoding="utf-8")
    file.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(DataFileInvalid, match=says):
        read_registry(file)
