"""The real services that `make services` starts are what the settings take them for."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from elasticsearch import Elasticsearch


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_knows_chinese_letters():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_encoding'), '办' ~ '[[:alpha:]]'")

        assert cursor.fetchone() == ("UTF8", True)


@pytest.mark.redis
def test_redis_keeps_what_the_cache_is_given():
    cache.set("office", "政务服务大厅", 5)

    assert "redis" in settings.CACHES["default"]["BACKEND"].lower()
    assert cache.get("office") == "政务服务大厅"


@pytest.mark.elasticsearch
def test_elasticsearch_refuses_to_make_an_index_by_itself(es_url):
    with Elasticsearch(es_url) as client:
        assert client.cluster.health()["status"] in {"green", "yellow"}
        answer = client.options(ignore_status=404).index(index="never-made", document={"a": 1})

    assert answer.meta.status == 404
