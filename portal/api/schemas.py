"""What the API takes and gives; the OpenAPI document is made from these same classes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from portal import clock
from portal.data.categories import shipped_taxonomy
from portal.domain.measures import Nature
from portal.domain.permissions import OrganizationKind, Role
from portal.domain.priority import Sector, Urgency
from portal.domain.status import Outcome, PublicStep, TipOutcome
from portal.domain.targets import TargetType
from portal.domain.words import N_
from portal.records.offers import offered_categories
from portal.records.receiving import LONGEST_DESCRIPTION, MOST_TARGETS
from portal.records.tips import Standing

LONGEST_ENTRY = 4000
LONGEST_NAME = 200
LONGEST_ADDRESS = 254
LONGEST_IDENTITY = 500
LONGEST_CODE = 200
"""Characters of a query code with everything people write between its groups."""
ANY_TEXT = r"^[^\u0000]*$"
BLANK = r"\t-\r\u001c- \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What `str.strip()` takes away, spelled out: `\\s` is something else in every engine."""
SOME_TEXT = rf"^[^\u0000]*[^{BLANK}\u0000][^\u0000]*$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def stated(sentence: str) -> PydanticCustomError:
    """A fault with a sentence of our own."""
    return PydanticCustomError("stated", "{sentence}", {"sentence": sentence})


def _storable(text: str) -> str:
    if "\0" in text:
        raise stated(N_("This holds a NUL character, which cannot be kept."))
    return text


def _said(text: str) -> str:
    if not text.strip():
        raise stated(N_("This is empty."))
    return _storable(text)


def _day(value: object) -> date:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise stated(N_("A day is written YYYY-MM-DD."))
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise stated(N_("There is no such day.")) from None
    if day > _today():
        raise stated(N_("This day is in the future."))
    return day


def _known_category(code: str) -> str:
    """One of the list; a retired one passes here, for a tip that was taken under it may be sent again."""
    if code not in {category.code for category in shipped_taxonomy().categories}:
        raise stated(N_("There is no such category. The OpenAPI document lists those in force."))
    return code


def _today() -> date:
    return clock.today()


def offered_codes() -> list[str]:
    """The codes that may be chosen today."""
    return [category.code for category in offered_categories(_today())]


def text(longest: int, pattern: str, words: str, **schema: Any) -> Any:
    """How a text field is checked and described."""
    check = AfterValidator(_said if pattern == SOME_TEXT else _storable)
    described = {"type": "string", "maxLength": longest, "pattern": pattern, "description": words} | schema
    return (StringConstraints(max_length=longest), check, WithJsonSchema(described))


def _given(value: object) -> object:
    if value is None:
        raise stated(N_("Leave this out instead of sending null."))
    return value


NONE_BY_ABSENCE = BeforeValidator(_given)
"""On members that may be missing but are never null."""


class Taken(BaseModel):
    """What comes from outside: unknown members are refused, nothing is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Entered = Annotated[
    str,
    *text(
        LONGEST_ENTRY,
        ANY_TEXT,
        N_("The link, share text, number or name, as you have it. Required for every type but `unknown`."),
    ),
]
Platform = Annotated[
    str,
    *text(
        LONGEST_NAME, ANY_TEXT, N_("The platform it was seen on, where the entry itself does not tell: its short name.")
    ),
]
Name = Annotated[str, *text(LONGEST_NAME, ANY_TEXT, N_("What the app, account, group or provider is called."))]


class TargetIn(Taken):
    """One thing that is flagged."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"properties": {"type": {"const": TargetType.UNKNOWN}}},
                {"required": ["entered"], "properties": {"entered": {"type": "string", "pattern": SOME_TEXT}}},
            ]
        }
    )

    type: TargetType = Field(description=N_("What it is; `unknown` where you cannot say where it was."))
    entered: Entered = ""
    platform: Platform = ""
    name: Name = ""

    @model_validator(mode="after")
    def named(self) -> TargetIn:
        """Everything but `unknown` is told by an entry."""
        if self.type is not TargetType.UNKNOWN and not self.entered.strip():
            raise stated(N_("Give `entered`: an address, a number or a name."))
        return self


class NotifyIn(Taken):
    """Where "there is news" goes."""

    address: Annotated[
        str,
        *text(
            LONGEST_ADDRESS,
            SOME_TEXT,
            N_("A mail address. The mail says only that there is news."),
            format="email",
        ),
    ]
    consent: Literal[True] = Field(description=N_("The reporter agrees that the address is used for this."))


class IdentityIn(Taken):
    """Who claims standing."""

    words: Annotated[
        str,
        *text(
            LONGEST_IDENTITY,
            SOME_TEXT,
            N_("The reporter's name and how the agencies can reach them. Sealed; no platform ever sees it."),
        ),
    ]
    consent: Literal[True] = Field(
        description=N_("The reporter agrees that two persons of the agencies may open this, with a recorded reason.")
    )


class ContactIn(Taken):
    """What a reporter chooses to leave, each by its own consent."""

    notify: Annotated[NotifyIn | None, NONE_BY_ABSENCE] = None
    identity: Annotated[IdentityIn | None, NONE_BY_ABSENCE] = None


