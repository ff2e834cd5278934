"""Which fields of which routes take words: read from the code of the views and the forms they use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

from flask import Flask
from wtforms import Field, FieldList, FileField, FormField, StringField

from portal.web.forms import Form


def text_fields(app: Flask) -> dict[str, frozenset[str]]:
    """`POST rule` of every route whose forms have a field for words → the names of those fields."""
    found: dict[str, frozenset[str]] = {}
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            forms = set(_forms(app.view_functions[rule.endpoint], set()))
            names = frozenset(name for form in forms for name in _names(form))
            if names:
                found[f"POST {rule.rule}"] = names
    return found


def _forms(thing: Any, seen: set[int]) -> Iterator[type[Form]]:
    """The forms that a view names, itself or through functions of the portal that it calls or hands on."""
    while hasattr(thing, "__wrapped__"):
        thing = thing.__wrapped__
    for one in thing.values() if isinstance(thing, Mapping) else (thing,):  # a table of forms, or one
        if isinstance(one, type) and issubclass(one, Form):
            yield one
    if not isinstance(thing, FunctionType) or not thing.__module__.startswith("portal.") or id(thing) in seen:
        return
    seen.add(id(thing))
    names = set(_named(thing.__code__))
    used = [thing.__globals__.get(name) for name in names] + [cell.cell_contents for cell in thing.__closure__ or ()]
    modules = [one for one in used if isinstance(one, ModuleType) and one.__name__.startswith("portal.")]
    for other in (*used, *(getattr(module, name, None) for module in modules for name in names)):
        yield from _forms(other, seen)


def _named(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _named(constant)


def _names(form: type[Form], before: str = "") -> Iterator[str]:
    for name in dir(form):
        unbound: Any = getattr(form, name, None)
        kind = getattr(unbound, "field_class", None)
        if kind is None or not issubclass(kind, Field):
            continue
        if issubclass(kind, FieldList):
            inner = unbound.args[0]
            row = inner.args[0] if issubclass(inner.field_class, FormField) else None
            yield from _names(row, f"{name}-0-") if row else (f"{name}-0",)
        elif issubclass(kind, StringField) and not issubclass(kind, FileField):
            yield before + name
