"""The public page of our time limits in dated versions, and of the routes outside the platform (IN-17, FB-07)."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.reports.published import in_force, versions


@login_not_required
@require_safe
def rules(request):
    """The version in force; with `?filed=<time>` the one that counted then."""
    every, filed = versions(), moment_in(request.GET.get("filed", ""))
    if filed:
        return redirect("complaints:rules_version", number=in_force(every, filed).number)
    return page(request, every, every[-1])


@login_not_required
@require_safe
def rules_version(request, number):
    """One version by its number."""
    every = versions()
    if not 1 <= number <= len(every):
        raise Http404
    return page(request, every, every[number - 1])


def page(request, every, shown):
    """One version, since when and until when it counts, and all versions with what changed."""
    newer = every[shown.number] if shown.number < len(every) else None
    context = {"shown": shown, "newer": newer, "versions": every[::-1], "address": settings.MAILBOX.get("user", "")}
    return render(request, "complaints/rules.html", context)


def moment_in(text):
    """A moment out of an address, or None."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if timezone.is_aware(at) else None
