"""Who works in the demo and in the tests' stories: pure data, one or more people at every desk."""

# username: (name, alias the consumer sees, roles, desk). Everybody in the tests' stories.
CAST = {
    "lin": ("林晓", "小林", ["front_line"], "CS"),
    "wang": ("王芳", "小王", ["front_line"], "CS"),
    "gao": ("高远", "小高", ["front_line"], "LOGISTICS"),
    "zhao": ("赵宁", "赵组长", ["lead"], "CS"),
    "zhou": ("周岚", "小周", ["mid_office"], "MIDOFFICE"),
    "wu": ("吴敏", "吴经理", ["mid_office", "lead"], "MIDOFFICE"),
    "chen": ("陈默", "小陈", ["back_office"], "BACKOFFICE"),
    "he": ("何平", "何老师", ["arbiter"], "MIDOFFICE"),
    "fang": ("方正", "方律师", ["legal"], "LEGAL"),
    "pan": ("潘悦", "小潘", ["pr"], "PR"),
    "mei": ("梅清", "梅经理", ["manager"], "BACKOFFICE"),
    "su": ("苏禾", "苏老师", ["social_worker"], "SOCIALWORK"),
    "xu": ("徐航", "小徐", ["auditor"], "BACKOFFICE"),
    "admin": ("安然", "管理员", ["administrator"], "PLATFORM"),
    "stranger": ("路人", "路人", [], None),
}
# More people at the desks of the demo.
COLLEAGUES = {
    "xin": ("辛苗", "小辛", ["front_line"], "CS"),
    "ye": ("叶青", "小叶", ["front_line"], "CS"),
    "amy": ("顾安", "Amy", ["front_line"], "CS"),
    "qin": ("秦朗", "秦组长", ["lead"], "CS"),
    "kang": ("康宁", "小康", ["front_line"], "LOGISTICS"),
    "tang": ("唐悦", "小唐", ["front_line"], "MERCHANT"),
    "luo": ("罗成", "小罗", ["front_line"], "AFTERSALES"),
    "shen": ("沈洁", "小沈", ["front_line"], "QUALITY"),
    "jin": ("金灿", "小金", ["front_line"], "PAYMENT"),
    "yan": ("严冬", "小严", ["front_line"], "RISK"),
    "mu": ("穆安", "小穆", ["front_line"], "PRIVACY"),
    "song": ("宋仪", "小宋", ["front_line"], "LEGAL"),
    "lu": ("鲁宁", "小鲁", ["front_line"], "PLATFORM"),
    "ou": ("欧阳帆", "小欧", ["front_line"], "CROSSBORDER"),
    "deng": ("邓一鸣", "小邓", ["front_line"], "MIDOFFICE"),
    "jiang": ("蒋文", "小蒋", ["back_office"], "BACKOFFICE"),
    "bai": ("白桦", "白老师", ["arbiter"], "MIDOFFICE"),
}
STAFF = {"lead", "mid_office", "back_office", "administrator", "auditor", "manager"}
IN_ENGLISH = {"amy"}
