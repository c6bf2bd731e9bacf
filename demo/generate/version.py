"""One filed version of a generated record: its texts as they are stored, hashes and moments."""

from datetime import timedelta

from guides.document import sha256_hex
from guides.document.text_field import pack
from moderation.models import Submission


class Version:
    """Version `number` of a record, with the words that are in its slots now."""

    def __init__(self, record, number):
        plan, form, texts = record.plan, record.form, record.texts
        self.number = number
        self.change_note = texts["change_note"]
        self.guide_text, self.guide_sha256 = _stored(form.guide_text.fill(texts))
        self.public_text, self.public_sha256 = _stored(form.public_text.fill(texts))
        manual = form.manual_text.fill(texts) if plan.has_manual else ""
        self.manual_text, self.manual_sha256 = _stored(manual)
        self.fingerprint = Submission.fingerprint(self.guide_sha256, self.manual_sha256, None)
        self.summary = form.summary.fill(texts)
        self.changes = form.changes(number, plan.has_manual)
        self._time(plan.filed_at(number))

    def _time(self, filed_at):
        """Set when it was saved, submitted and decided; later versions follow at once."""
        if self.number == 1:
            before = [timedelta(hours=hours) for hours in (72, 48, 30, 20, 5, 0)]
        else:
            before = [timedelta(milliseconds=200 * step) for step in (5, 4, 3, 2, 1, 0)]
        self.saved_at, self.submitted_at, *self.decided_at = [filed_at - one for one in before]
        self.filed_at = filed_at


def _stored(text):
    """Return a text as its column keeps it, and its hash; both are empty for no text."""
    return pack(text), sha256_hex(text) if text else ""
