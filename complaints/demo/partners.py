"""The shop's own system: it files what its app takes in, and hears what becomes of it."""

from datetime import timedelta

from complaints.actions import outbox, partners
from complaints.enums import NoticeChannel, Scope, Topic, Via
from complaints.models import Agent, Correspondent, Partner, Subscriber
from complaints.roles import System

SHOP = "shop"
# A name that belongs to nobody: it is switched off when the play is over, and nothing is ever sent there.
ADDRESS = "https://shop.example.com/hooks/complaints"


def load_shop(now):
    """The account, its scopes, and where it hears of things; switched on while a story is played."""
    agent, created = Agent.objects.get_or_create(
        username=SHOP,
        defaults={"display_name": "商城系统", "alias": "商城", "date_joined": now - timedelta(days=400)},
    )
    if created:
        agent.set_unusable_password()
        agent.save(update_fields=["password"])
    scopes = [scope for scope in Scope if scope != Scope.READ_ALL]
    partner, _new = Partner.objects.get_or_create(
        agent=agent, defaults={"scopes": scopes, "purpose": "商城 App 与网站，负责人：鲁宁"}
    )
    Subscriber.objects.get_or_create(partner=partner, url=ADDRESS, defaults={"topics": Topic.values, "is_active": True})


def filed_by_the_shop(submit, reference, at):
    """What the API does with a request: filed once per key, for a system without a hat."""
    shop = Agent.objects.get(username=SHOP)

    def act():
        complaint = submit(System(Via("api", "", "10.20.*.*")))
        return complaint, {"number": complaint.number}

    return partners.once(shop, reference, "submit", {"reference": reference}, act, now=at).complaint


def close_the_line(now):
    """All but the newest news have arrived; what is left shows what waiting looks like."""
    for subscriber in Subscriber.objects.filter(url=ADDRESS, is_active=True):
        waiting = subscriber.deliveries.due(now).count()
        outbox.deliver(
            now=now, channels=[NoticeChannel.WEBHOOK], send=str, subscriber=subscriber, batch=max(0, waiting - 3)
        )
        subscriber.is_active = False
        subscriber.save(update_fields=["is_active"])


# Names that belong to nobody; without EMAIL_URL nothing leaves the house.
CONTACTS = (
    ("merchant", "渔港鲜生", "service@yugang.example.com"),
    ("merchant", "山野户外", "service@shanye.example.com"),
    ("carrier", "冷链快线", "claims@cold.example.com"),
)


def load_contacts():
    """Where our questions to merchants and carriers go."""
    for side, name, email in CONTACTS:
        Correspondent.objects.get_or_create(side=side, name=name, defaults={"email": email})
