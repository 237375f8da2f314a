"""Standard options in the demo: five categories have one, of one a better version waits for a second person."""

from datetime import timedelta
from decimal import Decimal

from complaints.actions import standards, versions
from complaints.models import Category, StandardOption

LONG_AGO = timedelta(days=200)
SORRY = "{product}的问题属实，责任不在您。按这一类的统一方案，我们给您：{price} 全额退回，不用您承担运费。"
SORRY_EN = (
    "What you told us about {product} is right. As in all such cases you get back {price}. "
    "Return shipping is free of charge."
)
LATE = "包裹晚到属实，是配送的问题。按这一类的统一方案，我们为您单独派送，并补上晚到的歉意。"
LATE_EN = "Your parcel is late, and that is our delivery. As in all such cases we deliver it singly, with an apology."
# category: remedy, share of the price, amount, offer and reasons in both languages, why
OPTIONS = {
    "F02": ("refund", 100, None, "全额退款，不用寄回", "Full refund, nothing to send back", "破损件寄回没有意义。"),
    "F01": ("goodwill", None, "20.00", "今天单独派送，补 20 元", "Delivered today, 20 yuan", "晚到的歉意一视同仁。"),
    "G01": ("return_refund", 100, None, "退货退款，上门取件", "Return and refund, picked up", "与页面不符，全退。"),
    "G02": ("return_refund", 100, None, "退货退款，上门取件", "Return and refund, picked up", "质量瑕疵，全退。"),
    "A05": ("refund", 100, None, "今天原路退款", "Refund today", "拖欠的退款当天办。"),
}


def load_standards(cast, now):
    """Written by the lead long ago, put into force by the manager; whoever has changed something since keeps it."""
    if StandardOption.objects.exists():
        return
    for code, row in OPTIONS.items():
        write = write_standard(cast, Category.objects.get(pk=code), row, now - LONG_AGO)
        versions.approve(write, by=cast["mei"], now=now - LONG_AGO)
    better = ("goodwill", None, "30.00", "今天单独派送，补 30 元", "Delivered today, 30 yuan", "20 元有三成人不接受。")
    write_standard(cast, Category.objects.get(pk="F01"), better, now)


def write_standard(cast, category, row, now):
    """One version as it is handed in."""
    remedy, share, amount, title_zh, title_en, because = row
    sorry, sorry_en = (SORRY, SORRY_EN) if share else (LATE, LATE_EN)
    words = {"title_zh": title_zh, "title_en": title_en, "words_zh": sorry, "words_en": sorry_en}
    facts = {
        "category": category,
        "remedy": remedy,
        "share": share,
        "amount": amount and Decimal(amount),
        "because": because,
    }
    return standards.propose_standard(by=cast["zhao"], now=now, **facts, **words)
