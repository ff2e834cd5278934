"""An organization's texts on the form of a verb: which are offered, and how a chosen one gets into its field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import request

from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.records.reason_templates import FILLS, offered
from portal.web.forms import Form
from portal.web.language import html_lang


@dataclass(frozen=True, slots=True)
class Text:
    """One text to choose, in the reader's language."""

    word: str
    title: str
    words: str


def texts_for(actor: Actor, actions: Collection[Action], category: str) -> Mapping[Action, Sequence[Text]]:
    """What the actor's organization offers for each of these verbs on a case of this category."""
    written, found = [action for action in actions if action in FILLS], defaultdict[Action, list[Text]](list)
    if actor.organization_id is not None and written:
        for row in offered(actor.organization_id, written, category):
            found[row.action].append(Text(str(row.id), row.title, row.words(html_lang())))
    return found


def asked_to_insert() -> bool:
    """Whether the button beside the texts was pressed, which sends nothing yet."""
    return request.method == "POST" and "insert" in request.form


def insert(form: Form, action: Action, texts: Mapping[Action, Sequence[Text]]) -> None:
    """Put the chosen text below what was typed; one that is not offered changes nothing."""
    chosen = next((text for text in texts.get(action, ()) if text.word == request.form.get("template")), None)
    if chosen is not None:
        field = form[FILLS[action]]
        typed = (field.data or "").rstrip()
        field.data = f"{typed}\n{chosen.words}" if typed else chosen.words
