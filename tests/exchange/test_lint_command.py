"""`manage.py lint` on a code, a Document, a text, everything in force, and drafts."""

import json

import pytest
from django.core.management import CommandError

from publication import states
from publication.models import LintRun, QualityDay, QualityResult, RuleCount
from publication.overviews import lint_all as lint_all_module
from publication.overviews.lint_all import lint_all
from publication.take_over import take_over
from quality.models import Waiver
from tests import factories
from tests.exchange.real_guides import real_guide
from tests.publication.filing_samples import old_envelope
from tests.quality.clean_guide import broken_guide

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def filed(number=1, changes=None):
    """File a guide that breaks rules as `changes` say; returns its code."""
    from guides.document import GuideDocument

    code = f"wjw-00012302000{number}-01"
    document = GuideDocument.model_validate(broken_guide(changes or {}))
    take_over(code, document, None, old_envelope(number=number))
    return code


def rules(found):
    """Return the rules of findings, without hints that something could not be checked."""
    return {one["rule"] for one in found if one["severity"] != "info" or one["rule"] != "L19"}


def test_a_filed_code_is_checked_as_it_is_in_force(run):
    code = filed(changes={"/faqs": []})

    assert rules(run("lint", code, "--json", "-").json) == {"L16"}


def test_a_finding_has_the_keys_that_clients_rely_on(run):
    code = filed(changes={"/faqs": []})

    (found,) = [one for one in run("lint", code, "--json", "-").json if one["rule"] == "L16"]

    assert {"rule", "severity", "pointer", "message", "basis", "fix"} <= set(found)
    assert (found["severity"], found["pointer"]) == ("warn", "/faqs")


def test_a_document_in_a_file_is_checked(run, tmp_path):
    path = tmp_path / "guide.json"
    path.write_text(json.dumps(broken_guide({"/handling/online": True})), encoding="utf-8")

    assert "L11" in rules(run("lint", path, "--json", "-").json)


def test_a_text_is_read_first(run):
    found = run("lint", real_guide("原平"), "--json", "-").json

    assert {"L01", "L09", "L14", "L18"} <= rules(found)


def test_slips_in_headings_and_conflicts_between_lines_of_a_text_are_found(run):
    slips = run("lint", real_guide("渑池"), "--json", "-").json
    conflicts = run("lint", real_guide("仪陇"), "--json", "-").json

    assert "L26" in rules(slips)
    assert ("L17", "/handling/express") in {(one["rule"], one["pointer"]) for one in conflicts}


@pytest.mark.parametrize("target", ["no-such-code", "no-such-file.txt"])
def test_an_unknown_target_is_refused_in_words(run, target):
    with pytest.raises(CommandError):
        run("lint", target)


def test_everything_in_force_is_checked_and_counted(run):
    filed(1, {"/faqs": []})
    filed(2)
    gone = filed(3, {"/faqs": []})
    states.abolish(gone, None, "职能取消")

    found = run("lint", "--all", "--processes", "1", "--json", "-").json

    broken = [one["code"] for one in found if one["rule"] == "L16"]
    assert broken == ["wjw-000123020001-01"]
    assert RuleCount.objects.get(severity="warn").rule == "L16"
    assert list(QualityResult.objects.order_by("code").values_list("score", flat=True)) == [98, 100]


def test_a_day_is_kept_for_the_trend(run):
    filed(1, {"/faqs": []})
    filed(2)

    run("lint", "--all", "--processes", "1")
    run("lint", "--all", "--processes", "1")

    total = QualityDay.objects.get(rule="")
    assert (total.documents, total.score_sum) == (2, 198)
    assert QualityDay.objects.get(rule="L16").findings == 1


def test_a_run_that_was_killed_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(lint_all_module, "RANGE", 1)
    for number in (1, 2, 3):
        filed(number)

    with pytest.raises(KeyboardInterrupt):
        lint_all(_stop_after_the_first, processes=1)
    first = set(QualityResult.objects.values_list("code", flat=True))
    run = lint_all(processes=1)

    assert len(first) < 3
    assert (LintRun.objects.count(), run.documents) == (1, 3)
    assert QualityResult.objects.count() == 3


def _stop_after_the_first(done, total):
    if QualityResult.objects.exists():
        raise KeyboardInterrupt


def test_a_waived_rule_is_not_counted(run):
    code = filed(changes={"/faqs": []})
    by = factories.UserFactory()
    Waiver.objects.create(code=code, kind="guide", rule="L16", reason="没有人问", by=by)

    assert rules(run("lint", code, "--json", "-").json) == set()


def test_drafts_are_checked_with_what_their_outline_demands(run):
    page = factories.guide_page()

    found = run("lint", "--drafts", "--processes", "1", "--json", "-").json

    assert {one["code"] for one in found} == {page.code}
    assert all(one["state"] == "draft" for one in found)
