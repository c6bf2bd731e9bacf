"""What the rules must find in real texts and in our own: written down by hand, text by text.

Errors alone, as (rule, place in the Document where a reader of the text sees the fault). From
the texts and the rules' specification, not from what the program says.
"""

EXPECTED: dict[str, list[tuple[str, str]]] = {
    # Blank values behind four labels; no phone anywhere in the excerpt.
    "公共场所卫生许可新办_太白县": [
        ("L23", "/handling/online"),
        ("L23", "/handling/booking"),
        ("L23", "/fees/charged"),
        ("L23", "/handling/online_payment"),
        ("L14", "/contacts/enquiries"),
        ("L14", "/contacts/complaints"),
    ],
    # 水法 without its number; bare names of materials; four steps without limit and result;
    # 即办件 with a promise of one working day; no phones.
    "取水许可_渑池县": [
        ("L19", "/legal_bases/0"),
        *(("L18", f"/materials/items/{number}") for number in range(3)),
        *(("L09", f"/process/steps/{number}") for number in range(4)),
        ("L06", "/time_limits/promised"),
        ("L06", "/handling/case_type"),
        ("L14", "/contacts/enquiries"),
        ("L14", "/contacts/complaints"),
    ],
    # A material among the conditions; no material says whether it is necessary.
    "城市建筑垃圾产生核准_聊城市": [
        ("L02", "/conditions/items/0"),
        *(("L18", f"/materials/items/{number}") for number in range(7)),
    ],
    # Express delivery is denied and then granted; 即办件 with one working day.
    "食品经营许可_仪陇县": [
        ("L17", "/handling/express"),
        ("L06", "/time_limits/promised"),
        ("L06", "/handling/case_type"),
    ],
    # Two laws without numbers; a chain of step names without anything else, and no delivery;
    # eight bare materials, the last a catch-all; no phone for complaints.
    "食品经营许可证销售类_原平市": [
        ("L19", "/legal_bases/0"),
        ("L19", "/legal_bases/1"),
        *(("L09", f"/process/steps/{number}") for number in range(4)),
        ("L08", "/process/steps"),
        *(("L18", f"/materials/items/{number}") for number in range(8)),
        ("L01", "/materials/items/7"),
        ("L14", "/contacts/complaints"),
    ],
}

OWN: dict[str, list[tuple[str, str]]] = {
    # A rule of the county without an article; another county decides; papers among conditions;
    # two catch-alls; the licence twice; bare names of steps; a promise beyond the law; six digits.
    "燃气器具安装维修资质核准": [
        ("L19", "/legal_bases/1"),
        ("L21", "/item/deciding_body"),
        ("L02", "/conditions/items/2"),
        ("L01", "/conditions/items/3"),
        ("L17", "/materials/items/4"),
        ("L01", "/materials/items/5"),
        *(("L09", f"/process/steps/{number}") for number in range(5)),
        ("L05", "/time_limits/promised"),
        ("L05", "/time_limits/statutory"),
        ("L14", "/contacts/complaints"),
    ],
    # A paper among conditions; three materials that lack facts, the last a catch-all; a fee
    # without name, basis and way to pay; a number without area code.
    "养犬登记简版": [
        ("L02", "/conditions/items/1"),
        *(("L18", f"/materials/items/{number}") for number in (2, 3, 4)),
        ("L01", "/materials/items/4"),
        ("L12", "/fees/items/0"),
        ("L12", "/handling/online_payment"),
        ("L14", "/contacts/enquiries"),
    ],
    # Catch-alls; no delivery; two steps whose outcome nobody learns; nine digits.
    "种子生产经营许可": [
        ("L01", "/conditions/items"),
        ("L01", "/materials/items/4"),
        ("L18", "/materials/items/4"),
        ("L08", "/process/steps"),
        ("L09", "/process/steps/0"),
        ("L09", "/process/steps/2"),
        ("L14", "/contacts/complaints"),
    ],
    # 即办件 with 15 working days; nothing to pay, yet online; no visit, yet a reason; a
    # catch-all; a copy without count; a citizen's number; a law that is about something else.
    "灵活就业社保补贴": [
        ("L06", "/time_limits/promised"),
        ("L06", "/handling/case_type"),
        ("L12", "/handling/online_payment"),
        ("L10", "/handling/visit_reason"),
        ("L01", "/conditions/items/2"),
        ("L18", "/materials/items/3"),
        ("L29", "/materials/items/0"),
        ("L19", "/legal_bases/1"),
    ],
    # A body that is no more; nine days beside ten; fully online with a visit and no reason; a
    # certificate called an approval; one number for both; a basis without number; a fee that is
    # denied; a paper without count and type.
    "出版物零售单位设立": [
        ("L30", "/conditions/items/0"),
        ("L07", "/time_limits/promised"),
        ("L07", "/process/steps"),
        ("L11", "/handling/online"),
        ("L11", "/handling/visits"),
        ("L10", "/handling/visit_reason"),
        ("L13", "/results/0/kind"),
        ("L14", "/contacts/complaints"),
        ("L19", "/legal_bases/1"),
        ("L12", "/fees/charged"),
        ("L12", "/fees/items"),
        ("L18", "/materials/items/3"),
    ],
    # 承诺件 on the spot; a condition among materials; an official's mobile, and a step with no
    # limit and outcome; days without hours; six digits, nobody for complaints; an attachment
    # that is not there.
    "第二类医疗器械经营备案": [
        ("L06", "/time_limits/promised"),
        ("L06", "/handling/case_type"),
        ("L02", "/materials/items/2"),
        ("L18", "/materials/items/2"),
        ("L29", "/process/steps/1"),
        ("L09", "/process/steps/1"),
        ("L23", "/service_points/0/hours"),
        ("L14", "/contacts/enquiries"),
        ("L14", "/contacts/complaints"),
        ("L23", "/contacts/progress"),
    ],
    # Three materials that lack facts, the last a catch-all; steps whose outcome nobody learns.
    "特困人员认定": [
        *(("L18", f"/materials/items/{number}") for number in range(3)),
        ("L01", "/materials/items/2"),
        *(("L09", f"/process/steps/{number}") for number in range(3)),
    ],
}
