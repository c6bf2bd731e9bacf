"""Steps of review that tests walk: save a draft, decide the stage that waits, go through all."""

import json
import re

from django.core.files.base import ContentFile
from django.utils import timezone

from core.models import DepartmentDocument
from moderation.checklists.shipped import SHIPPED
from moderation.choices import Verdict
from moderation.decide import decide
from moderation.models import Submission
from moderation.submit import submit

REASONS = {"fees": "取消收费", "item": "事项目录调整", "time_limits": "压减时限"}


def save_draft(page, user, **fields):
    """Save a new draft of a page as the editor does, and give the page as it then is."""
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user, log_action=True)
    return type(page).objects.get(pk=page.pk)


def approver(city, submission):
    """Return the person whose turn it is."""
    return {
        "department": city.reviewer,
        "formal": city.formal,
        "compliance": city.compliance,
        "filing": city.filing,
    }[submission.stage]


def checked_for_secrets():
    """Return who checked for secrets, and when: today."""
    return "王检查", timezone.localdate()


def every_point():
    """Return the keys of all points of the checklists by default."""
    return [point.key for points in SHIPPED.values() for point in points]


def act(submission, user, verdict=Verdict.APPROVED, **given):
    """Decide what is on the screen now, and give the Submission as it is afterwards."""
    shown = Submission.objects.get(pk=submission.pk)
    given = {"stage": shown.stage, "sha256": shown.sha256, "secrecy": checked_for_secrets()} | given
    given = {"checked": every_point()} | given
    decide(shown, user, verdict, **given)
    return Submission.objects.get(pk=submission.pk)


def sent(submission, verdict="approved", **more):
    """Return what the review screen sends, each changed section marked as fine."""
    marked = {f"choice-{key}": "fine" for key in submission.changes}
    marked["checked"] = [point.key for point in SHIPPED.get(submission.stage, ())]
    if submission.stage == "compliance":
        marked |= {"secrecy_by": "王检查", "secrecy_on": f"{timezone.localdate():%Y-%m-%d}"}
    shown = {"stage": submission.stage, "sha256": submission.sha256}
    return marked | shown | {"verdict": verdict, "opinion": ""} | more


def approve_all(city, submission, between=lambda stage: None):
    """Let every stage approve; `between(stage)` runs after each of them."""
    while submission.is_open:
        stage = submission.stage
        submission = act(submission, approver(city, submission), opinion=f"{stage}：同意")
        between(stage)
    return submission


def file_guide(city, **fields):
    """Submit the city's guide as it is and take it through all stages to a filed version."""
    if fields:
        save_draft(city.guide, city.compiler, **fields)
    return approve_all(city, submit(city.guide, city.compiler, reasons=REASONS))


def stored_file(user, name, content):
    """Return an uploaded file with these bytes."""
    document = DepartmentDocument(title=name, uploaded_by_user=user)
    document.file = ContentFile(content, name=name)
    document.save()
    return document


def attachment_section(document):
    """Return sections of a guide that name one file as an attachment."""
    row = {"name": "附件", "file": document.pk}
    return json.dumps([{"type": "attachments", "value": [row]}])


def text_of(response):
    """Return a page without line breaks."""
    return re.sub(r"\s+", " ", response.content.decode())
