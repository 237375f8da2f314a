"""The figures of the money: a manager sets them, with a reason that the history keeps."""

from django.utils.translation import gettext as _

from complaints import rules
from complaints.lifecycle import amend, require
from complaints.rules.verdict import allow


def set_figure(row, *, by, now, value, reason):
    """Set one figure from now on; what was judged by the old one stays as it was."""
    require(reason, _("Give the reason."))
    least, most = row.range
    words = _("Enter a value from %(least)s to %(most)s.") % {"least": least, "most": most}
    whole = allow(not row.is_whole or value == value.to_integral_value(), _("Whole numbers only."))
    verdict = rules.first_no(allow(least <= value <= most, words), whole)
    return amend(row, "set_figure", by=by, now=now, allowed=verdict, reason=reason, value=value)
