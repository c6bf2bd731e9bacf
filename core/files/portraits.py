"""Portraits of people: they come through the door of all uploads, and are kept small."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from core.files.admission import admitted
from core.files.image_safety import written_anew
from core.files.kept_at_the_form import keep_at_the_form
from core.wagtail_changes.new_files import is_new_file

MOST_SIDE = 400  # pixels


class PortraitForm(AvatarPreferencesForm):
    """A portrait (头像); Wagtail's form looks at the first bytes only and keeps what it likes."""

    avatar = forms.FileField(label=_("Portrait"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.avatar_before = self.instance.avatar

    def clean_avatar(self) -> Any:
        """Return the portrait to keep, or the one that is there when none was sent."""
        file = self.cleaned_data.get("avatar")
        if not file or file == self.avatar_before:
            return self.avatar_before
        kept = admitted(
            file,
            file.name,
            kinds=settings.WAGTAILIMAGES_EXTENSIONS,
            limit=settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        )
        small = written_anew(kept, kept.name, most_side=MOST_SIDE)
        small.name = f"{uuid4().hex}.{small.name.rpartition('.')[2]}"
        return small

    def _post_clean(self):
        super()._post_clean()
        keep_at_the_form(self, "avatar", self._keep)

    def _keep(self):
        portrait = self.instance.avatar
        if is_new_file(portrait):
            portrait.save(portrait.name, portrait.file, save=False)


class PortraitPanel(AvatarSettingsPanel):
    """The portrait on the account page."""

    form_class = PortraitForm
    template_name = "core/portrait.html"
