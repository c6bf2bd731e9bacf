"""Filed guides that stand in the register and in the search index, for tests of the API."""

from publication.models import Event
from publication.take_over import take_over
from search.consumer import index_in_database
from tests.publication.filing_samples import guide_document, old_envelope

AUTHORITIES = {
    "scjg": {
        "slug": "scjg", "name": "市场监督管理局", "name_en": "Market Regulation Bureau",
        "region_code": "350100", "region": "云溪市",
    },
    "rsj": {
        "slug": "rsj", "name": "人力资源和社会保障局", "name_en": "Labour Bureau",
        "region_code": "350102", "region": "鼓楼区",
    },
}  # fmt: skip
THEME = {"code": "market", "name": "准营准办", "name_en": "Market access"}


def filed_guide(number=1, department="scjg", *, name="食品经营许可", audience="2", **more):
    """File one guide of its own item, and give its code; it has a theme when `number` is even."""
    code = f"{department}-{number:012d}-01"
    item = {
        "name": f"{name}{number}",
        "codes": {"basic": f"{number:012d}"},
        "authority": AUTHORITIES[department],
        "audience": [audience],
        "business_themes": [THEME] if number % 2 == 0 else [],
    }
    title = f"{name}{number}办事指南"
    take_over(code, guide_document(title, item=item, **more), None, old_envelope(number=number))
    return code


def index_all():
    """Let search follow the whole event log, as the relay does."""
    for event in Event.objects.order_by("seq"):
        index_in_database(event)
