"""What a complaint's page says about measures against the merchant and reports to authorities (DP-16)."""

from complaints.enums import Authority, FreezeKind

# The columns read along with the complaint, as JSON.
FREEZE = {name: name for name in ("pk", "kind", "merchant", "state")}
REFERRAL = {name: name for name in ("pk", "authority", "subject", "state")}


def risk_of(complaint):
    """The freezes and reports out of this complaint, with the words of their codes."""
    return {
        "freezes": [row | {"label": FreezeKind(row["kind"]).label} for row in complaint.frozen],
        "referrals": [row | {"label": Authority(row["authority"]).label} for row in complaint.referred],
    }
