"""Filters that write content: Chinese text is marked as such on English pages."""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from guides.showing.advice import link_of
from guides.showing.words import day, in_english, picked

register = template.Library()

CHINESE = re.compile(r"[\u2e80-\u2eff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


def is_chinese(text):
    """Return whether a text has a Chinese character or Chinese punctuation."""
    return bool(CHINESE.search(str(text)))


@register.filter
def zh(text):
    """Return content for inside a line; Chinese is wrapped in `<span lang="zh">` in English."""
    if text in (None, ""):
        return ""
    if in_english() and is_chinese(text):
        return format_html('<span lang="zh">{}</span>', text)
    return conditional_escape(text)


@register.filter
def lang_zh(text):
    """Return the attribute ` lang="zh"` for an element whose content is this text."""
    return mark_safe(' lang="zh"') if in_english() and is_chinese(text or "") else ""


@register.filter
def prose(text):
    """Return plain text as paragraphs, one a line; a web address becomes a link."""
    lines = [line.strip() for line in str(text or "").split("\n") if line.strip()]
    return format_html_join("", "<p{}>{}</p>", ((lang_zh(line), _linked(line)) for line in lines))


@register.filter
def value(text):
    """Return the value of a row: a link, paragraphs of several lines, or the text itself."""
    text = str(text or "")
    if "\n" in text:
        return prose(text)
    return _linked(text) if link_of(text, "web") else zh(text)


def _linked(text):
    address = link_of(text, "web")
    return format_html('<a href="{}">{}</a>', address, text) if address else text


@register.filter
def named(one):
    """Return the name of `{name, name_en}`: English where there is one, else Chinese, marked."""
    found = picked(one or {})
    return conditional_escape(found["text"]) if found["own"] else zh(found["text"])


@register.filter
def written_day(iso):
    """Return an ISO date or a date as a reader writes it."""
    return day(iso)


@register.filter
def tel(number):
    """Return the `tel:` address of a phone number, empty when it is none."""
    return link_of(str(number or ""))
