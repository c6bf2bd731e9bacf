"""What generated records stand on: departments with their pages and people, outlines, themes."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page, TaskState

from core.choices import Role
from core.models import Department, Membership
from core.people.signature import signature_of
from guides.choices import DocumentKind
from guides.compiling.compile import department_page
from guides.models import GuideFolder, GuidePage, ManualPage, Outline, Theme
from guides.outlines.loading import load_shipped_outlines
from moderation.review_workflow import review_workflow

from . import words
from .plan import DEPARTMENTS

REGION = {"region_code": "351000", "region": "云溪市"}
THEMES = settings.BASE_DIR / "demo" / "data" / "themes.json"


@dataclass(frozen=True)
class Office:
    """A generated department with its people, as primary keys."""

    pk: int
    slug: str
    name: str
    compiler: int
    reviewer: int
    page: int


@dataclass(frozen=True)
class City:
    """Everything that a record's rows name, so that writing them needs no database."""

    offices: list
    reviewers: dict
    themes: list
    authority: dict
    guide_outline: Outline
    manual_outline: Outline
    content_types: dict
    locale: int
    workflow: dict
    tasks: list
    signatures: dict


@transaction.atomic
def city() -> City:
    """Return the City; makes what is missing of it. The people have no password."""
    if not Outline.objects.filter(kind=DocumentKind.MANUAL).exists():
        load_shipped_outlines()
    offices = [_office(number) for number in range(DEPARTMENTS)]
    workflow = review_workflow()
    return City(
        offices=offices,
        reviewers={
            "formal": _person("formal.gen", Role.FORMAL_REVIEWER).pk,
            "compliance": _person("compliance.gen", Role.COMPLIANCE_REVIEWER).pk,
            "filing": _person("filing.gen", Role.FILING_OFFICER).pk,
        },
        themes=_themes(),
        authority={"name_en": "", "code": "", "nature": "1"} | REGION,
        guide_outline=_outline(DocumentKind.GUIDE, "unified-guide"),
        manual_outline=_outline(DocumentKind.MANUAL, "unified-manual"),
        content_types={
            name: ContentType.objects.get_for_model(model).pk
            for name, model in (
                ("page", Page),
                ("guide", GuidePage),
                ("manual", ManualPage),
                ("folder", GuideFolder),
                ("task_state", TaskState),
            )
        },
        locale=Locale.get_default().pk,
        workflow={"id": workflow.pk, "title": workflow.name},
        tasks=[{"id": task.pk, "title": task.name} for task in workflow.tasks.all()],
        signatures=_signatures(),
    )


def _office(number):
    slug = f"g{number:02d}"
    trade = words.SUBJECTS[number % len(words.SUBJECTS)]
    department, _new = Department.objects.get_or_create(
        slug=slug, defaults={"name": f"云溪市{trade}管理局", "level": "3", **REGION}
    )
    return Office(
        pk=department.pk,
        slug=slug,
        name=department.name,
        compiler=_person(f"compiler.{slug}", Role.COMPILER, department).pk,
        reviewer=_person(f"reviewer.{slug}", Role.DEPARTMENT_REVIEWER, department).pk,
        page=department_page(department).pk,
    )


def _person(name, role, department=None):
    user, is_new = get_user_model().objects.get_or_create(username=name)
    if is_new:
        user.set_unusable_password()
        user.save()
    Membership.objects.get_or_create(user=user, role=role, department=department)
    return user


def _signatures():
    """Return {person id: the fields that his deeds are signed with}."""
    held = Membership.objects.filter(user__username__contains=".").select_related("user")
    return {one.user_id: signature_of(one.user, one.role) for one in held}


def _themes():
    if not Theme.objects.exists():
        for order, entry in enumerate(json.loads(THEMES.read_text(encoding="utf-8"))):
            Theme.objects.create(order=order, **entry)
    return list(Theme.objects.order_by("code").values("pk", "code", "name", "name_en", "side"))


def _outline(kind, key):
    """Return an outline whose sections are in memory."""
    outline = Outline.objects.filter(kind=kind, key=key).order_by("-version").first()
    outline.sections = list(outline.sections.all())
    return outline
