"""The files that an editor's form names are read together."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from core.choices import Role
from guides.blocks.file_block import FileBlock
from tests.factories import DepartmentFactory, person
from tests.moderation.steps import stored_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    author = person(Role.COMPILER, DepartmentFactory())
    return [
        stored_file(author, f"{number}.pdf", b"%PDF-1.4 " + bytes([48 + number]))
        for number in range(5)
    ]


def read(data, prefixes):
    block = FileBlock(required=False)
    return [block.value_from_datadict(data, {}, prefix) for prefix in prefixes]


def test_all_of_one_kind_are_read_in_one_query_and_only_once(files):
    prefixes = [f"sections-1-value-items-{place}-blank_form" for place in range(5)]
    data = QueryDict(
        "&".join(f"{key}={file.pk}" for key, file in zip(prefixes, files, strict=True))
    )

    with CaptureQueriesContext(connection) as queries:
        assert read(data, prefixes) == files
        assert read(data, prefixes) == files

    assert len(queries) == 1


@pytest.mark.parametrize("posted", ["", "0", "999999", "-1", "²", "1 OR 1", "9" * 30])
def test_what_names_no_file_is_none(files, posted):
    data = QueryDict(mutable=True)
    data["form-blank_form"] = posted

    assert read(data, ["form-blank_form", "form-missing"]) == [None, None]
