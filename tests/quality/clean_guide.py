"""A licence's guide in which no rule finds anything, to be broken at one place."""

import copy

from guides.document import GuideDocument

ROW = {"kind": "1", "form": "3", "necessity": "1", "originals": 1, "copies": 0, "source": "10"}

FACTS = {
    "title": "公共场所卫生许可新办办事指南",
    "issuer": "云溪市卫生健康委员会",
    "summary": "开理发店、宾馆之前要办的卫生许可。",
    "checked_on": "2026-06-01",
    "item": {
        "name": "公共场所卫生许可",
        "situation": {"code": "01", "name": "新办"},
        "aliases": ["开理发店"],
        "codes": {"scheme": "c0109", "basic": "000123020000"},
        "item_type": "01",
        "levels": ["3"],
        "authority": {"name": "云溪市卫生健康委员会", "region": "云溪市"},
        "accepting_body": "云溪市卫生健康委员会政务服务窗口",
        "deciding_body": "云溪市卫生健康委员会",
        "scope": "在云溪市开办公共场所的单位和个人",
        "audience": ["1", "2"],
        "personal_themes": [{"code": "p1", "name": "证件办理"}],
        "business_themes": [{"code": "b1", "name": "准营准办"}],
    },
    "legal_bases": [
        {
            "category": "establishment",
            "title": "公共场所卫生管理条例",
            "document_no": "国发〔1987〕24号（国务院令第797号修改）",
            "article": "第四条",
            "text": "国家对公共场所实行卫生许可证制度。",
            "issuer": "国务院",
            "status": "in_force",
        }
    ],
    "conditions": {
        "items": [
            {"key": "c1", "text": "室内空气、用水符合国家卫生标准。", "materials": ["m2"]},
            {"key": "c2", "text": "从业人员取得有效的健康合格证明。", "materials": ["m3"]},
        ],
        "prohibitions": ["隐瞒有关情况或者提供虚假材料申请的，一年内不能再次申请。"],
    },
    "materials": {
        "items": [
            ROW | {"key": "m1", "name": "公共场所卫生许可申请表", "legal_basis": "实施细则第二十三条"},
            ROW | {"key": "m2", "name": "卫生检测报告", "source": "30", "legal_basis": "实施细则第二十三条"},
            ROW | {"key": "m3", "name": "从业人员健康合格证明", "legal_basis": "实施细则第十条"},
        ]
    },
    "process": {
        "steps": [
            {
                "key": "s1", "stage": "receipt", "name": "申请", "action": "填表提交",
                "actor": "applicant", "result": "收件凭证",
            },
            {
                "key": "s2", "stage": "acceptance", "name": "受理", "action": "核对是否齐全",
                "actor": "office", "limit": 1, "unit": "working_day", "result": "受理通知书",
            },
            {
                "key": "s3", "stage": "review", "name": "审查", "action": "到现场查看",
                "actor": "office", "limit": 8, "unit": "working_day", "counted": True,
                "result": "核查表",
            },
            {
                "key": "s4", "stage": "decision", "name": "决定", "action": "作出书面决定",
                "actor": "office", "limit": 2, "unit": "working_day", "counted": True,
                "result": "决定书",
            },
            {
                "key": "s5", "stage": "delivery", "name": "送达", "action": "寄出或者窗口领取",
                "actor": "office", "limit": 1, "unit": "working_day", "result": "卫生许可证",
            },
        ]
    },
    "time_limits": {
        "statutory": {"value": 20, "unit": "working_day", "basis": "行政许可法第四十二条"},
        "promised": {"value": 10, "unit": "working_day"},
    },
    "handling": {
        "case_type": "2", "review_type": "2", "forms": ["1", "2"], "online": False, "visits": 1,
        "visit_reason": "窗口核对原件", "express": True, "online_payment": False, "kiosk": False,
        "tolerance": False, "assistance": False,
    },
    "fees": {"charged": False},
    "results": [
        {
            "kind": "certificate", "name": "公共场所卫生许可证", "delivery_methods": ["window"],
            "samples": [
                {"sha256": "0" * 64, "name": "公共场所卫生许可证样本.png", "size": 9,
                 "media_type": "image/png"}
            ],
        }
    ],
    "service_points": [
        {
            "name": "市政务服务中心", "phone": "0599-9000118",
            "hours": [{"weekdays": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "17:00"}],
        }
    ],
    "contacts": {
        "enquiries": [{"way": "phone", "value": "0599-9000118"}],
        "complaints": [{"way": "phone", "value": "12345"}],
    },
    "faqs": [{"kind": "question", "question": "要几天？", "answer": "受理后十个工作日。"}],
}  # fmt: skip

CLEAN = GuideDocument.model_validate(FACTS).model_dump(mode="json")


def broken_guide(changes: dict) -> dict:
    """Return the clean guide's JSON with values replaced at JSON pointers; `-` adds a row.

    Rows and parts may be given in short: what they leave out is empty.
    """
    facts = copy.deepcopy(FACTS)
    for pointer, value in changes.items():
        *steps, last = pointer.strip("/").split("/")
        target = facts
        for step in steps:
            target = target[int(step)] if isinstance(target, list) else target.setdefault(step, {})
        if last == "-":
            target.append(value)
        elif isinstance(target, list):
            target[int(last)] = value
        else:
            target[last] = value
    return GuideDocument.model_validate(facts).model_dump(mode="json")
