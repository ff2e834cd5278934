"""The forms of the joint desk speak the reader's language."""

import pytest
from flask import Flask
from flask_babel import force_locale

from portal.disposal.task_forms import SubstituteForm
from portal.web.transaction import transaction
from tests.factories import organization, the_cast


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_substitute_is_named_in_the_readers_language(app: Flask, language: str) -> None:
    with app.app_context(), transaction():
        the_cast()
        organization("bailu").name_zh, organization("bailu").name_en = "白鹿", "Bailu"
    with app.test_request_context(), force_locale(language):
        platform = organization("bailu")
        offered = [words for _, words, *_ in SubstituteForm().offer([platform], []).platform.iter_choices()]
        assert offered[1] == {"en": "Bailu", "zh_CN": "白鹿"}[language]
