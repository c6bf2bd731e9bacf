"""What is drawn without Django's templates looks as Wagtail and Django draw it."""

from datetime import date, timedelta

import pytest
from django import forms
from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.template import Context
from django.template.loader import render_to_string
from django.test.html import parse_html
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import (
    NavigateToChildrenColumn,
    PageStatusColumn,
    PageTable,
    PageTitleColumn,
)
from wagtail.admin.views.generic.history import LogEntryUserColumn
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from core.choices import Role
from core.lists import rows
from core.lists.standing import Standing
from core.wagtail_changes import admin_tags
from core.wagtail_changes.drawn_fields import Field
from guides.models import GuidePage
from tests import factories

CHOICES = [("a", "A & B"), ("Group", [("c", "C"), ("d", "D")])]


def same(ours, theirs):
    """Return whether two pieces of HTML are the same but for white space and order of
    attributes.
    """
    return parse_html(ours) == parse_html(theirs)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "given",
    [
        {"name": "lock"},
        {"name": "lock", "classname": "initial"},
        {"name": "lock", "title": "<b>Locked</b>"},
        {"name": "lock", "title": "Locked", "wrapped": True},
    ],
)
def test_an_icon_is_the_one_of_the_template(given):
    theirs = render_to_string("wagtailadmin/shared/icon.html", wagtailadmin_tags.icon(**given))

    assert same(admin_tags.icon(**given), theirs)


def test_an_icon_needs_a_name():
    with pytest.raises(ValueError, match="icon name"):
        admin_tags.icon()


@pytest.mark.parametrize(
    "moment",
    [
        timezone.now(),
        timezone.now() - timedelta(minutes=5),
        timezone.now() - timedelta(hours=3, minutes=20),
        timezone.now() - timedelta(days=400),
        date(2025, 3, 1),
    ],
    ids=["now", "minutes", "hours", "a year", "a date"],
)
def test_a_date_is_the_one_of_the_template(moment):
    given = wagtailadmin_tags.human_readable_date(moment, "said")
    theirs = render_to_string("wagtailadmin/shared/human_readable_date.html", given)

    assert same(admin_tags.human_readable_date(moment, "said"), theirs)


def test_in_chinese_a_date_tells_hours_without_minutes():
    with translation.override("zh-hans"):
        shown = admin_tags.human_readable_date(timezone.now() - timedelta(hours=3, minutes=20))

    assert ">3\xa0小时前<" in shown


class SampleForm(forms.Form):
    """A form with a field that is wrong and one that is not."""

    name = forms.CharField(help_text="In <em>full</em>")
    kind = forms.ChoiceField(choices=CHOICES, required=False)
    password = forms.CharField(help_text=password_validators_help_text_html())


@pytest.mark.parametrize("name", ["name", "kind", "password"])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"show_label": False, "show_add_comment_button": True, "icon": "search"},
        {"sr_only_label": True, "wrapper_id": "w", "error_message_id": "e", "help_text": "Help"},
        {"attrs": {"data-one": "1", "hidden": True, "data-not": False}, "label_text": "<Label>"},
    ],
    ids=["plain", "in an editor", "with ids", "with attributes"],
)
def test_a_field_is_the_one_of_the_template(name, given):
    form = SampleForm({"name": "", "kind": "a"})
    context = wagtailadmin_tags.formattedfield(form[name], **given)
    theirs = render_to_string("wagtailadmin/shared/formatted_field.html", context)

    ours = admin_tags.formattedfield(form[name], **given)

    assert same(ours, theirs)
    assert isinstance(ours, SafeString)


@pytest.mark.parametrize("keyboard", ["Windows NT 10.0", "Macintosh"])
def test_the_shortcuts_are_those_of_the_template_in_each_language(rf, keyboard):
    context = {"request": rf.get("/", headers={"User-Agent": keyboard})}
    shown = set()
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            given = wagtailadmin_tags.keyboard_shortcuts_dialog(context)
            shown.add(admin_tags.keyboard_shortcuts_dialog(context))
            assert same(
                admin_tags.keyboard_shortcuts_dialog(context),
                render_to_string(admin_tags.SHORTCUTS, given),
            )

    assert len(shown) == 2


@pytest.fixture
def compiler(db):
    """A compiler whose department has one guide."""
    return factories.person(Role.COMPILER, factories.guide_page().department)


@pytest.fixture
def shown(rf, compiler):
    """A function that gives one cell of a page, drawn by a column."""

    def draw(column, page):
        request = rf.get("/admin/pages/")
        request.user = compiler
        table = PageTable([column], [page])
        given = {"request": request, "table": table, "row": None, "perms": PermWrapper(compiler)}
        return column.render_cell_html(page, Context(given | {"actions_next_url": "/admin/"}))

    return draw


