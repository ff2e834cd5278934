"""What an organization does with its reason templates: add, change, retire."""

from dataclasses import dataclass

from sqlalchemy import select

from portal import clock
from portal.domain.errors import NotFound
from portal.domain.permissions import Actor
from portal.domain.workflow import Action
from portal.extensions import db
from portal.paging import Cursor, Key, Page, page_by_key
from portal.records.reason_templates import ReasonTemplate

KEYS = (Key(ReasonTemplate.action), Key(ReasonTemplate.title), Key(ReasonTemplate.id))


@dataclass(frozen=True, slots=True)
class Entered:
    """A template as the form states it."""

    action: Action
    category: str | None
    title: str
    words_zh: str
    words_en: str
    in_use: bool


def list_templates(actor: Actor, cursor: Cursor | None) -> Page[ReasonTemplate]:
    """The own organization's templates by step and name, retired ones too."""
    own = select(ReasonTemplate).where(ReasonTemplate.organization_id == actor.organization_id)
    return page_by_key(db.session(), own, KEYS, cursor)


def get_template(actor: Actor, template_id: int, *, lock: bool = False) -> ReasonTemplate:
    """One of the own organization. Raises NotFound for none and for another's."""
    query = select(ReasonTemplate).where(
        ReasonTemplate.id == template_id, ReasonTemplate.organization_id == actor.organization_id
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound()
    return found


def add_template(actor: Actor, entered: Entered) -> None:
    """Add one to the own organization. Raises NotFound for an actor of none."""
    if actor.organization_id is None:
        raise NotFound()
    template = ReasonTemplate(organization_id=actor.organization_id)
    _write(template, actor, entered)
    db.session.add(template)


def change_template(actor: Actor, template_id: int, entered: Entered) -> None:
    """Change one; words that were inserted before stay as they are. Raises NotFound."""
    _write(get_template(actor, template_id, lock=True), actor, entered)


def _write(template: ReasonTemplate, actor: Actor, entered: Entered) -> None:
    template.action, template.category, template.title = entered.action, entered.category, entered.title
    template.words_zh, template.words_en = entered.words_zh, entered.words_en
    template.written_at, template.written_by_id = clock.now(), actor.user_id
    template.retired_at = None if entered.in_use else template.retired_at or clock.now()
