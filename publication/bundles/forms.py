"""The form of a bundle: its name, its guides by code, and what comes before what."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.editing.seen_form import SeenForm
from guides.choices import DocumentKind
from publication.bundles.deciding import FEWEST, MOST
from publication.choices import State
from publication.models import Bundle, BundlePart, PublicState

LINE = re.compile(r"^\s*([0-9a-z-]+)\s*(?:[:：]\s*([0-9,，、\s]*))?$")


class BundleForm(SeenForm, forms.ModelForm):
    """A bundle with its parts as lines: the guide's code, then after a colon what comes before."""

    parts = forms.CharField(
        label=gettext_lazy("Guides, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "The code of a guide, as in its address. What must be done before stands behind a "
            "colon as numbers of lines: “scjg-000131023000-01: 1”."
        ),
    )

    tables = ("parts",)

    class Meta:
        model = Bundle
        fields = ["name", "name_en", "slug", "department", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, departments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        if self.instance.pk:
            self.fields["slug"].disabled = True
            self.initial["parts"] = "\n".join(
                one.code + (": " + ",".join(map(str, one.after)) if one.after else "")
                for one in self.instance.parts.all()
            )

    def clean_parts(self) -> list[tuple[str, list[int]]]:
        """Return (code, places before) of each line; ValidationError naming the line."""
        lines = [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        if not FEWEST <= len(lines) <= MOST:
            raise ValidationError(_("A bundle has two to twelve guides."))
        found = [_line(number, line, len(lines)) for number, line in enumerate(lines, start=1)]
        codes = [code for code, _after in found]
        if len(set(codes)) < len(codes):
            raise ValidationError(_("One guide stands in two lines."))
        current = PublicState.objects.filter(
            code__in=codes, kind=DocumentKind.GUIDE, state=State.CURRENT
        ).values_list("code", flat=True)
        if gone := [code for code in codes if code not in set(current)]:
            message = _("These guides are not in force: %(codes)s.")
            raise ValidationError(message % {"codes": "、".join(gone)})
        return found

    def save(self, commit: bool = True) -> Bundle:
        """Save the bundle with its parts."""
        bundle = super().save(commit)
        bundle.parts.all().delete()
        BundlePart.objects.bulk_create([
            BundlePart(bundle=bundle, place=place, code=code, after=after)
            for place, (code, after) in enumerate(self.cleaned_data["parts"], start=1)
        ])  # fmt: skip
        return bundle


def _line(number: int, line: str, count: int) -> tuple[str, list[int]]:
    match = LINE.match(line)
    if not match:
        message = _("Line %(number)s is no code of a guide: “%(line)s”.")
        raise ValidationError(message % {"number": number, "line": line.strip()[:60]})
    before = [int(one) for one in re.findall(r"[0-9]{1,3}", match[2] or "")]
    if wrong := [one for one in before if not 1 <= one <= count or one >= number]:
        message = _("Line %(number)s: only lines above it can come before, not %(wrong)s.")
        raise ValidationError(message % {"number": number, "wrong": wrong[0]})
    return match[1], before
