"""A guide as a compiler has it on paper (预包装食品备案); what is typed by hand is left open."""

from demo.guides import _with_files
from tests.browser import demo_site

ITEM_CODE, SITUATION = "002031005000", "01"
EVERYDAY_NAME = "开零食店"
PHRASE = "柜台里的冰箱温度贴"
"""Stands in the middle of the condition that the compiler types."""
SUMMARY = "卖有包装的零食、饮料、米面油，开门前到网上备个案，不用等，也不收钱。"
SCOPE = "在云溪市开实体店或者网店，只卖出厂时已经包好、不再加工的食品的经营者。"
CONDITION = f"卖冷藏食品的，店里要有冷藏柜，并把{PHRASE}在顾客看得见的地方，每天记两次。"
ARTICLE, CORRECTED_ARTICLE = "第三十五条", "第三十五条第一款"
LAW = {
    "category": "establishment",
    "title": "中华人民共和国食品安全法",
    "document_no": "中华人民共和国主席令第二十一号",
    "article": ARTICLE,
    "text": "仅销售预包装食品的，应当报所在地县级以上食品安全监督管理部门备案。",
    "issuer": "全国人民代表大会常务委员会",
    "effective_on": "2015-10-01",
    "status": "in_force",
}


def document(start, department):
    """Return the Document `start` of a prefilled page with all filled in but the typed fields.

    What shops of every kind share (windows, contacts, steps) is that of a neighbouring guide.
    """
    shared = _with_files(demo_site.demo_guide("scjg-self-employed").facts["document"], department)
    open_conditions = [{"key": "c1", "text": ""}]
    own = {
        "title": start["title"],
        "summary": "",
        "item": shared["item"] | start["item"] | _bodies(shared["item"]) | {"scope": ""},
        "legal_bases": [LAW],
        "conditions": shared["conditions"] | {"items": open_conditions},
    }
    return start | shared | own


def _bodies(item):
    names = ("accepting_body", "deciding_body", "undertaking_body", "division_of_power")
    return {name: item[name] for name in names if item.get(name)}
