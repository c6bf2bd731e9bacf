"""A verb that the database gave up for another one begins once more, in every room."""

import ast
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from core.models import Department
from core.running.retrying import retrying
from tests import factories

ROOMS = ("publication", "feedback", "moderation")
CALLED_BY_RETRIED = {
    "moderation/decide.py: decide",
    "moderation/handing_on.py: hand_on",
    "moderation/renew.py: renew",
    "moderation/submit.py: submit",
    "moderation/withdraw.py: withdraw",
}
"""Verbs of which the caller tries the whole again."""
WITHIN_ANOTHER = {"publication/filing.py: file_submission"}
BACKGROUND = {"publication/overviews/days.py: keep_day"}
"""What the relay does anew in its next round."""


def verbs_tried_once():
    for room in ROOMS:
        for path in Path(room).rglob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                named = [ast.unparse(one) for one in node.decorator_list]
                if "transaction.atomic" in named and "retrying" not in named:
                    yield f"{path}: {node.name}"


def test_every_verb_that_is_a_transaction_is_tried_again():
    assert set(verbs_tried_once()) == CALLED_BY_RETRIED | WITHIN_ANOTHER | BACKGROUND


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_verbs_in_each_others_way_both_are_done():
    one, other = factories.DepartmentFactory(), factories.DepartmentFactory()
    both_hold_one, tries, failed = Barrier(2, timeout=5), [], []

    @retrying
    @transaction.atomic
    def rename(first, second):
        tries.append(first)
        Department.objects.filter(pk=first.pk).update(name=f"{first.pk} 改名")
        if len(tries) <= 2:
            both_hold_one.wait()
        Department.objects.filter(pk=second.pk).update(name=f"{second.pk} 改名")

    def run(*pair):
        try:
            rename(*pair)
        except Exception as error:  # noqa: BLE001 - the test looks at what came
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in ((one, other), (other, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert len(tries) == 3, "one of the two was given up by the database, and came again"