CLAIMS = tuple(standing for standing in Standing if standing is not Standing.ANYONE)


def _by_a_claim(contact: ContactIn | None, sent: ValidationInfo) -> ContactIn | None:
    if contact and contact.identity and sent.data.get("standing", Standing.ANYONE) not in CLAIMS:
        raise stated(N_("Identity is taken only with a `standing` that claims something: self, child or proxy."))
    return contact


class TipIn(Taken):
    """One tip (线索)."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": ["target"], "properties": {"targets": False}},
                {"required": ["targets"], "properties": {"target": False}},
            ],
            "anyOf": [
                {"properties": {"contact": {"properties": {"identity": False}}}},
                {"required": ["standing"], "properties": {"standing": {"enum": [*CLAIMS]}}},
            ],
        }
    )

    category: Annotated[
        str,
        AfterValidator(_known_category),
        Field(description=N_("What it is about, by the public list; Z99 is “not sure”."), examples=["B02"]),
    ]
    description: Annotated[
        str,
        *text(LONGEST_DESCRIPTION, SOME_TEXT, N_("What happened, in the reporter's own words. Plain text.")),
    ]
    target: Annotated[TargetIn | None, NONE_BY_ABSENCE] = None
    targets: Annotated[
        Annotated[list[TargetIn], Field(min_length=1, max_length=MOST_TARGETS)] | None,
        NONE_BY_ABSENCE,
        Field(description=N_("Several things in one tip, instead of `target`.")),
    ] = None
    urgency: list[Urgency] = Field(default=[], max_length=8, description=N_("Every circumstance that is true."))
    sectors: list[Sector] = Field(default=[], max_length=8, description=N_("Fields in which harm is particular."))
    occurred_on: Annotated[
        Annotated[date, BeforeValidator(_day)] | None,
        NONE_BY_ABSENCE,
        Field(description=N_("The day it happened, in Beijing time; not in the future.")),
    ] = None
    standing: Standing = Field(default=Standing.ANYONE, description=N_("How it concerns the reporter."))
    contact: Annotated[ContactIn | None, NONE_BY_ABSENCE, AfterValidator(_by_a_claim)] = None

    @model_validator(mode="after")
    def names_something(self) -> TipIn:
        """One target or several, not both."""
        if (self.target is None) == (self.targets is None):
            raise stated(N_("Give either `target` or `targets`."))
        return self

    @property
    def all_targets(self) -> list[TargetIn]:
        """Everything named, in its order."""
        return self.targets if self.targets is not None else [self.target] if self.target else []


class StatusIn(Taken):
    """Whose tip is asked for."""

    query_code: Annotated[
        str,
        *text(LONGEST_CODE, ANY_TEXT, N_("The query code; blanks, dashes, case and O/0, I/1 are forgiven.")),
    ]


class ReceiptOut(BaseModel):
    """The receipt of a tip. The query code is shown here and nowhere else."""

    tip_number: str = Field(description=N_("What the reporter may say aloud; it opens nothing."))
    query_code: str = Field(description=N_("What opens the tip. Hand it to the reporter and keep no copy."))
    received_at: datetime


class EventOut(BaseModel):
    """One line of the timeline, by role."""

    on: date
    by: Literal[Role.REPORTER] | OrganizationKind
    what: str


class NamedOut(BaseModel):
    """A target as the reporter named it."""

    type: TargetType
    entered: str


class MeasureOut(BaseModel):
    """One measure in force; its legal nature is never mixed up with another's."""

    nature: Nature = Field(description=N_("Its legal nature; none of them is an administrative penalty."))
    words: str = Field(description=N_("What was done, in words."))


class TargetStatusOut(BaseModel):
    """Where one target's case stands, as its reporter may know it."""

    position: int = Field(description=N_("Its place in the tip, from 0."))
    target: NamedOut
    public_step: PublicStep
    next: str = Field(description=N_("What comes next, in words."))
    due_at: datetime | None = Field(description=N_("By when the present step is promised; null where nothing is due."))
    due_may_move: bool = Field(
        description=N_("Whether that day is provisional, because the holidays of its year are not published yet.")
    )
    outcome: Outcome | TipOutcome | None = Field(description=N_("How it ended for this tip; null while it is open."))
    outcome_words: str | None
    ground: str | None = Field(description=N_("Why it ended so."))
    measures: list[MeasureOut] = Field(description=N_("What was done."))
    timeline: list[EventOut] = Field(description=N_("The newest first."))


class StatusOut(BaseModel):
    """Where a tip stands."""

    tip_number: str
    received_at: datetime
    targets: list[TargetStatusOut]


class FaultOut(BaseModel):
    """One thing to mend."""

    pointer: str = Field(description=N_("JSON Pointer to it, as a URI fragment (RFC 6901)."), examples=["#/category"])
    detail: str


class ProblemOut(BaseModel):
    """What went wrong (RFC 9457), in the language asked for."""

    type: str
    title: str
    status: int
    detail: str
    code: str | None = Field(default=None, description=N_("The kind of problem, where it has a name of its own."))
    errors: list[FaultOut] | None = Field(
        default=None, description=N_("What to mend in the body, where that is known.")
    )
