"""Storing a form's file while the form is checked, so that a disk's refusal stands at its field."""

import logging
from collections.abc import Callable
from typing import Any

from django import forms

from core.files.disk_faults import refusal_of

log = logging.getLogger(__name__)


def keep_at_the_form(form: Any, field: str, keep: Callable[[], object]) -> None:
    """Call `keep()` once everything else in a form is right; an OSError becomes the field's error.

    For the end of `_post_clean`: the view that saves the form then finds the file stored.
    """
    if form.errors:
        return
    try:
        keep()
    except OSError as error:
        log.error("what came in %s cannot be stored: %s", field, error)
        form.add_error(field, forms.ValidationError(refusal_of(error), code="disk"))
