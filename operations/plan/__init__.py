"""The maintenance plan (运维计划): nodes in time, reminders, calendar and Gantt chart."""
