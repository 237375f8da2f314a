"""Four case meetings of the demo, as their recorders wrote them. Times of decisions: minutes after registration."""

PERISHABLE = {
    "categories": ["F08", "G05"],
    "title": "晚到之后怎样把话说回来",
    "reason": "success",
    "why": ["从生气到道谢，没有升级", "每一次说的时间都守住了", "每三例至少一例成功案例"],
    "until": "publish",
    "held_in_hours": -26 * 24,
    "facilitator": "su",
    "presenter": "lin",
    "recorder": "wang",
    "questioners": ["zhao", "gao"],
    "guests": "物流部一名调度",
    "decisions": [
        (
            10,
            {
                "decision": "先复述原话，再报一个钟点",
                "known": "东西已坏，等着用",
                "unknown": "断冷发生在哪一段",
                "hindsight": "helped",
            },
        ),
        (
            12,
            {
                "decision": "只要一张照片，不要求寄回",
                "known": "签收不到三小时",
                "unknown": "同车还有没有别家",
                "hindsight": "helped",
            },
        ),
        (
            30,
            {
                "decision": "转物流部查温度记录，自己不打电话给承运商",
                "known": "承运商名称",
                "unknown": "承运商多久能答",
                "hindsight": "disputed",
            },
        ),
        (
            120,
            {
                "decision": "退款之外打电话道歉",
                "known": "责任在末段配送",
                "unknown": "消费者还看重什么",
                "hindsight": "helped",
            },
        ),
    ],
    "helped": ["第一句就复述了他的话，没有让他再讲一遍", "说两小时，一小时五十分就回了话", "承认“与您签收早晚无关”"],
    "alternatives": [
        {"title": "接单时就打电话", "text": "着急用的东西，一通电话比四条文字早半小时让人放心。"},
        {"title": "把退款换成今晚用得上的", "text": "同城补送能赶上饭点，可能比退款更贴近他要的。"},
    ],
    "lessons": [
        {
            "text": "生鲜坏了，先认下那句冷话，再谈钱。",
            "applies_to": "G05、F08，强度 4 以上",
            "tags": ["quick_reply", "open_talk"],
            "hardship": "晚高峰只有两个人接，同时有九条在等。",
        }
    ],
    "actions": [
        (
            "gao",
            34,
            {
                "cause": "末段车制冷没有开启提醒",
                "cause_kind": "supplier",
                "action": "承运商交整改单，附受影响车次",
            },
        ),
        (
            "chen",
            -2,
            {
                "cause": "机器人没有区分生鲜与普通件",
                "cause_kind": "tool",
                "action": "生鲜加异味词一律转人工",
            },
        ),
    ],
    "answers": {
        "wants_article": True,
        "wants_recommendation": True,
        "recommendation": "建议冷链商品下单时默认询问使用时间，写进面单。",
    },
}

BATCH = {
    "categories": ["G04", "G03", "G02", "G07", "G06"],
    "title": "哪一步本可以早两天",
    "reason": "near_miss",
    "why": ["同一批次先后来了几件，第三件才连起来", "证据要了两轮，消费者催了两次"],
    "until": "discuss",
    "held_in_hours": -20,
    "facilitator": "su",
    "presenter": "wang",
    "recorder": "zhao",
    "questioners": ["lin", "zhou"],
    "guests": "商品质量部一名同事",
    "decisions": [
        (
            25,
            {
                "decision": "当作单件质量问题受理",
                "known": "一件商品、一位消费者",
                "unknown": "同批次前一天已有一件",
                "hindsight": "change",
            },
        ),
        (
            90,
            {
                "decision": "先向商家要检测报告，再答复",
                "known": "商家承诺 24 小时内给",
                "unknown": "报告是另一批次的",
                "hindsight": "disputed",
            },
        ),
        (
            300,
            {
                "decision": "告诉消费者目前查到哪一步，没有等结果",
                "known": "还差一份材料",
                "unknown": "何时能到",
                "hindsight": "helped",
            },
        ),
    ],
    "helped": ["没有结果的那天也联系了", "把证据清单给消费者看，他自己补了缺的一张"],
    "alternatives": [
        {"title": "受理时查一次批次号", "text": "十秒钟的事；第二件出现就能按批量处理，早两天下架。"},
        {"title": "两边同时要证据", "text": "先问商家再问消费者，等于把 24 小时走了两遍。"},
        {"title": "先退后查", "text": "低金额的，先退款再和商家理论，消费者不用跟着等。"},
    ],
    "lessons": [
        {
            "text": "一件事先问：还有没有第二件？",
            "applies_to": "G 类，有批次号的商品",
            "tags": ["new_tools", "compliance"],
            "hardship": "批次号要到另一个系统里查，忙的时候没人去。",
        },
        {"text": "证据一次要全，最多三样。", "applies_to": "中层级以上", "tags": ["quick_reply"], "hardship": ""},
    ],
    "actions": [
        ("chen", 12, {"cause": "受理页看不到批次的其他投诉", "cause_kind": "tool", "action": "把同批次件数放到受理页"}),
        ("zhou", 1, {"cause": "证据规则没写“一次要全”", "cause_kind": "policy", "action": "改证据规则并发到各组"}),
    ],
    "answers": {"wants_article": True, "wants_recommendation": False, "recommendation": ""},
}

SILENCE = {
    "categories": ["F01", "F03", "F05", "F09", "A02", "A06", "A08", "L02"],
    "title": "三天没有消息是怎么发生的",
    "reason": "dissatisfied",
    "why": ["消费者评价：没有人告诉我到哪一步了", "系统里每一步都按时，消费者却什么也没看见"],
    "until": "schedule",
    "held_in_hours": 44,
    "facilitator": "zhao",
    "presenter": "lin",
    "recorder": "wang",
    "questioners": ["su", "zhou"],
    "guests": "",
}

REFUSAL = {
    "categories": ["A03", "A05", "A01", "G01", "T05", "V02", "T04", "C02", "F02"],
    "title": "一个“不”字怎样说得出口",
    "reason": "success",
    "why": ["要求没有全部满足，仍给了四分", "三家检测机构都问过"],
    "until": "nominate",
    "held_in_hours": 0,
    "presenter": "wang",
}

REVIEWS = [PERISHABLE, BATCH, SILENCE, REFUSAL]
