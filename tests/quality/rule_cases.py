"""Texts that break each rule, and texts that nearly do: (pointer → value) changes of a clean guide."""

from tests.quality.clean_guide import ROW

CONDITION, MATERIAL, NOTES = (
    "/conditions/items/0/text",
    "/materials/items/0/name",
    "/materials/items/0/filling_notes",
)
PROMISED, STATUTORY = "/time_limits/promised", "/time_limits/statutory"
LAW = {
    "category": "implementation", "title": "中华人民共和国行政许可法",
    "document_no": "主席令第7号", "article": "第三十条", "text": "……",
}  # fmt: skip
EFFECT = {
    "add_materials": [], "drop_materials": [], "add_steps": [], "drop_steps": [],
    "add_conditions": [], "drop_conditions": [], "conclusion": "", "elsewhere": False,
}  # fmt: skip
ENDS = {"conclusion": "现在就可以申请。"}


def option(label, next_key="", **effect):
    """Return an answer of a question."""
    return {
        "key": "", "label": label, "help": "", "next": next_key, "effect": EFFECT | effect,
    }  # fmt: skip


def questions(*rows):
    """Return one change that asks these questions: (key, options)."""
    asked = [
        {"key": key, "question": "您是哪种情况？", "help": "", "options": options}
        for key, *options in rows
    ]
    return {"/question_tree/questions": asked}


FEE = {"name": "工本费", "standard": "每证40元", "basis": "财税〔2015〕102号"}
STEP = {
    "name": "公示", "stage": "publication", "action": "在网站公示", "actor": "office",
    "limit": 0, "unit": "instant", "result": "公示截图",
}  # fmt: skip
SAMPLE = {"sha256": "0" * 64, "size": 9, "media_type": "image/png"}


def material(**facts):
    """Return a complete material with other facts."""
    return ROW | {"key": "m9", "name": "房屋租赁合同", "legal_basis": "细则第五条"} | facts


def at(pointer, *values):
    """Return one case for each value at a place."""
    return [{pointer: value} for value in values]


