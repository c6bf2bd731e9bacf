"""Tags about the rows of a list of pages."""

from django import template

from core.lists.row_facts import parent_id_of_row, standings_of_row

register = template.Library()
register.simple_tag(standings_of_row, takes_context=True, name="standings")
register.simple_tag(parent_id_of_row, takes_context=True, name="parent_id")
