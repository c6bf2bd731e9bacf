"""A new outline in the admin: from nothing, or as a copy of another."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import DocumentKind
from guides.models import Outline, OutlineDraft
from publication.outlines.beginning import KEY_TAKEN, begin_new
from publication.outlines.drafting import NAME_TAKEN, is_name_taken
from publication.outlines.extra_forms import free_key
from publication.outlines.people import only_keepers

LONGEST = 100


class NewOutlineForm(forms.Form):
    """A new outline: its name and key, and what it is copied from, or else its kind."""

    label = forms.CharField(label=gettext_lazy("name"), max_length=LONGEST)
    label_en = forms.CharField(
        label=gettext_lazy("English name"), max_length=LONGEST, required=False
    )
    key = forms.RegexField(
        r"^[a-z0-9-]{1,60}$",
        label=gettext_lazy("key"),
        required=False,
        strip=True,
        help_text=gettext_lazy(
            "Its name in the interface and in files: small Latin letters, digits and “-”. "
            "Empty: one is made. It cannot be changed later."
        ),
    )
    copied = forms.ModelChoiceField(
        Outline.objects.none(),
        label=gettext_lazy("Copy of"),
        required=False,
        empty_label=gettext_lazy("None: it begins with one section, the name"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Written by it"),
        choices=DocumentKind.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only where nothing is copied; a copy is of the same kind."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["copied"]
        field.queryset = newest_versions()

    def clean_label(self) -> str:
        """Return the name, which no other outline has: people choose by it."""
        label = self.cleaned_data["label"]
        if is_name_taken(label):
            raise forms.ValidationError(NAME_TAKEN)
        return label

    def clean_key(self) -> str:
        """Return the key, or a free one when none is written."""
        known = keys_in_use()
        key = self.cleaned_data["key"] or free_key("outline-", known)
        if key in known:
            raise forms.ValidationError(KEY_TAKEN)
        return key

    def clean(self) -> dict[str, Any]:
        """Return what was sent; what is no copy needs a kind."""
        cleaned = super().clean() or {}
        if not self.errors.keys() & {"copied", "kind"} and not (
            cleaned.get("copied") or cleaned.get("kind")
        ):
            self.add_error("kind", _("Choose what is written by it, or an outline to copy."))
        return cleaned


def newest_versions() -> QuerySet[Outline]:
    """Return the newest version of each outline."""
    newer = Outline.objects.filter(key=OuterRef("key"), version__gt=OuterRef("version"))
    return Outline.objects.exclude(Exists(newer)).order_by("kind", "label", "pk")


def keys_in_use() -> set[str]:
    """Return the keys of all outlines, and of the drafts of new ones."""
    drafts = OutlineDraft.objects.filter(state__in=OutlineDraft.OPEN)
    return {
        *Outline.objects.values_list("key", flat=True),
        *drafts.values_list("key", flat=True),
    }


def new(request: HttpRequest) -> HttpResponse:
    """Begin the draft of a new outline; `copied` in the address chooses what is copied."""
    only_keepers(request.user)
    chosen = {"copied": request.GET.get("copied"), "kind": DocumentKind.GUIDE}
    form = NewOutlineForm(request.POST or None, initial=chosen)
    if form.is_valid():
        try:
            draft = begin_new(form.cleaned_data, request.user, form.cleaned_data["copied"])
            return redirect("outlines_draft", draft.pk)
        except ValidationError as error:
            form.add_error("key", error)
    status = 422 if form.is_bound else 200
    return render(request, "publication/outlines/new.html", {"form": form}, status=status)
