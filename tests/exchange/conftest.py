"""What imports need: the shipped outlines, one department, and a function that runs commands."""

import io
import json
from dataclasses import dataclass

import pytest
from django.core.management import call_command

from core.models import Department
from guides.outlines.loading import load_shipped_outlines
from tests.filled_documents import DEPARTMENT


@dataclass
class Outcome:
    """How a command ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self):
        """What `--json -` wrote."""
        return json.loads(self.stdout)


@pytest.fixture
def run():
    """Return a function that runs a command as in a shell, with `--json -` where it is asked
    for.
    """

    def run_command(*arguments, **options):
        out, err = io.StringIO(), io.StringIO()
        code = 0
        try:
            call_command(*map(str, arguments), stdout=out, stderr=err, **options)
        except SystemExit as end:
            code = end.code
        return Outcome(code, out.getvalue(), err.getvalue())

    return run_command


@pytest.fixture
def city(db):
    """The shipped outlines and one department; return the department."""
    load_shipped_outlines()
    return Department.objects.create(**DEPARTMENT)


@pytest.fixture
def written(tmp_path):
    """Return a function that writes JSON data, or lines of NDJSON, to a file and gives its path."""

    def write(data, name="guides.json"):
        path = tmp_path / name
        if path.suffix == ".ndjson":
            lines = [one if isinstance(one, str) else json.dumps(one) for one in data]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        else:
            path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    return write
