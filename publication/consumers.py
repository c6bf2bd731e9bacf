"""Who follows the event log: search, caches, webhooks; idempotent, each with its own cursor."""

_CONSUMERS = {}


class Unavailable(Exception):  # noqa: N818  a state of a service, not a fault
    """A consumer's service does not answer: try again later, as long as it takes.

    Any other exception counts as the event's fault and leads to a dead letter in the end.
    """


def register(name, handler):
    """Let `handler(event)` be called for every event, in order, at least once."""
    _CONSUMERS[name] = handler


def unregister(name):
    """Take a consumer away, as tests do."""
    _CONSUMERS.pop(name, None)


def registered():
    """Return the consumers as {name: handler}."""
    return dict(_CONSUMERS)
