"""The one gate for the only HTML people write here: notices and typical cases of the publisher.

nh3 (maintained, built on a browser's parser) cleans first; bleach (named by the portal's owner, no
longer maintained) cleans what is left. Nothing else imports either. What citizens and desks write
is plain text and never passes here.
"""

from __future__ import annotations

import re
from itertools import accumulate

import bleach
import nh3

from portal.domain.errors import InputInvalid
from portal.domain.words import N_

TAGS = frozenset(
    {
        *("p", "br", "hr", "h2", "h3", "h4", "strong", "em", "blockquote", "a"),
        *("ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
)
"""No svg, math, style, noscript, iframe or img: most holes ever found in sanitisers needed one."""
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
SCHEMES = frozenset({"https", "mailto"})
REL = "noopener noreferrer nofollow"
MAX_LENGTH = 100_000
MAX_DEPTH = 40
"""Elements within elements; bleach takes quadratic time for more."""
PASSES = 5
OPENED_OR_CLOSED = re.compile(r"<(/?)(?!br|hr)[a-z]")


class MarkupUnstable(InputInvalid):
    """No clean form was found within reason: the text is no notice, it was made to slip through."""

    sentence = N_("This text cannot be cleaned safely. Paste it without formatting.")


def sanitise(html: str) -> str:
    """The HTML with only `TAGS`, `ATTRIBUTES` and `SCHEMES`; cleaning the answer again changes nothing.

    Raises InputInvalid for a text that is too long, MarkupUnstable where no such answer is found soon.
    """
    if len(html) > MAX_LENGTH:
        raise InputInvalid("body", N_("This text is too long: at most %(most)s characters."), most=MAX_LENGTH)
    for _ in range(PASSES):
        cleaned = _inner(_shallow(_outer(html)))
        if cleaned == html:
            return cleaned
        html = cleaned
    raise MarkupUnstable("body")


def _outer(html: str) -> str:
    return nh3.clean(
        html.encode("utf-8", "replace").decode(),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=REL,
    )


def _shallow(html: str) -> str:
    """The same, refused where elements stand too deep in each other; nh3's output is well-formed."""
    depths = accumulate(-1 if match[1] else 1 for match in OPENED_OR_CLOSED.finditer(html))
    if max(depths, default=0) > MAX_DEPTH:
        raise MarkupUnstable("body")
    return html


def _inner(html: str) -> str:
    attributes = {tag: sorted(names) for tag, names in {**ATTRIBUTES, "a": ATTRIBUTES["a"] | {"rel"}}.items()}
    cleaned: str = bleach.clean(
        html, tags=TAGS, attributes=attributes, protocols=SCHEMES, strip=True, strip_comments=True
    )
    return cleaned
