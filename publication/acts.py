"""The acts of publication that the audit log knows by name: one for each kind of event."""

from publication.choices import EventType

LABELS = {f"publication.{code}": label for code, label in EventType.choices}


def act_of(event_type):
    """Return the act of the audit log for a kind of event."""
    return f"publication.{EventType(event_type).value}"
