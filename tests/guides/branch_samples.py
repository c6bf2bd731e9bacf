"""A department with guides in two folders, and what jobs on its branch are tested with."""

from django.utils import timezone
from wagtail.models import Page

from core.choices import Role
from guides.branches import running, starting
from guides.branches.tree import branch_of
from guides.compiling.compile import guide_root
from guides.models import BranchJob, GuideFolder
from moderation.models import Submission
from tests import factories

REASON = "机构改革：并入市场监管局"


def bare(page):
    """Return a page as the explorer has it."""
    return Page.objects.get(pk=page.pk)


def shelf(department, slug, guides, *, manual_of_first=False, **fields):
    """Return a new folder of a department with so many draft guides."""
    top = factories.department_page(department)
    folder = top.add_child(instance=GuideFolder(title=slug, slug=slug, live=False))
    outline = factories.OutlineFactory()
    for number in range(guides):
        page = _guide_in(folder, department, outline, **fields)
        if manual_of_first and not number:
            factories.manual_page(page)
    return GuideFolder.objects.get(pk=folder.pk)


def _guide_in(folder, department, outline, **fields):
    from guides.models import GuidePage

    situation = factories.SituationFactory(item__department=department)
    code = f"{department.slug}-{situation.item.basic_code}-{situation.code}"
    page = GuidePage(
        department=department,
        situation=situation,
        title=situation.item.name,
        slug=code,
        code=code,
        outline=outline,
        live=False,
        **fields,
    )
    GuideFolder.objects.get(pk=folder.pk).add_child(instance=page)
    page.save_revision()
    return page


def submitted(guide, state="in_review"):
    """Leave a Submission of a guide, in review or ended."""
    return Submission.objects.create(
        page=guide,
        department=guide.department,
        code=guide.code,
        title=guide.title,
        guide_text="{}",
        guide_sha256="0" * 64,
        sha256="0" * 64,
        submitted_by=factories.UserFactory(),
        state=state,
        ended_at=None if state == "in_review" else timezone.now(),
    )


def operator(**fields):
    """Return a person who may start jobs."""
    return factories.person(Role.OPERATOR, **fields)


def job_on(page, target=None):
    """Ask for a job on a branch: a hand-over when there is a target."""
    kind = BranchJob.Kind.MOVE if target else BranchJob.Kind.DELETE
    return starting.start(kind, branch_of(bare(page)), operator(), REASON, target)


def carried_out(job):
    """Return a job after the relay has carried it out to its end."""
    while running.carry_out_next():
        pass
    return BranchJob.objects.get(pk=job.pk)


def is_sound():
    """Return whether the tree has no problem, and every address is that of its place."""
    paths = {page.path: page for page in guide_root().get_descendants(inclusive=True)}
    steps = Page.steplen
    right = all(
        page.url_path == f"{paths[path[:-steps]].url_path}{page.slug}/"
        for path, page in paths.items()
        if path[:-steps] in paths
    )
    return right and not any(Page.find_problems())
