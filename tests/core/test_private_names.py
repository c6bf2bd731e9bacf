"""Private names of Wagtail, treebeard and Django are used in `core/wagtail_changes` only."""

import ast
import re
import sysconfig
from functools import cache
from pathlib import Path

import pytest

from tests.core.touched import touched
from tests.test_house_rules import ROOT, python_files

FOREIGN = ("wagtail", "treebeard", "modelcluster", "modelsearch", "wagtail_modeladmin", "django")
PUBLIC = {"_meta", "_state", "_default_manager", "_base_manager", "_post_clean"}
"""Named like private ones, and documented, `_post_clean` as a hook of forms in Django's source."""
OF_OTHERS = {"_id", "_score", "_source"}
"""What Elasticsearch calls parts of its answers."""
OWN = re.compile(r"\bdef (_\w+)|\b(?:self|cls)\.(_\w+)\s*=[^=]|^(?: {4})?(_\w+)\s*=[^=]", re.M)
THEIRS = re.compile(OWN.pattern + r"|\b\w+\.(_[a-z]\w+)\s*=[^=]|\"(_[a-z]\w{4,})\"", re.M)
HOME = ROOT / "core" / "wagtail_changes"


@cache
def foreign_names():
    """Return the private names that those packages define; what lies in their tests is not."""
    found = set()
    for package in FOREIGN:
        for path in Path(sysconfig.get_path("purelib"), package).rglob("*.py"):
            if not {"tests", "test"} & set(path.parts):
                for names in THEIRS.findall(path.read_text(encoding="utf-8")):
                    found |= set(filter(None, names))
    return {name for name in found - PUBLIC - OF_OTHERS if not name.startswith("__")}


def used_in(text):
    """Return the private names of others that a module uses: `<line>: <name>`.

    A name that the module itself defines is its own, unless it is used on something of a class
    that it does not define there.
    """
    tree = ast.parse(text)
    own = {name for names in OWN.findall(text) for name in names if name}
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name, line = node.attr, node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name, line = node.value, node.lineno
        else:
            continue
        if name.startswith("_") and name in foreign_names() and name not in own:
            used.add(f"{line}: {name}")
    return sorted(used)


def test_private_names_stay_in_one_folder():
    guilty = [
        f"{path.relative_to(ROOT)}:{use}"
        for path in python_files()
        if path.relative_to(ROOT).parts[0] not in {"tests", "bench"} and HOME not in path.parents
        for use in used_in(path.read_text(encoding="utf-8"))
    ]

    assert guilty == []


def test_private_methods_are_overridden_in_one_folder():
    guilty = {
        name: sorted(users)
        for name, users in touched().items()
        if (last := name.rpartition(".")[2]).startswith("_") and last not in PUBLIC
        if any(not user.startswith("core.wagtail_changes.") for user in users)
    }

    assert guilty == {}


@pytest.mark.parametrize(
    "line",
    [
        "page._current_workflow_states",
        "hooks._hooks",
        "getattr(page, '_cached_parent_obj', None)",
        "rows._raw_delete(rows.db)",
    ],
)
def test_a_private_name_is_noticed(line):
    assert used_in(f"def f(page, hooks, rows):\n    return {line}\n")


def test_names_of_our_own_are_not():
    assert used_in("class A:\n    def _rows(self):\n        return self._rows()\n") == []
    assert used_in("def f(model):\n    return model._meta.pk\n") == []
