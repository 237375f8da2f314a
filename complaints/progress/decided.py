"""The head of the page where the state alone would say too little: who has decided, or how a mediation ended."""

from django.utils.translation import gettext as _

from complaints import rules
from complaints.enums import ClosingCode, DisputeKind, State
from complaints.letters import day_and_time

CLOSED = (State.CLOSED, State.ARCHIVED)


def decision_of(complaint):
    """The arbiter's decision, once there is one."""
    rows = complaint.disputes.all()
    return next((d for d in rows if d.kind == DisputeKind.ARBITRATION and d.closed_at and d.result_reasons), None)


def special_head(complaint, now):
    """(headline, opening of the lead, their facts) where the state does not say it all, else None (FB-03, FB-04)."""
    if complaint.state == State.MEDIATION and rules.is_mediation_over(complaint, now):
        lead = _("You may have the platform decide now, or turn to one of the bodies outside, further down.")
        failed = rules.word_of_mediator(complaint)
        return _("The mediation brought no agreement") if failed else _("The time of the mediation is over"), lead, {}
    if complaint.state == State.RESOLVED and complaint.surveyed_at:
        return _("Everything is done"), thanks(complaint, now), {}
    ruling = decision_of(complaint)
    if ruling is None:
        return None
    facts = {"at": day_and_time(ruling.closed_at)}
    return awarded_head(complaint, ruling, facts) or dismissed_head(complaint, facts)


def thanks(complaint, now):
    """After the survey's answer: not asked again, but told what comes; who is not content is called first (FB-09)."""
    if complaint.satisfaction and not rules.is_surveyed_or_past_stage(complaint, now):
        return _("Thank you for telling us. Before it is closed {alias} gets in touch with you.")
    if complaint.stage_by and complaint.stage_by > now:
        return _(
            "Thank you for your answers. We close your complaint by {by}; after that it can still be opened again."
        )
    return _("Thank you for your answers. Your complaint is about to be closed; it can still be opened again.")


def awarded_head(complaint, ruling, facts):
    """What the arbiter ordered, while it is carried out; None once something else was chosen since."""
    answer = next((row for row in complaint.proposals.all() if row.sent_at), None)
    if complaint.state != State.EXECUTING or answer is None or answer.sent_at != ruling.closed_at:
        return None
    partly = ruling.result == ClosingCode.DECIDED_PARTLY
    headline = _("The platform decided partly for you") if partly else _("The platform decided for you")
    lead = _("An arbiter who had no part in it before decided on {at}: {what}. ")
    return headline, lead, facts | {"what": answer.chosen_option.title if answer.chosen_option else ""}


def dismissed_head(complaint, facts):
    """That the arbiter did not follow the wish, as long as the complaint is closed with it."""
    if complaint.state not in CLOSED or complaint.closing_code != ClosingCode.DECIDED_AGAINST:
        return None
    lead = _("An arbiter who had no part in it before decided on {at}. The reasons and the ways outside are below.")
    return _("The platform did not decide for you"), lead, facts
