"""A CI without a browser is red, not green with its proofs passed over."""

import pytest

from tests.architecture.source import ROOT
from tests.browser.conftest import do_without


def test_on_a_ci_a_missing_browser_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        do_without("no browser")


def test_at_home_it_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        do_without("no browser")


def test_our_ci_says_that_it_is_one() -> None:
    assert "export CI=true" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
