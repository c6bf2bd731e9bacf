"""What imports open comes through the door of uploads as well."""

import pytest

from tests.core.bad_files import BAD_FILES
from tests.core.uploads import archive

pytestmark = pytest.mark.django_db
WORKBOOKS = ["zip bomb as a workbook", "program in a workbook", "macros of Excel 4"]
DOCUMENTS = ["zip bomb", "macros", "entities that multiply", "template from elsewhere"]


def stored(folder, name):
    """Write a bad file into a folder and give its path."""
    file_name, content = BAD_FILES[name]
    path = folder / file_name
    path.write_bytes(content() if callable(content) else content)
    return path


@pytest.mark.parametrize("name", WORKBOOKS)
def test_bad_workbook_is_refused(run, tmp_path, name):
    outcome = run("import_catalogue", stored(tmp_path, name), "--json", "-")

    assert outcome.exit_code == 2
    assert "Error" not in outcome.json["problems"][0]["message"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_bad_document_is_not_parsed(run, tmp_path, name):
    with pytest.raises(Exception, match=r"宏|过大|引用|macros|unpacks|refers"):
        run("parse_guide", stored(tmp_path, name))


@pytest.mark.parametrize("url", ["unix:///nobody/is/here"])
def test_import_is_scanned_where_a_scanner_is_configured(run, tmp_path, settings, url):
    settings.VIRUS_SCANNER_URL = url
    path = tmp_path / "a.xlsx"
    path.write_bytes(archive({"xl/workbook.xml": "<w/>"}))

    outcome = run("import_catalogue", path, "--json", "-")

    assert outcome.exit_code == 2
