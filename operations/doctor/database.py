"""The database: reached, new enough, in the right form, migrated, guarded."""

from django.conf import settings
from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.append_only import AppendOnlyModel
from core.checks import own_models
from core.running import replica
from operations.doctor.lines import Ailment, line
from operations.inspections.checks.machine import waiting_migrations
from operations.service_versions import found_versions

OF_THE_DATABASE = ("PostgreSQL", "SQLite")
MANAGE = "manage.py"
MOST_BEHIND = 64 * 1024 * 1024
"""Bytes of the write-ahead log that a copy may lack without a word."""


@line("database", gettext_lazy("Database"))
def database() -> Ailment | None:
    """The database answers."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError as error:
        cause = str(error).strip().splitlines()[0]
        if connection.vendor == "sqlite":
            return Ailment(
                cause, _("See that DATABASE_URL names a file in a folder of this account.")
            )
        return Ailment(
            cause, _("Start PostgreSQL: `systemctl start postgresql`; see DATABASE_URL.")
        )
    return None


@line("database_version", gettext_lazy("Version of the database"), needs=["database"])
def database_version() -> Ailment | None:
    """The database is as new as what the site was tried with."""
    old = [one for one in found_versions() if one.name in OF_THE_DATABASE and one.is_too_old]
    if old:
        return Ailment(
            _("%(name)s %(version)s is too old.")
            % {"name": old[0].name, "version": old[0].version},
            _("Upgrade it as docs/operations.md says, “Upgrading services”."),
        )
    return None


@line("migrations", gettext_lazy("Migrations"), needs=["database"])
def migrations() -> Ailment | None:
    """The database has the form of this release."""
    waiting = waiting_migrations()
    if waiting:
        names = ", ".join(waiting[:3])
        cause = _("%(count)s migrations wait: %(names)s") % {"count": len(waiting), "names": names}
        return Ailment(cause, f"`{MANAGE} migrate`")
    return None


@line("encoding", gettext_lazy("Encoding of the database"), needs=["database"])
def encoding() -> Ailment | None:
    """PostgreSQL knows Chinese letters; SQLite always does."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datctype FROM pg_database "
            "WHERE datname = current_database()"
        )
        name, locale = cursor.fetchone()
    if name != "UTF8" or locale in ("C", "POSIX"):
        cause = _("It is %(encoding)s with the locale %(locale)s: Chinese is not searched.")
        return Ailment(
            cause % {"encoding": name, "locale": locale},
            _("Make the cluster anew with initdb -E UTF8 --locale=C.UTF-8, and restore into it."),
        )
    return None


@line("replica", gettext_lazy("Copy for readers"), needs=["database"])
def readers_copy() -> Ailment | None:
    """The copy of the database that readers read answers, is one, and follows."""
    if not replica.is_set_up():
        return None
    meanwhile = _("Readers read on the primary meanwhile.")
    try:
        place = replica.position(replica.ALIAS)
    except replica.AWAY as error:
        cause = _("It does not answer: %(error)s") % {"error": error}
        return Ailment(cause, _("See DATABASE_REPLICA_URL, and start it.") + meanwhile)
    if place is None:
        return Ailment(
            _("DATABASE_REPLICA_URL names a database that follows none."),
            _("Name a streaming replica, as docs/operations.md says, “A copy for readers”."),
        )
    written = replica.position(replica.PRIMARY, replica.WRITTEN) or 0
    if written - place > MOST_BEHIND:
        cause = _("It is %(megabytes)s MB behind.") % {"megabytes": (written - place) // 10**6}
        return Ailment(
            cause,
            _("See its log and pg_stat_replication on the primary. ") + meanwhile,
            is_warning=True,
        )
    return None


@line("durability", gettext_lazy("What is filed is on the disk"), needs=["database"])
def durability() -> Ailment | None:
    """A commit is on the disk before it is acknowledged."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            (mode,) = cursor.fetchone()
            if mode != "wal":
                return Ailment(
                    _("SQLite's journal is “%(mode)s”: readers wait for writers.") % {"mode": mode},
                    _("The folder of the database does not allow WAL: choose one on a local disk."),
                )
            return None
        cursor.execute("SHOW synchronous_commit")
        (mode,) = cursor.fetchone()
    if mode == "off":
        return Ailment(
            _("synchronous_commit is off: what was filed last is lost at a power cut."),
            _("In postgresql.conf: synchronous_commit = on, then reload."),
        )
    return None


@line("guards", gettext_lazy("Guards of what is written once"), needs=["database", "migrations"])
def guards() -> Ailment | None:
    """The database itself refuses to change what is written once."""
    tables = {one._meta.db_table for one in own_models() if issubclass(one, AppendOnlyModel)}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'"
            )
        guarded = {name for (name,) in cursor.fetchall()}
    bare = sorted(tables - guarded)
    if bare:
        cause = _("These tables can be changed by SQL: %(tables)s") % {"tables": ", ".join(bare)}
        return Ailment(cause, f"`{MANAGE} guard_tables`")
    return None


@line("shared_account", gettext_lazy("Account of the database"), needs=["database"])
def shared_account() -> Ailment | None:
    """The site does not work as the database's superuser in a city."""
    if connection.vendor != "postgresql" or settings.DEBUG:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_super,) = cursor.fetchone()
    if is_super:
        return Ailment(
            _("The site works as a superuser of PostgreSQL."),
            _("Make a role of its own that owns the database, with REPLICATION for backups."),
            is_warning=True,
        )
    return None
