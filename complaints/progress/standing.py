"""What the state alone does not say: our clock is met or stands still, goods have to come back, what is next."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from complaints import rules
from complaints.actions.returns import REFUND, days_of
from complaints.enums import Direction, EvidenceKind, EvidenceStatus, PauseReason, Side, State, Tier
from complaints.letters import day_and_time
from complaints.workdays import CHINA


def own_due(complaint):
    """By when our answer is promised; None once it is met, or while its clock stands still (domain.md 7.6)."""
    if complaint.planned_at or complaint.paused_for:
        return None
    return max(filter(None, (complaint.plan_by, complaint.told_by)), default=None)


def standing_head(complaint, now, *, is_ours):
    """(headline or "", lead, facts) where goods, an inspection or an answer that went out say more; else None.

    `is_ours`: the present step is work on our answer.
    """
    if option := rules.owed_for_goods(complaint):
        return goods_head(complaint, option, now)
    if is_ours and complaint.paused_for == PauseReason.INSPECTION:
        return inspection_head(complaint)
    if is_ours and complaint.planned_at:
        told = _("We have told you what we know. We go on with what you asked for, and write as soon as there is more.")
        return "", told, {}
    return None


def goods_head(complaint, option, now):
    """The refund follows the goods: at the latest so many days after they are back (CPL-25, scenario 23)."""
    if not rules.waits_for_goods(complaint):
        return _("Your goods have come back"), _("You have your money by {by}."), {}
    lead = _(
        "You chose “{chosen}”. Where the goods go, and how, stands in our messages below; if it does not yet, ask us"
        " there. You have your money at the latest {days} days after they are back."
    )
    chosen = f"{option.title} · {option.terms}" if option.terms else option.title
    return (
        _("Please send the goods back first"),
        lead,
        {"chosen": chosen, "days": days_of(REFUND, now.astimezone(CHINA).date())},
    )


def inspection_head(complaint):
    """Our clock stands still until the report of the bodies that were asked, at most until its due time (IV-08).

    Bodies outside are named; what we asked the merchant in which words stays ours.
    """
    asked = [row for row in complaint.evidence.all() if row.kind == EvidenceKind.INSPECTION]
    asked = [row for row in asked if row.side == Side.THIRD_PARTY and row.status == EvidenceStatus.ASKED]
    bodies = _(", ").join(dict.fromkeys(row.body for row in asked if row.body)) or _("An inspection is under way")
    lead = _("{bodies}: the report should be here by {until}. Our own time stands still so long, then we go on.")
    facts = {"bodies": bodies, "until": format_html("<b>{}</b>", day_and_time(complaint.paused_until))}
    return _("We wait for an inspection"), lead, facts


def main_step(complaint, may_refer):
    """The one button under the headline: what is next, and where it is done; None where a section has it already."""
    if complaint.state == State.MEDIATION and may_refer:
        label = _("Let the platform decide")
        return {"label": label, "verb": "refer_to_arbitration", "step": "refer-to-arbitration"}
    return {"label": _("Ask where the goods go")} if rules.waits_for_goods(complaint) else None


def report_told(complaint, messages):
    """The message by which the report of the high tier went out: what the consumer has to know first (scenario 9)."""
    if not complaint.is_open or complaint.tier != Tier.HIGH or not complaint.planned_at:
        return None
    ours = (row for row in messages if row.direction == Direction.TO_CONSUMER)
    return next((row for row in ours if row.sent_at == complaint.planned_at), None)
