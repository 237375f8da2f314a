"""Own words of two notices in the demo: one version counts, a newer one of another notice waits; and quiet hours."""

from datetime import time

from complaints.actions import accounts, wordings
from complaints.models import NoticeWording

RECEIVED = {
    "event": "received",
    "channel": "mail",
    "language": "zh-hans",
    "subject": "谢谢您告诉我们，投诉 {complaint} 已收到",
    "body": "让您费心了。{respond_by} 前有真人看完并答复您，{dispatch_by} 前定下由谁负责到底。",
    "because": "先道谢，再说时间；去年的回访里有人说像机器写的。",
}
REMINDER = {
    "event": "reminder",
    "channel": "sms",
    "language": "zh-hans",
    "body": "您的投诉 {complaint} 等您答复，点开即可：{link}",
    "because": "原来的短信没有写编号，打电话来的人报不出。",
}
NIGHT = {"quiet_from": time(22), "quiet_until": time(7)}


def load_wordings(cast, now):
    """Hand in both, put the first into force; whoever has changed something since keeps it."""
    if NoticeWording.objects.exists():
        return
    wordings.approve_wording(wordings.propose_wording(by=cast["zhao"], now=now, **RECEIVED), by=cast["chen"], now=now)
    wordings.propose_wording(by=cast["zhao"], now=now, **REMINDER)
    accounts.set_preferences(cast["lin"], now=now, **NIGHT)