BREAKS = {
    "L01": [
        *at(CONDITION, "法律、法规规定的其他条件。", "符合国家规定的相关要求以及主管部门规定的其他情形",),
        *at(MATERIAL, "其他材料", "法律法规要求提供的其他相关材料", "“省、自治区、直辖市食品药品监督管理局规定的其他材料。"),
        *at(NOTES, "写明自查、健康管理、事故处置等材料的名称。", "提交与申请有关的其他证明文件"),
        {"/materials/items/0/note": "需要时补交相关证明材料"},
        {"/conditions/prohibitions/0": "法律、行政法规规定的其他不予许可的情形"},
    ],
    "L02": [
        *at(CONDITION, "提交书面申请（施工、建设单位与运输单位签订的合同）；", "提供法定代表人身份证复印件。", "营业执照复印件一份", "携带本人户口簿和结婚证原件到场。"),
        *at(MATERIAL, "符合国家产业政策", "具有完全民事行为能力", "年满18周岁", "必须遵守取水总量控制"),
    ],
    "L03": at(
        CONDITION, "核对申请人是否符合审核条件", "依据申请材料清单逐一核对是否齐全", "核对每个材料是否涵盖材料要求中涉及的内容和要素",
        "材料齐全、符合法定形式", "申请人符合法律法规规定的条件", "对申请材料进行审查",
    ),
    "L04": [
        {"/conditions/items/0/materials": []},
        {"/materials/items/0/legal_basis": ""},
        {"/conditions/items/-": {"key": "c9", "text": "有固定的经营场所。"}},
    ],
    "L05": [
        {PROMISED: {"value": 21, "unit": "working_day"}},
        {STATUTORY: {"value": 5, "unit": "calendar_day", "basis": "条例第七条"}},
        {STATUTORY: {"value": 45, "unit": "working_day"}},
        {PROMISED: {"value": 3, "unit": "month"}},
        {STATUTORY: {"value": 20, "unit": "unset"}},
    ],
    "L06": [
        {"/handling/case_type": "1"},
        {PROMISED: {"value": 1, "unit": "working_day"}, "/handling/case_type": "1"},
        {PROMISED: {"value": 0, "unit": "working_day"}},
        {PROMISED: {"value": None, "unit": "instant"}},
        {"/handling/review_type": "1"},
    ],
    "L07": [
        {PROMISED: {"value": 9, "unit": "working_day"}},
        {"/process/steps/2/limit": 18},
        {"/process/steps/4/counted": True},
    ],
    "L08": [
        {"/process/steps/4": STEP},
        {"/process/steps/1": STEP},
        {"/process/steps": [STEP | {"name": "申请受理"}, STEP | {"name": "现场核查"}]},
    ],
    "L09": [
        {"/process/steps/2/result": ""},
        {"/process/steps/3/limit": None, "/process/steps/3/unit": None},
        {"/process/steps": [{"name": "受理"}, {"name": "审核"}, {"name": "审批"}, {"name": "发证"}]},
    ],
    "L10": [
        {"/handling/visit_reason": ""},
        {"/handling/visit_reason": "无"},
        {"/handling/visits": 0},
        {"/handling/visits": 0, "/handling/visit_reason": "", "/handling/express": False},
    ],
    "L11": [
        {"/handling/online": True},
        {"/handling/online": True, "/handling/visits": 2},
        {"/handling/online": True, "/handling/visits": 1, "/handling/express": True},
    ],
    "L12": [
        {"/fees": {"charged": True}},
        {"/fees": {"charged": True, "items": [FEE | {"basis": ""}]}},
        {"/fees": {"charged": False, "items": [FEE]}},
        {"/handling/online_payment": True},
        {"/materials/items/-": material(name="缴费凭证")},
        {"/fees": {"charged": None, "items": [FEE]}},
        {"/fees": {"charged": True, "items": [FEE]}, "/handling/online_payment": None},
    ],
    "L13": [
        {"/results/0/kind": "other"},
        {"/results/0/samples": []},
        {"/results/0/name": "关于同意设立的批复", "/results/0/samples/0/name": "批复.docx"},
        {"/results/0/samples/0": SAMPLE | {"name": "食品经营登记证.png"}},
    ],
    "L14": [
        {"/contacts/enquiries": []},
        {"/contacts/complaints/0/value": "0599-9000118"},
        {"/contacts/enquiries/0/value": "9000118"},
        {"/contacts/enquiries/0/value": "0599-900011"},
        {"/contacts/enquiries/0/value": "029869141256"},
        {"/service_points/0/phone": "1385990001"},
    ],
    "L15": [
        {"/item/audience": ["2"]},
        {"/item/audience": ["1"]},
        {"/item/audience": ["5"]},
    ],
    "L16": [{"/faqs": []}, {"/faqs": [], "/summary": ""}, {"/faqs": [], "/handling/visits": 0}],
    "L17": [
        {"/materials/items/-": material(name="卫生检测报告")},
        {"/materials/items/-": material(name="《卫生检测报告》（复印件）")},
        {"/materials/none_required": True},
        {"/handling/express": False, "/results/0/delivery_methods": ["post"]},
        {"/materials/items/0/tolerated": True},
    ],
    "L18": [
        {"/materials/items/0": {"name": "取水许可申请书"}},
        {"/materials/items/-": material(originals=None)},
        {"/materials/items/-": material(source=None)},
        {"/materials/items/-": material(kind=None)},
        {"/materials/items/-": material(necessity=None)},
    ],
    "L19": [
        {"/legal_bases/0/article": ""},
        {"/legal_bases/0/document_no": ""},
        {"/legal_bases/0/status": "repealed"},
        {"/legal_bases/0": LAW | {"category": "establishment", "title": "公共场所卫生管理条例实施细则", "document_no": "卫生部令第80号"}},
        {"/legal_bases/-": LAW | {"category": "fee", "title": "收费管理办法", "document_no": "云政发〔2019〕3号"}},
    ],
    "L20": [
        {"/handling/assistance": True, "/conditions/items/0/text": "须由申请人本人到窗口办理。"},
        {"/materials/items/-": material(name="授权委托书"), "/process/steps/0/action": "不得由他人代办。"},
        {"/conditions/items/0/text": "申请人年满18周岁。", "/materials/items/-": material(name="监护人身份证明")},
    ],
    "L21": [
        {"/title": "食品经营许可办事指南"},
        {"/issuer": "望江市卫生健康委员会"},
        {"/item/deciding_body": "渑池市卫生健康局"},
        {"/title": "原平市市场监督管理局食品销售登记指南"},
        {"/title": "临水县公共场所卫生许可指南", "/item/authority": {}, "/item/deciding_body": "清水县卫生健康局"},
    ],
    "L22": [
        {"/item/codes/basic": "00012302000"},
        {"/item/codes/basic": "000723020000"},
        {"/item/codes/implementation": "113701250042137085400012302000X"},
    ],
    "L23": [
        {"/materials/items/0/note": "详见附件", "/results/0/samples": []},
        {"/item/scope": "略"},
        {"/summary": "待定"},
        {"/service_points/0/hours/-": {}},
        {"/service_points/0/hours/-": {"weekdays": [6], "opens": "14:00", "closes": "09:00"}},
    ],
    "L25": [{"/checked_on": day} for day in ("2025-11-28", "2024-01-01", "2019-06-30")],
    "L26": [
        *at(NOTES, "按收费标椎填写。", "不得抽过规定数量。", "请登陆网站下载，，填写后打印。", "填写（正楷。"),
    ],
    "L27": [
        {"/materials/items/-": material(name="居民身份证", kind="2", originals=0, copies=1)},
        {"/materials/items/-": material(name="完税凭证", source="20")},
        {"/materials/items/-": material(name="营业执照副本")},
    ],
    "L28": [
        {"/summary": "从事公共场所经营活动的单位和个人" * 6},
        {NOTES: "按照申请表背面所列的每一项内容逐项如实填写并且由法定代表人或者负责人亲笔签名再加盖与营业执照名称一致的公章之后连同平面布局图一并提交到一楼综合窗口由工作人员当场核验登记"},
        {"/item/scope": "实行HACCP管理的单位"},
    ],
    "L29": [
        {"/faqs/0/answer": "例如110101199003070345"},
        {"/materials/items/0/note": "联系人张先生13905991234"},
        {NOTES: "汇到6222021001116245702"},
    ],
    "L30": [
        {"/item/scope": "原工商行政管理局登记的单位"},
        {NOTES: "到环保局盖章"},
        {"/conditions/items/0/text": "没有使用残废人员从事高温作业。"},
    ],
    "L31": [
        questions(("q1", option("是", "q9"), option("否", **ENDS))),
        questions(("q1", option("是"), option("否", **ENDS))),
        questions(("q1", option("是", "q2"), option("否", **ENDS)), ("q2", option("是", "q1"), option("否", **ENDS))),
        questions(("q1", option("是", **ENDS), option("否", **ENDS)), ("q2", option("是", **ENDS), option("否", **ENDS))),
        questions(("q1", option("是", add_materials=["m99"]), option("否", **ENDS))),
        questions(("q1", option("是", **ENDS))),
    ],
}  # fmt: skip
"""Each of these must be found by its rule."""

