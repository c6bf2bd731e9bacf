"""What an editor and the reviewers do with one guide; imported once Django is set up."""

import re
import time
from random import randrange, uniform
from urllib.parse import urlencode

from _people import Person, RefusedError, Times, fields_of
from django.urls import reverse
from django.utils import timezone

from guides.compiling.compile import guide_root
from guides.models import GuidePage
from moderation.choices import SubmissionState
from moderation.models import Submission
from moderation.withdraw import withdraw
from tests.guides.form_data import posted

times = Times()
START = randrange(1_000)
"""The guide of a department with which a run begins: the same ones would be revised each time."""
REASON = "按新规定调整"


class Work:
    """One guide's way from the edit form to the register (一次修订)."""

    def __init__(self, editor, turn, port, *, pause=0):
        self.slug = f"g{editor:02d}"
        self.port, self.pause = port, pause
        self.compiler = self._person(f"compiler.{self.slug}")
        pages = GuidePage.objects.filter(department__slug=self.slug).order_by("pk")
        self.page = pages[(START + turn) % pages.count()]
        self._clear()

    def attempt(self):
        """Do the whole, and leave it at that when something is refused: it has been counted."""
        try:
            self.guide()
        except RefusedError as refused:
            print(refused)

    def guide(self):
        """Open, change, save, submit, have it decided four times."""
        self._save()
        self._wait()
        submission = self._submit()
        reviewers = [f"reviewer.{self.slug}", "formal.gen", "compliance.gen", "filing.gen"]
        for place, name in enumerate(reviewers):
            self._wait()
            self._decide(submission, self._person(name), "file" if place == 3 else "decide")

    def lists(self):
        """Look at the lists that everybody looks at."""
        who, folder = self.compiler, self.page.get_parent()
        officer = self._person("filing.gen")
        officer.get(_explore(guide_root().pk), "explorer")
        who.get(_explore(folder.get_parent().pk), "explorer_department")
        who.get(_explore(folder.pk), "explorer_folder")
        who.get(reverse("wagtailadmin_home"), "dashboard")
        who.get(reverse("wagtailadmin_choose_page"), "chooser")
        who.get(reverse("wagtailadmin_pages:history", args=[self.page.pk]), "history")
        for word in ("许可", self.page.title[:8], self.page.code):
            asked = urlencode({"q": word})
            who.get(f"{reverse('wagtailadmin_pages:search')}?{asked}", "search")
            who.get(f"{_explore(folder.get_parent().pk)}?{asked}", "search_department")
            who.get(f"{_explore(folder.pk)}?{asked}", "search_folder")

    def _save(self):
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        html = self.compiler.get(address, "edit")
        draft = self.page.get_latest_revision_as_object()
        form = posted(html, draft)
        first = draft.summary.partition("；")[0]
        form["summary"] = [f"{first}；第{randrange(1, 10_000)}次修订"]
        form["change_note"] = [f"改写说明 {time.time():.0f}"]
        self.compiler.post(address, form, "save")

    def _submit(self):
        address = reverse("moderation:submit", args=[self.page.pk])
        html = self.compiler.get(address, "submit_screen")
        form = fields_of(html)
        for name in re.findall(r'name="(reason-[^"]+)"', html):
            form[name] = REASON
        self.compiler.post(address, form, "submit")
        return Submission.objects.get(page=self.page, state=SubmissionState.IN_REVIEW)

    def _decide(self, submission, reviewer, name):
        address = reverse("moderation:review", args=[submission.pk])
        html = reviewer.get(address, "review_screen")
        form = fields_of(html)
        form["checked"] = re.findall(r'name="checked" value="([^"]+)"', html)
        marked = {f"choice-{key}": "fine" for key in submission.changes}
        said = {"verdict": "approved", "opinion": "同意"}
        if 'name="secrecy_by"' in html:
            said |= {"secrecy_by": "赵六", "secrecy_on": timezone.localdate().isoformat()}
        reviewer.post(address, form | marked | said, name)

    def _person(self, name):
        return Person(name, self.port, times)

    def _wait(self):
        """Wait as people do, some longer and some shorter: they never act all at once."""
        time.sleep(self.pause * uniform(0.5, 1.5))

    def _clear(self):
        """Take back what an earlier run left in review."""
        for left in Submission.objects.filter(page=self.page, state=SubmissionState.IN_REVIEW):
            withdraw(left, self.compiler.user)


def _explore(pk):
    return reverse("wagtailadmin_explore", args=[pk])
