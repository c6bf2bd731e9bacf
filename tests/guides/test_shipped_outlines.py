"""Outlines that come with the system: loaded once; what a database has of a version counts."""

import pytest

from guides.models import Outline
from guides.outlines.loading import SHIPPED, OtherTextError, load_outline, load_shipped_outlines

pytestmark = pytest.mark.django_db


def test_an_older_text_of_a_version_stays_and_is_named(caplog):
    load_shipped_outlines()
    outline = Outline.objects.filter(kind="guide").first()
    section = outline.sections.first()
    outline.sections.filter(pk=section.pk).update(label="旧的名称")
    path = SHIPPED / f"{outline.key}-{outline.version}.json"

    load_shipped_outlines()

    assert outline.sections.get(pk=section.pk).label == "旧的名称"
    assert f"{outline.key} v{outline.version}" in caplog.text
    with pytest.raises(OtherTextError):
        load_outline(path)
