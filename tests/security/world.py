"""Two departments, A and B, with one of everything each, and one person for each part.

What belongs to B carries `SENTINEL` in every text, so that a leak shows.
"""

from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.models import Collection, Comment, Site, Task, TaskState, UploadedFile

from core.choices import Role
from core.models import (
    CalendarDay,
    Delegation,
    Department,
    DepartmentDocument,
    DepartmentImage,
    HolidayNotice,
    Membership,
    SignInSession,
)
from exchange.uploads.starting import start_text
from feedback.choices import Level
from feedback.giving import About, correct, rate
from feedback.models import Survey, SurveyAnswer
from guides.models import BranchJob, Law, LifeEvent, OutlineSection, SharedPart, Theme
from moderation.models import (
    Batch,
    BatchItem,
    Checklist,
    OutsideInvitation,
    StageLimit,
    Submission,
)
from moderation.review_workflow import review_workflow
from moderation.submit import submit
from publication.models import (
    Bundle,
    BundleVersion,
    Campaign,
    CatalogueTask,
    DeadLetter,
    Event,
    LawChange,
    LawTask,
    PartChange,
    PublishedFile,
    PublishedVersion,
    Reform,
    StateProposal,
)
from publication.outlines.beginning import begin
from publication.outlines.running import try_draft
from publication.take_over import take_over
from quality.models import RuleSetting, WordEntry
from search.models import AskingWord, BestBet, Synonym
from tests import factories
from tests.core.uploads import docx, picture
from tests.operations.house import house_world
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

SENTINEL = "SENTINELOFB"
BACKEND = "core.access.authentication.RoleBackend"
ROLES = (
    "anonymous",
    "compiler_a",
    "compiler_b",
    "reviewer_a",
    "formal",
    "compliance",
    "filing",
    "operator",
    "auditor",
    "superuser",
)


def build_world():
    """Make both departments, the people, and a browser for each of them."""
    a = factories.DepartmentFactory(slug="a", name="甲局")
    b = factories.DepartmentFactory(slug="b", name="乙局")
    people = _people(a, b)
    world = SimpleNamespace(people=people, a=_belongings(a, people["compiler_a"], "甲"))
    world.b = _belongings(b, people["compiler_b"], SENTINEL)
    world.city = _city(people)
    world.cookies = {role: _logged_in(people.get(role)) for role in ROLES}
    return world


