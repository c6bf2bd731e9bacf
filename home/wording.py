"""Filters that write content: Chinese text is marked as such on English pages."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat, linebreaksbr, urlencode
from django.utils.dateformat import format as date_in_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from markupsafe import Markup, escape

from guides.showing.advice import link_of
from guides.showing.words import day

CHINESE = re.compile(r"[\u2e80-\u2eff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
LINK = Markup('<a href="{}">{}</a>')
LANG_ZH = Markup(' lang="zh"')


def is_chinese(text: object) -> bool:
    """Return whether a text has a Chinese character or Chinese punctuation."""
    return bool(CHINESE.search(str(text)))


class Wording:
    """The filters of pages in Chinese, where Chinese text needs no mark."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Return {name: function} for the templates."""
        ours = ("zh", "lang_zh", "prose", "value", "named", "listed")
        return {name: getattr(self, name) for name in ours} | {
            "written_day": day,
            "day_and_month": day_and_month,
            "clock": lambda moment: date_in_format(localtime(moment), "H:i"),
            "moment": lambda moment: date_in_format(localtime(moment), _("j F, H:i")),
            "calendar_day": lambda date: date_in_format(date, _("j F")),
            "tel": lambda number: link_of(str(number or "")),
            "filesizeformat": filesizeformat,
            "linebreaksbr": linebreaksbr,
            "urlencode": urlencode,
        }

    def zh(self, text: Any) -> str:
        """Return content for inside a line; Chinese is wrapped in `<span lang="zh">` in English."""
        return "" if text is None else escape(text)

    def lang_zh(self, text: Any) -> str:
        """Return the attribute ` lang="zh"` for an element whose content is this text."""
        return ""

    def prose(self, text: Any) -> str:
        """Return plain text as paragraphs, one a line; a web address becomes a link."""
        lines = (line.strip() for line in str(text or "").split("\n"))
        return _joined(
            part
            for line in lines
            if line
            for part in ("<p", self.lang_zh(line), ">", _link(line) or escape(line), "</p>")
        )

    def value(self, text: Any) -> str:
        """Return the value of a row: a link, paragraphs of several lines, or the text itself."""
        text = str(text or "")
        return self.prose(text) if "\n" in text else _link(text) or self.zh(text)

    def named(self, one: Mapping[str, str] | None) -> str:
        """Return the name of `{name, name_en}`, in English where there is one, else marked."""
        return escape((one or {}).get("name", ""))

    def listed(self, texts: Iterable[Any]) -> str:
        """Return words as a sentence lists them."""
        return escape(pgettext("between listed words", ", ")).join(self.zh(one) for one in texts)


class EnglishWording(Wording):
    """The filters of pages in English."""

    def zh(self, text: Any) -> str:
        text = super().zh(text)
        return _joined(('<span lang="zh">', text, "</span>")) if is_chinese(text) else text

    def lang_zh(self, text: Any) -> str:
        return LANG_ZH if is_chinese(text or "") else ""

    def named(self, one: Mapping[str, str] | None) -> str:
        english = (one or {}).get("name_en", "")
        return escape(english) if english else self.zh((one or {}).get("name", ""))


def day_and_month(moment: datetime) -> str:
    """Return the day of a moment without its year."""
    return date_in_format(localtime(moment), _("j F"))


def _link(text):
    """Return the link of a text that is a web address, else None."""
    address = link_of(text, "web")
    return LINK.format(address, text) if address else None


def _joined(parts):
    """Return pieces as one; each is markup of ours or has been escaped."""
    return Markup("".join(parts))  # noqa: S704
