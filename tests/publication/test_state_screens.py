"""The screens of a guide's state: register, acts in two steps, what they lead to."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.choices import Role
from publication import states
from publication.models import Event, PublicState, StateProposal
from publication.take_over import take_over
from tests.factories import DepartmentFactory, MembershipFactory, UserFactory, person
from tests.home.samples import document, file, soup, words
from tests.moderation.conftest import city  # noqa: F401
from tests.publication.filing_samples import (
    filed,
    guide_document,
    manual_document,
    old_envelope,
)
from tests.publication.life import CODE, REASON, bring_to
from tests.search.samples import index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]

REGISTER = "publication_publishedversion_modeladmin_index"
STATES_IN_WORDS = ["暂停办理", "尚未施行", "已被新版取代", "现行有效", "已被新版取代"]


@pytest.fixture(autouse=True)
def _database_answers(settings):
    settings.SEARCH_URL = ""


@pytest.fixture
def officer(client):
    """The browser of a filing officer."""
    user = person(Role.FILING_OFFICER, username="filing")
    client.force_login(user, backend="core.access.authentication.RoleBackend")
    return client


def address(name, code=CODE):
    return reverse("publication:act", args=[code, name])


def state_page(code=CODE):
    return reverse("publication:state", args=[code])


def looked_at(officer, name, code=CODE, **said):
    """Go to the second step of an act; return the answer and what its form would send."""
    seen = soup(officer.get(address(name, code))).find("input", {"name": "seen"})["value"]
    answer = officer.post(address(name, code), {"seen": seen, "look": "1", **said})
    hidden = soup(answer).select("main form input[type=hidden]")
    return answer, {one["name"]: one.get("value", "") for one in hidden}


def carried_out(officer, name, code=CODE, **said):
    """Go through both steps, and let a second person confirm what takes one; return the answer with
    the page that follows.
    """
    answer = proposed(officer, name, code, **said)
    proposal = StateProposal.objects.filter(ended_at=None).first()
    if proposal is None:
        return answer
    second = Client(headers={"accept-language": "zh-hans"})
    reviewer = UserFactory()
    MembershipFactory(user=reviewer, role=Role.COMPLIANCE_REVIEWER)
    second.force_login(reviewer, backend="core.access.authentication.RoleBackend")
    confirm = reverse("publication:end_proposal", args=[proposal.pk, "confirm"])
    return second.post(confirm, follow=True)


def proposed(officer, name, code=CODE, **said):
    """Go through both steps of an act; return the answer with the page that follows."""
    _answer, fields = looked_at(officer, name, code, **said)
    return officer.post(address(name, code), fields | {"carry_out": "1"}, follow=True)


def rows_of(officer, query=""):
    """Return the rows of the register as lists of texts, the columns by their heads."""
    table = soup(officer.get(f"{reverse(REGISTER)}{query}")).select_one("table.listing")
    heads = [one.get_text(strip=True) for one in table.select("th")]
    return [
        dict(zip(heads, [cell.get_text(" ", strip=True) for cell in row.select("td")], strict=True))
        for row in table.select("tbody tr")
    ]


def test_the_register_shows_department_and_state_of_each_version_in_words(officer):
    DepartmentFactory(slug="scjg", name="云溪市市场监督管理局")
    filed(CODE, "第一版")
    filed(CODE, "第二版", version=2)
    filed(CODE, "第三版", version=3, effective_on=timezone.localdate() + timedelta(days=9))
    filed(CODE, "第四版", version=4, effective_on=timezone.localdate() + timedelta(days=5))
    filed("other-1", number=2)
    states.suspend("other-1", None, REASON)

    rows = rows_of(officer)

    assert {row["部门"] for row in rows} == {"云溪市市场监督管理局"}
    assert [row["状态"] for row in rows] == STATES_IN_WORDS


def test_the_exported_register_says_department_and_state_in_words_too(officer):
    DepartmentFactory(slug="scjg", name="云溪市市场监督管理局")
    bring_to("suspended")

    answer = officer.get(f"{reverse(REGISTER)}?export=csv")

    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "部门" in table and "云溪市市场监督管理局" in table
    assert "状态" in table and "暂停办理" in table


def test_a_row_leads_by_its_title_to_the_guides_state_and_nothing_is_called_checking(officer):
    filed(CODE, "第一版")

    page = soup(officer.get(reverse(REGISTER)))
    link = page.select_one("td.field-title .title-wrapper a")
    buttons = {one.get_text(strip=True) for one in page.select("ul.actions a")}

    assert (link.get_text(strip=True), link["href"]) == ("第一版", state_page())
    assert buttons == {"查看", "备案证明"}
    assert "检查" not in page.select_one("main").get_text()


def test_an_entry_shows_department_and_state(officer):
    DepartmentFactory(slug="scjg", name="云溪市市场监督管理局")
    filed(CODE)
    states.abolish(CODE, None, "依据已经废止")
    link = soup(officer.get(reverse(REGISTER))).select_one("ul.actions a")["href"]

    text = words(officer.get(link))

    assert "云溪市市场监督管理局" in text and "已废止" in text


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("scheduled", {"suspend", "abolish"}),
        ("current", {"suspend", "abolish"}),
        ("suspended", {"suspend", "resume", "abolish"}),
        ("expired", {"abolish"}),
        ("abolished", set()),
    ],
)
def test_a_guides_page_offers_the_acts_that_its_state_allows(officer, state, acts):
    bring_to(state)

    page = soup(officer.get(state_page()))

    offered = {link["href"] for link in page.select("main a.button")}
    assert offered == {address(name) for name in acts}


@pytest.mark.parametrize(
    ("state", "act"), [("current", "resume"), ("expired", "suspend"), ("abolished", "abolish")]
)
def test_an_act_that_the_state_refuses_is_refused_with_the_reason(officer, state, act):
    bring_to(state)
    before = Event.objects.count()

    answer = officer.post(address(act), {"reason": "x", "carry_out": "1"}, follow=True)

    message = soup(answer).select_one(".messages .error").get_text(strip=True)
    assert not message.isascii() and Event.objects.count() == before


def test_suspending_shows_first_what_will_happen_and_does_nothing_yet(officer):
    take_over(CODE, guide_document(), manual_document(preface="前言"), old_envelope())
    until = timezone.localdate() + timedelta(days=9)

    answer, fields = looked_at(officer, "suspend", reason=REASON, until=until.isoformat())

    text = words(answer)
    assert "食品经营许可办事指南" in text and "食品经营许可业务手册" in text
    assert "旧备〔2025〕1号" in text and "现行" in text and "暂停" in text
    assert REASON in text and until.isoformat() in text and "到期前一天提醒" in text
    assert f"/guides/{CODE}/" in text
    assert (fields["reason"], fields["until"]) == (REASON, until.isoformat())
    assert PublicState.objects.get(kind="guide").state == "current"


def test_confirming_carries_it_out_and_says_how_soon_it_is_seen(officer):
    filed(CODE)

    answer = carried_out(officer, "suspend", reason=REASON)

    message = soup(answer).select_one(".messages .success")
    state = PublicState.objects.get()
    assert (state.state, state.reason) == ("suspended", REASON)
    assert "最迟 6 秒" in message.get_text()
    assert message.find("a")["href"] == f"/guides/{CODE}/"


def test_what_was_typed_can_be_changed_before_it_is_carried_out(officer):
    filed(CODE)
    _answer, fields = looked_at(officer, "suspend", reason="写错了")

    answer = officer.post(address("suspend"), fields | {"change": "1"})

    assert soup(answer).select_one("textarea[name=reason]").get_text(strip=True) == "写错了"
    assert PublicState.objects.get().state == "current"


@pytest.mark.parametrize(
    ("act", "said", "why"),
    [
        ("suspend", {"reason": "  "}, "请写暂停的原因"),
        ("suspend", {"reason": REASON, "until": "2020-01-01"}, "已经过去"),
        ("abolish", {"reason": ""}, "请写废止的原因"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(officer, act, said, why):
    filed(CODE)

    answer, _fields = looked_at(officer, act, **said)

    assert answer.status_code == 422
    assert why in words(answer)


def test_a_confirmation_that_is_sent_without_its_data_does_nothing(officer):
    filed(CODE)

    answer = officer.post(address("abolish"), {"carry_out": "1"})

    assert answer.status_code == 422
    assert PublicState.objects.get().state == "current"


def test_what_happened_meanwhile_makes_a_confirmation_stale(officer):
    filed(CODE)
    _answer, fields = looked_at(officer, "abolish", reason="依据已经废止")
    filed(CODE, "第二版", version=2)

    answer = officer.post(address("abolish"), fields | {"carry_out": "1"})

    assert answer.status_code == 422
    assert "又有了变化" in words(answer)
    assert PublicState.objects.get().state == "current"


def test_resuming_shows_what_will_happen_and_asks_nothing(officer):
    bring_to("suspended")
    page = officer.get(address("resume"))

    answer = officer.post(
        address("resume"),
        {"seen": soup(page).find("input", {"name": "seen"})["value"], "carry_out": "1"},
        follow=True,
    )

    assert "恢复在线办理" in words(page)
    assert PublicState.objects.get().state == "current"
    assert "已经恢复" in words(answer)


def test_reason_and_date_of_a_suspension_are_changed_without_resuming_it(officer):
    bring_to("suspended")
    began = PublicState.objects.get().since
    page = soup(officer.get(address("suspend")))
    shown = page.select_one("textarea[name=reason]").get_text(strip=True)

    carried_out(officer, "suspend", reason="工程延期", until="2099-01-31")

    state = PublicState.objects.get()
    assert shown == REASON
    assert (state.reason, state.until, state.since) == ("工程延期", date(2099, 1, 31), began)


@pytest.fixture
def bureaus():
    """Two filed guides of two departments beside the one that is to be abolished."""
    file(document(name="旧的许可"), code=CODE)
    file(document(name="户外招牌设置备案", basic="7"), code="next-1")
    other = {"authority": {"slug": "cgj", "name": "城市管理局"}}
    file(document(name="招牌拆除备案", basic="8", item=other), code="next-2")
    index_all()


def offered(answer):
    return [one["value"] for one in soup(answer).select("input[name=successor][type=radio]")]


def test_the_successor_is_found_by_words_among_the_guides_of_all_departments(officer, bureaus):
    answer = officer.post(address("abolish"), {"words": "招牌", "find": "1", "seen": "1"})

    text = words(answer)
    assert set(offered(answer)) == {"", "next-1", "next-2"}
    assert "城市管理局" in text and "户外招牌设置备案" in text
    assert "请写废止的原因" not in text


def test_neither_the_guide_itself_nor_a_closed_one_is_offered(officer, bureaus):
    states.abolish("next-2", None, "合并")

    answer = officer.post(address("abolish"), {"words": "许可 招牌", "find": "1", "seen": "1"})

    assert set(offered(answer)) <= {"", "next-1"}


def test_words_that_find_nothing_say_so_and_allow_none(officer, bureaus):
    answer = officer.post(address("abolish"), {"words": "没有这样的", "find": "1", "seen": "1"})

    assert "没有找到" in words(answer)
    assert offered(answer) == [""]


def test_abolishing_shows_successor_page_lists_and_what_never_comes(officer, bureaus):
    file(
        document(name="旧的许可", change_note="第二次"),
        code=CODE,
        version=2,
        effective_on=date(2099, 1, 1),
    )

    answer, _fields = looked_at(
        officer, "abolish", reason="设定依据已经废止", words="招牌", successor="next-1"
    )

    text = words(answer)
    assert "不能撤回" in text and "设定依据已经废止" in text
    assert "户外招牌设置备案（新办） （next-1）" in text
    assert "第 2 版（原定 2099-01-01 起施行）不再施行" in text
    assert "不再列出" in text


def test_after_an_abolition_every_door_says_the_same(officer, client, bureaus):
    carried_out(officer, "abolish", reason="设定依据已经废止", words="招牌", successor="next-1")
    index_all()

    page, answer = client.get(f"/guides/{CODE}/"), client.get(f"/api/v1/guides/{CODE}").json()
    found = client.get("/api/v1/search?q=旧的许可").json()["items"]
    suggested = client.get("/api/v1/suggest?q=旧的").json()["items"]

    assert page.status_code == answer["status"] == 410
    assert "户外招牌设置备案（新办）" in words(page)
    assert answer["successor"] == "next-1"
    assert CODE not in [one["code"] for one in found]
    assert CODE not in [one["code"] for one in suggested]
    assert client.get(f"/guides/{CODE}/qr.svg").status_code == 200
    assert words(officer.get(state_page())).count("户外招牌设置备案（新办）") == 1


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("scheduled", "将要施行的版本"),
        ("current", "现行版本"),
        ("suspended", "现行版本"),
        ("expired", "最后一版"),
        ("abolished", "最后一版"),
    ],
)
def test_only_what_is_in_force_is_called_the_current_version(officer, state, label):
    bring_to(state)

    facts = [one.text for one in soup(officer.get(state_page())).select("main dt")]

    assert {"现行版本", "最后一版", "将要施行的版本"} & set(facts) == {label}


def test_what_two_people_did_names_both(officer):
    filed()
    answer = carried_out(officer, "abolish", reason="依据已经废止")

    newest = soup(answer).select("h2 + table")[-1].select_one("tbody tr").text

    assert "由filing提出" in newest
    assert StateProposal.objects.get().ended_by.username in newest


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OPERATOR, Role.FORMAL_REVIEWER])
def test_others_of_the_city_read_the_state_and_find_no_act(client, role):
    filed(CODE)
    client.force_login(person(role), backend="core.access.authentication.RoleBackend")

    page = client.get(state_page())

    assert page.status_code == 200
    assert not soup(page).select("main a.button")


def test_the_event_of_a_filing_says_who_filed_it(client, two):
    client.force_login(two.filing, backend="core.access.authentication.RoleBackend")

    events = soup(client.get(state_page(two.guide.code))).select("table")[-1]

    assert two.filing.get_username() in events.get_text()