def browser(world, role):
    """Return a browser where this person has just logged in."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.cookies.load(world.cookies[role])
    return client


def value_of(world, path):
    """Return `world.a.guide.pk` for `a.guide.pk`; a path without a dot is a literal."""
    if "." not in path:
        return path
    found = world
    for name in path.split("."):
        found = found[name] if isinstance(found, dict) else getattr(found, name)
    return found


def _people(a, b):
    return {
        "compiler_a": factories.person(Role.COMPILER, a, username="compiler-a"),
        "compiler_b": factories.person(Role.COMPILER, b, username="compiler-b"),
        "reviewer_a": factories.person(Role.DEPARTMENT_REVIEWER, a, username="reviewer-a"),
        "formal": factories.person(Role.FORMAL_REVIEWER, username="formal"),
        "compliance": factories.person(Role.COMPLIANCE_REVIEWER, username="compliance"),
        "filing": factories.person(Role.FILING_OFFICER, username="filing"),
        "operator": factories.person(Role.OPERATOR, username="operator"),
        "auditor": factories.person(Role.AUDITOR, username="auditor"),
        "superuser": factories.UserFactory(username="admin", is_superuser=True),
    }


def _belongings(department, user, text):
    """One of everything that a department owns; `text` stands in each."""
    item = factories.ServiceItemFactory(department=department, name=f"{text} 事项")
    situation = factories.SituationFactory(item=item, name=f"{text} 情形")
    guide = factories.guide_page(department, situation=situation, title=f"{text} 指南", owner=user)
    guide.summary = f"{text} 草稿"
    second = guide.save_revision(user=user, log_action=True)
    manual = factories.manual_page(guide, title=f"{text} 手册", owner=user)
    factories.switch_rules_off()
    submission = submit(guide, user)
    Comment.objects.create(
        page=guide, user=user, text=f"{text} 批注", contentpath="title", position=""
    )
    guide.refresh_from_db()
    draft = factories.guide_page(department, title=f"{text} 另一份草稿", owner=user)
    draft.save_revision(user=user, log_action=True)
    return SimpleNamespace(
        department=department,
        item=item,
        situation=situation,
        folder=guide.get_parent(),
        page=guide.get_parent().get_parent(),
        guide=guide,
        draft=draft,
        manual=manual,
        revision=guide.revisions.order_by("pk").first(),
        later_revision=second,
        submission=submission,
        invitation=OutsideInvitation.objects.create(
            submission=submission,
            name="司法局",
            invited_by=user,
            expires_at="2031-01-02T00:00:00Z",
        ),
        batch=_batch(department, user, submission),
        task_state=TaskState.objects.get(workflow_state=submission.workflow_state),
        image=_image(user, text),
        document=_document(user, text),
        bundle=Bundle.objects.create(
            slug=f"bundle-{department.slug}", name=f"{text} 一件事", department=department
        ),
        shared_part=(
            part := SharedPart.objects.create(
                kind="fee", department=department, name=f"{text} 收费"
            )
        ),
        part_change=PartChange.objects.create(
            part=part, base_version=0, data={"name": f"{text} 收费"}, reason=text
        ),
        law_task=LawTask.objects.create(
            change=LawChange.objects.create(
                key=text, title=text, before="in_force", after="amended"
            ),
            code=guide.code,
            title=f"{text} 指南",
            department_slug=department.slug,
        ),
        catalogue_task=CatalogueTask.objects.get(item=item),
        imported=start_text(user, department, f"{text} 办事指南\n一、办理条件\n年满十八周岁"),
    )


def _batch(department, user, submission):
    batch = Batch.objects.create(
        department=department, title="统一申报", opinion="按新办法", sent_by=user
    )
    BatchItem.objects.create(batch=batch, page=submission.page, submission=submission)
    return batch


def _image(user, text):
    image = DepartmentImage(title=f"{text} 图片", uploaded_by_user=user)
    image.file = ContentFile(picture(), name=f"{text}.png")
    image.save()
    image.rendition = image.get_rendition("max-165x165")
    return image


def _document(user, text):
    document = DepartmentDocument(title=f"{text} 文件", uploaded_by_user=user)
    document.file = ContentFile(docx({"word/x.xml": text}), name=f"{text}.docx")
    document.save()
    return document


def _outline_draft(writer):
    """Return the draft of the next version of an outline of its own."""
    outline = factories.OutlineFactory()
    outline.sections.create(key="item", label="事项")
    outline.sections.create(key="title", label="名称")
    outline.extra_fields = [
        {"key": "parking", "label": "停车", "kind": "text", "section": "item"},
    ]
    outline.save()
    return begin(outline, writer)


def _city(people):
    """What belongs to nobody in particular: configuration, registers, the parts of Wagtail."""
    outline = factories.OutlineFactory()
    code = "scjg-000131001000-01"
    take_over(code, guide_document(), manual_document(), old_envelope())
    internal = _document(people["compiler_a"], "内部")
    about = About(code, 1, "食品经营许可新办", "a")
    upload = UploadedFile.objects.create(
        for_content_type=None, uploaded_by_user=people["compiler_a"], file="x.docx"
    )
    return SimpleNamespace(
        root=factories.guide_root(),
        outline=outline,
        branch_job=BranchJob.objects.create(
            kind="delete",
            department=Department.objects.get(slug="b"),
            branch_path="000100010001",
            branch_title=f"{SENTINEL} 枝干",
            reason=f"{SENTINEL} 原因",
            started_by=people["operator"],
        ),
        section=OutlineSection.objects.create(outline=outline, key="item", label="事项"),
        outline_draft=(outline_draft := _outline_draft(people["operator"])),
        outline_run=try_draft(outline_draft, people["operator"]),
        theme=Theme.objects.create(code="t", name="主题", side="personal"),
        life_event=LifeEvent.objects.create(code="e", name="一件事"),
        membership=Membership.objects.first(),
        user=people["reviewer_a"],
        site=Site.objects.first(),
        collection=Collection.objects.create(name="C", path="00010001", depth=2),
        group=Group.objects.create(name="G"),
        workflow=review_workflow(),
        task=Task.objects.first(),
        code=code,
        version=PublishedVersion.objects.get(code=code, kind="guide"),
        file=PublishedFile.objects.create(
            sha256=internal.sha256,
            name=internal.filename,
            media_type=internal.media_type,
            size=internal.file_size,
            is_public=False,
        ),
        event=Event.objects.first(),
        calendar_day=CalendarDay.objects.create(day="2031-01-02", name="本市停工"),
        notice=HolidayNotice.objects.create(year=2031, title="2031年放假安排"),
        proposal=StateProposal.objects.create(
            event="abolished", codes=[code], reason="x", proposed_by=people["superuser"]
        ),
        checklist=Checklist.objects.create(stage="formal", is_active=False),
        campaign=Campaign.objects.create(
            name="集中修订",
            goal="revise",
            starts_on="2031-01-02",
            due_on="2031-12-31",
            created_by=people["formal"],
        ),
        stage_limit=StageLimit.objects.create(span="office", days=14),
        delegation=Delegation.objects.create(
            person=people["compiler_a"],
            stand_in=people["reviewer_a"],
            starts_on="2031-01-02",
            ends_on="2031-01-09",
            reason="休假",
            proposed_by=people["compiler_a"],
        ),
        dead_letter=DeadLetter.objects.create(
            consumer="test", event=Event.objects.first(), error="x", attempts=8
        ),
        house=house_world(people["operator"]),
        sign_in_session=SignInSession.objects.create(user=people["operator"], key="x"),
        submissions=Submission.objects.count(),
        upload=upload,
        bundle=BundleVersion.objects.create(
            slug="yi-jian-shi",
            version=1,
            filing_no="一件事1号",
            filed_by=people["filing"],
            filed_on="2026-01-01",
            sha256="0" * 64,
            content={
                "name": "一件事",
                "name_en": "",
                "summary": "合在一起",
                "department": "a",
                "parts": [{"place": 1, "code": code, "after": []}],
            },
        ),
        law=(law := Law.objects.first()),
        law_revision=law.save_revision(user=people["operator"]),
        correction=correct(about, "电话打不通", phone="13812345678"),
        rating=(rating := rate(about, Level.BAD)),
        rating_task=rating.task,
        survey=(
            survey := Survey.objects.create(
                name="2026年下半年", opens_on="2026-11-01", closes_on="2026-12-31"
            )
        ),
        survey_answer=SurveyAnswer.objects.create(
            survey=survey, department=Department.objects.get(slug="a"), level=Level.GOOD
        ),
        reform=_reform(people["formal"]),
        rule=(rule := RuleSetting.objects.get(rule="L01")),
        rule_revision=rule.save_revision(user=people["operator"]),
        word=(word := WordEntry.objects.first()),
        word_revision=word.save_revision(user=people["operator"]),
        asking_word=AskingWord.objects.create(word="问一问"),
        best_bet=BestBet.objects.create(queries="开饭店", code="a-1-01", reason="常办"),
        synonym=Synonym.objects.create(word="开饭店", folded="开饭店", official="食品经营许可"),
        session=EditingSession.objects.create(
            user=people["compiler_a"], content_object=outline, last_seen_at="2026-01-01T00:00:00Z"
        ),
    )


def _reform(writer):
    """Return the draft of a reform of department A."""
    reform = Reform.objects.create(
        kind="rename", new_name="新名称", decision_no="云编〔2026〕3号", reason="机构改革",
        effective_on="2026-12-01", written_by=writer,
    )  # fmt: skip
    reform.sources.add(Department.objects.get(slug="a"))
    return reform


def _logged_in(user):
    client = Client()
    if user:
        client.force_login(user, backend=BACKEND)
    return {name: morsel.value for name, morsel in client.cookies.items()}


def admin_home():
    """Where the stock admin sends those whom it refuses."""
    return reverse("wagtailadmin_home")
