"""What stands in public about open complaints: how far it has come, how fast it grows, who answers it (FB-14)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from complaints.actions.exposure import READ_EVERY
from complaints.enums import Flag
from complaints.models import Complaint, PublicPost

MOST = 100
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """One post as it stands: `readings` are its looks, the oldest first."""

    post: PublicPost
    readings: list
    is_stale: bool

    @property
    def growth(self):
        """Reposts an hour between the last two looks; None before the second one."""
        if len(self.readings) < 2:
            return None
        before, last = self.readings[-2:]
        hours = max((last.read_at - before.read_at) / HOUR, 1 / 60)
        return round((last.reposts - before.reposts) / hours)

    @property
    def first(self):
        """The first look, where there has been another since."""
        return self.readings[0] if len(self.readings) > 1 else None


def standing(posts, now):
    """Each of these posts with its looks that say how often it was passed on."""
    return [
        Standing(
            post=post,
            readings=[row for row in post.readings.all() if row.reposts is not None],
            is_stale=now - post.seen_at >= READ_EVERY,
        )
        for post in posts.prefetch_related("readings")
    ]


def listed(agent, now, *, is_answered, platform=""):
    """Posts about open complaints that this agent may see, the furthest come first, at most MOST."""
    cases = Complaint.objects.visible_to(agent).order_by()
    rows = PublicPost.objects.of_open_cases().filter(complaint__in=cases, answered_at__isnull=not is_answered)
    rows = rows.filter(platform=platform) if platform else rows
    along = rows.select_related("complaint__owner", "watcher", "answered_by")
    return standing(along.order_by(F("reposts").desc(nulls_last=True), "-seen_at", "-pk")[:MOST], now)


def posts_of(complaint, now):
    """The posts about one complaint; nothing is asked of the database where the flag is not up."""
    if Flag.EXPOSURE not in complaint.flags:
        return []
    rows = complaint.public_posts.select_related("watcher", "answered_by")
    return standing(rows.order_by(F("reposts").desc(nulls_last=True), "pk"), now)
