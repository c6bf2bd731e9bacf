"""Reads what an operator may set in the environment; docs/settings.md explains every name."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[3]


def text(name: str, default: str = "") -> str:
    """Return a variable as text, without surrounding blanks."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    """Return a variable as an integer; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def flag(name: str, default: bool = False) -> bool:
    """Return a variable as a boolean: 1, true, yes and on mean yes."""
    return text(name, str(default)).lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """Return a comma-separated variable as a list."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def private_folder(path: str | Path) -> None:
    """Make a folder that its owner alone enters, also when it was there before."""
    Path(path).mkdir(mode=0o700, parents=True, exist_ok=True)
    _leave_to_owner(Path(path), 0o700)


def private_file(path: str | Path) -> None:
    """Make an empty file that its owner alone reads, unless it is there; mend one that is open."""
    os.close(os.open(path, os.O_CREAT, 0o600))  # unlike touch(), leaves its times alone
    _leave_to_owner(Path(path), 0o600)


def _leave_to_owner(path, mode):
    status = path.stat()
    # Of another user's file, that one decides; the site reads it by its group.
    if status.st_mode & 0o077 and status.st_uid == os.geteuid():
        path.chmod(mode)


def kept_secret(folder: Path, name: str, length: int) -> str:
    """Return a secret of `length` random bytes in hex, made once and kept in `folder` for its
    owner.

    Two processes that start together get the same one: the one that creates the file first wins.
    """
    path = Path(folder) / name
    private_folder(path.parent)
    fresh = path.with_name(f".{name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(length), encoding="ascii")
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
