"""Departments with guides that a reform is tried on, and the two people who plan and confirm it."""

from django.utils import timezone

from core.choices import Role
from guides.branches import running
from guides.models import GuidePage
from publication.choices import ReformKind
from publication.models import Reform
from publication.reforms import planning, working
from publication.take_over import take_over
from tests import factories
from tests.guides.branch_samples import shelf
from tests.publication.filing_samples import guide_document, old_envelope

RENAMED = {"new_name": "数据局", "new_name_en": "Data Bureau"}


def department(slug="old", name="原部门", guides=0, files=0, **fields):
    """Return a department with so many guides, of which the first ones are filed."""
    made = factories.DepartmentFactory(slug=slug, name=name, **fields)
    if guides:
        shelf(made, "001", guides)
    for page in guides_of(made)[:files]:
        filed_by(page, made)
    return made


def guides_of(made):
    """Return a department's guides, in the order of the tree."""
    return list(GuidePage.objects.filter(department=made).order_by("path"))


def plan(kind, sources, target=None, items=(), people=(), **fields):
    """Return the draft of a reform, written by a formal reviewer."""
    writer = factories.person(Role.FORMAL_REVIEWER)
    given = {"decision_no": "云编〔2026〕3号", "reason": "机构改革", "written_by": writer}
    given |= {"effective_on": timezone.localdate(), "editors": [writer.pk]}
    reform = Reform.objects.create(kind=kind, target=target, **given | fields)
    reform.sources.set(sources)
    reform.items.set(items)
    reform.people.set(people)
    return reform


def merger(source, target, **fields):
    """Return the plan of a merger."""
    return plan(ReformKind.MERGE, [source], target, **fields)


def done(reform, user, name):
    """Do one step of a plan as somebody who has just looked at it; return it as it is then."""
    reform.refresh_from_db()
    return planning.do(reform, user, name, planning.stamp(reform))


def confirmed(reform, by=None):
    """Let a plan be sent by its writer and confirmed by a second person."""
    done(reform, reform.written_by, "send")
    return done(reform, by or factories.person(Role.COMPLIANCE_REVIEWER), "confirm")


def carried_out(reform):
    """Return a reform after the relay has done all of it that can be done."""
    while working.carry_out_next() or running.carry_out_next():
        pass
    return Reform.objects.get(pk=reform.pk)


def outcome(reform, about="guide"):
    """Return {key: whether it is done} of a reform's report."""
    return dict(reform.entries.filter(about=about).values_list("key", "is_done"))


def filed_by(page, made, version=1):
    """File a version of a guide that names this department as its authority."""
    authority = {"slug": made.slug, "name": made.name}
    item = {"name": page.title, "codes": {"basic": "000131001000"}, "authority": authority}
    document = guide_document(f"{page.title}{version}", item=item)
    take_over(page.code, document, None, old_envelope(version, number=page.pk * 10 + version))
