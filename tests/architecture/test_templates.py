"""Templates show; they decide nothing about people and hold no text of their own."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import name_of, templates

PAGES = [path for path in templates() if path.suffix in (".html", ".txt", ".xml")]
JINJA = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TRANS = re.compile(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
SHOWN_ATTRIBUTE = re.compile(r"""\b(?:title|alt|placeholder|aria-label|label|content)=(["'])(.*?)\1""", re.DOTALL)
WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}|[\u4e00-\u9fff]")
NAMES = re.compile(r"\{% block body_class %\}.*?\{% endblock %\}|\bgovuk-[\w-]+")
"""Classes of style sheets that stand outside a tag."""
OTHER_LANGUAGE = re.compile(r"""<(span|a|p|bdi|button)\b[^>]*\blang=["'][^>]*>[^<]*</\1>""")
"""A name in a language of its own is the same in every translation."""
META = re.compile(r"<meta\b.*?>", re.DOTALL)


def spoken(text: str) -> list[str]:
    """Words a reader would see that did not go through gettext."""
    text = NAMES.sub(" ", OTHER_LANGUAGE.sub(" ", text))
    text = JINJA.sub(" ", TRANS.sub(" ", text))
    text = META.sub(" ", re.sub(r"<!--.*?-->|<!doctype.*?>|<\?xml.*?\?>", " ", text, flags=re.DOTALL | re.IGNORECASE))
    attributes = " ".join(match[2] for match in SHOWN_ATTRIBUTE.finditer(text))
    return WORD.findall(f"{re.sub(r'<[^>]*>|&[a-z0-9#]+;', ' ', text)} {attributes}")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_word_goes_through_gettext(page: Path) -> None:
    assert spoken(page.read_text(encoding="utf-8")) == []


def test_the_check_above_hears_what_is_spoken() -> None:
    assert spoken("<p>Hello {{ _('you') }}</p>") == ["Hello"]
    assert spoken('<a title="More">{{ _("x") }}</a>') == ["More"]
    assert spoken("<p>{% trans %}Hello{% endtrans %} &amp; {# note #}</p>") == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_template_asks_for_a_role(page: Path) -> None:
    conditions = re.findall(r"\{%-?\s*(?:el)?if(.*?)%\}", page.read_text(encoding="utf-8"), re.DOTALL)
    assert [c for c in conditions if re.search(r"\broles?\b|is_admin|\.may\(|Permission", c)] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_script_or_style_stands_inside_a_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", text)
