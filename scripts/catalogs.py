"""The catalogs of sentences: one .po per room, compiled into one .mo the portal reads.

Their Chinese, and that of the tables of categories, has one word per thing (docs/glossary.md) and one habit of
blanks: between Chinese and a figure or a Latin letter stands one (`AI 生成`, `3 个工作日`). A date is one word and has
none inside (`2026年11月3日`), nor has the number of a document (`〔2025〕7号`). Names of products and organizations are
written as their owners write them; they stand in the registry, which is not read here.

python scripts/catalogs.py update     find new sentences, drop those that are gone
python scripts/catalogs.py check      fail when something is stale, untranslated, contradictory or not in our words
python scripts/catalogs.py compile    write portal/translations/zh/LC_MESSAGES/messages.mo
"""

import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "portal" / "translations" / "zh_CN" / "LC_MESSAGES"
TABLES = ROOT / "portal" / "data"
COMPILED = ROOT / "portal" / "translations" / "zh" / "LC_MESSAGES" / "messages.mo"
"""Babel calls zh_CN `zh_Hans_CN`, and gettext falls back from there to `zh`, never to `zh_CN`."""

KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
DESKS = ("intake", "verification", "disposal", "publicity", "accounts", "api")
ROOMS: dict[str, tuple[str, ...]] = {
    "base": ("portal/*.py", "templates/layouts/**/*", "templates/macros/**/*", "templates/errors/**/*"),
    "web": ("portal/web/**/*.py", "templates/web/**/*"),
    "domain": ("portal/domain/**/*.py",),
    "records": ("portal/records/**/*.py", "templates/case/**/*", "templates/mail/**/*"),
    "importing": ("portal/importing/**/*.py",),
    **{desk: (f"portal/{desk}/**/*.py", f"templates/{desk}/**/*") for desk in DESKS},
}

INSTEAD: Mapping[str, str] = {
    "遮蔽": "遮盖",
    "隐去": "遮盖",
    "打码": "遮盖",
    "脱敏": "遮盖",
    "(?<!加)密封": "封存",
    "(?<!市场)监管部门": "主管部门",
}
"""What is not to be used, as a pattern → the word that is."""
FIGURES = frozenset(
    {
        "by_law",
        "cells",
        "code",
        "column",
        "count",
        "days",
        "email",
        "given",
        "hours",
        "least",
        "letters",
        "limit",
        "line",
        "max_length",
        "mb",
        "min_length",
        "months",
        "most",
        "num",
        "number",
        "percent",
        "place",
        "quarter",
        "slug",
        "version",
        "width",
        "year",
    }
)
"""Placeholders that stand for a figure or Latin letters."""
SPANS = frozenset({"day", "first", "last", "longest", "month", "shortest", "time", "window"})
"""Placeholders that stand for a date or a length of time: a figure begins them and a Chinese word ends them."""
TOKENS = re.compile(
    r"(?P<span>(?:\d{4}|y|%\(year\)s) ?年(?:(?:\d\d?|M)月(?:(?:\d\d?|d)日)?)?|\d\d?月\d\d?日)|(?P<document>〕\d+号)"
    r"|%\((?P<placeholder>\w+)\)[sd]|(?P<figure>[A-Za-z0-9]+)|(?P<chinese>[\u3400-\u9fff]+)|(?P<other>.)",
    re.DOTALL,
)
FIGURE, CHINESE = "figure", "chinese"


def extract(room: str) -> Catalog:
    """Every sentence a room marks for translation."""
    found = Catalog(locale="zh_CN", charset="utf-8")
    for path in sorted({path for pattern in ROOMS[room] for path in ROOT.glob(pattern) if path.is_file()}):
        method = "python" if path.suffix == ".py" else "jinja2"
        for _line, msgid, comments, message_context in extract_from_file(
            method, path, keywords=KEYWORDS, comment_tags=("i18n:",), strip_comment_tags=True
        ):
            if msgid:
                found.add(msgid, auto_comments=comments, context=message_context)
    return found


def read(room: str) -> Catalog:
    """The room's catalog as it stands in the tree; empty where there is none."""
    path = SOURCES / f"{room}.po"
    with io.BytesIO(path.read_bytes() if path.exists() else b"") as file:
        return read_po(file, locale="zh_CN", charset="utf-8")


