"""What tests of pages need: a page parsed strictly, and what a browser would find in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bleach.html5lib_shim import HTMLParser as StrictParser


@dataclass
class Element:
    """One start tag with its attributes and the text directly and indirectly inside it."""

    tag: str
    attributes: dict[str, str | None]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)


VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "use"})


class Page(HTMLParser):
    """The elements of a page in document order; raises on markup that the HTML standard calls an error."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        StrictParser(strict=True).parse(markup)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """Every element of this tag with these attributes, `class_` and `for_` for the reserved words."""
        attributes = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            e for e in self.elements if e.tag == tag and all(e[name] == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **wanted: str) -> Element:
        """The only such element."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of <{tag}> with {wanted}"
        return found[0]

    def by_id(self, identifier: str) -> Element:
        """The element that carries this id, which must be unique."""
        found = [element for element in self.elements if element["id"] == identifier]
        assert len(found) == 1, f"{len(found)} elements have the id {identifier}"
        return found[0]

    def controls(self) -> Iterator[Element]:
        """Every form control a person can fill."""
        for element in self.elements:
            if element.tag in {"input", "textarea", "select"} and element["type"] not in {"hidden", "submit"}:
                yield element


ONE_NAME = ("for", "form", "aria-activedescendant")
NAMES = ("aria-describedby", "aria-labelledby", "aria-controls", "headers")


def invalid(markup: str) -> list[str]:
    """What the HTML standard calls an error beyond the grammar: an id given twice, and a name that leads nowhere.

    Raises on an error of the grammar.
    """
    page = Page(markup)
    ids = [one["id"] for one in page.elements if one["id"] is not None]
    found = [f"{one} is the id of several" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for element in page.elements:
        named = [element[name] or "" for name in ONE_NAME if name in element.attributes]
        named += [word for name in NAMES for word in (element[name] or "").split()]
        named += [(element["href"] or "")[1:]] if (element["href"] or "").startswith("#") else []
        found += [f"<{element.tag}> leads to {one!r}, which is not there" for one in named if one not in ids]
    return found
