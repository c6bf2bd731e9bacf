"""The review screen in a real browser: the choices exclude each other, and keys choose."""

import pytest
from django.urls import reverse

from moderation.models import Decision
from moderation.submit import submit
from tests.moderation.steps import REASONS, file_guide, save_draft

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def screen(city, open_admin):
    """The review screen of a revision, open for the department's reviewer."""
    file_guide(city)
    save_draft(city.guide, city.compiler, fees_charged=True, silence="视为同意")
    submission = submit(city.guide, city.compiler, reasons=REASONS)
    return open_admin(city.reviewer, reverse("moderation:review", args=[submission.pk]))


def test_a_section_marked_for_return_switches_the_buttons(screen):
    approve, send_back = (screen.locator(f"[data-review-{name}]") for name in ("approve", "return"))
    for section in ("fees", "time_limits"):
        assert approve.is_disabled() and send_back.is_disabled()
        screen.locator(f"#section-{section} input[value=fine]").check()
    assert approve.is_enabled() and send_back.is_disabled()

    screen.locator("#section-fees input[value=return]").check()

    assert approve.is_disabled() and send_back.is_enabled()
    assert screen.locator("#section-fees textarea").is_visible()
    assert screen.locator("#section-time_limits textarea").is_hidden()


def waiting():
    """Return the decisions about the revision."""
    return Decision.objects.filter(submission__base_version=1)


def test_a_return_asks_for_the_reason_and_is_stored_with_it(screen):
    screen.locator("#section-fees input[value=return]").check()
    screen.locator("[data-review-return]").click()
    assert not waiting().exists()

    screen.locator("#section-fees textarea").fill("请写明收费依据")
    screen.locator("[data-review-return]").click()
    screen.wait_for_url("**/admin/review/")

    assert waiting().get().section_reasons == {"fees": "请写明收费依据"}


def test_keys_walk_the_sections_and_choose_outside_of_fields(screen):
    screen.keyboard.press("j")
    screen.keyboard.press("a")
    screen.keyboard.press("j")
    screen.keyboard.press("r")
    screen.keyboard.type("ja")

    chosen = screen.eval_on_selector_all(
        "input[type=radio]:checked", "radios => radios.map(radio => radio.value)"
    )
    assert chosen == ["fine", "return"]
    assert screen.locator("textarea:focus").input_value() == "ja"
