"""Guides for tests of finding: small ones, those of the demo city, generated ones."""

import json
from datetime import date
from functools import cache
from random import Random

from django.conf import settings

from guides.document import GuideDocument
from publication.models import Event
from publication.take_over import OldEnvelope, take_over
from search import consumer

DEMO = settings.BASE_DIR / "demo" / "data"


def guide(basic="000131001000", situation=("01", "新办"), *, item=None, **more):
    """Return a small guide's GuideDocument; `item` and `more` are laid over it."""
    data = {
        "title": "食品经营许可新办办事指南",
        "summary": "开店卖吃的，开张前先办这张证。",
        "change_note": "首次公布",
        "item": {
            "name": "食品经营许可",
            "codes": {"basic": basic},
            "situation": {"code": situation[0], "name": situation[1]},
            "authority": {
                "slug": "scjg",
                "name": "云溪市市场监督管理局",
                "name_en": "Market Supervision Bureau",
                "region_code": "351000",
                "region": "云溪市",
            },
            "aliases": ["开饭店", "开奶茶店"],
            "audience": ["2"],
        }
        | (item or {}),
    }
    return GuideDocument.model_validate(data | more)


def code_of(document):
    """Return the code of a document, as compiling makes it."""
    item = document.item
    return f"{item.authority.slug}-{item.codes.basic}-{item.situation.code}"


def publish(document, *, version=1, code=None):
    """Put a document into the register; return its code."""
    code = code or code_of(document)
    day = date(2026, 1, version)
    envelope = OldEnvelope(
        version=version,
        filing_no=f"旧备〔2026〕{abs(hash((code, version))) % 10**9}号",
        filed_on=day,
        published_on=day,
        effective_on=day,
    )
    take_over(code, document, None, envelope)
    return code


def index_all(handler=consumer.index_in_database):
    """Bring every event to an index, as the relay does."""
    for event in Event.objects.order_by("seq"):
        handler(event)


@cache
def demo_documents():
    """Return the GuideDocuments of the demo city, with what the catalogue says of their items."""
    items = {
        (entry["department"], entry["basic_code"]): entry
        for entry in json.loads((DEMO / "catalogue.json").read_text(encoding="utf-8"))
    }
    departments = {
        entry["slug"]: entry
        for entry in json.loads((DEMO / "departments.json").read_text(encoding="utf-8"))
    }
    files = sorted((DEMO / "guides").glob("*.json"))
    records = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return [
        _demo_document(
            record,
            items[record["department"], record["basic_code"]],
            departments[record["department"]],
        )
        for record in records
    ]


def _demo_document(record, entry, department):
    data = _without_files(record["document"])
    situation = next(one for one in entry["situations"] if one["code"] == record["situation"])
    names = ("name", "name_en", "aliases", "item_type", "levels", "audience")
    themes = ("personal_themes", "business_themes", "life_events")
    facts = {name: entry[name] for name in (*names, *themes) if name in entry}
    facts["situation"] = {key: situation.get(key, "") for key in ("code", "name", "name_en")}
    facts["codes"] = {
        "basic": entry["basic_code"],
        "implementation": entry.get("implementation_code", ""),
        "handling_item": situation.get("handling_item_code", ""),
    }
    facts["authority"] = {
        key: department.get(key, "") for key in ("slug", "name", "name_en", "region_code", "region")
    }
    return GuideDocument.model_validate(data | {"item": data["item"] | facts})


def _without_files(data):
    if isinstance(data, list):
        kept = (_without_files(value) for value in data)
        return [value for value in kept if value is not None]
    if isinstance(data, dict):
        return None if "demo_file" in data else {k: _without_files(v) for k, v in data.items()}
    return data


THINGS = (
    "餐饮", "营业执照", "公积金", "驾驶证", "排水", "户外广告", "居住证", "失业保险", "幼儿园",
    "出租车", "特种设备", "商品房",
)  # fmt: skip
DEEDS = ("登记", "许可", "提取", "备案", "换证", "审批", "补贴申领", "年检")
PAPERS = (
    "身份证明", "申请表", "租赁合同", "健康证明", "平面图", "检测报告", "银行卡", "户口簿",
    "委托书",
)  # fmt: skip
SITUATIONS = (("01", "新办"), ("02", "变更"), ("03", "延续"), ("04", "注销"))


def generated_documents(count):
    """Return `count` GuideDocuments with different departments, themes and words."""
    return [_generated(Random(number), number) for number in range(count)]


def _generated(random, number):
    thing, deed = random.choice(THINGS), random.choice(DEEDS)
    themes = [{"code": f"theme-{number % 5}", "name": f"主题{number % 5}"}]
    item = {
        "name": f"{thing}{deed}",
        "aliases": [f"办{thing}"] if number % 3 else [],
        "authority": {
            "slug": f"dept-{number % 7}",
            "name": f"第{number % 7}局",
            "region_code": f"35100{number % 3}",
            "region": f"第{number % 3}区",
        },
        "audience": ["1", "2"] if number % 2 else ["1"],
        "item_type": "01" if number % 3 else "07",
        "personal_themes": themes if number % 4 else [],
    }
    papers = random.sample(PAPERS, 3)
    sentences = [f"申请{thing}{deed}的，应当提交{paper}，逾期不办。" for paper in papers]
    online = number % 2 == 0
    return guide(
        f"{number:012d}",
        SITUATIONS[number % 4],
        item=item,
        title=f"{thing}{deed}{SITUATIONS[number % 4][1]}办事指南",
        summary=f"要办{thing}的看这里，带上{papers[0]}。",
        conditions={"items": [{"key": "1", "text": sentences[0]}]},
        materials={"items": [{"key": paper, "name": f"{thing}{paper}"} for paper in papers]},
        handling={"online": online, "visits": number % 3, "case_type": str(1 + number % 2)},
        fees={"charged": (None, True, False)[number % 3]},
        time_limits={"promised": {"value": number % 9, "unit": "working_day"}},
        faqs=[{"question": f"{papers[1]}丢了怎么办？", "answer": sentences[2]}],
    )
