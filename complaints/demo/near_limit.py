"""Five payouts of the newcomer just below his limit of ¥200.00: what the alarm to the leads is for (DP-19)."""

from complaints.demo.script import Story
from complaints.demo.variations import placed

DAY = 24 * 60  # minutes
# Days ago, who, what came late from whom, its price, what was paid for the wait.
CASES = (
    (27, "邵女士", "羊毛毯", "暖居生活", "239.00", "190.00"),
    (22, "龚先生", "电煮锅", "厨匠电器", "228.00", "195.00"),
    (17, "庞女士", "积木", "童趣家居", "219.00", "198.00"),
    (11, "席先生", "登山杖", "山野户外", "229.00", "196.00"),
    (6, "靳女士", "蓝牙音箱", "声谷数码", "235.00", "199.00"),
)
STEPS = (
    ("0m", "consumer", "submit"),
    ("12m", "agent", "accept"),
    ("15m", "agent", "reply", "{title}您好，我是小辛，{product}的位置我正在查，[[+4h]] 前告诉您在哪、几点到。", "+4h"),
    ("40m", "agent", "solve_now"),
    ("2h", "agent", "draft_proposal", "联系站点，找到了包裹。", "站点积压，未按时派送。", [["今天专送，补偿等待"] * 2]),
    ("125m", "agent", "send_proposal"),
    ("4h", "consumer", "choose_option", 1),
    ("5h", "agent", "propose_payout", "goodwill", "{amount}", "延误补偿", "goodwill"),
    ("8h", "agent", "mark_paid", "B-N{number}"),
    ("26h", "agent", "resolve"),
    ("40h", "consumer", "answer_survey", 5, True),
    ("44h", "agent", "close", 14),
)


def stories():
    """One story for each of them, all answered by the same person."""
    return [story(number, *case) for number, case in enumerate(CASES, start=1)]


def story(number, days, title, product, merchant, price, amount):
    """The story of one wait."""
    facts = {"title": title, "product": product, "amount": amount, "number": str(number)}
    steps = [placed(list(step), days * DAY, "xin", facts) for step in STEPS]
    steps[4][-1] = [[*steps[4][-1][0], ["goodwill", amount]]]
    return Story(
        key=f"near-limit-{number}",
        channel="app",
        consumer=[title, f"1380000160{number}"],
        words=f"{product}一直没送到，配送延误三天了。",
        wish=["redelivery"],
        order={"order_number": f"D2611-1600{number}", "order_amount": price, "product": product, "merchant": merchant},
        steps=steps,
    )
