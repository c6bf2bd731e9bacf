"""Forgets the calendar that this process has read, when it changes."""

from django.db.models.signals import post_delete, post_save

from core.duties.models import CalendarDay, HolidayNotice
from core.duties.working_days import forget_calendar


def connect() -> None:
    """Follow every change of the local calendar."""
    for model in (CalendarDay, HolidayNotice):
        for signal in (post_save, post_delete):
            uid = f"calendar_{model.__name__}_{id(signal)}"
            signal.connect(forget_calendar, sender=model, dispatch_uid=uid)
