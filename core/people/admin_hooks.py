"""What this folder shows and does in the admin."""

from wagtail import hooks

from core.people import changes_log

hooks.register("register_log_actions", changes_log.register)
