"""Why a submission or a decision is refused, in sentences for the person at the screen."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from guides.choices import DocumentKind
from guides.document import GuideDocument, ManualDocument
from guides.document.errors import problems_of
from guides.outlines.conformance import Finding
from guides.outlines.places import place_in_words


class SubmissionRefused(ValidationError):  # noqa: N818 - a sentence for people, not a fault
    """A guide that cannot be submitted as it is."""


class AlreadyInReview(SubmissionRefused):
    """One Submission of a guide at a time."""

    def __init__(self):
        super().__init__(
            _("This guide is in review already. Withdraw it first to send a new text.")
        )


class NothingChanged(SubmissionRefused):
    """The text is the one that is filed."""

    def __init__(self):
        super().__init__(_("Nothing has changed since the last filed version."))


class DraftChanged(SubmissionRefused):
    """The draft was saved again after the submit screen was opened."""

    def __init__(self):
        super().__init__(
            _("The draft was changed after this page was opened. Please look at it again.")
        )


class NotPresentable(SubmissionRefused):
    """The draft holds values that no Document can take; `findings` says which and why."""

    def __init__(self, pydantic_error):
        is_manual = pydantic_error.title == ManualDocument.__name__
        model = ManualDocument if is_manual else GuideDocument
        kind = DocumentKind.MANUAL if is_manual else DocumentKind.GUIDE
        self.findings = [_unusable(problem, model, kind) for problem in problems_of(pydantic_error)]
        super().__init__(_("The draft holds values that cannot be used."))


def _unusable(problem, model, kind):
    steps = problem.pointer.strip("/").split("/")
    message = f"{place_in_words(model, steps)}：{problem.message}"
    return Finding(problem.pointer, message, steps[0], kind)


class ManualMissing(SubmissionRefused):
    """A guide whose filed version has a manual is submitted with its manual."""

    def __init__(self):
        super().__init__(
            _("The filed version has a business manual; the guide cannot be submitted without it.")
        )


class ErrorsFound(SubmissionRefused):
    """The quality rules find errors, or the outline is not followed; `findings` lists where."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__(
            _("It cannot be submitted yet: %(count)s errors have to be mended first."),
            params={"count": len(findings)},
        )


class ReasonsMissing(SubmissionRefused):
    """Changed sections of a revision without a reason; `sections` are their keys."""

    def __init__(self, changes):
        self.sections = [change.key for change in changes]
        super().__init__(
            _("Please give the reason for the change in: %(sections)s."),
            params={"sections": "、".join(str(change.label) for change in changes)},
        )


class GuideClosed(SubmissionRefused):
    """No version can follow what has been filed, as after an abolition; `why` says so."""

    def __init__(self, why):
        super().__init__(why)


class ItemCancelled(SubmissionRefused):
    """The catalogue does not list the item any more."""

    def __init__(self, item_name):
        super().__init__(
            _(
                "The item “%(name)s” is no longer in use in the catalogue, so its guide cannot be"
                " submitted. If it is handled again, ask the operator to put it back into use; if"
                " not, ask the filing officer to abolish the guide."
            ),
            params={"name": item_name},
        )


class ItemOfAnother(SubmissionRefused):
    """The guide's item was given to another department, the guide was not."""

    def __init__(self):
        super().__init__(
            _(
                "The item of this guide belongs to another department now. "
                "Ask the operator to hand the guide over as well."
            )
        )


class FilesOfOthers(SubmissionRefused):
    """Files that only other departments have uploaded."""

    def __init__(self, count):
        super().__init__(
            _(
                "%(count)s of the files belong to another department, so they cannot be sent with "
                "this guide. Put your department's own files in their place."
            ),
            params={"count": count},
        )


class FilesWithheld(SubmissionRefused):
    """Files that would become public, while another guide holds them as internal."""

    def __init__(self, names):
        self.names = names
        super().__init__(
            _(
                "Another guide holds these files as internal, so this one cannot make them public: "
                "%(names)s. Choose other files, or let that guide publish them first."
            ),
            params={"names": "、".join(names)},
        )


class ChangeNoteMissing(SubmissionRefused):
    """A revision that does not say what changed; `findings` lists where it is to be said.

    Readers see that sentence beside the version: 这一版改了什么.
    """

    def __init__(self, kinds):
        sentence = _(
            "Say what changed against version %(version)s: readers see it beside the version."
        )
        self.findings = [
            Finding("/change_note", sentence % {"version": version}, "cover", kind)
            for kind, version in kinds.items()
        ]
        super().__init__(_("A revision says what changed (“What changed” on the cover)."))


class FilesMissing(SubmissionRefused):
    """Files that the text names, but whose bytes its department has not stored."""

    def __init__(self, names):
        self.names = names
        super().__init__(
            _("These files are not stored; please upload them again: %(names)s."),
            params={"names": "、".join(names)},
        )


@dataclass(frozen=True)
class OpenComment:
    """A comment that is not settled: who said what, and where it opens."""

    message: str
    link: str


class CommentsOpen(SubmissionRefused):
    """Comments in the editor that nobody has settled; `findings` lists them."""

    def __init__(self, findings):
        self.findings = findings
        super().__init__(
            _(
                "Not all comments are settled: %(count)s. Open each, do or answer what it says, "
                "mark it as resolved, and save."
            ),
            params={"count": len(findings)},
        )


class KindRefused(SubmissionRefused):
    """A kind of change that does not fit; the sentence says why."""

    def __init__(self, why):
        super().__init__(why)


class DateInThePast(SubmissionRefused):
    """A text cannot have been in force before it was filed."""

    def __init__(self):
        super().__init__(_("The date in force must not lie in the past."))


class DecisionRefused(ValidationError):  # noqa: N818 - a sentence for people, not a fault
    """A decision that cannot be taken as it was sent."""


class NotLookedAt(DecisionRefused):
    """An approval of something that the reviewer has not looked at; `labels` name the sections."""

    def __init__(self, labels):
        self.labels = labels
        super().__init__(
            _(
                "Before approving, mark each changed section as fine or read the whole text to its "
                "end. Not marked yet: %(sections)s."
            ),
            params={"sections": "、".join(labels)},
        )


class PointsOpen(DecisionRefused):
    """An approval with open points in the checklist of its stage; `labels` name them."""

    def __init__(self, labels):
        self.labels = labels
        super().__init__(
            _(
                "Points of the checklist are still open: %(points)s. Check them and mark them, or "
                "return the text with your reasons."
            ),
            params={"points": "；".join(labels)},
        )


class ChecklistChanged(DecisionRefused):
    """The checklist says something else than the points on the person's screen."""

    def __init__(self):
        super().__init__(
            _(
                "The checklist was changed after you opened this page, so nothing was decided. "
                "What you typed is kept; look at the points as they are now."
            )
        )


class StaleDecision(DecisionRefused):
    """The screen showed another text or stage than the one that waits now; nothing was stored.

    `since` is the Decision about the stage that it showed, where somebody has decided meanwhile.
    """

    def __init__(self, since: Any = None, *, is_withdrawn: bool = False):
        if since is not None:
            super().__init__(
                _("This stage has been decided since you opened it: %(verdict)s, by %(by)s."),
                params={"verdict": since.get_verdict_display(), "by": since.signature},
            )
        elif is_withdrawn:
            super().__init__(_("The department has withdrawn this text since you opened it."))
        else:
            super().__init__(_("The content has changed. Please look at it again."))


class NotAllowed(PermissionDenied):
    """The rules about people say no; `args[0]` is the sentence why."""