NEARLY = {
    "L01": [
        *at(CONDITION, "企业、事业单位、其他组织。", "无需提供其他材料即可办理。", "依照《行政许可法》第三十一条“不得要求申请人提交与其申请的行政许可事项无关的技术资料和其他材料”办理。"),
        *at(MATERIAL, "居民身份证或者其他有效身份证件", "与其他材料一并装订的目录"),
        *at(NOTES, "上传“其他材料.docx”即可", "申请表等三项由系统生成"),
        {"/legal_bases/0/text": "申请人应当提交法律、法规规定的其他材料。"},
    ],
    "L02": [
        *at(CONDITION, "能够提供与经营规模相适应的服务。", "取得营业执照。", "具有建筑垃圾分类处置的方案和废混凝土回收利用的方案。", "有与经营食品相适应的设备。"),
        *at(MATERIAL, "与食品经营相适应的经营设备、工具清单", "具有健康合格证的人员名单", "无犯罪记录证明"),
    ],
    "L03": at(
        CONDITION, "经消防部门审查合格。", "符合国家产业政策。", "通过环境影响评价审核。", "设施经核实与图纸一致。", "取水布局合理。",
    ),
    "L04": [
        {"/conditions/items/0": {"key": "c1", "text": "空气合格。", "review": {"method": "现场检测"}}},
        {"/conditions/items/0": {"key": "c1", "text": "空气合格。"}, "/materials/items/1/conditions": ["c1"]},
        {"/materials/items/0/legal_basis": "", "/materials/items/0/exempt": True},
        {"/materials/items/0/legal_basis": "", "/materials/items/0/necessity": "2"},
    ],
    "L05": [
        {PROMISED: {"value": 20, "unit": "working_day"}},
        {PROMISED: {"value": 25, "unit": "calendar_day"}},
        {STATUTORY: {"value": 45, "unit": "working_day", "note": "取水许可条例另有规定"}},
        {STATUTORY: {"value": 10, "unit": "calendar_day", "basis": "条例"}},
        {STATUTORY: {"value": None, "unit": "unset", "basis": ""}},
    ],
    "L06": [
        {PROMISED: {"value": 0, "unit": "working_day"}, "/handling/case_type": "1", "/handling/review_type": "1"},
        {PROMISED: {"value": None, "unit": "instant"}, "/handling/case_type": "1", "/handling/review_type": None},
        {PROMISED: {}, "/handling/case_type": "2"},
        {"/handling/case_type": "9", "/handling/review_type": None},
    ],
    "L07": [
        {"/process/steps/2/limit": 10, "/process/steps/3/limit": 0, "/process/steps/3/unit": "instant"},
        {"/process/steps/2/limit": None, "/process/steps/2/unit": None},
        {PROMISED: {"value": 14, "unit": "calendar_day"}},
    ],
    "L08": [
        {"/process/steps/2/stage": None, "/process/steps/2/name": "审核"},
        {"/process/steps/3/stage": None, "/process/steps/3/name": "审批"},
        {"/process/steps": [STEP | {"name": name} for name in ("申请", "受理", "现场核查", "审查核准发证")]},
        {"/process/steps": [STEP], PROMISED: {"value": 0, "unit": "instant"}, "/handling/case_type": "1"},
        {"/process/steps": [STEP], "/item/item_type": "07"},
    ],
    "L09": [
        {"/process/steps/0/limit": None},
        {"/process/steps/2/limit": 0, "/process/steps/2/unit": "instant"},
        {"/process/steps": []},
        {"/process/steps/2/action": "", "/process/steps/2/standard_summary": "材料齐全、内容一致"},
    ],
    "L10": [
        {"/handling/visits": 0, "/handling/visit_reason": ""},
        {"/handling/visits": 0, "/handling/visit_reason": "无"},
        {"/handling/visits": None, "/handling/visit_reason": ""},
        {"/handling/visits": 0, "/handling/visit_reason": "", "/handling/online": True, "/handling/express": False},
    ],
    "L11": [
        {"/handling/online": True, "/handling/visits": 0, "/handling/visit_reason": ""},
        {"/handling/online": None, "/handling/visits": 3},
        {"/handling/online": True, "/handling/visits": None},
    ],
    "L12": [
        {"/fees": {"charged": True, "items": [FEE]}},
        {"/materials/items/-": material(name="社会保险缴纳说明")},
        {"/materials/items/-": material(name="社保缴费记录")},
        {"/fees": {"charged": None}},
    ],
    "L13": [
        {"/results/0/name": "无", "/results/0/samples": [], "/results/0/kind": "none"},
        {"/results/0/samples/0/name": "样本（2024版）.pdf"},
        {"/results/0/name": "关于同意设立的批复", "/results/0/kind": "approval", "/results/0/samples/0/name": "批复样式.docx"},
        {"/results/0/name": "备案回执", "/results/0/kind": "other", "/results/0/samples/0/name": "回执.png"},
    ],
    "L14": [
        {"/contacts/complaints/0/value": "0635-12345"},
        {"/contacts/enquiries/0/value": "0599-9000118、0599-9000119转8021"},
        {"/contacts/enquiries/0/value": "（0599）9000118"},
        {"/contacts/enquiries/0/value": "400-810-1234"},
        {"/contacts/enquiries/0/value": "13905991234"},
        {"/contacts/enquiries/-": {"way": "web", "value": "https://example.org/2026/1234567"}},
    ],
    "L15": [
        {"/item/audience": []},
        {"/item/audience": ["1", "6"]},
        {"/item/audience": ["5"], "/item/personal_themes": [], "/item/business_themes": []},
    ],
    "L16": [
        {"/faqs": [], "/item/item_type": "07"},
        {"/faqs": [{"kind": "mistake", "question": "漏签字", "answer": "请签字。"}]},
        {"/faqs": [], "/item/item_type": None},
    ],
    "L17": [
        {"/materials/items/-": material(name="卫生检测报告", situations=["变更"])},
        {"/materials/items/-": material(name="卫生检测报告说明")},
        {"/handling/express": None, "/results/0/delivery_methods": ["post"]},
        {"/materials/items/0/tolerated": True, "/handling/tolerance": True},
    ],
    "L18": [
        {"/materials/items/-": material(originals=0, copies=2)},
        {"/materials/items/-": material(originals=None, form="2")},
        {"/materials/items/-": material(originals=None, kind=None, exempt=True)},
    ],
    "L19": [
        {"/legal_bases/-": LAW},
        {"/legal_bases/0/document_no": "国发〔1987〕24号"},
        {"/legal_bases/0": LAW | {"category": "establishment"}, "/item/item_type": "07"},
        {"/legal_bases/-": LAW | {"category": "fee", "title": "中华人民共和国居民身份证法", "document_no": ""} | {"document_no": "主席令第51号"}},
    ],
    "L20": [
        {"/handling/assistance": True},
        {"/conditions/items/0/text": "须由申请人本人到窗口办理。"},
        {"/conditions/items/0/text": "申请人年满18周岁。"},
        {"/handling/assistance": True, "/conditions/items/0/text": "本人有固定的办公场所。"},
    ],
    "L21": [
        {"/title": "公共场所卫生许可（新办）服务指南"},
        {"/title": "云溪市公共场所卫生许可业务手册"},
        {"/item/accepting_body": "临溪区政务服务中心综合窗口"},
        {"/title": ""},
        {"/title": "县级公共场所卫生许可指南", "/item/authority": {}, "/issuer": "", "/item/deciding_body": "清水县卫生健康局"},
    ],
    "L22": [
        {"/item/codes": {"scheme": "local", "basic": "JAMF02"}},
        {"/item/codes": {"scheme": "c0109", "basic": ""}},
        {"/item/codes/basic": "000123020001"},
    ],
    "L23": [
        {"/materials/items/0/note": "样式详见附件", "/materials/items/0/blank_forms": [SAMPLE | {"name": "表.docx"}]},
        {"/handling/visit_reason": "暂无电子证照，须当面核对"},
        {"/item/scope": "无"},
        {"/results/0/name": "无", "/results/0/samples": [], "/results/0/kind": "none"},
        {"/service_points/0/hours": []},
    ],
    "L25": [{"/checked_on": day} for day in ("2025-12-01", "2026-11-27", "")],
    "L26": [
        *at(NOTES, "按收费标准填写。", "账号和账户名称一致。", "逐条列出，用省略号……结束。", "填写（正楷）。"),
    ],
    "L27": [
        {"/materials/items/-": material(name="居民身份证", exempt=True)},
        {"/materials/items/-": material(name="居民身份证", e_licence="居民身份证电子信息")},
        {"/materials/items/-": material(name="居民身份证", necessity="2")},
        {"/materials/items/-": material(name="检测报告书", source="30")},
    ],
    "L28": [
        {"/summary": "开理发店之前办。" * 12},
        {"/legal_bases/0/text": "公共场所的下列项目应符合国家卫生标准和要求" * 8},
        {NOTES: "上传PDF文件。"},
        {"/item/scope": "实行危害分析与关键控制点（HACCP）管理的单位"},
    ],
    "L29": [
        {"/faqs/0/answer": "编号110101199003070346不是身份号码"},
        {"/contacts/enquiries/0/value": "13905991234"},
        {"/process/steps/2/phone": "13905991234"},
        {"/item/codes/local_basic": "13905991234567"},
    ],
    "L30": [
        {"/item/scope": "到市场监督管理局登记"},
        {"/legal_bases/0/text": "由工商行政管理局负责。"},
        {NOTES: "不得要求提供准生证。"},
        {NOTES: "依据《工商行政管理局登记办法》"},
        {"/legal_bases/0/document_no": "卫生部令第80号（2017年国家卫生和计划生育委员会令第18号修改）"},
    ],
    "L31": [
        questions(),
        questions(("q1", option("是", "q2"), option("否", "q2")), ("q2", option("是", **ENDS), option("否", drop_materials=["m2"]))),
        questions(("q1", option("是", add_materials=["m2"]), option("否", elsewhere=True))),
    ],
}  # fmt: skip
"""None of these may be found by its rule."""
