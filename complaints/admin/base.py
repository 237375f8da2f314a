"""What all our admin pages share: rows that are only read, and actions whose refusal is shown as a message."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.lifecycle import Refused


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shown and searched; nothing is added, changed or deleted here."""

    show_full_result_count = False
    actions = None

    def has_add_permission(self, request):
        """Rows come into being by the actions of the application."""
        return False

    def has_change_permission(self, request, obj=None):
        """A row changes only through the door."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nothing is ever deleted."""
        return False


class NeverDeleted:
    """For rows that other rows and the history rely on."""

    def has_delete_permission(self, request, obj=None):
        """Switch it off, or let it end; it stays in the history."""
        return False


def each(request, rows, act):
    """Run `act(row, by=, now=)` on every row; say how many were done and why the others were not. Returns the done."""
    done = []
    for row in rows:
        try:
            act(row, by=request.user, now=timezone.now())
        except Refused as refused:
            messages.error(request, _("%(row)s: %(why)s") % {"row": row, "why": refused.reason})
        else:
            done.append(row)
    if done:
        messages.success(request, _("Done: %(rows)s.") % {"rows": _(", ").join(map(str, done))})
    return done