def updated(room: str) -> bytes:
    """The room's catalog with today's sentences: translations kept, nothing guessed."""
    catalog = read(room)
    catalog.update(extract(room), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    output = io.BytesIO()
    write_po(output, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return output.getvalue()


def update() -> list[str]:
    """Write every room's catalog anew."""
    SOURCES.mkdir(parents=True, exist_ok=True)
    for room in ROOMS:
        content, path = updated(room), SOURCES / f"{room}.po"
        if content.strip():
            path.write_bytes(content)
        else:
            path.unlink(missing_ok=True)
    return []


def check() -> list[str]:
    """What is wrong with the catalogs, a line each."""
    return [*_stale(), *_incomplete(), *_contradictory(), *_worded()]


def _stale() -> Iterator[str]:
    for room in ROOMS:
        path = SOURCES / f"{room}.po"
        if (path.read_bytes() if path.exists() else b"").strip() != updated(room).strip():
            yield f"{room}.po is stale; run make i18n"


def _messages(room: str) -> Iterator[Message]:
    return (message for message in read(room) if message.id)


def _incomplete() -> Iterator[str]:
    for room in ROOMS:
        for message in _messages(room):
            texts, ids = _forms(message.string), _forms(message.id)
            if message.fuzzy or not texts or not all(texts):
                yield f"{room}.po has no Chinese for: {ids[0]}"
            elif any(set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(ids[-1])) for text in texts):
                yield f"{room}.po has other placeholders than: {ids[0]}"


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Singular and plural forms of a sentence, one where it has no plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def _contradictory() -> Iterator[str]:
    """The same sentence in two rooms has the same Chinese: only one can be shown."""
    first: dict[object, tuple[str, object]] = {}
    for room in ROOMS:
        for message in _messages(room):
            key = (message.context, message.id)
            other, text = first.setdefault(key, (room, message.string))
            if text != message.string:
                yield f"{room}.po and {other}.po differ on: {message.id}"


def _worded() -> Iterator[str]:
    """Chinese that has another word or other blanks than the rest of the portal."""
    for room in ROOMS:
        for message in _messages(room):
            for text in _forms(message.string):
                yield from (f"{room}.po: {fault}" for fault in wording_faults(text))
    for path in sorted(TABLES.glob("categories*.toml")):
        for text in re.findall(r'^\w*zh = "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE):
            yield from (f"{path.name}: {fault}" for fault in wording_faults(text))


def wording_faults(text: str) -> Iterator[str]:
    """What is wrong with these Chinese words, a line each."""
    for pattern, word in INSTEAD.items():
        for found in re.finditer(pattern, text):
            yield f"“{found[0]}” is “{word}” here: {text}"
    if spaced(text) != text:
        yield f"other blanks than: {spaced(text)}"


def spaced(text: str) -> str:
    """The text with the blanks that it should have."""
    tokens = [_token(found) for found in TOKENS.finditer(text)]
    blanks = [" " if {end, start} == {FIGURE, CHINESE} else "" for (_a, _b, end), (_c, start, _d) in pairwise(tokens)]
    return "".join(word + blank for (word, _start, _end), blank in zip(tokens, [*blanks, ""], strict=False))


def _token(found: re.Match[str]) -> tuple[str, str, str]:
    """A word, what begins it and what ends it."""
    if found["span"]:
        return found[0].replace(" ", ""), FIGURE, CHINESE
    if found["placeholder"] in SPANS:
        return found[0], FIGURE, CHINESE
    kind = FIGURE if found["placeholder"] in FIGURES else found.lastgroup or ""
    return found[0], kind, kind


def compile_all() -> list[str]:
    """Merge the rooms into the one catalog that the portal loads."""
    merged = Catalog(locale="zh_CN", charset="utf-8")
    for room in ROOMS:
        for message in _messages(room):
            merged.add(message.id, message.string, context=message.context)
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    draft = COMPILED.with_suffix(f".{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, merged)
    draft.rename(COMPILED)
    return []


COMMANDS = {"update": update, "check": check, "compile": compile_all}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    complaints = COMMANDS[arguments[0]]()
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
