"""Who has a complaint open, and whether he is writing: so that two people never answer at once unseen."""

from datetime import timedelta

from complaints.models import Presence

GONE_AFTER = timedelta(seconds=60)  # the page beats three times as often


def beat(complaint, *, by, now, writing=""):
    """Note that `by` looks at `complaint` now, and writes a reply or a note if `writing` says so (one statement)."""
    Presence.objects.bulk_create(
        [Presence(complaint=complaint, agent=by, is_writing=writing, seen_at=now)],
        update_conflicts=True,
        unique_fields=["complaint", "agent"],
        update_fields=["is_writing", "seen_at"],
    )
