"""Who may see one item of evidence, and who looked at the original of a photo (IV-14, IV-02, AR-07)."""

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import rules
from complaints.enums import EventKind
from complaints.lifecycle import check, lock, require, tell


def disclose(item, *, by, now, disclosure, reason):
    """Change who may see an item, for a reason; what it was before stays in the history. Also after the decision."""
    require(reason, _("Give the reason."))
    with transaction.atomic():
        item = lock(item)
        check(rules.wears_the_hat("disclose", by))
        check(rules.may_disclose(item, by, disclosure))
        was, item.disclosure = item.disclosure, disclosure
        item._history_user, item._history_date, item._change_reason = by, now, "disclose"
        item.save(update_fields=["disclosure"])
        item._change_reason = None
        shown = {"title": item.title, "side": item.side, "was": was, "disclosure": disclosure}
        facts = {"kind": EventKind.EVIDENCE, "evidence": item, "reason": reason, "data": shown}
        tell("disclose", by=by, now=now, complaint=item.complaint, **facts)
    return item


def reveal_original(item, *, by, now, reason):
    """Hand out a photo as it came, with its place and camera, once, for a reason; the look is recorded (AR-07)."""
    require(reason, _("Give the reason."))
    check(rules.wears_the_hat("reveal_original", by))
    check(rules.may_see_original(item, by))
    facts = {"evidence": item, "reason": reason, "data": {"title": item.title, "side": item.side}}
    tell("reveal_original", by=by, now=now, complaint=item.complaint, kind=EventKind.PRIVACY, **facts)
    return item
