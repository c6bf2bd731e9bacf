"""What a room says on screens, by its code and templates, and what its catalogue answers."""

import gettext
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize
from jinja2 import Environment

ROOMS = [
    "core", "guides", "quality", "moderation", "publication", "exchange", "search",
    "feedback", "home", "api", "operations", "demo", "config", "wagtail",
]  # fmt: skip
WAGTAIL = "wagtail"
PUBLIC = "public"
"""The folder of the public site's templates, which Jinja2 compiles."""
TOOLS = ("xgettext", "msgen", "msgfmt")
KEYWORDS = [
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3",
    "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3", "_", "ngettext:1,2", "gettext",
]  # fmt: skip


def missing_tools():
    """Return the names of gettext's tools that this machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def sources(room):
    """Return a room's Python files and templates; what no room owns is the public site's."""
    base = Path(settings.BASE_DIR)
    folder = base / "site" / "config" if room == "config" else base / room
    files = [path for path in folder.rglob("*.py") if "migrations" not in path.parts]
    files += [path for path in (base / "templates").rglob("*.html") if _owner(path, base) == room]
    if room == WAGTAIL:
        files += (base / "core" / "wagtail_changes" / "templates").rglob("*.html")
    return sorted(files)


def _owner(template, base):
    """Return the room of a template."""
    parts = template.relative_to(base / "templates").parts
    first = parts[1] if parts[0] == PUBLIC else parts[0]
    return first if first in ROOMS else "home"


def used_in(room, folder):
    """Return the msgids that a room uses, as gettext keys: a context stands before \\x04.

    `folder` takes the intermediate files.
    """
    texts = []
    for number, path in enumerate(sources(room)):
        text = path.read_text(encoding="utf-8")
        if PUBLIC in path.parts:
            text = _calls_in(text)
        elif path.suffix == ".html":
            text = templatize(text, origin=str(path))
        target = folder / f"{number}.py"
        target.write_text(text, encoding="utf-8")
        texts.append(str(target))
    if not texts:
        return set()
    pot, po = folder / "room.pot", folder / "room.po"
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    command = ["xgettext", "--language=Python", "--from-code=UTF-8", "-k", *keywords]
    subprocess.run([*command, "--force-po", "-o", pot, *texts], check=True)
    header = {"CHARSET": "UTF-8", "nplurals=INTEGER; plural=EXPRESSION": "nplurals=1; plural=0"}
    text = pot.read_text("utf-8")
    for blank, value in header.items():
        text = text.replace(blank, value)
    pot.write_text(text, "utf-8")
    subprocess.run(["msgen", "-o", po, pot], check=True, stderr=subprocess.DEVNULL)
    return set(compiled(po, folder)) - {""}


def _calls_in(template):
    """Return the calls of gettext in a Jinja2 template, as lines of Python."""
    found = Environment(extensions=["jinja2.ext.i18n"]).extract_translations(template)
    return "".join(f"{name}{_arguments(said)}\n" for _line, name, said in found)


def _arguments(said):
    texts = [said] if isinstance(said, str) else [one for one in said if one is not None]
    return f"({', '.join(map(repr, texts))})"


def compiled(po, folder, *options):
    """Return {key: translation} of a .po file; plurals are {(key, 0): …} as in `gettext`."""
    mo = folder / "compiled.mo"
    subprocess.run(["msgfmt", *options, "-o", mo, po], check=True)
    with mo.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


def catalogue(room):
    """Return the path of a room's Chinese catalogue."""
    place = Path("locale", room, "zh_Hans", "LC_MESSAGES", "django.po")
    return Path(settings.BASE_DIR, place)
