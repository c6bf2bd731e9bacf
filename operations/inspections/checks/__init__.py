"""The checks, by subject; importing them registers them, in the order in which they are shown."""

from operations.inspections.checks import backups, contents, machine, readers, service_health, work

__all__ = ["backups", "contents", "machine", "readers", "service_health", "work"]
