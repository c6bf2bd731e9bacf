"""Puts what stands in for parts of Wagtail and Django into its place when the site starts."""

from collections.abc import Callable
from typing import Any

from core.wagtail_changes import (
    admin_tags,
    bare_pages,
    day_fields,
    empty_choices,
    known_keys,
    one_export,
    plain_sidebar,
    posted_forms,
    signed_log,
    stock_mails,
    text_fields,
)

CHANGES = (
    admin_tags,
    bare_pages,
    day_fields,
    empty_choices,
    known_keys,
    plain_sidebar,
    posted_forms,
    signed_log,
    stock_mails,
    text_fields,
)
"""What has to be put into its place; the other files here are used by name."""


def install(export: Callable[..., Any]) -> None:
    """Install every change, once the apps of Wagtail are ready; `export` writes a list's table."""
    for change in CHANGES:
        change.install()
    one_export.install(export)
