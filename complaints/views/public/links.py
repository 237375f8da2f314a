"""The way in by a secret link: no account, five wrong tries lock the address for a quarter of an hour."""

from dataclasses import replace
from functools import wraps

from axes.helpers import get_client_ip_address
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone

from complaints import progress
from complaints.actions import links
from complaints.actions.links import link_hash
from complaints.roles import System

WRONG_LINK = "link"


def by_link(find):
    """Decorate a view that gets what `find(token, now)` returns instead of the token's holder having to sign in."""

    def decorator(view):
        @login_not_required
        @wraps(view)
        def with_found(request, token, **rest):
            now = timezone.now()
            key = links.attempt_key(WRONG_LINK, get_client_ip_address(request))
            if until := links.locked_until(key, now):
                return render(request, "complaints/link_locked.html", {"until": until}, status=429)
            found = find(token, now)
            if found is None:
                links.count_try(key, now=now)
                return render(request, "complaints/link_unknown.html", status=404)
            return view(request, found, token=token, **rest)

        return with_found

    return decorator


def complaint_of(token, now):
    """The complaint behind the consumer's link, or None."""
    return progress.find(link_hash(token), now)


def consumer_of(request, complaint):
    """The consumer of `complaint` as the one who acts through this page."""
    complaint.consumer.via = replace(request.via, source="page")
    return complaint.consumer


def system_of(request, source):
    """The platform acting for somebody who has no account."""
    return System(replace(request.via, source=source))
