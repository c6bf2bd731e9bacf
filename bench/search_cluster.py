"""Three nodes of Elasticsearch with accounts: one is killed with -9 while people search and file.

Starts PostgreSQL and the nodes of its own, 512 MB of heap each, fills them by the site's own code
under an account that has its own indexes and no others, and searches and files all the time. The
node with the shard that is written to is killed, then the one that leads, each started again later.
Exits with 1 when a search failed or had to be answered by the database, when a guide that the
cluster had taken is lost, or when the account may do more or less than it should.
docs/reliability.md holds the results.
"""

import json
import os
import signal
import sys
from contextlib import ExitStack
from time import monotonic, sleep

import django
from _killable_servers import OwnPostgreSQL, elasticsearch_home
from _own_cluster import OwnCluster
from _places import OURS, ROOT, connect, manage, service, use_settings
from _rows import arguments, percentiles

ACCOUNT = PREFIX = "guides"
OTHERS = "strangers"
CAUGHT_UP_SECONDS = PATIENCE_SECONDS = 60


def main():
    """Kill nodes in turn, print what was seen, and write it as JSON."""
    options = arguments(
        __doc__, needs=("servers of its own",), records=300, seconds=24, searchers=3, pace=4
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))  # with all it started
    with ExitStack() as ended:
        database = ended.enter_context(OwnPostgreSQL())
        home = elasticsearch_home(service("SEARCH_URL"), ROOT)
        cluster = OwnCluster(home, ACCOUNT, PREFIX)
        ended.callback(cluster.end)
        cluster.start()
        _prepare(database, cluster)
        rows = list(_rows(cluster, options))
    if options.json:
        text = json.dumps(rows, ensure_ascii=False, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")
    sys.exit(any(row["wrong"] for row in rows))


def _prepare(database, cluster):
    """Let this process be the site, with a database of its own and an account of the cluster."""
    os.environ |= {
        "DATABASE_URL": database.url.replace("guides@", "guides:unused@"),
        "SEARCH_URL": cluster.urls,
        "SEARCH_REPLICAS": "1",
        "SEARCH_KEPT_SECONDS": "0",
        "CACHE_URL": "",
        "MEDIA_ROOT": str(database.folder / "media"),
        "CONTENT_STORE_ROOT": str(database.folder / "content"),
    }
    connect(OURS).close()
    manage(OURS, "migrate", "-v0")
    use_settings(SEARCH_INDEX_PREFIX=PREFIX)
    django.setup()
    _wait_for_every_answer()


def _wait_for_every_answer():
    """Take away the deadlines: whether a search is answered counts here, not how busy the machine
    is; a node that was killed refuses at once.
    """
    from search import finding
    from search.engines import elasticsearch_client

    finding.SLOW_SECONDS = elasticsearch_client.SEARCH_SECONDS = PATIENCE_SECONDS


def _rows(cluster, options):
    """Yield what was seen, row by row."""
    from _searching import Searching, follow, publish

    for number in range(options.records):
        publish(number)
    follow()
    cluster.wait_until_green()
    yield _printed(_account(cluster))
    with Searching(options.searchers, options.pace, options.records) as people:
        for name in ("holder", "master"):
            yield _printed(_killed(cluster, name, people, options.seconds))
    yield _printed(_kept())


def _printed(row):
    print(json.dumps(row, ensure_ascii=False), flush=True)
    return row


def _account(cluster):
    """Return what the site's account may do: all of its own work, and nothing beside it."""
    from django.conf import settings
    from django.core.management import call_command
    from elasticsearch import AuthorizationException

    from operations.doctor.service_health import search_index, search_service
    from search.engines.elasticsearch_client import client
    from search.finding import find
    from search.overviews import health
    from search.query import SearchQuery

    cluster.nodes[0].ask("PUT", f"/{OTHERS}", {"settings": {"number_of_replicas": 1}})
    call_command("search", "rebuild", engine="elasticsearch", processes=1)
    call_command("search", "verify", engine="elasticsearch")
    wrong = [f"doctor: {one.cause}" for one in (search_service(), search_index()) if one]
    wrong += [f"health: {one.error}" for one in health.engines() if not one.answers]
    for name, deed in {
        "reads": lambda: client().search(index=OTHERS),
        "writes": lambda: client().index(index=OTHERS, document={}),
        "makes": lambda: client().indices.create(index="more"),
    }.items():
        try:
            deed()
        except AuthorizationException:
            continue
        wrong.append(f"the account {name} what belongs to others")
    right, settings.SEARCH_URL = settings.SEARCH_URL, settings.SEARCH_URL.replace(ACCOUNT, "nobody")
    if not find(SearchQuery(q="许可")).degraded:
        wrong.append("a refused account does not lead to the database's answer")
    settings.SEARCH_URL = right
    _end_pause()
    return {"what": "account", "wrong": wrong}


def _end_pause():
    from search.engines import elasticsearch

    elasticsearch.forget_pause()


def _killed(cluster, name, people, seconds):
    """Kill a node under load and start it again; return what people saw."""
    from search.rebuild import live_indexes

    (index,) = live_indexes()
    node = cluster.node_with_primary(index) if name == "holder" else cluster.master()
    sleep(seconds / 4)
    killed = monotonic()
    node.kill()
    sleep(seconds / 2)
    lost = _lost()
    back = monotonic()
    node.start()
    whole = cluster.wait_until_green()
    sleep(seconds / 4)
    span = killed - seconds / 4, monotonic()
    seen, failed = people.between(*span), people.failures(*span)
    times = percentiles([one.milliseconds for one in seen])
    wrong = [f"{len(lost)} guides are lost: {lost[:3]}"] if lost else []
    wrong += sorted(set(failed))[:5]
    return {
        "what": f"{'the holder of the shard' if name == 'holder' else 'the master'} was killed",
        "away_s": round(back - killed, 1),
        "whole_after_s": round(whole, 1),
        "searches": len(seen),
        "failed": len(failed),
        "slowest_after_kill_ms": round(people.slowest(killed, killed + 3)),
        "filed": people.filed,
        "lost": len(lost),
        **times,
        "wrong": wrong,
    }


def _lost():
    """Return the codes that the cluster had taken, by its consumer's cursor, and has not."""
    from search import verify

    report = verify.verify("elasticsearch")
    return report.wrong


def _kept():
    """Return whether the cluster holds all that was filed, once the relay has caught up."""
    from _searching import follow

    from search import verify

    began = monotonic()
    while follow() and monotonic() < began + CAUGHT_UP_SECONDS:
        sleep(0.2)
    report = verify.verify("elasticsearch")
    found = report.as_json()
    wrong = [] if report.is_sound and not report.waiting else [json.dumps(found)]
    return {
        "what": "at the end",
        "caught_up_s": round(monotonic() - began, 1),
        **found,
        "wrong": wrong,
    }


if __name__ == "__main__":
    main()
