"""People who search and offices that file, all the time, by the site's own code."""

import logging
import random
from dataclasses import dataclass
from time import monotonic

from _at_work import AtWork
from django.db import connection

from publication import relay
from search import consumer
from search.finding import find
from search.query import SearchQuery
from tests.search.samples import generated_documents
from tests.search.samples import publish as publish_document

QUERIES = (
    "营业执照", "公积金提取", "驾驶证换证怎么办", "排水许可要什么材料", "食品经营", "幼儿园年检",
    "zhuxiao", "出租车要带哪些证件去登记", "失业保险补贴申领多久", "第3局",
)  # fmt: skip
PAUSE = 0.05
FORMS = 48


@dataclass(frozen=True)
class Seen:
    """One search: when it began, how long it took, and why it failed, if it did."""

    at: float
    milliseconds: float
    failure: str = ""


def publish(number):
    """File one more guide."""
    documents = generated_documents(FORMS)
    publish_document(documents[number % FORMS], code=f"measured-{number:06}")


def follow():
    """Bring what was filed into both indexes, as the relay does; return how many events."""
    handlers = {
        consumer.DATABASE: consumer.index_in_database,
        consumer.ELASTICSEARCH: consumer.index_in_elasticsearch,
    }
    return sum(relay.deliver(name, handler) for name, handler in handlers.items())


class _Warnings(logging.Handler):
    """The moments at which the engine did not answer a part of a search, of which a result may
    say nothing.
    """

    def __init__(self):
        super().__init__(logging.WARNING)
        self.noted = []

    def emit(self, record):
        self.noted.append(Seen(monotonic(), 0.0, record.getMessage()[:200]))


class Searching(AtWork):
    """Searchers, an office that files `pace` guides a second, and the relay as far as search goes,
    for as long as the block lasts.
    """

    def __init__(self, searchers, pace, filed):
        self.seen, self.filed, self.pace = [], filed, pace
        self._warnings = _Warnings()
        deeds = [*[self._search] * searchers, self._file, self._follow]
        super().__init__((self._with_connection, deed) for deed in deeds)

    def __enter__(self):
        log = logging.getLogger("search.finding")
        log.setLevel(logging.WARNING)
        log.addHandler(self._warnings)
        return super().__enter__()

    def __exit__(self, *failure):
        super().__exit__(*failure)
        logging.getLogger("search.finding").removeHandler(self._warnings)

    def failures(self, since, until):
        """Return what failed in a span of time: searches, and parts of them."""
        seen = [*self.between(since, until), *self._warnings.noted]
        return [one.failure for one in seen if one.failure and since <= one.at < until]

    def between(self, since, until):
        """Return the searches that began in a span of time."""
        return [one for one in list(self.seen) if since <= one.at < until]

    def slowest(self, since, until):
        """Return the milliseconds of the slowest search of a span of time."""
        return max((one.milliseconds for one in self.between(since, until)), default=0.0)

    def _with_connection(self, deed):
        try:
            deed()
        finally:
            connection.close()

    def _search(self):
        while not self._ended.wait(PAUSE):
            began = monotonic()
            failure = ""
            try:
                if find(SearchQuery(q=random.choice(QUERIES))).degraded:
                    failure = "the database answered"
            except Exception as error:  # noqa: BLE001  whatever a searcher would have seen
                failure = f"{type(error).__name__}: {str(error)[:200]}"
            self.seen.append(Seen(began, 1000 * (monotonic() - began), failure))

    def _follow(self):
        while not self._ended.wait(PAUSE):
            follow()

    def _file(self):
        while not self._ended.wait(1 / self.pace):
            publish(self.filed)
            self.filed += 1
