"""A guide as a compiler has it on paper (预包装食品备案); what is typed by hand is left open."""

ITEM_CODE, SITUATION = "002031005000", "01"
EVERYDAY_NAME = "开零食店"
PHRASE = "柜台里的冰箱温度贴"
"""Stands in the middle of the condition that the compiler types."""
SUMMARY = "卖有包装的零食、饮料、米面油，开门前到网上备个案，不用等，也不收钱。"
SCOPE = "在云溪市开实体店或者网店，只卖出厂时已经包好、不再加工的食品的经营者。"
CONDITION = f"卖冷藏食品的，店里要有冷藏柜，并把{PHRASE}在顾客看得见的地方，每天记两次。"
CORRECTED_ARTICLE = "第三十五条第一款"


def document(start):
    """Give the Document `start` of the prefilled page with all but the typed fields filled in."""
    bureau = "云溪市市场监督管理局"
    return start | {
        "item": start["item"] | {"accepting_body": bureau, "deciding_body": bureau},
        "legal_bases": [
            {
                "category": "establishment",
                "title": "中华人民共和国食品安全法",
                "article": "第三十五条",
                "text": "仅销售预包装食品的，应当报所在地县级以上食品安全监督管理部门备案。",
                "status": "in_force",
            }
        ],
        "conditions": {"items": [{"key": "c1", "text": "营业执照写有食品销售。"}]},
        "materials": {
            "items": [
                {
                    "key": "m1",
                    "name": "仅销售预包装食品备案信息采集表",
                    "form": "2",
                    "necessity": "1",
                    "source": "10",
                }
            ]
        },
        "process": {
            "steps": [
                {
                    "key": "fill-in",
                    "stage": "receipt",
                    "name": "网上填表",
                    "action": "登录政务服务网填写采集表。",
                    "actor": "applicant",
                    "result": "受理回执",
                },
                {
                    "key": "record",
                    "stage": "issue",
                    "name": "备案",
                    "action": "核对信息，生成备案编号。",
                    "actor": "office",
                    "result": "备案编号",
                },
            ]
        },
        "time_limits": {
            "statutory": {"value": 5, "unit": "working_day"},
            "promised": {"value": 1, "unit": "working_day"},
        },
        "handling": {"case_type": "2", "forms": ["1", "2"], "online": True, "visits": 0},
        "fees": {"charged": False},
        "results": [{"kind": "other", "name": "备案编号"}],
        "service_points": [
            {
                "name": "市政务服务中心食品窗口",
                "address": {"district": "云东区", "road": "政通路", "number": "8号2楼"},
                "phone": "0571-66880310",
            }
        ],
        "contacts": {
            "enquiries": [{"way": "phone", "value": "0571-66880311"}],
            "complaints": [{"way": "phone", "value": "0571-66880319"}],
        },
    }
