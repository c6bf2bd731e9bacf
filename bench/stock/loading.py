"""Copies our records into the stock site, page by page, with the tree that treebeard expects.

The first `DISTINCT` pages are copied one by one; a larger site repeats them by SQL under further
departments, so that filling takes minutes.
"""

import json
import uuid
from collections import Counter

from guides.document.text_field import unpack

BATCH = 1_000
DISTINCT = 50_000
BETWEEN_KEYS = 10_000_000
"""Between a page's primary key and that of its repetition."""
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HOME = "00010001"
MODELS = {"department": "stockdepartmentpage", "guide": "stockguidepage"}

RECORDS = """
    SELECT page.id, page.title, state.department_slug, guide.code, revision.content->>'sections',
           version.public_text, version.filing_no, version.filed_on
    FROM wagtailcore_page page
    JOIN guides_guidepage guide ON guide.page_ptr_id = page.id
    JOIN wagtailcore_revision revision ON revision.id = page.latest_revision_id
    JOIN publication_publicstate state ON state.code = guide.code AND state.kind = 'guide'
    JOIN publication_publishedversion version ON version.id = state.current_id
    WHERE page.id > %s ORDER BY page.id LIMIT %s
"""
JSON_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_name = 'stock_stockguidepage' AND data_type = 'jsonb'
"""


def load(source, target, count):
    """Copy until the stock site has `count` guides; goes on after those that it has."""
    tree = _Tree(target)
    distinct = min(count, DISTINCT)
    while tree.guides < distinct:
        last = target.execute("SELECT max(source_id) FROM stock_stockguidepage").fetchone()[0]
        records = source.execute(
            RECORDS, [last or 0, min(BATCH, distinct - tree.guides)]
        ).fetchall()
        if not records:
            raise RuntimeError(f"there are only {tree.guides} records to copy")
        with target.transaction():
            _write(target, tree, records)
        tree.guides += len(records)
    while tree.guides < count:
        with target.transaction():
            tree.guides += _repeat(target)
        print(f"stock: {tree.guides:,} of {count:,}")
    target.execute(
        "SELECT setval('wagtailcore_page_id_seq', (SELECT max(id) FROM wagtailcore_page))"
    )


class _Tree:
    """Where the next page goes: departments by slug, how many children each has."""

    def __init__(self, target):
        self.guides = target.execute("SELECT count(*) FROM stock_stockguidepage").fetchone()[0]
        self.last_id = target.execute("SELECT max(id) FROM wagtailcore_page").fetchone()[0]
        self.locale = target.execute("SELECT min(id) FROM wagtailcore_locale").fetchone()[0]
        found = target.execute("SELECT slug, path, numchild FROM wagtailcore_page WHERE depth = 3")
        self.departments = {slug: [path, numchild] for slug, path, numchild in found}
        types = "SELECT model, id FROM django_content_type WHERE app_label = 'stock'"
        self.json_columns = {name for (name,) in target.execute(JSON_COLUMNS)}
        self.types = dict(target.execute(types).fetchall())

    def next_id(self):
        self.last_id += 1
        return self.last_id


def _write(target, tree, records):
    pages, guides, departments, added = [], [], [], Counter()
    for pk, title, slug, code, sections, packed, filing_no, filed_on in records:
        if slug not in tree.departments:
            path = HOME + _step(len(tree.departments) + 1)
            tree.departments[slug] = [path, 0]
            departments.append({"page_ptr_id": tree.next_id()})
            pages.append(_page(tree, "department", path, slug, slug, f"/home/{slug}/", filed_on))
            added[HOME] += 1
        department = tree.departments[slug]
        department[1] += 1
        added[department[0]] += 1
        path = department[0] + _step(department[1])
        guides.append(_guide(tree, pk, sections, json.loads(unpack(packed)), filing_no))
        pages.append(_page(tree, "guide", path, title, code, f"/home/{slug}/{code}/", filed_on))
    _copy(target, "wagtailcore_page", pages)
    _copy(target, "stock_stockdepartmentpage", departments)
    _copy(target, "stock_stockguidepage", guides)
    for path, count in added.items():
        target.execute(
            "UPDATE wagtailcore_page SET numchild = numchild + %s WHERE path = %s", [count, path]
        )


def _repeat(target):
    """Repeat the distinct pages under departments of their own; return how many they are."""
    last = target.execute("SELECT max(id) FROM wagtailcore_page").fetchone()[0]
    turn = last // BETWEEN_KEYS + 1
    departments = target.execute(
        "SELECT slug, path FROM wagtailcore_page WHERE depth = 3 AND id < %s ORDER BY path",
        [BETWEEN_KEYS],
    ).fetchall()
    target.execute(
        "CREATE TEMP TABLE moved (path, new_path, slug) ON COMMIT DROP AS"
        " SELECT path, path, slug::text FROM wagtailcore_page LIMIT 0"
    )
    with target.cursor().copy("COPY moved FROM STDIN") as copy:
        for place, (slug, path) in enumerate(departments, start=1):
            copy.write_row([path, HOME + _step(turn * len(departments) + place), slug])
    keys = {"turn": turn, "shift": turn * BETWEEN_KEYS, "between": BETWEEN_KEYS, "home": HOME}
    copied = [_copy_rows(target, table, changes, keys) for table, changes in REPEATED.items()]
    target.execute(
        "UPDATE wagtailcore_page SET numchild = numchild + (SELECT count(*) FROM moved)"
        " WHERE path = %(home)s",
        keys,
    )
    return copied[-1]


REPEATED = {
    "wagtailcore_page": {
        "id": "page.id + %(shift)s",
        "path": "moved.new_path || substr(page.path, 13)",
        "translation_key": "gen_random_uuid()",
        "slug": "CASE page.depth WHEN 3 THEN page.slug || '-' || %(turn)s ELSE page.slug END",
        "url_path": "replace(page.url_path, '/home/' || moved.slug || '/',"
        " '/home/' || moved.slug || '-' || %(turn)s || '/')",
    },
    "stock_stockdepartmentpage": {"page_ptr_id": "page_ptr_id + %(shift)s"},
    "stock_stockguidepage": {
        "page_ptr_id": "page_ptr_id + %(shift)s",
        "source_id": "source_id + %(shift)s",
    },
}
"""What differs in a repeated row, by table."""


def _copy_rows(target, table, changes, keys):
    found = target.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    columns = [name for (name,) in found]
    values = [changes.get(name, f'page."{name}"') for name in columns]
    key, rest = "page_ptr_id", ""
    if table == "wagtailcore_page":
        key, rest = "id", "JOIN moved ON moved.path = substr(page.path, 1, 12)"
    quoted = ", ".join(f'"{name}"' for name in columns)
    done = target.execute(
        f"INSERT INTO {table} ({quoted}) SELECT {', '.join(values)} FROM {table} AS page {rest}"
        f" WHERE page.{key} < %(between)s",
        keys,
    )
    return done.rowcount


def _page(tree, kind, path, title, slug, url_path, filed_on):
    """Return the row of the page whose primary key was taken last."""
    return {
        "id": tree.last_id,
        "path": path,
        "depth": len(path) // 4,
        "numchild": 0,
        "translation_key": uuid.UUID(int=tree.last_id, version=4),
        "locale_id": tree.locale,
        "title": title,
        "draft_title": title,
        "slug": slug,
        "content_type_id": tree.types[MODELS[kind]],
        "live": True,
        "has_unpublished_changes": False,
        "url_path": url_path,
        "seo_title": "",
        "show_in_menus": False,
        "search_description": "",
        "expired": False,
        "locked": False,
        "first_published_at": filed_on,
        "last_published_at": filed_on,
        "latest_revision_created_at": filed_on,
    }


def _guide(tree, source, sections, public, filing_no):
    facts = {
        name: json.dumps(value) if name in tree.json_columns else value
        for name, value in _facts(public)
    }
    return facts | {
        "page_ptr_id": tree.next_id(),
        "source_id": source,
        "filing_no": filing_no,
        "fees_charged": public["fees"]["charged"],
        "checked_on": public["checked_on"] or None,
        **{name: public[name] for name in ("doc_no", "issuer", "summary", "change_note")},
        "catalogue": json.dumps(public["item"]),
        "outline": json.dumps(public["outline"]),
        "sections": sections,
    }


def _facts(public):
    for name, value in public["handling"].items():
        yield f"handling_{name}", value
    for limit in ("statutory", "promised", "acceptance", "delivery"):
        for name, value in public["time_limits"][limit].items():
            yield f"{limit}_{name}", value


def _copy(target, table, rows):
    if not rows:
        return
    columns = ", ".join(f'"{name}"' for name in rows[0])
    with target.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list(row.values()))


def _step(number):
    """Return treebeard's four base-36 digits of a child's number."""
    digits = ""
    for _place in range(4):
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits
