"""Lets the browser build blocks when needed: a section when it has time, a row when opened.

What: `_createChild` and `initDragNDrop` of the classes `ListBlock` and `StreamBlock` in Wagtail's
script, in `static/core/waiting.js`. Why: a browser builds every input of every row before the
first key can be pressed. Saves: 3.4 of 4.3 s until the first key of a guide with 60 materials (ADR
0017). When it can go: when Wagtail builds collapsed blocks lazily.
"""

from django import forms
from django.utils.functional import cached_property

TOUCHED = ("wagtailadmin/js/telepath/blocks.js",)


class BuiltLater:
    """Mixin of adapters whose blocks the browser builds when they are needed."""

    @cached_property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["core/waiting.js"])
