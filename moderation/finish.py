"""What Wagtail does when a workflow ends: nothing, since filing publishes the Submission itself.

Named by WAGTAIL_FINISH_WORKFLOW_ACTION, which is resolved while `wagtail.models` loads; so this
module imports nothing of ours.
"""

from typing import Any


def leave_page_alone(workflow_state: Any, user: Any = None) -> None:
    """Leave the page a draft; Wagtail's own function would publish its latest revision."""
