"""Pairs of texts from guides, with the difference that a reviewer marks by hand.

`[-…-]` is deleted, `{+…+}` added; the old text is the line without what is added, the new one
without what is deleted.
"""

SENTENCES = [
    # Numbers stay whole; a date changes where it changes.
    "自受理之日起[-8-]{+5+}个工作日内作出决定。",
    "法定时限[-20-]{+10+}个工作日，承诺时限5个工作日。",
    "工本费[-20-]{+40+}元/证。",
    "工本费[-12.50-]{+8.00+}元。",
    "上午[-8:30-]{+9:00+}至12:00，下午[-13:30-]{+14:00+}至17:30。",
    "近期免冠彩色照片[-2-]{+1+}张。",
    "有效期[-3-]{+5+}年，期满前[-60-]{+30+}日内申请延续。",
    "咨询电话：0599-[-8812345-]{+8854321+}。",
    "年满[-18-]{+16+}周岁的公民。",
    "占用面积不超过[-50%-]{+30%+}的部分。",
    # A character more or less.
    "现场核查时间[-不-]计算在内。",
    "申请人应当{+如实+}提交材料。",
    "提供虚假材料的，[-可以-]撤销许可。",
    "由[-市-]{+县+}级市场监督管理部门负责。",
    "营业执照复印件[-，加盖公章-]。",
    "身份证原件{+和复印件+}。",
    "经办人身份证[-复印-]{+原+}件。",
    # A change of several words is one change, not a row of single characters.
    "两名以上工作人员[-上门核查-]{+约好时间上门，核对+}布局、设施与图纸是否一致。{+请留人在店。+}",
    "[-复印件1份，加盖公章-]{+免提交，通过电子证照共享核对+}",
    "[-窗口领取-]{+邮寄送达+}",
    "申请人到[-市政务服务中心-]{+任一便民服务站+}领取。",
    "材料齐全的，[-当场受理并出具受理通知书-]{+即时受理+}。",
    # Whole clauses and items of lists come and go at their stops.
    "有与经营规模相适应的场所；{+有食品安全管理制度；+}有专职管理人员。",
    "有固定的经营场所；[-有五十万元以上的注册资本；-]有必要的设备。",
    "营业执照、身份证、{+健康证明、+}租赁合同。",
    "营业执照、[-卫生许可证、-]身份证、租赁合同。",
    "申请、受理、审查、{+公示、+}决定、送达。",
    "不予受理的，出具不予受理通知书。{+材料不齐的，一次告知需要补正的全部内容。+}",
    "对决定不服的，可以申请行政复议[-，也可以直接提起行政诉讼-]。",
    # Names of laws and their articles.
    "《食品经营许可{+和备案+}管理办法》第十二条。",
    "《中华人民共和国食品安全法》第[-三十五-]{+三十六+}条。",
    "《公共场所卫生管理条例》第四条[-第一款-]{+、第八条+}。",
    "依据《行政许可法》第四十二条{+第一款+}作出决定。",
    # The other language, codes, and mixed writing.
    "Bring the [-original-]{+copy+} of your identity card.",
    "Processing takes [-8-]{+5+} working days.",
    "登录{+https://zwfw.example.cn+}提交。",
    "下载App，使用[-A4-]{+A3+}纸打印。",
    # Lines.
    "第一步：提交申请。\n[-第二步：现场核查。\n-]第三步：领取证件。",
    "第一步：提交申请。\n{+第二步：缴费。\n+}第三步：领取证件。",
    # A doubled word, and a text that was repeated.
    "{+请携带+}请携带身份证。",
    "不收费。[-不收费。-]",
    # Everything new, nothing left.
    "[-全程网办-]{+窗口办理+}",
    "{+本事项不收费。+}",
    "[-暂无-]",
]
