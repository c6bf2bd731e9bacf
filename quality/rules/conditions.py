"""L02, L03, L04, L20: what belongs into conditions and materials, and what proves a condition."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.choices import Necessity
from quality.choices import Severity
from quality.finding import Hit
from quality.reading import Reading
from quality.rule import rule
from quality.terms import Terms

PAPER = (
    r"(?:申请书|申请表|书面申请|登记表|审批表|备案表|复印件|原件|证明材料|证明文件|证明|材料|资料|合同|协议书?|报告书?|"
    r"照片|身份证件?|户口簿|户口本|营业执照|许可证书?|证书|承诺书|委托书|图纸|方案)"
)
HANDS_IN = re.compile(
    rf"(?:提交|提供|递交|报送|出示|携带|填写|填报|上传|附具?|交验|出具)(?!虚假)[^，。；、]{{0,24}}?{PAPER}"
)
"""What an applicant hands in; taken as a material when it stands in a condition."""
CARRIES = re.compile(
    r"(?:复印件|原件|申请表|申请书)(?:[一二两三四五\d]+份)?(?:（[^）]*）)?[。；;]?$"
)
NOT_PAPER = re.compile(r"提供(?:服务|担保|场所|劳务|便利|保障|虚假|产品|技术)")
DEMANDS = re.compile(
    r"^(?:申请人|申请单位|企业)?(?:应当?|必须|须|具有|具备|符合|年满|遵守|取得|无|没有|未)"
)
IS_PAPER = re.compile(
    r"(?:书|表|证|证明|照|照片|件|单|图|图纸|报告|方案|合同|协议|文本|文件|材料|资料|清单|说明|批复|批文|意见|决定|票据|"
    r"凭证|凭据|发票|制度|目录|名单|函|纪要|章程|执照|簿|卡|信息|记录|声明|登记|底册|档案|规划|评价|文书|公告|手册|"
    r"号码|账号|样品|标本|视频|光盘|数据|编号|印章|样式|预案|情况)(?:（[^）]*）|\([^)]*\))?[。；;]?$"
)
NUMBERED = r"^[（(]?[\d一二三四五六七八九十]*[、.．）)]?\s*"
CHECKING = r"(?:核对|审核|审查|查验|核验|核查|核实)"
OFFICE_WORK = re.compile(
    NUMBERED
    + r"(?:窗口|工作人员|受理人员|审核人员|审查人员)?(?:"
    + rf"(?:对|根据|依据|按照)?[^，。；]{{0,16}}?(?:逐一)?{CHECKING}"
    + r"(?:申请|材料|资料|是否|每|各|所|其|证件|原件|有关|相关|内容)"
    + rf"|对[^，。；]{{1,16}}?(?:进行)?(?:逐一)?{CHECKING})"
)
PASSED = re.compile(
    r"(?:经|通过|已|取得|符合|应当)[^，。；]{0,12}(?:核对|审核|审查|查验|核验|核实)"
)
TAUTOLOGY = re.compile(
    NUMBERED + r"(?:申请人|申请材料|材料|资料|提交的材料|申请)?(?:应当?|须)?"
    r"(?:(?:真实|合法|有效|完整|准确|齐全|齐备)[、，,和且并]*)*"
    r"(?:(?:符合|满足|达到)(?:国家|法律|法规|规章|法定|规定|相关|有关|审核|审批|受理|申请|办理|许可|[、，,和及]|的)*"
    r"(?:形式|条件|要求|规定|标准)(?:的要求|的规定|的条件)?|(?:真实|合法|有效|完整|准确|齐全|齐备))[。；;]?$"
)
IN_PERSON = re.compile(
    r"(?<!无需)(?<!不需)(?<!不必)(?<!不用)(?:须|需|必须|应当?|要)?(?:由)?本人(?:亲自)?(?:到场|到现场|到窗口|前往|办理|申请|签字到场)"
)
MUST_COME = re.compile(
    r"(?:须|需|必须|应当?)(?:由)?(?:申请人)?本人(?:亲自|持|携带)?[^，。；]{0,8}(?:到场|到现场|到窗口|前往|办理|提出|申请)|不(?:得|能|可以?|允许)(?:由他人)?(?:代办|委托|代理)"
)
BY_AGENT = re.compile(r"授权委托书|委托书|代办人|代理人|受托人")
MINOR = re.compile(r"年满(?:十八|18)周岁|(?:18|十八)周岁以上|(?<!无|限)(?<!限制)完全民事行为能力")
GUARDIAN = re.compile(r"监护人")


@rule("L02", gettext_lazy("Materials among conditions, or conditions among materials"))
def mixed(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield conditions that ask for papers, and materials that state a condition."""
    for pointer, row in document.rows("conditions", "items"):
        text = row["text"]
        found = HANDS_IN.search(text) or CARRIES.search(text)
        if found and not NOT_PAPER.search(found.group()):
            message = _("“%(words)s” is a material: it belongs to the list of materials.")
            words = {"words": found.group()}
            yield Hit(f"{pointer}/text", message % words, found.span())
    for pointer, row in document.rows("materials", "items"):
        name = row["name"]
        if (found := DEMANDS.match(name)) and not IS_PAPER.search(name):
            message = _("“%(name)s” is a condition: say which paper proves it.")
            yield Hit(f"{pointer}/name", message % {"name": name}, (0, len(name)))


