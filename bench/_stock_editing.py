"""What an editor of the stock site does with one guide: the baseline of our own editors."""

import json
import subprocess
import time

from _people import TOKEN, Person
from _places import PYTHON, ROOT, STOCK, connect, environment

from guides.models import GuidePage
from tests.guides.form_data import posted

DIFFERENT = 50
"""Guides that are opened, spread over the whole site."""
GUIDES = """
    SELECT page.id, page.path, guide.sections FROM wagtailcore_page page
    JOIN stock_stockguidepage guide ON guide.page_ptr_id = page.id
    WHERE page.depth = 4 ORDER BY hashint8(page.id) LIMIT %s
"""
PARENT = "SELECT id FROM wagtailcore_page WHERE path = %s"
LOG_IN = """
from django.contrib.auth import get_user_model, login
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
user, _ = get_user_model().objects.get_or_create(username="bench", is_superuser=True, is_staff=True)
request = HttpRequest()
request.session = SessionStore()
login(request, user, "django.contrib.auth.backends.ModelBackend")
request.session.save()
print(request.session.session_key)
"""


class StockEditor(Person):
    """A superuser of the stock site; one guide's way from the edit form to a saved draft."""

    def __init__(self, port, times):
        self.port, self.times, self._connection, self.user = port, times, None, "stock"
        self._cookie = f"sessionid={_session()}; csrftoken={TOKEN}"
        with connect(STOCK) as connection:
            rows = connection.execute(GUIDES, [DIFFERENT]).fetchall()
            self.guides = [
                (key, connection.execute(PARENT, [path[:-4]]).fetchone()[0], sections)
                for key, path, sections in rows
            ]

    def work(self, number):
        """Look at the lists, then open a guide and save it with a change."""
        key, department, sections = self.guides[number % len(self.guides)]
        self.get("/admin/pages/2/", "explorer")
        self.get(f"/admin/pages/{department}/", "explorer_department")
        self.get("/admin/", "dashboard")
        self.get("/admin/choose-page/", "chooser")
        address = f"/admin/pages/{key}/edit/"
        html = self.get(address, "edit")
        self.post(address, _form(html, sections), "save")


def _form(html, sections):
    """Return the fields of a stock form; its sections are those of our blocks."""
    field = GuidePage._meta.get_field("sections")
    page = GuidePage(sections=field.to_python(json.dumps(sections)))
    return posted(html, page) | {"change_note": [f"压缩办理时限 {time.time():.0f}"]}


def _session():
    call = [PYTHON, "-m", "django", "shell", "--no-imports", "-c", LOG_IN]
    done = subprocess.run(
        call, env=environment(STOCK, 8000), cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()
