"""Titles as lists show them: without the words that every one ends with."""

from django import template

from guides.showing.words import short_title

register = template.Library()
register.filter(short_title)