@rule(
    "L03",
    gettext_lazy("Officials' work or a tautology in place of a condition"),
    severity=Severity.WARNING,
)
def not_a_condition(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield conditions that describe what officials check, or that only say "as required"."""
    for pointer, row in document.rows("conditions", "items"):
        text = row["text"]
        found = OFFICE_WORK.match(text)
        if found and not PASSED.search(found.group()):
            message = _("“%(words)s” is what officials do; say what an applicant must meet.")
            yield Hit(f"{pointer}/text", message % {"words": found.group()}, found.span())
        elif TAUTOLOGY.match(text):
            message = _("This says only that what is required is required; say what that is.")
            yield Hit(f"{pointer}/text", message, (0, len(text)))


@rule(
    "L04",
    gettext_lazy("Condition without proof, or material without basis"),
    severity=Severity.WARNING,
)
def proved(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield conditions that no material or check proves, and required materials without basis."""
    proving = {key for _p, one in document.rows("materials", "items") for key in one["conditions"]}
    for pointer, row in document.rows("conditions", "items"):
        checked = any((row.get("review") or {}).values())
        if not (row["materials"] or checked or (row["key"] and row["key"] in proving)):
            message = _("No material, shared data or check on site proves this condition.")
            yield Hit(f"{pointer}/materials", message)
    for pointer, row in document.rows("materials", "items"):
        if row["necessity"] == Necessity.REQUIRED and not row["exempt"] and not row["legal_basis"]:
            message = _("“%(name)s” is required, but no basis for demanding it is named.")
            yield Hit(f"{pointer}/legal_basis", message % {"name": row["name"]})


@rule("L20", gettext_lazy("In person and by an agent at once"), severity=Severity.WARNING)
def in_person(document: Reading, terms: Terms) -> Iterator[Hit]:
    """Yield places that demand the person, where an agent or help by an agent is allowed."""
    by_agent = document["handling"]["assistance"] or any(
        BY_AGENT.search(row["name"]) for _pointer, row in document.rows("materials", "items")
    )
    if by_agent:
        for place in document.places:
            if place.path in PERSON_PATHS and (found := MUST_COME.search(place.text)):
                message = _("“%(words)s” contradicts the agent who is allowed elsewhere.")
                yield Hit(place.pointer, message % {"words": found.group()}, found.span())
    adult = next(
        (
            (f"{pointer}/text", found)
            for pointer, row in document.rows("conditions", "items")
            if (found := MINOR.search(row["text"]))
        ),
        None,
    )
    guardian = any(GUARDIAN.search(row["name"]) for _p, row in document.rows("materials", "items"))
    if adult and guardian:
        message = _("Applicants must be of age, yet a guardian's paper is asked for.")
        yield Hit(adult[0], message, adult[1].span())


PERSON_PATHS = frozenset(
    {"conditions.items.text", "handling.visit_reason", "process.steps.action", "item.scope"}
)
