"""The tables of the rules, printed as pages of the docs: what people argue about, as it holds today."""

from portal.printing.pages import PAGES, stale_pages, write_pages

__all__ = ["PAGES", "stale_pages", "write_pages"]