def guide(**fields):
    """Return the only guide as a list reads it: with the class of all pages."""
    page = Page.objects.get(pk=GuidePage.objects.get().pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return page


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"draft_title": "<script>alert(1)</script>"},
        {"locked": True},
        {"_is_site_root": True},
        {"numchild": 1},
    ],
    ids=["usual", "to be escaped", "locked", "root of a site", "with a manual"],
)
def test_a_title_is_the_one_of_the_template(shown, changed):
    page = guide(**changed)

    assert same(shown(rows.TITLE, page), shown(PageTitleColumn("title", classname="title"), page))


def test_a_title_of_a_result_tells_its_parent_and_one_behind_a_password_says_so(shown):
    page = guide()
    page.annotated_parent_page = page.get_parent()
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    ours = shown(rows.TITLE, page)

    assert same(ours, shown(PageTitleColumn("title", classname="title"), page))
    assert page.get_parent().title in ours
    assert "privacy-indicator" in ours


def test_the_way_down_and_the_date_are_those_of_the_templates(shown):
    for page in (guide(), guide(numchild=1)):
        theirs = NavigateToChildrenColumn("navigate", width="10%")
        assert same(shown(rows.CHILDREN, page), shown(theirs, page))
        assert same(shown(rows.CHANGED, page), shown(DateColumn(rows.CHANGED.name), page))


def test_how_it_stands_and_its_kind_are_those_of_the_templates(shown):
    page = guide()
    page.standings = [Standing("<Draft>", "edit"), Standing("Filed", "success", is_public=True)]
    stock = PageStatusColumn("status")

    assert same(shown(rows.STANDING, page), shown(stock, page))
    assert same(shown(rows.KIND, page), shown(Column("type", accessor=rows.KIND.accessor), page))


def test_the_author_is_the_one_of_the_template(shown, compiler):
    entry = PageLogEntry(user=compiler, page=guide(), action="wagtail.edit")
    gone = PageLogEntry(user_id=10**6, page=guide(), action="wagtail.edit")
    PageLogEntry.user.field.set_cached_value(gone, None)  # as the list reads it

    for one in (entry, gone):
        assert same(shown(rows.AUTHOR, one), shown(LogEntryUserColumn("user"), one))


@pytest.fixture
def drawn(rf, compiler):
    """Return a function that draws a group of a guide's form with one class of field panels."""

    def html(group, field, names, data):
        panel = group([field(name, attrs={"data-x": "1"}) for name in names])
        panel = panel.bind_to_model(GuidePage)
        page = GuidePage.objects.get()
        form = panel.get_form_class()(data, instance=page, for_user=compiler)
        request = rf.get("/")
        request.user = compiler
        bound = panel.get_bound_panel(instance=page, request=request, form=form, prefix="panel")
        # Twice: what is drawn once for all guides is the same the second time.
        bound.render_html(Context({"request": request}))
        return bound.render_html(Context({"request": request}))

    return html


@pytest.mark.parametrize("group", [MultiFieldPanel, FieldRowPanel])
@pytest.mark.parametrize("data", [None, {"title": ""}], ids=["shown", "wrong"])
def test_a_field_of_a_form_is_the_one_of_the_template(drawn, group, data):
    names = ["title", "doc_no", "issuer", "fees_charged", "handling_forms", "promised_unit"]

    assert same(drawn(group, Field, names, data), drawn(group, FieldPanel, names, data))


def test_what_is_drawn_once_knows_value_language_and_errors(drawn):
    """The key of `drawn_fields.Field` holds everything on which the HTML depends."""
    panel = MultiFieldPanel([Field("fees_charged"), Field("summary")]).bind_to_model(GuidePage)
    stock = MultiFieldPanel([FieldPanel("fees_charged"), FieldPanel("summary")])
    stock = stock.bind_to_model(GuidePage)
    page = GuidePage.objects.get()

    def html(panel, **changes):
        for name, value in changes.items():
            setattr(page, name, value)
        form = panel.get_form_class()(instance=page)
        bound = panel.get_bound_panel(instance=page, request=None, form=form, prefix="panel")
        return bound.render_html(Context({}))

    for language in ("en", "zh-hans"):
        with translation.override(language):
            for charged, summary in ((None, ""), (True, "甲"), (False, ""), (None, "乙")):
                changes = {"fees_charged": charged, "summary": summary}
                assert same(html(panel, **changes), html(stock, **changes))
