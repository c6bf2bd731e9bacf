"""What the rules must find in the five real texts: written down by hand, text by text.

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
