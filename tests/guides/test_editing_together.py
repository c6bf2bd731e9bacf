"""Two people have one guide open: what the server does with the second one's save."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Revision

from core.choices import Role
from core.editing.merging_form import SHOWN
from guides.compiling.compile import compile_guide, compile_manual
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage, ManualPage, Outline
from guides.outlines.loading import load_shipped_outlines
from guides.presenter import present_guide
from tests.factories import DepartmentFactory, SituationFactory, person
from tests.guides.form_data import posted

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


class Tab:
    """A browser tab of one person with the editor of a page; `form` is what it would send."""

    def __init__(self, client, page):
        self.client, self.address = client, reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.written_over = {}
        self.open(page)

    def open(self, page):
        html = self.client.get(self.address).content.decode()
        self.form = posted(html, page.get_latest_revision_as_object())

    def write(self, **texts):
        self.form |= {name.replace("__", "-"): [text] for name, text in texts.items()}

    def save(self, **choices):
        return self.client.post(self.address, self.form | choices)

    def autosave(self):
        """Save as Wagtail's script does: with what its last answer changed in the form."""
        answer = self.client.post(self.address, self.form | self.written_over, **JSON)
        if answer.status_code == 200:
            said = answer.json()
            self.form |= {name: [text] for name, text in said["field_updates"].items()}
            self.written_over = {"overwrite_revision_id": [str(said["revision_id"])]}
        return answer


@pytest.fixture
def department():
    return DepartmentFactory(name="市场监督管理局")


@pytest.fixture
def page(department):
    """A guide with three conditions."""
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    situation = SituationFactory(item__department=department, item__name="食品经营许可")
    page = compile_guide(situation, outline, None)
    data = present_guide(page).model_dump(mode="json")
    data["conditions"]["items"] = [{"key": f"c{n}", "text": f"条件{n}"} for n in range(3)]
    apply_guide(GuideDocument.model_validate(data), page)
    page.save_revision()
    return page


@pytest.fixture
def people(client, department):
    """Return a function that opens the page in the tab of a person of this name."""
    known = {}

    def tab_of(name, page):
        if name not in known:
            known[name] = type(client)()
            known[name].force_login(person(Role.COMPILER, department, first_name=name))
        return Tab(known[name], page)

    return tab_of


