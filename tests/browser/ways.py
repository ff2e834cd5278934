"""Who meets pages that answer a form, and the way that leads through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from playwright.sync_api import Page

from tests.browser.way_of_a_call import the_way_of_a_call
from tests.browser.way_of_a_tip import the_way_of_a_tip

WAYS: Mapping[str, Callable[[Page], Iterator[str]]] = {"anyone": the_way_of_a_tip, "tang": the_way_of_a_call}
