"""Made-up Chinese for a made-up world: clauses whose pairs of characters vary as in life."""

import random

THINGS = ("杯子", "水壶", "耳机", "手机壳", "连衣裙", "运动鞋", "雨伞", "台灯", "书包", "电饭锅")
THINGS += ("牛奶", "大虾", "樱桃", "蛋糕", "面霜", "充电器", "键盘", "玩具", "地毯", "窗帘")
FAULTS = ("破损", "漏水", "发霉", "变质", "缺货", "色差", "开裂", "掉色", "异味", "少发")
FAULTS += ("错发", "划痕", "松动", "起球", "漏电", "过期", "发热", "断裂", "变形", "不通电")
DEEDS = ("一直没有人处理", "客服让我再等等", "商家不肯退款", "快递说已经签收", "物流三天没有更新", "说好的赠品没有")
WISHES = ("希望尽快退款", "请给我换一个", "请派人上门取件", "要求说明原因", "希望赔偿运费", "希望有人认真听我说")
TIMES = ("昨天晚上", "今天早上", "上周五", "收到当天", "拆开以后", "用了两次", "付款之后", "等了五天", "过节前")
SYLLABLES = "安白北长春大德东方福光广海和红华家建江金京开兰乐丽林龙美明南宁平青庆荣山上胜双水泰天通万文西祥小新星秀雪雅"
PATTERNS = (
    "{when}{brand}{thing}{fault}",
    "{brand}的{thing}{fault}了",
    "{when}{deed}",
    "{thing}{fault}{deed}",
    "{wish}",
)
PATTERNS += ("{when}发现{brand}{thing}有{fault}",)


def clause():
    """Six to sixteen characters about one thing and its fault. Seed `random` to get the same ones again."""
    return random.choice(PATTERNS).format(  # noqa: S311  no secret
        brand="".join(random.choices(SYLLABLES, k=2)),  # noqa: S311
        thing=random.choice(THINGS),  # noqa: S311
        fault=random.choice(FAULTS),  # noqa: S311
        deed=random.choice(DEEDS),  # noqa: S311
        wish=random.choice(WISHES),  # noqa: S311
        when=random.choice(TIMES),  # noqa: S311
    )
