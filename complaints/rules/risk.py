"""Against fraud: when a freeze may be asked, who decides it, who reports to an authority (DP-16)."""

from django.utils.translation import gettext as _

from complaints.enums import EvidenceStatus, Flag
from complaints.roles import Role, has_role
from complaints.rules.cases import is_not_archived
from complaints.rules.people import may_take_or_work_on
from complaints.rules.ties import is_not_a_relative
from complaints.rules.verdict import YES, allow, first_no

FRAUD_GROUP = "X"
FAKE_GOODS = ("G03", "G07", "G08")  # counterfeit, false advertising, used sold as new
CARRIES_OUT = ("MERCHANT", "RISK")  # desks


def is_risk_case(complaint):
    """Fraud, fake goods or a safety matter: all else goes the way of rectification and sanction."""
    codes = (complaint.category_id, *complaint.secondary_codes)
    risky = any(code.startswith(FRAUD_GROUP) or code in FAKE_GOODS for code in codes)
    return allow(
        risky or Flag.SAFETY in complaint.flags,
        _("Only fraud, fake goods and safety justify a freeze: else order a rectification of the merchant."),
    )


def may_ask_freeze(complaint, by):
    return first_no(
        is_not_archived(complaint),
        is_risk_case(complaint),
        allow(complaint.merchant, _("The complaint names no merchant: enter it first.")),
        may_take_or_work_on(complaint, by),
        is_not_a_relative(complaint, by),
    )


def may_decide_freeze(freeze, by):
    """Four eyes: neither who asked nor who owns or handles the complaint, and nobody close to a party."""
    complaint = freeze.complaint
    return first_no(
        allow(by.pk != freeze.asked_by_id, _("You asked for it: somebody else decides.")),
        allow(
            by.pk not in (complaint.owner_id, complaint.handler_id),
            _("You own or handle this complaint: somebody else decides."),
        ),
        is_not_a_relative(complaint, by),
    )


def may_withdraw_freeze(freeze, by):
    return allow(
        by.pk == freeze.asked_by_id or has_role(by, Role.LEAD),
        _("Only who asked for it, or a team lead, takes it back."),
    )


def may_carry_out_freeze(freeze, by):
    """The desk of the merchants or of risk, or who may decide such things."""
    at_desk = by.department_id in CARRIES_OUT or has_role(by, Role.MID_OFFICE, Role.BACK_OFFICE)
    return first_no(
        allow(at_desk, _("It waits for merchant management or risk control.")),
        is_not_a_relative(freeze.complaint, by),
    )


def may_lift_freeze(freeze, by):
    """Somebody who may decide; also who granted it, but nobody close to the merchant."""
    return is_not_a_relative(freeze.complaint, by)


def is_ahead(moment, now):
    return allow(moment > now, _("Choose a moment that lies ahead."))


def may_draft_referral(complaint, by):
    return first_no(is_not_archived(complaint), may_take_or_work_on(complaint, by))


def may_work_on_referral(referral, by):
    """Somebody on the case, or of legal."""
    return YES if has_role(by, Role.LEGAL) else may_take_or_work_on(referral.complaint, by)


def may_send_referral(referral, by):
    return first_no(may_work_on_referral(referral, by), is_not_a_relative(referral.complaint, by))


def is_draft_referral(referral):
    return allow(referral.is_draft, _("It has been sent and stays as it was sent."))


def is_given_evidence(items, complaint):
    """What goes along lies with the case and has come in."""
    good = all(item.complaint_id == complaint.pk and item.status == EvidenceStatus.RECEIVED for item in items)
    return allow(good, _("Only evidence of this case that has come in goes along."))
