"""The records that are measured: made when they are missing, kept between runs."""

from _places import OURS, STOCK, WORK, connect, manage, use_settings

SEED = 1


def prepare(count, *, with_stock=True):
    """Let there be `count` records in our database and as many pages in the stock one."""
    connect(OURS).close()
    manage(OURS, "migrate", "-v0")
    manage(OURS, "collectstatic", "--noinput", "-v0")
    if _rows(OURS, "guides_guidepage") < count:
        manage(OURS, "generate_records", f"--count={count}", f"--seed={SEED}", "--resume")
        _analyse(OURS)
    if not with_stock:
        return
    connect(STOCK).close()
    migrations = WORK / "stock_migrations"
    migrations.mkdir(parents=True, exist_ok=True)
    (migrations / "__init__.py").touch()
    manage(STOCK, "makemigrations", "stock", "-v0")
    manage(STOCK, "migrate", "-v0")
    manage(STOCK, "collectstatic", "--noinput", "-v0")
    if _rows(STOCK, "stock_stockguidepage") < count:
        use_settings()  # it unpacks our texts
        from stock.loading import load

        with connect(OURS) as source, connect(STOCK) as target:
            load(source, target, count)
        _analyse(STOCK)


def store_pages(codes):
    """Let the pages of these guides be stored, as the relay does after each filing."""
    listed = WORK / "codes.txt"
    listed.write_text("\n".join(codes))
    options = ["--language=zh-hans", "--processes=2"]
    manage(OURS, "render_pages", f"--codes={listed}", *options)


def some(name, query, count):
    """Return `count` rows of a query, always the same ones, spread over the whole table."""
    with connect(name) as connection:
        return connection.execute(query, [count]).fetchall()


def codes(count):
    """Return codes of different guides, spread over all of them."""
    return [code for (code,) in some(OURS, CODES, count)]


def stock_pages(count):
    """Return (primary key, address) of different stock pages."""
    return some(STOCK, STOCK_PAGES, count)


CODES = """
    SELECT code FROM publication_publicstate WHERE kind = 'guide' AND state = 'current'
    ORDER BY hashint8(id) LIMIT %s
"""
STOCK_PAGES = """
    SELECT id, url_path FROM wagtailcore_page WHERE depth = 4 ORDER BY hashint8(id) LIMIT %s
"""


def _rows(name, table):
    with connect(name) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _analyse(name):
    with connect(name) as connection:
        connection.execute("VACUUM (ANALYZE)")
