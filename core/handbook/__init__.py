"""The handbook (操作手册): chapters of `docs/handbook/`, one a role, shown under 帮助."""