def draft(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def condition(page, number):
    """Return the form's name of the text of a condition."""
    place = [one.block_type for one in page.sections].index("conditions")
    return f"sections-{place}-value-items-{number}-value-text"


def conditions(page):
    return [one.text for one in present_guide(draft(page)).conditions.items]


@pytest.mark.parametrize("save", [Tab.save, Tab.autosave])
def test_different_fields_of_two_people_are_both_kept(page, people, save):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(doc_no="李四的文号")

    save(first)
    answer = save(second)

    assert answer.status_code in (200, 302)
    assert (draft(page).summary, draft(page).doc_no) == ("张三的话", "李四的文号")


def test_rows_of_one_section_are_merged_by_their_blocks(page, people):
    first, second = people("张三", page), people("李四", page)
    first.form[condition(page, 0)] = ["条件甲"]
    second.form[condition(page, 2)] = ["条件丙"]

    first.save()
    second.save()

    assert conditions(page) == ["条件甲", "条件1", "条件丙"]


def test_the_same_field_is_not_saved_until_a_text_is_chosen(page, people):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(summary="李四的话", doc_no="李四的文号")
    first.save()

    with override("zh-hans"):
        asked = second.save()

    html = asked.content.decode()
    assert (draft(page).summary, draft(page).doc_no) != ("李四的话", "李四的文号")
    assert draft(page).summary == "张三的话"
    for text in ("张三的话", "李四的话", "李四的文号", "一句话说明"):
        assert text in html


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_the_chosen_text_is_saved_with_everything_else(page, people, side):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(summary="李四的话", doc_no="李四的文号")
    first.save()
    [choice] = second.save().context["form"].choices()

    answer = second.save(**{choice.name: [getattr(choice, f"{side}_value")]})

    assert answer.status_code == 302
    assert draft(page).summary == {"mine": "李四的话", "theirs": "张三的话"}[side]
    assert draft(page).doc_no == "李四的文号"


def test_a_choice_does_not_hold_for_a_text_that_was_not_seen(page, people):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(summary="李四的话")
    first.save()
    [choice] = second.save().context["form"].choices()
    first.open(page)
    first.write(summary="张三又改了")
    first.save()

    answer = second.save(**{choice.name: [choice.mine_value]})

    assert answer.status_code == 200
    assert draft(page).summary == "张三又改了"


def test_an_autosave_with_a_conflict_says_who_and_saves_nothing(page, people):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(summary="李四的话")
    first.autosave()

    with override("zh-hans"):
        answer = second.autosave()

    assert answer.status_code == 400
    assert answer.json()["error_code"] == "validation_error"
    assert "张三" in answer.json()["error_message"]
    assert draft(page).summary == "张三的话"


def test_an_autosave_goes_on_after_a_merge_without_undoing_the_other(page, people):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    first.autosave()
    second.write(doc_no="一")
    second.autosave()
    first.write(summary="张三还在写")
    first.autosave()
    second.write(doc_no="一二")

    answers = [second.autosave(), first.autosave()]

    assert [one.status_code for one in answers] == [200, 200]
    assert (draft(page).summary, draft(page).doc_no) == ("张三还在写", "一二")


def test_what_the_other_autosaved_in_place_is_kept(page, people):
    first = people("张三", page)
    first.write(summary="张")
    first.autosave()
    second = people("李四", page)
    first.write(summary="张三的话")
    first.autosave()
    second.write(doc_no="李四的文号")

    second.save()

    assert (draft(page).summary, draft(page).doc_no) == ("张三的话", "李四的文号")


def test_one_person_in_two_tabs_loses_nothing(page, people):
    one, other = people("张三", page), people("张三", page)
    one.write(summary="第一个窗口")
    other.write(doc_no="第二个窗口")

    one.autosave()
    other.autosave()
    one.write(issuer="第一个窗口")
    one.autosave()
    other.save()

    kept = draft(page)
    assert kept.summary == kept.issuer == "第一个窗口"
    assert kept.doc_no == "第二个窗口"


def delete_condition(tab, page, number):
    name = condition(page, number).removesuffix("-value-text")
    tab.form[f"{name}-deleted"] = ["1"]


def test_a_row_deleted_here_and_edited_there_is_asked_about(page, people):
    first, second = people("张三", page), people("李四", page)
    delete_condition(first, page, 1)
    second.form[condition(page, 1)] = ["条件乙"]
    first.save()

    [choice] = second.save().context["form"].choices()
    second.save(**{choice.name: [choice.mine_value]})

    assert "条件乙" in choice.mine
    assert conditions(page) == ["条件0", "条件乙", "条件2"]


def test_a_section_deleted_here_and_edited_there_is_asked_about(page, people):
    first, second = people("张三", page), people("李四", page)
    section = condition(page, 0).split("-value-")[0]
    first.form[f"{section}-deleted"] = ["1"]
    second.form[condition(page, 1)] = ["条件乙"]
    first.save()

    [choice] = second.save().context["form"].choices()
    second.save(**{choice.name: [choice.theirs_value]})

    assert choice.place == "办理条件" or choice.place == "Conditions"
    assert conditions(page) == []


def test_a_revision_restored_meanwhile_is_merged_like_any_save(page, people):
    old = page.latest_revision
    first, second = people("张三", page), people("李四", page)
    first.write(summary="第一稿", doc_no="第一号")
    first.save()
    second.open(page)
    second.write(issuer="李四的单位")
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    html = first.client.get(address).content.decode()
    first.client.post(address, posted(html, old.as_object()))
    assert draft(page).doc_no != "第一号"

    second.save()

    assert draft(page).doc_no == old.as_object().doc_no
    assert draft(page).issuer == "李四的单位"


def test_restoring_a_revision_keeps_what_was_saved_after_the_screen_was_opened(page, people):
    old = page.latest_revision
    first, second = people("张三", page), people("李四", page)
    first.write(summary="第一稿")
    first.save()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    html = first.client.get(address).content.decode()
    second.open(page)
    second.write(doc_no="李四的文号")
    second.save()

    first.client.post(address, posted(html, old.as_object()))

    assert draft(page).summary == old.as_object().summary
    assert draft(page).doc_no == "李四的文号"


def test_the_sections_of_a_manual_are_merged_too(page, people):
    manual = compile_manual(page, Outline.objects.get(kind="manual", is_active=True), None)
    first, second = people("张三", manual), people("李四", manual)
    names = {one.block_type: number for number, one in enumerate(manual.sections)}
    first.form[f"sections-{names['preface']}-value"] = ["张三的前言"]
    second.form[f"sections-{names['planning']}-value"] = ["李四的规划"]

    first.save()
    second.save()

    kept = {one.block_type: one.value for one in draft(ManualPage.objects.get()).sections}
    assert (kept["preface"], kept["planning"]) == ("张三的前言", "李四的规划")


def test_a_save_that_comes_between_merging_and_storing_is_merged_once_more(
    page, people, monkeypatch
):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(doc_no="李四的文号")
    clean = GuidePage.clean
    others = [first]

    def somebody_saves_first(self):
        clean(self)
        if others:
            others.pop().save()

    monkeypatch.setattr(GuidePage, "clean", somebody_saves_first)

    assert second.save().status_code == 302
    assert (draft(page).summary, draft(page).doc_no) == ("张三的话", "李四的文号")


def test_without_what_the_form_showed_its_revision_is_the_base(page, people):
    first, second = people("张三", page), people("李四", page)
    del second.form[SHOWN]
    first.write(summary="张三的话")
    second.write(doc_no="李四的文号")

    first.save()
    second.save()

    assert (draft(page).summary, draft(page).doc_no) == ("张三的话", "李四的文号")


@pytest.mark.parametrize("forged", ["", "x", "e30:1wAbCd:forged"])
def test_a_forged_base_makes_the_person_choose(page, people, forged):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    first.save()
    second.form[SHOWN] = [forged]

    answer = second.save()

    assert answer.status_code == 200
    assert draft(page).summary == "张三的话"


def test_saving_alone_asks_nothing_and_keeps_writing_over_the_own_revision(page, people):
    tab = people("张三", page)
    tab.write(summary="一")
    tab.autosave()
    count = Revision.objects.count()

    for text in ("一二", "一二三"):
        tab.write(summary=text)
        assert tab.autosave().status_code == 200

    assert tab.save().status_code == 302
    assert Revision.objects.count() == count + 1
    assert draft(page).summary == "一二三"


def test_the_preview_of_a_conflict_shows_the_own_text(page, people):
    first, second = people("张三", page), people("李四", page)
    first.write(summary="张三的话")
    second.write(summary="李四的话")
    first.save()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    answer = second.client.post(address, second.form)

    assert answer.json()["is_valid"]
    assert "李四的话" in second.client.get(address).content.decode()
