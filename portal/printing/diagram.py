"""docs/workflow.svg: the statuses and the steps between them, drawn the same way every time.

Boxes and ways are placed by hand, since seven boxes and their ways can be drawn without a tangle only
so; which ways there are, and what stands beside them, comes from table 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from portal.domain.status import STATUS_WORDS, Status
from portal.domain.workflow import TRANSITIONS
from portal.printing.markdown import chinese

WIDTH, HEIGHT = 1280, 660
BOX_WIDTH, BOX_HEIGHT = 170, 54
Point = tuple[int, int]
S = Status

CENTRES: Mapping[Status, Point] = {
    S.SUBMITTED: (110, 300),
    S.VERIFYING: (390, 300),
    S.AWAITING_APPROVAL: (670, 300),
    S.IN_DISPOSAL: (930, 300),
    S.CLOSED: (1160, 300),
    S.AWAITING_CONFIRMATION: (435, 470),
    S.UNDER_APPEAL: (1160, 600),
}


@dataclass(frozen=True, slots=True)
class Way:
    """How one arrow runs, and where the middle of its label stands."""

    points: tuple[Point, ...]
    label: Point
    stacked: bool = False
    """Whether its actions stand under each other."""


WAYS: Mapping[tuple[Status, Status], Way] = {
    (S.SUBMITTED, S.VERIFYING): Way(((195, 290), (305, 290)), (250, 270), stacked=True),
    (S.VERIFYING, S.SUBMITTED): Way(((305, 314), (195, 314)), (250, 345), stacked=True),
    (S.VERIFYING, S.AWAITING_APPROVAL): Way(((475, 290), (585, 290)), (530, 283)),
    (S.AWAITING_APPROVAL, S.VERIFYING): Way(((585, 314), (475, 314)), (530, 331)),
    (S.AWAITING_APPROVAL, S.IN_DISPOSAL): Way(((755, 300), (845, 300)), (800, 268), stacked=True),
    (S.IN_DISPOSAL, S.CLOSED): Way(((1015, 300), (1075, 300)), (1044, 270)),
    (S.SUBMITTED, S.CLOSED): Way(((110, 273), (110, 40), (1180, 40), (1180, 273)), (660, 32)),
    (S.VERIFYING, S.CLOSED): Way(((370, 273), (370, 90), (1150, 90), (1150, 273)), (660, 82)),
    (S.CLOSED, S.VERIFYING): Way(((1120, 273), (1120, 140), (410, 140), (410, 273)), (660, 132)),
    (S.SUBMITTED, S.AWAITING_CONFIRMATION): Way(((130, 327), (130, 470), (350, 470)), (225, 462)),
    (S.VERIFYING, S.AWAITING_CONFIRMATION): Way(((415, 327), (415, 443)), (378, 386), stacked=True),
    (S.AWAITING_CONFIRMATION, S.VERIFYING): Way(((455, 443), (455, 327)), (481, 390)),
    (S.AWAITING_CONFIRMATION, S.CLOSED): Way(((520, 470), (1120, 470), (1120, 327)), (800, 462)),
    (S.CLOSED, S.UNDER_APPEAL): Way(((1150, 327), (1150, 573)), (1150, 540)),
    (S.UNDER_APPEAL, S.CLOSED): Way(((1195, 573), (1195, 327)), (1200, 400)),
    (S.UNDER_APPEAL, S.IN_DISPOSAL): Way(((1075, 585), (930, 585), (930, 327)), (1010, 578)),
    (S.UNDER_APPEAL, S.AWAITING_APPROVAL): Way(((1075, 602), (670, 602), (670, 327)), (800, 595)),
    (S.UNDER_APPEAL, S.VERIFYING): Way(((1075, 619), (325, 619), (325, 327)), (530, 612)),
    (S.SUBMITTED, S.SUBMITTED): Way(((50, 327), (50, 365), (85, 365), (85, 327)), (66, 385), stacked=True),
    (S.VERIFYING, S.VERIFYING): Way(((320, 273), (320, 235), (345, 235), (345, 273)), (332, 225)),
    (S.AWAITING_APPROVAL, S.AWAITING_APPROVAL): Way(((650, 273), (650, 235), (690, 235), (690, 273)), (670, 225)),
    (S.UNDER_APPEAL, S.UNDER_APPEAL): Way(((1245, 590), (1268, 590), (1268, 612), (1245, 612)), (1236, 645)),
}

STYLE = (
    "text{font-family:system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;font-size:13px;fill:#1a1a1a;"
    "text-anchor:middle}"
    ".box{fill:#eef3fb;stroke:#1d4f91;stroke-width:1.5}.end{fill:#e9f5ec;stroke:#1e6b3a}"
    ".name{font-weight:600;font-size:13px}.way{fill:none;stroke:#4a4a4a;stroke-width:1.4}"
    ".label{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}"
)


def picture() -> str:
    """The whole drawing as SVG text. Raises KeyError for a way of table 1 that is not drawn yet."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-labelledby="title">',
            '<title id="title">The statuses of a case and the steps between them</title>',
            f"<style>{STYLE}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto"><path d="M0 0 8 4 0 8z" fill="#4a4a4a"/></marker></defs>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *_ways(),
            *_boxes(),
            "</svg>\n",
        ]
    )


def _ways() -> Iterator[str]:
    pairs = dict.fromkeys((row.source, row.target) for row in TRANSITIONS)
    for pair in pairs:
        way = WAYS[pair]
        actions = dict.fromkeys(row.action for row in TRANSITIONS if (row.source, row.target) == pair)
        words = [action.replace("_", " ") for action in actions]
        yield f'<path class="way" marker-end="url(#tip)" d="M{" L".join(f"{x} {y}" for x, y in way.points)}"/>'
        yield from _label(way, words)


def _label(way: Way, words: list[str]) -> Iterator[str]:
    lines = words if way.stacked else [" · ".join(words)]
    (x, y), height = way.label, 15
    top = y - height * (len(lines) - 1) // 2
    for number, line in enumerate(lines):
        yield f'<text class="label" x="{x}" y="{top + number * height}">{escape(line)}</text>'


def _boxes() -> Iterator[str]:
    for status, (x, y) in CENTRES.items():
        kind = "box end" if status is S.CLOSED else "box"
        yield (
            f'<rect class="{kind}" x="{x - BOX_WIDTH // 2}" y="{y - BOX_HEIGHT // 2}" width="{BOX_WIDTH}" '
            f'height="{BOX_HEIGHT}" rx="8"/>'
        )
        yield f'<text class="name" x="{x}" y="{y - 3}">{escape(status.replace("_", " "))}</text>'
        yield f'<text x="{x}" y="{y + 17}">{escape(chinese(STATUS_WORDS[status]))}</text>'
