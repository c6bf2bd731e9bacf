"""The engines that are judged, each with a database or an index of its own."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from _places import ROOT, WORK, connect, database_url, service, use_settings

DATABASE = "guides_relevance"
BATCH = 200


def start(engine):
    """Let this process import the project with nothing but this engine, and its tables made."""
    WORK.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{WORK / 'relevance.sqlite3'}"
    if engine == "postgresql":
        connect(DATABASE).close()
        url = database_url(DATABASE)
    searched = service("SEARCH_URL") if engine == "elasticsearch" else ""
    use_settings(
        DATABASE_URL=url,
        SEARCH_URL=searched,
        SEARCH_INDEX_PREFIX=f"relevance-{os.getpid()}",
        CACHE_URL="",
    )
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "-v0"], env=os.environ, cwd=ROOT, check=True
    )
    import django

    django.setup()


def index(engine, documents):
    """Fill the engine with IndexDocuments, and with these alone."""
    batches = [documents[at : at + BATCH] for at in range(0, len(documents), BATCH)]
    if engine == "elasticsearch":
        _into_elasticsearch(batches)
    from search.engines import database
    from search.learning import learn
    from search.models import EntryFacet, SearchEntry, SearchPhrase

    for model in (EntryFacet, SearchPhrase, SearchEntry):
        model.objects.all().delete()
    _forget_tokens()
    for batch in batches:
        database.write_many(batch)
    learn()


def _forget_tokens():
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_text")


def _into_elasticsearch(batches):
    from search.engines import elasticsearch_writing as writing
    from search.engines.elasticsearch_client import alias, writer

    writing.ensure_index()
    (index,) = writer().indices.get_alias(name=alias())
    for batch in batches:
        if refused := writing.write_many(index, batch):
            sys.exit(f"Elasticsearch refuses documents: {refused[:3]}")
    writer().indices.refresh(index=alias())


def stop(engine):
    """Take away what nobody needs afterwards."""
    if engine == "elasticsearch":
        from search.engines.elasticsearch_client import alias, writer

        for name in writer().indices.get_alias(index=f"{alias()}-*"):
            writer().indices.delete(index=name)
